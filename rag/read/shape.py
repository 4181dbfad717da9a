"""What an answer is made of, by the kind of the question: items, both sides, a cell, a figure and what came before it, or a span."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.cite import trim
from rag.read import Reading
from rag.read.cells import Cell, asked_cell, cells
from rag.read.changes import Change, change, realised
from rag.read.comparisons import asks_to_compare, compared
from rag.read.lists import asks_for_list, list_items, wanted_items
from rag.read.sentence import Candidate
from rag.read.short import short_answer
from rag.text import dates, fold, sentences
from rag.types import Passage, Query

_NEARLY = 0.8
"""Share of the best sentence's coverage from which on another may hold the list that was asked for."""
_DENIED = re.compile(r"(?:没有|不是|并非|尚未|不足|不到|不再|未)$")


@dataclass(frozen=True, slots=True)
class Shape:
    """`quotes` are to be cited in this order, `needed` of them in any case. `short` are the slices of the short answer.

    `cell` is set when the short answer is a value of a table, `change` when another date or article has another figure.
    """

    quotes: tuple[Passage, ...]
    short: tuple[Passage, ...] = ()
    needed: int = 1
    cell: Cell | None = None
    change: Change | None = None


def shape_of(query: Query, reading: Reading) -> Shape:
    """The shape of the answer that a reading gives; its quotes are empty when the reading has none."""
    if not reading.quotes:
        return Shape(())
    ranked = [candidate for candidate, _ in reading.ranked]
    return (
        _list(query, reading, ranked)
        or _comparison(query, ranked)
        or _table(query, reading)
        or _changed(query, reading, ranked)
        or _plain(reading)
    )


def _list(query: Query, reading: Reading, ranked: Sequence[Candidate]) -> Shape | None:
    if not asks_for_list(reading.kind, query.asked):
        return None
    wanted = wanted_items(query.asked)
    tried = list(reading.quotes[:1])
    if wanted:
        least = _NEARLY * ranked[0].coverage if ranked else 0.0
        tried += [*reading.quotes[1:], *(candidate.passage for candidate in ranked if candidate.coverage >= least)]
    items = list_items(tried, wanted)
    if not items:
        return None
    quotes = tuple(dict.fromkeys(_sentence(item) for item in items))
    return Shape(quotes, items, needed=len(quotes))


def _sentence(item: Passage) -> Passage:
    """The sentence that an item stands in."""
    article = item.article
    spans = sentences(article.text)
    start, end = next((start, end) for start, end in spans if start <= item.start < end)
    return trim(article.passage(start, max(end, item.end)))


def _comparison(query: Query, ranked: Sequence[Candidate]) -> Shape | None:
    if not asks_to_compare(query.asked):
        return None
    found = compared(query.asked, query.groups, ranked)
    if found is None:
        return None
    sides = tuple(side.passage for side in found.sides)
    return Shape(sides, (found.name,) if found.name else (), needed=2)


def _table(query: Query, reading: Reading) -> Shape | None:
    cell = asked_cell(cells(reading.quotes[0]), query.groups, query.asked)
    return Shape(reading.quotes[:1], (cell.value,), cell=cell) if cell else None


def _changed(query: Query, reading: Reading, ranked: Sequence[Candidate]) -> Shape | None:
    """A question that names a time asks for the figure of that time."""
    if not ranked or dates(query.asked, None):
        return None
    if later := realised(ranked):
        short = short_answer(query, reading.kind, later)
        return Shape((later.passage, ranked[0].passage), (short,) if short else (), needed=2)
    found = change(reading.short, ranked) if reading.short else None
    if found is None:
        return None
    return Shape((found.newer.quote, found.older.quote), (found.newer.figure,), needed=2, change=found)


def _plain(reading: Reading) -> Shape:
    return Shape(reading.quotes, (_undenied(reading.short),) if reading.short else ())


def _undenied(short: Passage) -> Passage:
    """The short answer with the word before it that denies it: 未 of 未落成."""
    before = fold(short.article.text[max(0, short.start - 2) : short.start])
    denied = _DENIED.search(before)
    return short.article.passage(short.start - len(denied.group()), short.end) if denied else short
