"""Pages of PDF files as pictures, for as long as the file is still the one that was read."""

from __future__ import annotations

import base64
import logging
import struct
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.errors import CorpusError
from rag.load import Limits, corpus_files, page_image
from rag.load.child import Child
from rag.types import Box, Source
from rag.ui.boxes import lines_on

log = logging.getLogger(__name__)

KEPT = 24
"""How many pictures are kept for the next person who turns to the page: about half a megabyte each."""
WIDTH = 1000
NEAR = 0.001
"""By how much a line may have moved, in fractions of the page, in a file that is still the same."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a `data:` address, with its size in pixels."""

    address: str
    width: int
    height: int


class Pictures:
    """Draws the pages of the PDF files in one folder, each once, and checks that their lines are still where they were."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, int, int, int], Picture] = OrderedDict()

    def page(self, source: Source, page: int) -> Picture | None:
        """A page, from 1, of the file that a source came from; None when the file has gone or has changed."""
        path = self._folder / source.article.source
        if path.suffix.lower() != ".pdf" or path not in set(corpus_files(self._folder)):
            return None
        try:
            about = path.stat()
            return self._drawn(source, path, page, (str(path), about.st_mtime_ns, about.st_size, page))
        except (OSError, ValueError, CorpusError) as error:
            log.warning("Page %s of %s is not shown: %s", page, source.article.source, error)
            return None

    def _drawn(self, source: Source, path: Path, page: int, key: tuple[str, int, int, int]) -> Picture | None:
        with self._lock:  # one page at a time: a reader's impatience must not start a dozen processes
            if key not in self._kept:
                if not _same(lines_on(source, page), _lines(path, page)):
                    return None
                self._kept[key] = _picture(page_image(path, page, WIDTH))
            self._kept.move_to_end(key)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            return self._kept[key]


def _lines(path: Path, page: int) -> list[Box | None]:
    """The places of a page's lines as the file has them now. Raises ValueError when it cannot be read."""
    with Child(Limits(seconds=30)) as child:
        pages = child.ask({"do": "pdf", "path": str(path.resolve())})["pages"]
    lines = pages[page - 1] or [("", None)] if page <= len(pages) else []
    return [Box(int(box[0]), *box[1:]) if box else None for _, box in lines]


def _same(before: Sequence[Box | None], now: Sequence[Box | None]) -> bool:
    return len(before) == len(now) and all(_near(one, other) for one, other in zip(before, now, strict=True))


def _near(one: Box | None, other: Box | None) -> bool:
    if one is None or other is None:
        return one is other
    moved = (one.left - other.left, one.top - other.top, one.right - other.right, one.bottom - other.bottom)
    return one.page == other.page and all(abs(by) < NEAR for by in moved)


def _picture(png: bytes) -> Picture:
    """A PNG says its size in its first chunk."""
    width, height = struct.unpack(">II", png[16:24])
    return Picture("data:image/png;base64," + base64.b64encode(png).decode(), width, height)
