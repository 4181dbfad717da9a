"""Which unit of a question stands in which sentence of the passages that may answer it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.text import fold, numbers
from rag.types import Group, Passage

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]

_MARK = "\0\n"
"""Ends a title and a passage, so that each holds a sentence and no sentence holds parts of two."""
_END = re.compile(r"[。！？!?；;\n]+")


@dataclass(frozen=True, slots=True)
class Matches:
    """G groups of a question against P passages with S sentences in all, in reading order.

    `counts` (G, S): how often the best term of a group stands in a sentence, times the weight of that term.
    `titles` (G, P): the same for the title of the passage's article, at most 1.
    `passage_of` (S,): the passage of a sentence; `first` (P,): its first sentence; `lengths` (S,): code points of a sentence.
    `spans`: where in `text`, all folded titles and passages one after the other, a sentence stands; `part_ends` (2P,): where
    in it a title ends and its passage ends.
    """

    counts: Floats
    titles: Floats
    passage_of: Integers
    first: Integers
    lengths: Integers
    spans: Sequence[tuple[int, int]]
    text: str
    part_ends: Integers

    def best_of(self, values: Floats) -> Floats:
        """The highest value of each passage's sentences: (…, S) → (…, P)."""
        best: Floats = np.maximum.reduceat(values, self.first, axis=-1)
        return best

    def sum_of(self, values: Floats) -> Floats:
        """The sum over each passage's sentences: (…, S) → (…, P)."""
        total: Floats = np.add.reduceat(values, self.first, axis=-1)
        return total

    def terms_in(self, group: Group, passage: int) -> tuple[str, ...]:
        """The terms of a group that stand in a passage or its title, in the group's order."""
        start = int(self.part_ends[2 * passage - 1]) if passage else 0
        finder = _Finder(self.text[start : int(self.part_ends[2 * passage + 1])])
        return tuple(term for term, _ in group.terms if len(finder.places(term)))


def match(groups: Sequence[Group], passages: Sequence[Passage]) -> Matches:
    """The matches of a question's groups in at least one passage."""
    parts = [part + _MARK for passage in passages for part in (passage.article.title, passage.text)]
    text = fold("".join(parts))
    ends = np.array([found.end() for found in _END.finditer(text)], dtype=np.int64)
    starts = np.concatenate([[0], ends[:-1]])
    part_ends = np.cumsum([len(part) for part in parts])
    part_of = np.searchsorted(part_ends, starts, side="right")  # (all sentences,): even numbers are titles
    every = _counts(groups, text, starts)
    body = part_of % 2 == 1
    title_of = part_of[~body] // 2
    titles = np.zeros((len(groups), len(passages)), dtype=np.float32)
    np.maximum.at(titles.T, title_of, every[:, ~body].T)
    passage_of = part_of[body] // 2
    spans = list(zip(starts[body].tolist(), ends[body].tolist(), strict=True))
    first = np.searchsorted(passage_of, np.arange(len(passages)))
    lengths = (ends - starts)[body]
    return Matches(every[:, body], np.minimum(titles, 1), passage_of, first, lengths, spans, text, part_ends)


def _counts(groups: Sequence[Group], text: str, starts: Integers) -> Floats:
    """(G, all sentences)."""
    finder = _Finder(text)
    counts = np.zeros((len(groups), len(starts)), dtype=np.float32)
    for row, group in zip(counts, groups, strict=True):
        for term, weight in group.terms:
            places = finder.places(term)
            if len(places):
                sentences = np.searchsorted(starts, places, side="right") - 1
                np.maximum(row, weight * np.bincount(sentences, minlength=len(starts)), out=row)
    return counts


class _Finder:
    """Finds terms in one text as the index finds them: words whole, numbers by their value."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._numbers: dict[str, list[int]] | None = None

    def places(self, term: str) -> Sequence[int]:
        """Where a term of `rag.text.terms` begins, in order."""
        if term[0] == "=":
            return self._number_places().get(term, [])
        if term[0].isascii():
            return [found.start() for found in re.finditer(rf"(?<![a-z0-9]){re.escape(term)}(?![a-z0-9])", self._text)]
        found, at = [], self._text.find(term)
        while at >= 0:
            found.append(at)
            at = self._text.find(term, at + 1)
        return found

    def _number_places(self) -> dict[str, list[int]]:
        if self._numbers is None:
            self._numbers = {}
            for number in numbers(self._text):
                self._numbers.setdefault(number.term, []).append(number.start)
        return self._numbers
