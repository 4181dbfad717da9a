"""A sentence that is the row of a table, with a head for each value: 「2020年全球排名：香港第11名，中國第14名」, 「海港大學｜總排名 22」."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.read.comparisons import asks_to_compare, wants_least
from rag.text import fold, numbers, terms
from rag.types import Group, Passage

_LEAST = 3
"""Values of a row."""
_LETTER = 0.05
"""Weight of a term of one character beside longer ones."""
_NAMED = 0.3
"""What a column's head must hold of the question at least, so that single characters alone name none."""
_PART = re.compile(r"[^,;。|\n]+")
_CELL = re.compile(
    r"(?P<column>.*?[^\d\s第约逾超近过.])\s*(?P<value>(?:第|约|逾|超过|近)?\d[\d,]*(?:\.\d+)?\s?(?:%|[\u3400-\u9fff]{0,3}?)(?:\([^()]*\))?)\s*$"
)
_YEAR_FIRST = re.compile(
    r"(?P<column>(?:19|20)\d\d年(?:\d{1,2}月)?)(?P<value>(?:第|约|逾|超过)?\d[\d,.]*\s?(?:%|[\u3400-\u9fff]{0,3})(?:\([^()]*\))?)\s*$"
)
_A_YEAR = re.compile(r"(?:19|20)\d\d年?(?:\d{1,2}月)?")
_HIGHEST = re.compile(
    r"最[高好多大强佳前长]|[居排]首|\b(?:highest|best|most|largest|biggest|top|greatest)\b|\brank(?:ed|s)? first\b"
)
_LOWEST = re.compile(r"最[低差少小弱后短]|\b(?:lowest|worst|least|fewest|smallest)\b")


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a row: `row` heads all of it and may be empty, `column` heads the value. All are slices of one sentence."""

    row: Passage
    column: Passage
    value: Passage

    @property
    def headed(self) -> Passage:
        """Column head and value as they stand together."""
        return self.column.article.passage(self.column.start, self.value.end)


def cells(sentence: Passage) -> list[Cell]:
    """The cells of a sentence, in order; empty when it is no row of three values or more."""
    folded = fold(sentence.text)
    head = re.match(r"[^:|,]+[:|]", folded)
    if not head:
        return []
    row = sentence.article.passage(sentence.start, sentence.start + head.end() - 1)
    found = []
    for part in _PART.finditer(folded, head.end()):
        match = _YEAR_FIRST.match(part.group().strip()) or _CELL.match(part.group())
        if match:
            at = sentence.start + part.start() + len(part.group()) - len(part.group().lstrip())
            found.append(_cell(row, sentence, at if match.re is _YEAR_FIRST else sentence.start + part.start(), match))
    return found if len(found) >= _LEAST else []


def _cell(row: Passage, sentence: Passage, at: int, match: re.Match[str]) -> Cell:
    article = sentence.article
    return Cell(
        row,
        article.passage(at + match.start("column"), at + match.end("column")),
        article.passage(at + match.start("value"), at + match.end("value")),
    )


def asked_cell(row: Sequence[Cell], groups: Sequence[Group], question: str) -> Cell | None:
    """The cell whose column the question names, or that is the highest or lowest it asks for; None when it is not one of them."""
    if not row:
        return None
    folded = fold(question)
    if found := _extreme(row, folded):
        return found
    if asks_to_compare(question):
        return _better_of_two(row, groups, folded)
    scored = sorted(
        ((_named(cell, groups), -len(cell.column.text), place) for place, cell in enumerate(row)), reverse=True
    )
    first, second = scored[0], scored[1]
    return row[first[2]] if first[0] >= _NAMED and first[:2] > second[:2] else None


def heads_are_years(row: Sequence[Cell]) -> bool:
    """Whether the columns of a row are years."""
    return all(_A_YEAR.fullmatch(fold(cell.column.text)) for cell in row)


def asks_for_extreme(question: str) -> bool:
    """Whether a question asks which of several is the highest or the lowest."""
    folded = fold(question)
    return bool(_HIGHEST.search(folded) or _LOWEST.search(folded))


def headed_weight(cell: Cell, groups: Sequence[Group]) -> tuple[float, int]:
    """How much of the question both heads of a cell hold together; of those that hold as much the shorter ones come first."""
    heads = f"{cell.row.text}\n{cell.column.text}"
    return _held(heads, groups), -len(heads)


def _named(cell: Cell, groups: Sequence[Group]) -> float:
    """How much of the question the column's head holds."""
    return _held(cell.column.text, groups)


def _held(head: str, groups: Sequence[Group]) -> float:
    present = set(terms(head))
    return sum(
        group.weight
        * max(
            (weight * (1 if len(term) > 1 else _LETTER) for term, weight in group.terms if term in present), default=0.0
        )
        for group in groups
    )


def _better_of_two(row: Sequence[Cell], groups: Sequence[Group], question: str) -> Cell | None:
    """Of the two columns that the question names the one with the higher value, or the lower one it asks for; None of other than two."""
    scored = sorted(
        ((_named(cell, groups), -len(cell.column.text), place) for place, cell in enumerate(row)), reverse=True
    )
    (first, _, one), (second, length, other), (third, rest, _) = scored[:_LEAST]
    if second < max(_NAMED, first / 2) or (second, length) == (third, rest):  # what is hardly named is not one of two
        return None
    return _best([row[one], row[other]], high=not wants_least(question))


def _extreme(row: Sequence[Cell], question: str) -> Cell | None:
    """The highest or lowest value; a first place is higher than a second. None when not asked for, or shared by two cells."""
    high = bool(_HIGHEST.search(question))
    if not high and not _LOWEST.search(question):
        return None
    return _best(row, high)


def _best(row: Sequence[Cell], high: bool) -> Cell | None:
    """The cell of the highest or lowest value, a first place being the highest; None when two share it, or one is no number."""
    read = [(next(iter(numbers(cell.value.text)), None), cell) for cell in row]
    values = [(float(number.value), cell, number.kind) for number, cell in read if number]
    if len(values) < len(row):
        return None
    high ^= all(kind == "ordinal" for _, _, kind in values)
    ordered = sorted(values, key=lambda pair: -pair[0] if high else pair[0])
    return ordered[0][1] if ordered[0][0] != ordered[1][0] else None
