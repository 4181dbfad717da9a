"""Text that remembers where it came from: what a repair keeps, drops, moves and puts in.

A repair says what it does as pieces of its input; joining them and following each code point back is the same for all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.types import Trace

_LINE_END = re.compile(r"[\n\f]")

Piece = tuple[int, int, str]
"""(start, end, after): the stretch `text[start:end]`, and what is put in behind it."""
Pieces = Sequence[Piece]
Find = Callable[[str], Pieces | None]
"""A repair: a text to the pieces of its repaired form, in order; None when nothing is to be done."""


@dataclass(frozen=True, slots=True)
class Traced:
    """A text and, for each code point, its place in the source; a put-in one has the complement (~) of the place before it."""

    text: str
    origin: NDArray[np.int64]

    @classmethod
    def of(cls, text: str) -> Traced:
        """A source that nothing has been done to."""
        return cls(text, np.arange(len(text)))

    def apply(self, find: Find) -> Traced:
        """The text after one repair."""
        pieces = find(self.text)
        if pieces is None:
            return self
        return Traced(joined(self.text, pieces), self._follow(pieces))

    def part(self, start: int, end: int) -> Traced:
        """A stretch of the text."""
        return Traced(self.text[start:end], self.origin[start:end])

    def renamed(self, text: str) -> Traced:
        """The same places with other code points, one for one."""
        return Traced(text, self.origin)

    def trace(self) -> Trace:
        """The way back, as runs."""
        kept = np.flatnonzero(self.origin >= 0)
        if not len(kept):
            return Trace(())
        source = self.origin[kept]
        first = np.flatnonzero((np.diff(kept, prepend=-2) != 1) | (np.diff(source, prepend=-2) != 1))
        lengths = np.diff(first, append=len(kept))
        return Trace(tuple(zip(kept[first].tolist(), source[first].tolist(), lengths.tolist(), strict=True)))

    def _follow(self, pieces: Pieces) -> NDArray[np.int64]:
        starts = np.array([piece[0] for piece in pieces], dtype=np.int64)
        ends = np.array([piece[1] for piece in pieces], dtype=np.int64)
        lengths = ends - starts + np.array([len(piece[2]) for piece in pieces], dtype=np.int64)
        begins = np.cumsum(lengths) - lengths
        places = np.repeat(starts - begins, lengths) + np.arange(int(lengths.sum()))  # beyond `ends` where put in
        last = np.repeat(ends, lengths)
        if not len(self.origin):
            return np.full(len(places), ~0)
        origin: NDArray[np.int64] = self.origin[np.minimum(places, np.maximum(last - 1, 0))]
        return np.where((places >= last) & (origin >= 0), ~origin, origin)


def joined(text: str, pieces: Pieces) -> str:
    """The repaired text."""
    return "".join([text[start:end] + after for start, end, after in pieces])


def without(text: str, dropped: Sequence[tuple[int, int]]) -> Pieces | None:
    """The pieces that remain when stretches, in order, are dropped; None when there is none."""
    if not dropped:
        return None
    starts = [0, *(end for _, end in dropped)]
    ends = [*(start for start, _ in dropped), len(text)]
    return [(start, end, "") for start, end in zip(starts, ends, strict=True) if start < end]


def lines_of(text: str) -> list[tuple[int, int]]:
    """(start, end) of each line, the line feed or form feed that ends it left out."""
    spans, start = [], 0
    for line in _LINE_END.split(text):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans
