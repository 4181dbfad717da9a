"""What a number is said of: a claim must not give one thing the number of another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.check.figures import Figure
from rag.check.times import Date
from rag.check.vocabulary import vocabulary
from rag.text import CJK

_RUN = re.compile(rf"[{CJK}]+|[a-z][a-z0-9]+")
_STOP = re.compile(r"[，。；！？!?;,\n:]|\. ")
_WORDS = "超过 逾 约为 约 大约 共有 设有 设 总数 合共 达到 分别 其中 当中 另有 以及 首批 目前 现有 现时"
_LOOSE = frozenset(_WORDS.split())
"""Words that stand beside any number."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The words on either side of a number, up to the next number or the end of its clause."""

    before: frozenset[str]
    after: frozenset[str]


Units = Sequence[tuple[int, tuple[str, ...]]]


def misplaced(
    claim: str, found: Sequence[Figure], dates: Sequence[Date], units: Units | None,
    quotes: str, known: Sequence[Figure], known_dates: Sequence[Date],
) -> Iterator[str]:  # fmt: skip
    """Why numbers of a claim belong elsewhere: their quote says another number of the same kind of what the claim speaks of.

    `units` are the wordings of an English claim's words by offset; None for a Chinese claim. A number is misplaced when a
    word beside it stands beside another number of the quotes and beside none of its own, and no word speaks for it. What
    stands before a number counts only where something stands before each: 76名人員 in a list has its subject far off.
    """
    if len(known) < 2:
        return
    settings = [_setting(quotes, figure, known, known_dates) for figure in known]
    for figure in found:
        own = [there for other, there in zip(known, settings, strict=True) if other.value == figure.value]
        rivals = [there for other, there in zip(known, settings, strict=True) if _rivals(figure, other)]
        if own and rivals and _better(_mine(claim, figure, found, dates, units), own, rivals):
            yield f"number {claim[figure.start : figure.end].strip()} is said of something else in the quotes"


def _rivals(one: Figure, other: Figure) -> bool:
    """Whether another number could stand in the place of one: of its kind, in the same unit or both in none."""
    units = [figure.unit.dimension if figure.unit else "" for figure in (one, other)]
    return one.value != other.value and one.kind == other.kind and units[0] == units[1]


def _better(mine: Setting, own: Sequence[Setting], rivals: Sequence[Setting]) -> bool:
    """Whether a rival shares a word with the claim's setting that none of the number's own settings has, and these share none."""
    ours = frozenset().union(*(_shared(mine, there) for there in own))
    told = all(there.before for there in own)
    for rival in rivals:
        theirs = _shared(mine if told else Setting(frozenset(), mine.after), rival)
        if theirs - ours and not ours - theirs:
            return True
    return False


def _shared(one: Setting, other: Setting) -> frozenset[str]:
    return frozenset(f"<{word}" for word in one.before & other.before) | frozenset(
        f">{word}" for word in one.after & other.after
    )


def _bounds(text: str, figure: Figure, figures: Sequence[Figure]) -> tuple[int, int]:
    """Where the setting of a number begins and ends. What stands between two numbers belongs to the first of them."""
    low = max((other.after for other in figures if other.after <= figure.start), default=0)
    high = min((other.start for other in figures if other.start >= figure.after), default=len(text))
    stops = [match.end() for match in _STOP.finditer(text, low, figure.start)]
    stop = _STOP.search(text, figure.after, high)
    return stops[-1] if stops else (figure.start if low else 0), stop.start() if stop else high


def _setting(text: str, figure: Figure, figures: Sequence[Figure], dates: Sequence[Date]) -> Setting:
    low, high = _bounds(text, figure, figures)
    dated = {f"@{date.year}" for date in dates if date.year and low <= date.start < figure.start}
    return Setting(frozenset(_words(text[low : figure.start])) | dated, frozenset(_words(text[figure.after : high])))


def _mine(claim: str, figure: Figure, found: Sequence[Figure], dates: Sequence[Date], units: Units | None) -> Setting:
    """The setting in the claim; the one year that a claim names is said of each of its numbers."""
    years = {f"@{date.year}" for date in dates if date.year}
    dated = frozenset(years if len(years) == 1 else ())
    if units is None:
        setting = _setting(claim, figure, found, dates)
        return Setting(setting.before | dated, setting.after)
    low, high = _bounds(claim, figure, found)
    before = {word for at, words in units if low <= at < figure.start for word in words if len(word) > 1}
    after = {word for at, words in units if figure.after <= at < high for word in words if len(word) > 1}
    return Setting(frozenset(before) | dated, frozenset(after))


def _words(text: str) -> Iterator[str]:
    for run in _RUN.finditer(text):
        if run.group()[0].isascii():
            yield run.group()
            continue
        for start, end in vocabulary().divide(run.group()):
            word = run.group()[start:end]
            if len(word) > 1 and word not in _LOOSE:
                yield word
                if len(word) > 2:
                    yield from (word[place : place + 2] for place in range(len(word) - 1))
