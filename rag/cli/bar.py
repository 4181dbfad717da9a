"""Progress on stderr, with an estimate of what is left."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import NoReturn, TypeAlias, TypeVar

from tqdm import tqdm

from rag.types import Progress

Tqdm: TypeAlias = "tqdm[NoReturn]"  # it counts by hand and yields nothing
_FORMAT = "{desc} {n_fmt}/{total_fmt} |{bar:24}| {elapsed} < {remaining}"


class Bar:
    """Shows `Progress` events as one bar a stage; silent when stderr is no terminal."""

    def __init__(self) -> None:
        self._bar: Tqdm | None = None
        self._stage = ""

    def __enter__(self) -> Bar:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.close()

    def show(self, progress: Progress) -> None:
        """Move the bar of this stage, or start it."""
        if progress.stage != self._stage or self._bar is None:
            if self._bar is not None:
                self._bar.close()
            self._bar = _bar(progress.stage, progress.total or None)
            self._stage = progress.stage
        self._bar.update(progress.done - self._bar.n)


_T = TypeVar("_T")


def counted(items: Sequence[_T], stage: str) -> Iterator[_T]:
    """The items, a bar counting them."""
    with _bar(stage, len(items)) as bar:
        for item in items:
            yield item
            bar.update(1)


def _bar(stage: str, total: int | None) -> Tqdm:
    form = _FORMAT if total else "{desc} {n_fmt} {elapsed}"
    return tqdm(total=total, desc=stage, file=sys.stderr, disable=None, bar_format=form, leave=False)
