"""Questions that ask of two things at once: of two years, of two things one by one, of two that are set against each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rag.read import Reading
from rag.read.compose import Composed, compose, composed
from rag.read.shape import Shape, set_against, set_in_one, shape_of, side_by_side
from rag.retrieve.parts import Part, two_years
from rag.retrieve.sides import told_apart, two_sides, two_things
from rag.text import dates
from rag.types import Hit, Query, Question

PASSAGES = 10
"""Passages retrieved for an answer, and shown when there is none."""
_Found = tuple[Query, Reading]


@dataclass(frozen=True, slots=True)
class Told:
    """What the articles say to both parts together; `composed` is None where that is no answer."""

    reading: Reading
    composed: Composed | None


@dataclass(frozen=True, slots=True)
class TwoParts:
    """Asks each part by itself; `read` finds and reads what there is to a query, `threshold` is the least confidence of an answer."""

    understand: Callable[[Question], Query]
    read: Callable[[Query], Reading]
    threshold: float

    def told(self, query: Query, whole: Callable[[], Reading]) -> Told | None:
        """The answer to a question of two parts, or its refusal; None when it is none, or not each part has an answer of its own.

        `whole` reads what there is to the question as it stands.
        """
        if parts := two_years(query.text) or two_things(query.text):
            queries = [self.understand(Question(part.text)) for part in parts]
            return self._each(query, parts, self._read(queries))
        if sides := two_sides(query.text):
            queries = told_apart([self.understand(Question(side.text)) for side in sides], sides)
            return self._compared(query, sides, self._read(queries)) or self._weighed(query, queries, whole())
        return None

    def _read(self, queries: Sequence[Query]) -> list[_Found]:
        return [(query, self.read(query)) for query in queries]

    def _each(self, query: Query, parts: Sequence[Part], found: Sequence[_Found]) -> Told | None:
        """Both answers side by side, or a refusal when nothing found speaks of one of the parts."""
        refused = [reading.confidence < self.threshold for _, reading in found]
        for part, (_, reading) in zip(parts, found, strict=True):
            if all(refused) or (part.year and not any(_speaks_of(part.year, hit) for hit in reading.hits)):
                return Told(reading, None)
        shape = side_by_side([shape_of(*one) for one in found], tuple(part.head for part in parts))
        return None if shape is None or any(refused) else _both(query, shape, found)

    def _compared(self, query: Query, sides: tuple[Part, Part], found: Sequence[_Found]) -> Told | None:
        """Both figures, the one asked for first; None unless each side has one and they can be compared."""
        if any(reading.confidence < self.threshold for _, reading in found):
            return None
        shape = set_against(query.text, [shape_of(*one) for one in found], (sides[0].head, sides[1].head))
        return _both(query, shape, found) if shape else None

    def _weighed(self, query: Query, sides: Sequence[Query], whole: Reading) -> Told:
        """The answer of one sentence that names both sides and sets them against each other; a refusal without one."""
        told = set_in_one(query, whole, [side.names[-1] for side in sides])
        if told is None:
            return Told(replace(whole, confidence=0.0), None)
        found = compose(query, told)
        return Told(told, found if told.confidence >= self.threshold and found.citations else None)


def _both(query: Query, shape: Shape, found: Sequence[_Found]) -> Told:
    """The answer that has the shape, with the passages of both parts and the lesser of their confidences."""
    readings = [reading for _, reading in found]
    either = zip(*(reading.hits for reading in readings), strict=False)
    hits = tuple(dict.fromkeys(hit for pair in either for hit in pair))[:PASSAGES]
    least = min(reading.confidence for reading in readings)
    return Told(replace(readings[0], hits=hits, confidence=least), composed(shape, query.language))


def _speaks_of(year: str, hit: Hit) -> bool:
    """In figures, or as 去年 or in other words that the date of the article resolves."""
    article = hit.passage.article
    told = any(year in text for text in (hit.passage.text, article.title, article.published or ""))
    return told or any(found.since.startswith(year) for found in dates(hit.passage.text, article.published))
