"""What an answer is made of, by the kind of the question: items, both sides, a cell, a figure and what came before it, or a span."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from rag.check import covered
from rag.read import Reading
from rag.read.causes import asks_how, cause_of, stated
from rag.read.cells import Cell, asked_cell, asks_for_extreme, cells, headed_weight, heads_are_years
from rag.read.changes import Change, change, realised
from rag.read.comparisons import asked_for_first, asks_to_compare, compared, weighs
from rag.read.lists import asks_for_list, list_items, numbered_items, wanted_items
from rag.read.pointing import full_name
from rag.read.sentence import Candidate
from rag.read.series import announces, around
from rag.read.short import short_answer
from rag.read.stands import stands
from rag.text import dates, fold, numbers
from rag.types import Name, Passage, Query

_ROWS = 8
"""Best sentences among which the row of a table is looked for, once the first of them is one."""
_NAMED = 0.7
"""Share of the words of a long name that must stand in a sentence that names it: 再工業化培訓嘅受訓員工."""
_HARDLY_WORSE = 1.0
"""Score behind the best sentence's within which another may be taken for a comparison that it tells."""
_NEARLY = 0.5
"""Share of the best sentence's coverage from which on another may hold the list that was asked for."""
_DENIED = re.compile(r"(?:没有|不是|并非|尚未|不足|不到|不再|未)$")
_INEXACT = re.compile(r"(?:超过|逾|大约|约|接近|近|至少|不少于|多达|高达|超)$")
_ASKS_YEAR = re.compile(r"[哪边几]一?年|\b(?:what|which) year\b|\bby what year\b")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Shape:
    """`quotes` are to be cited in this order, `needed` of them in any case. `short` are the slices of the short answer.

    `cell` is set when the short answer is a value of a table, `change` when another date or article has another figure; `heads` stand
    before the slices when each answers a part of the question.
    """

    quotes: tuple[Passage, ...]
    short: tuple[Passage, ...] = ()
    needed: int = 1
    cell: Cell | None = None
    change: Change | None = None
    heads: tuple[str, ...] = ()


def side_by_side(shapes: Sequence[Shape], heads: tuple[str, ...]) -> Shape | None:
    """The answers to the parts of a question in their order, each behind its head; None unless each is one slice of its own, in a
    sentence or an article that names the head where that is no year."""
    if any(len(shape.short) != 1 for shape in shapes):
        return None
    short = tuple(shape.short[0] for shape in shapes)
    if any(one.overlaps(other) for one, other in combinations(short, 2)):
        return None
    if not all(head.isdecimal() or _named(head, one) for head, one in zip(heads, short, strict=True)):
        return None
    quotes = tuple(dict.fromkeys(_sentence(one) for one in short))
    return Shape(quotes, short, needed=len(quotes), heads=heads)


def set_against(question: str, shapes: Sequence[Shape], heads: tuple[str, str]) -> Shape | None:
    """The two sides of a comparison side by side, the one asked for first; None unless their figures or dates can be compared."""
    found = side_by_side(shapes, heads)
    first = asked_for_first(question, *found.short) if found else None
    if found is None or first is None:
        return None
    return found if first else side_by_side(shapes[::-1], heads[::-1])


def set_in_one(query: Query, reading: Reading, sides: Sequence[Name]) -> Reading | None:
    """The reading led by a sentence, the best or hardly worse, that names both sides of a comparison and sets them against each other;
    None without one."""
    top = reading.ranked[0][1] if reading.ranked else 0.0
    for place, (candidate, score) in enumerate(reading.ranked):
        sentence = candidate.passage
        if score < top - _HARDLY_WORSE:
            break
        if all(_stands(side, fold(sentence.text)) for side in sides) and (weighs(sentence) or cells(sentence)):
            ranked = (reading.ranked[place], *reading.ranked[:place], *reading.ranked[place + 1 :])
            quotes = tuple(dict.fromkeys((sentence, *reading.quotes)))[: len(reading.quotes)]
            return replace(reading, ranked=ranked, quotes=quotes, short=short_answer(query, reading.kind, candidate))
    return None


def _stands(name: Name, folded: str) -> bool:
    """By that name or another; what no alias file knows by most of its words."""
    if name.others:
        return any(stands(one, folded) for one in (name.text, *name.others))
    return covered(name.text, [folded]) >= _NAMED


def shape_of(query: Query, reading: Reading) -> Shape:
    """The shape of the answer that a reading gives; its quotes are empty when the reading has none."""
    if not reading.quotes:
        return Shape(())
    ranked = [candidate for candidate, _ in reading.ranked]
    return (
        _list(query, reading, ranked)
        or _table(query, reading)
        or _comparison(query, ranked)
        or _reason(query, reading)
        or _changed(query, reading, ranked)
        or _plain(query, reading)
    )


def _list(query: Query, reading: Reading, ranked: Sequence[Candidate]) -> Shape | None:
    if not asks_for_list(reading.kind, query.asked) and not _announced(reading):
        return None
    wanted = wanted_items(query.asked)
    tried = list(reading.nearest or reading.quotes)
    if wanted:
        least = _NEARLY * ranked[0].coverage if ranked else 0.0
        tried += [*(candidate.passage for candidate in ranked if candidate.coverage >= least)]
    asked = fold("\n".join([query.text, *(group.label for group in query.groups)]))
    items = numbered_items([candidate.passage for candidate in ranked], asked, wanted) or list_items(tried, wanted)
    if not items:
        return None
    quotes = tuple(dict.fromkeys(_sentence(item) for item in items))
    return Shape(quotes, items, needed=len(quotes))


def _announced(reading: Reading) -> bool:
    """Whether the best sentence only says that a list follows, and what was asked may be that list."""
    return reading.kind in ("other", "definition") and announces(reading.quotes[0])


def _sentence(item: Passage) -> Passage:
    """The sentence that an item stands in."""
    return next((sentence for sentence in around(item) if sentence.overlaps(item)), item)


def _named(head: str, answer: Passage) -> bool:
    return names(_sentence(answer), head)


def names(sentence: Passage, thing: str) -> bool:
    """Whether a sentence, or the title of its article, names a thing of the question, in whatever script or language."""
    told = fold(f"{sentence.text}\n{sentence.article.title}")
    return fold(thing) in told or covered(thing, [told]) >= _NAMED


def _comparison(query: Query, ranked: Sequence[Candidate]) -> Shape | None:
    if not asks_to_compare(query.asked):
        return None
    found = compared(query.asked, query.groups, ranked)
    if found is None:
        return None
    sides = tuple(side.passage for side in found.sides)
    return Shape(sides, (found.name,) if found.name else (), needed=2)


def _reason(query: Query, reading: Reading) -> Shape | None:
    """Each quote behind the neighbour that gives its reason; that of the first quote is the short answer."""
    if reading.kind != "reason" and not asks_how(query.asked):
        return None
    causes = [cause_of(quote) for quote in reading.quotes]
    if not any(causes):
        return None
    quotes = [part for pair in zip(causes, reading.quotes, strict=True) for part in pair if part]
    first = causes[0]
    short = stated(first) if first else reading.short
    return Shape(tuple(dict.fromkeys(quotes)), (short,) if short else (), needed=2 if first else 1)


def _table(query: Query, reading: Reading) -> Shape | None:
    """A cell of the row whose heads hold most of the question, when the best sentence is a row of a table.

    An empty shape when it is a row for other years than the one asked for.
    """
    rows = [row for candidate, _ in reading.ranked[:_ROWS] if (row := cells(candidate.passage))]
    own = cells(reading.quotes[0])
    if own and not _of_its_year(query, own):
        return Shape(())
    if asks_for_extreme(query.asked):
        by_year = bool(_ASKS_YEAR.search(fold(query.asked)))
        rows = [row for row in rows if by_year == heads_are_years(row)][:1]
    if asks_to_compare(query.asked):
        rows = [own]
    found = [cell for row in rows if own and (cell := asked_cell(row, query.groups, query.asked))]
    cell = max(found, key=lambda one: headed_weight(one, query.groups), default=None)
    if cell is None:
        return None
    headed = asks_for_extreme(query.asked) or asks_to_compare(query.asked)
    return Shape((_sentence(cell.value),), (cell.headed,) if headed else (cell.value,), cell=cell)


def _of_its_year(query: Query, row: Sequence[Cell]) -> bool:
    """Whether a row has what a question of one year asks for: its heads name that year, or none."""
    years = set(_YEAR.findall(fold(query.text)))
    named = {year for cell in row for year in _YEAR.findall(cell.row.text + "\n" + cell.column.text)}
    return not years or not named or bool(years & named)


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


def _plain(query: Query, reading: Reading) -> Shape:
    if reading.short is None:
        return Shape(reading.quotes)
    partly = reading.kind == "date" and not _ASKS_YEAR.search(fold(query.asked))
    if name := full_name(reading.short):
        return Shape((reading.quotes[0], _sentence(name)), (name,), needed=2)
    short = _whole_date(reading.short, reading.quotes[0]) if partly else reading.short
    return Shape(reading.quotes, (_qualified(short),))


def _whole_date(short: Passage, quote: Passage) -> Passage:
    """All of the date that a short answer is a part of: 2031年5月4日 for 2031年."""
    start, end = short.start - quote.start, short.end - quote.start
    found = dates(quote.text, quote.article.published)
    whole = next((date for date in found if date.start <= start and end <= date.end), None)
    return quote.article.passage(quote.start + whole.start, quote.start + whole.end) if whole else short


def _qualified(short: Passage) -> Passage:
    """The short answer with the word before it that denies it, 未 of 未落成, or that a figure is not exact without: 超過160個."""
    before = fold(short.article.text[max(0, short.start - 3) : short.start])
    figure = next(numbers(short.text), None)
    found = _DENIED.search(before) or (_INEXACT.search(before) if figure and figure.start == 0 else None)
    return short.article.passage(short.start - len(found.group()), short.end) if found else short
