"""Whether the best sentence tells the sort of thing that is asked, where a question wants more than a span: a reason, a list, two sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.read.causes import cause_of
from rag.read.cells import cells
from rag.read.comparisons import asks_to_compare, compared
from rag.read.kinds import Kind
from rag.read.lists import asks_for_list, list_items, wanted_items
from rag.read.named import unnamed
from rag.read.sentence import CLOSE, Candidate
from rag.types import Query


@dataclass(frozen=True, slots=True)
class Told:
    """1 where it tells what is asked, -1 where it does not, 0 where nothing of the sort is asked. `names` is -1 where three things or
    more are to be named and just so many are not, else 0."""

    reason: float
    items: float
    sides: float
    names: float


def told(query: Query, kind: Kind, ranked: Sequence[Candidate]) -> Told:
    """What the first of the candidates tells, `ranked` best first; a comparison is told by two of them, or by a row of a table."""
    best = ranked[0]
    reason = items = sides = 0.0
    if kind == "reason":
        reason = _sign(best.right_kind or cause_of(best.passage) is not None)
    if asks_for_list(kind, query.asked):
        items = _sign(bool(list_items([best.passage], wanted_items(query.asked))))
    if asks_to_compare(query.asked):
        told_by_two = compared(query.asked, query.groups, ranked[:CLOSE]) is not None
        sides = _sign(told_by_two or bool(cells(best.passage)))
    return Told(reason, items, sides, -float(unnamed(query.asked, ranked)))


def _sign(yes: bool) -> float:
    return 1.0 if yes else -1.0
