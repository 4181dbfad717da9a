"""Two sides of a comparison, each with the sentence that gives its figure or its date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rag.read.sentence import Candidate
from rag.text import dates, fold, numbers
from rag.types import Group, Passage

_COMPARES = re.compile(
    r"还是|定系|相比|对比|比较|\bvs\b|[谁哪边].{0,8}?(?:更|较|比较|得|办|开|成立|培育)?(?:多|大|高|早|少|小|低|迟|晚|(?<![校市会院部局])长|短|先)(?!学|陆|家|少|久|新|奖)"
    r"|\bversus\b|\bcompared? (?:to|with)\b"
    r"|\b(?:more|fewer|less|larger|bigger|smaller|higher|lower|earlier|later|longer|older|newer|ahead)\b.*\b(?:or|than)\b"
    r"|\bor\b.*\b(?:more|fewer|less|larger|bigger|smaller|higher|lower|earlier|later|longer|older|newer|ahead|first)\b"
)
_FIRST = r"先(?![进行生锋导驱])"
_BY_TIME = re.compile(rf"早|{_FIRST}|迟|晚|\b(?:earlier|later|older|newer|sooner|first)\b")
_LEAST = re.compile(
    rf"少|小|低|短|早|便宜|{_FIRST}|\b(?:fewer|less|smaller|lower|earlier|older|sooner|first|shorter)\b"
)


_WEIGHS = re.compile(
    r"比(?![赛例重率如利亚喻])|[高低多少大小早晚迟快慢长短先后优劣胜]于|超[过越]|不及|不如|不敌|[更最]|(?<![计校])较|首[先个家位次任批]|居[首次]|其[后次]|[前后]者"
    r"|[两三四五六七八九十百\d]倍|领先|落后|相若|相同|持平|一样"
)
_HEAD = 4
_MARK = re.compile(r"[^\w]")
_UNIT = re.compile(r"[多余几]?(\w?)")
_COUNTERS = frozenset("个项家间所名位种类座条宗份")
"""Measure words for things: 430餘項 and 400多個 are of one unit."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Both sides, the one asked for first when that is known; then `name` is what its sentence calls it."""

    sides: tuple[Candidate, Candidate]
    name: Passage | None


def asks_to_compare(question: str) -> bool:
    """Whether a question sets two things side by side.

    >>> asks_to_compare("漁港和鹽場，哪個建得早"), asks_to_compare("does the harbour or the market have more stalls")
    (True, True)
    """
    return bool(_COMPARES.search(fold(question)))


def wants_least(question: str) -> bool:
    """Whether the lesser, the lower or the earlier of two is asked for; `question` is folded."""
    return bool(_LEAST.search(question))


def compared(question: str, groups: Sequence[Group], ranked: Sequence[Candidate]) -> Compared | None:
    """The two sentences that speak of one side each; None when no candidate speaks of a side that the first leaves out.

    `ranked` are best first. Which side is asked for is told only when each sentence gives just one figure, or just one date.
    """
    if not ranked:
        return None
    first, folded = ranked[0], fold(question)
    for second in ranked[1:]:
        mine, theirs = set(first.matched) - set(second.matched), set(second.matched) - set(first.matched)
        if not mine or not theirs:
            continue
        values = _comparable(first.passage, second.passage, bool(_BY_TIME.search(folded)))
        if values is None:
            continue
        one, other, ordinal = values
        if one == other:
            return Compared((first, second), None)
        swap = (one > other) == (wants_least(folded) ^ ordinal)
        winner, groups_of = (second, theirs) if swap else (first, mine)
        name = _name(winner.passage, [groups[number] for number in sorted(groups_of)], folded)
        return Compared((second, first) if swap else (first, second), name)
    return None


def weighs(sentence: Passage) -> bool:
    """Whether a sentence sets things against each other: in so many words, or by two figures of one unit, or two dates.

    >>> from rag.types import Article
    >>> article = Article("a", "漁港", "漁港的攤位比墟市多。漁港和墟市都有攤位。")
    >>> weighs(article.passage(0, 10)), weighs(article.passage(10, 20))
    (True, False)
    """
    counted = [*_values(sentence, False, True).values(), *_values(sentence, True, True).values()]
    return _WEIGHS.search(fold(sentence.text)) is not None or any(len(values) > 1 for values in counted)


def asked_for_first(question: str, one: Passage, other: Passage) -> bool | None:
    """Whether the first of two short answers is the more, or what else is asked for of the two; None when they are not one figure, or
    one date, each of the same unit. When they are equal, the first is."""
    folded = fold(question)
    values = _comparable(one, other, bool(_BY_TIME.search(folded)), alike=True)
    if values is None:
        return None
    mine, theirs, ordinal = values
    return mine == theirs or (mine > theirs) != (wants_least(folded) ^ ordinal)


def _comparable(
    first: Passage, second: Passage, by_time: bool, *, alike: bool = False
) -> tuple[float, float, bool] | None:
    """The figures of two texts, or their dates, and whether they are ranks; None when not just one of each is of the same unit, all
    measure words for things being one where `alike`."""
    one, other = (_values(text, by_time, alike) for text in (first, second))
    common = [key for key in one if key in other]
    if len(common) != 1 or len(one[common[0]]) != 1 or len(other[common[0]]) != 1:
        return None
    return one[common[0]][0], other[common[0]][0], common[0][0] == "ordinal"


def _values(passage: Passage, by_time: bool, alike: bool) -> dict[tuple[str, str], list[float]]:
    """The figures of a sentence by their kind and unit, or its dates."""
    text = passage.text
    times = dates(text, passage.article.published)
    found: dict[tuple[str, str], list[float]] = {}
    if by_time:
        for time in times:
            found.setdefault(("date", ""), []).append(date.fromisoformat(time.since).toordinal())
        return found
    folded = fold(text)
    for one in numbers(text):
        if not any(time.start <= one.start < time.end for time in times):
            unit = "" if one.kind == "percent" else _UNIT.match(folded, one.end)[1]  # type: ignore[index]  # matches the empty string too
            unit = "个" if alike and unit in _COUNTERS else unit
            found.setdefault((one.kind, unit), []).append(float(one.value))
    return found


def _name(passage: Passage, groups: Sequence[Group], question: str) -> Passage | None:
    """The longest stretch of a sentence that is made of these groups' terms, and as much around it as stands in the question."""
    folded = fold(passage.text)
    marked = bytearray(len(folded))
    for group in groups:
        for term, _ in group.terms:
            for match in re.finditer(re.escape(term), folded) if len(term) > 1 else ():
                marked[match.start() : match.end()] = b"\1" * len(term)
    runs = [match.span() for match in re.finditer(b"\1+", bytes(marked))]
    if not runs:
        return None
    start, end = max(runs, key=lambda run: run[1] - run[0])
    if start <= _HEAD and not _MARK.search(folded[:start]):
        start = 0  # the sentence begins with the name
    while start and folded[start - 1 : end] in question:
        start -= 1
    while end < len(folded) and folded[start : end + 1] in question:
        end += 1
    return passage.article.passage(passage.start + start, passage.start + end)
