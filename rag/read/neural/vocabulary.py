"""What the span reader knows of characters, pairs of characters and words before it reads: their numbers and their rarity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

UNKNOWN = 1
"""Number of every character that is not known; 0 is the number of nothing at all, before and after a text."""
BASE = 8192
"""More than there are characters, so that the numbers of up to four characters make one key."""
LONGEST = 4
"""Characters of the longest dictionary word looked up."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Sorted tables. A character's number is its row + 2, a pair's and a word's its row + 1; 0 where there is none.

    `characters` are code points; `pairs` are keys a * BASE + b of two character numbers; `words` are keys of one to four
    character numbers in that base. `character_idf` (len(characters) + 2,) and `pair_idf` (len(pairs) + 1,) are natural logarithms,
    indexed by number; row 0 of `pair_idf` is that of an unknown pair. `vectors` (len(words) + 1, d) has unit rows, row 0 is zero.
    """

    characters: Ints
    pairs: Ints
    words: Ints
    character_idf: Floats
    pair_idf: Floats
    vectors: Floats

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[np.generic]]) -> Vocabulary:
        """From the arrays that `to_arrays` gives; word vectors may be kept as signed bytes."""
        vectors = arrays["vectors"].astype(np.float32)
        norms = np.sqrt((vectors * vectors).sum(1, keepdims=True))
        return cls(
            arrays["characters"].astype(np.int64),
            arrays["pairs"].astype(np.int64),
            arrays["words"].astype(np.int64),
            arrays["character_idf"].astype(np.float32),
            arrays["pair_idf"].astype(np.float32),
            vectors / np.maximum(norms, 1e-6),
        )

    def to_arrays(self) -> dict[str, NDArray[np.generic]]:
        """The tables by name, word vectors as signed bytes."""
        return {
            "characters": self.characters.astype(np.int32),
            "pairs": self.pairs.astype(np.int32),
            "words": self.words,
            "character_idf": self.character_idf.astype(np.float16),
            "pair_idf": self.pair_idf.astype(np.float16),
            "vectors": np.round(self.vectors * 127 / max(1e-6, float(np.abs(self.vectors).max()))).astype(np.int8),
        }

    def character_numbers(self, folded: str) -> Ints:
        """(n,) numbers of the characters of a folded text."""
        codes = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
        return np.where((found := _rows(self.characters, codes)) >= 0, found + 2, UNKNOWN)

    def pair_keys(self, numbers: Ints) -> Ints:
        """(n,) keys of each character with the one after it; the last one's is 0."""
        keys = np.zeros(len(numbers), dtype=np.int64)
        keys[:-1] = numbers[:-1] * BASE + numbers[1:]
        return keys

    def pair_numbers(self, keys: Ints) -> Ints:
        """(n,) numbers of pairs by their keys."""
        return _rows(self.pairs, keys) + 1

    def word_numbers(self, keys: Ints) -> Ints:
        """(n,) numbers of words by their keys."""
        return _rows(self.words, keys) + 1


def _rows(table: Ints, keys: Ints) -> Ints:
    """(n,) the row of each key in a sorted table, -1 where it is not."""
    rows = np.minimum(np.searchsorted(table, keys), len(table) - 1)
    return np.where(table[rows] == keys, rows, -1)
