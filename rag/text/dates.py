"""The dates that a news text speaks of, in either script or English, seen from the day it was published.

Of overlapping expressions the longest counts. What is left is read in order, because 同年, 翌年 and the second half of
8月14日至16日 lean on what was said before. Ours, because a search needs offsets, partial dates and the article's own date.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rag.text import period
from rag.text.dates_chinese import CHINESE, CHINESE_AGO, Rule
from rag.text.dates_english import ENGLISH, ENGLISH_AGO
from rag.text.fold import fold
from rag.text.period import Period, Said


@dataclass(frozen=True, slots=True)
class Dated:
    """An expression of time: `text[start:end]` speaks of the days `since` to `until`, full ISO dates, both included."""

    start: int
    end: int
    since: str
    until: str

    @property
    def value(self) -> str:
        """The shortest partial ISO date that says the same (2020, 2020-10, 2020-10-14), else `since/until`."""
        return period.shortest(self.since, self.until)


def dates(text: str, published: str | None) -> list[Dated]:
    """The expressions of time of a text, in order, without overlaps; those that cannot be resolved are left out.

    `published` is the article's own date, full or partial; with too little of it, 去年 or 昨日 stay unresolved.

    >>> text = "去年10月14日提出，2018年8月成立，同年11月開幕，90年代初來港，昨日（14日）簽約。"
    >>> [(text[d.start : d.end], d.value) for d in dates(text, "2021-10")]  # doctest: +NORMALIZE_WHITESPACE
    [('去年10月14日', '2020-10-14'), ('2018年8月', '2018-08'), ('同年11月', '2018-11'),
     ('90年代初', '1990-01-01/1994-12-31'), ('昨日（14日）', '2021-10-14')]
    """
    found = _read(fold(text), period.read(published), (*CHINESE, *ENGLISH))
    return [Dated(start, end, there.since.isoformat(), there.until.isoformat()) for start, end, there in found]


def resolve(expression: str, today: str) -> tuple[str, str] | None:
    """First and last day, in ISO, of a time that a person types on the day `today`; None when it is none.

    >>> resolve("2020-08", "2024-05-20"), resolve("上星期", "2024-05-20"), resolve("3 months ago", "2024-05-20")
    (('2020-08-01', '2020-08-31'), ('2024-05-13', '2024-05-19'), ('2024-02-20', '2024-02-20'))
    """
    asked = fold(expression).strip()
    there = period.read(asked)
    if not there:
        found = _read(asked, period.read(today), (*CHINESE, *CHINESE_AGO, *ENGLISH, *ENGLISH_AGO))
        there = next((whole for start, end, whole in found if (start, end) == (0, len(asked))), None)
    return (there.since.isoformat(), there.until.isoformat()) if there else None


_Match = tuple[re.Match[str], Callable[[re.Match[str], Said], Period | None]]
_RANGE = re.compile(r"\s*(?:至|到|[~～-]|to|until)\s*")
_LIST = re.compile(r"\s*(?:[、和及与]|and)\s*")
_SENTENCE = re.compile(r"[。!?;\n]|\.\s")


def _read(folded: str, now: Period | None, rules: Sequence[Rule]) -> list[tuple[int, int, Period]]:
    """(start, end, period) of every expression that can be resolved; two that 至 joins are one."""
    found: list[tuple[int, int, Period]] = []
    for match, rule in _longest(folded, rules):
        gap = folded[found[-1][1] : match.start()] if found else "\n"
        ranged = bool(_RANGE.fullmatch(gap))
        before = None if "\n" in gap else found[-1][2]
        linked = before is not None and (ranged or bool(_LIST.fullmatch(gap)))
        there = rule(match, Said(now, before, near=not _SENTENCE.search(gap), linked=linked))
        if not there or there.since.year < period.EARLIEST or there.until.year > period.LATEST:
            continue
        whole = period.covering(before, there) if before and ranged else None
        if whole:
            found[-1] = (found[-1][0], match.end(), whole)
        else:
            found.append((match.start(), match.end(), there))
    return found


def _longest(folded: str, rules: Sequence[Rule]) -> list[_Match]:
    """The matches of all rules, in order; of overlapping ones the longest, of equally long ones that of the first rule."""
    matches = [(match, rule) for pattern, rule in rules for match in pattern.finditer(folded)]
    taken, kept = bytearray(len(folded)), []
    for match, rule in sorted(matches, key=lambda pair: pair[0].start() - pair[0].end()):
        start, end = match.span()
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            kept.append((match, rule))
    return sorted(kept, key=lambda pair: pair[0].start())
