"""The same statement at another time: 140 projects in one year and 160 in another, planned and then opened.

Two sentences state the same thing when they share what the question asks and the words around a figure, and only the figure
differs. The newer one is the answer, the older is shown with its date; without a difference in time they contradict each other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.read.sentence import Candidate
from rag.text import dates, fold, numbers
from rag.text.numbers import Number
from rag.types import Passage

_SAME_TOPIC = 0.7
"""Share of the matched groups of the one sentence that the other must match."""
_SAME_WORDS = 0.3
"""Share of the pairs of characters around the one figure that stand around the other."""
_CERTAIN = 0.6
"""The same for two figures of one time to be called a contradiction."""
_UNIT = re.compile(r"\s*(?:多|余|几)?\s*(个百分点|平方米|平方公里|公里|港元|美元|元|%|[\u3400-\u9fff])?")
_AROUND = re.compile(r"[。;!?\n]")
_SCOPE = re.compile(
    r"分[园院校行店馆厂站社部]|首批|首期|第[一二三四五六七八九十\d]+[批期轮次]|其中|当中|每[年月日天个]|平均|新增|增加|减少|另有|余下|合计|累计到|人均"
)
"""Words that make a figure one of something else."""
_PLANNED = re.compile(r"预计|计划|将(?!军)|拟|可望|有望|预期|目标|料(?=于|在)|筹建|筹备|即将|未来")
_DONE = re.compile(r"已(?!经?计划|展开规划)|了|正式|开园|启用|开通|成立|揭牌|落成|完成")
_MOST = 2
"""Figures of one unit in a sentence from which on it is a table or a list, where nothing tells which of them is meant."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure where a sentence states it, and the time it is stated for: a partial ISO date, empty when nothing tells."""

    quote: Passage
    figure: Passage
    when: str


@dataclass(frozen=True, slots=True)
class Change:
    """Two statements of one thing; `contradiction` when both are of one time, so that neither is the newer."""

    newer: Statement
    older: Statement
    contradiction: bool


def change(short: Passage, ranked: Sequence[Candidate]) -> Change | None:
    """What another of the candidates says in place of the short answer, a figure within the first of them; None when none does.

    Of several the latest counts, and of those before the answer the last one.
    """
    if not ranked:
        return None
    best = ranked[0]
    own = _number_at(best, short)
    if own is None:
        return None
    mine = _statement(best.passage, own)
    others = [other for candidate in ranked[1:] if (other := _other(best, own, candidate))]
    found = [pair for statement, like in others if (pair := _paired(mine, statement, like))]
    return max(found, key=lambda pair: (pair.newer.when, pair.older.when), default=None)


def realised(ranked: Sequence[Candidate]) -> Candidate | None:
    """The later sentence that says done what the first of the candidates says planned; None when it plans nothing, or none does."""
    if not ranked or not _PLANNED.search(fold(ranked[0].passage.text)):
        return None
    best = ranked[0]
    date = best.passage.article.published or ""
    for candidate in ranked[1:]:
        text = fold(candidate.passage.text)
        later = date[:10] < (candidate.passage.article.published or "")[: len(date)]
        alike = set(best.matched) <= set(candidate.matched) and best.right_kind <= candidate.right_kind
        if date and later and alike and _DONE.search(text) and not _PLANNED.search(text):
            return candidate
    return None


def _number_at(candidate: Candidate, short: Passage) -> Number | None:
    start, end = short.start - candidate.passage.start, short.end - candidate.passage.start
    found = [number for number in numbers(candidate.passage.text) if start <= number.start and number.end <= end]
    return found[0] if len(found) == 1 and not _dated(candidate.passage, found[0]) else None


def _dated(passage: Passage, number: Number) -> bool:
    return any(date.start <= number.start < date.end for date in dates(passage.text, passage.article.published))


def _other(best: Candidate, own: Number, candidate: Candidate) -> tuple[Statement, float] | None:
    """The one figure of the candidate that may stand for the same thing, and how alike the words around both are."""
    passage, text = candidate.passage, candidate.passage.text
    if candidate.passage.article.id == best.passage.article.id or not _same_topic(best, candidate):
        return None
    unit = unit_after(best.passage.text, own)
    alike = [other for other in numbers(text) if other.kind == own.kind and unit_after(text, other) == unit]
    alike = [other for other in alike if not _dated(passage, other)]
    if not 0 < len(alike) < _MOST or alike[0].value == own.value:
        return None
    like = _likeness(best.passage.text, own, text, alike[0])
    if like < _SAME_WORDS or _scopes(best.passage.text) != _scopes(text):
        return None
    return _statement(passage, alike[0]), like


def _statement(passage: Passage, number: Number) -> Statement:
    figure = figure_of(passage, number)
    return Statement(passage, figure, _when(passage, figure))


def _same_topic(one: Candidate, other: Candidate) -> bool:
    shared = len(set(one.matched) & set(other.matched))
    return bool(shared) and shared >= _SAME_TOPIC * max(len(one.matched), len(other.matched))


def unit_after(text: str, number: Number) -> str:
    """The unit behind a number, folded: 平方公里, or one character of any other word; empty at a mark."""
    match = _UNIT.match(fold(text), number.end)
    return (match[1] or "") if match else ""


def _scopes(text: str) -> frozenset[str]:
    return frozenset(_SCOPE.findall(fold(text)))


def _likeness(one: str, number: Number, other: str, figure: Number) -> float:
    mine, theirs = _pairs(one, number), _pairs(other, figure)
    least = min(len(mine), len(theirs))
    return len(mine & theirs) / least if least else 0.0


def _pairs(text: str, number: Number) -> frozenset[str]:
    """The pairs of characters of the sentence around a number, the number and its digits aside."""
    folded = fold(text)
    starts = [match.end() for match in _AROUND.finditer(folded, 0, number.start)]
    stop = _AROUND.search(folded, number.end)
    around = (
        folded[starts[-1] if starts else 0 : number.start] + "," + folded[number.end : stop.start() if stop else None]
    )
    return frozenset(pair for pair in map("".join, pairwise(around)) if pair.isalpha())


def figure_of(passage: Passage, number: Number) -> Passage:
    """The number with its unit and what qualifies it before: 超過160個."""
    folded = fold(passage.text)
    before = re.search(r"(?:超过|逾|约|近|至少|不少于|多达|高达|大约|超|第)$", folded[: number.start])
    after = _UNIT.match(folded, number.end)
    start, end = before.start() if before else number.start, after.end() if after else number.end
    return passage.article.passage(passage.start + start, passage.start + end)


def _when(passage: Passage, figure: Passage) -> str:
    """The one date that the sentence names before its figure, else the date of its article; empty without either."""
    until = figure.start - passage.start
    named = [date for date in dates(passage.text, passage.article.published) if date.end <= until]
    if named and "/" not in named[-1].value:
        return named[-1].value
    return passage.article.published or ""


def _paired(mine: Statement, other: Statement, like: float) -> Change | None:
    """Which is the newer; a contradiction when one time is part of the other and the words are much the same."""
    if not mine.when or not other.when:
        return None
    length = min(len(mine.when), len(other.when))
    if mine.when[:length] == other.when[:length]:
        return Change(mine, other, True) if like >= _CERTAIN else None
    newer, older = (mine, other) if mine.when > other.when else (other, mine)
    return Change(newer, older, False)
