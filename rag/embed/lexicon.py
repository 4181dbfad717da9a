"""Which terms of a vocabulary a text is made of: every character and Latin word, and no pair of characters left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from rag.text import terms

MOST: Final = 3
"""A Chinese term counts as often as it stands in a text, but at most this often: docs/experiments.md has the figures."""

LONGEST: Final = 100
"""Code points of a Latin word; a longer one is no word and counts for nothing."""

CLASSES: Final = 128
"""A pair of characters without a number of its own goes by the class of its left and the class of its right character."""

_LEFT, _RIGHT, _LEFT_REST, _RIGHT_REST = (0xE000 + CLASSES * block for block in range(4))
SYMBOLS: Final = range(_LEFT, _RIGHT_REST + CLASSES)
"""The private characters in which pairs are written in a vocabulary."""

CHARACTERS: Final = CLASSES * CLASSES
"""How many Chinese characters a vocabulary can hold."""


def as_left(place: int) -> str:
    """How the character at this place of the vocabulary is written as the left one of a pair: the rest, then the class."""
    return chr(_LEFT_REST + place // CLASSES) + chr(_LEFT + place % CLASSES)


def as_right(place: int) -> str:
    """How it is written as the right one of a pair: the class, then the rest, so that the two classes stand together."""
    return chr(_RIGHT + place % CLASSES) + chr(_RIGHT_REST + place // CLASSES)


def class_pairs() -> Iterator[str]:
    """The pairs of classes, as a vocabulary lists them: all right classes of the first left class, and so on."""
    for left in range(CLASSES):
        for right in range(CLASSES):
            yield chr(_LEFT + left) + chr(_RIGHT + right)


class Lexicon:
    """The vocabulary of a `tokenizer.json`: numbers of terms, with the means to cut up the terms that have none.

    Its order is that of `rag.train.embedder_tokenizer`: the unknown term, Chinese characters, Latin words, pairs of
    characters, pairs of classes, and last the symbols that mean nothing alone.
    """

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        found = list(vocabulary)
        self._pairs_from = vocabulary[chr(_LEFT) + chr(_RIGHT)]
        first = next(number for number, term in enumerate(found) if number and term.isascii())
        self._place_of = {char: place for place, char in enumerate(found[1:first])}
        left_of = {as_left(place): char for char, place in self._place_of.items()}
        right_of = {as_right(place): char for char, place in self._place_of.items()}
        self._number_of = {
            left_of[term[:2]] + right_of[term[2:]] if "\ue000" <= term[0] <= "\uf8ff" else term: number
            for number, term in enumerate(found[: self._pairs_from])
        }

    def count(self, text: str) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Numbers of the terms of a text, (t,), and how often each counts, (t,). A number may come more than once."""
        numbers: list[int] = []
        counts: list[int] = []
        for term, count in Counter(terms(text)).items():
            number = self._number_of.get(term)
            if term.isascii():
                pieces = [number] if number else self._pieces(term)
                numbers += pieces
                counts += [count] * len(pieces)
            elif number := number or self._class_pair(term):
                numbers.append(number)
                counts.append(min(count, MOST))
        return np.array(numbers, dtype=np.int64), np.array(counts, dtype=np.float32)

    def _class_pair(self, term: str) -> int:
        """The number of a pair's classes; 0, the unknown term, for a character or a pair with one that is not known."""
        left, right = self._place_of.get(term[0]), self._place_of.get(term[-1])
        if len(term) == 1 or left is None or right is None:
            return 0
        return self._pairs_from + left % CLASSES * CLASSES + right % CLASSES

    def _pieces(self, word: str) -> list[int]:
        """The longest known beginning of a Latin word, then that of its rest; none when a rest has none (WordPiece)."""
        pieces: list[int] = []
        start = 0
        while start < len(word) <= LONGEST:
            ends = (end for end in range(len(word), start, -1) if word[start:end] in self._number_of)
            end = next(ends, start)
            if end == start:
                return []
            pieces.append(self._number_of[word[start:end]])
            start = end
        return pieces
