"""A folded text as the numbers the span reader sees: characters, pairs, words and runs of digits or letters."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.read.neural.vocabulary import BASE, LONGEST, Ints, Vocabulary
from rag.text import sentences

Bools = NDArray[np.bool_]

TAGS = 16
"""Four kinds of unit (dictionary word, digits, Latin, anything else) times four places in it (first, inside, last, alone)."""

_RUN = re.compile(r"(?P<digits>[0-9][0-9.,]*[0-9]|[0-9])|(?P<latin>[a-z\u00c0-\u024f][a-z0-9\u00c0-\u024f'&.-]*)")
_CLAUSE = re.compile(r"[，,、；;：:。！？!?\n]")
_RUN_KEY = 1 << 60
"""Added to the checksum of a run of digits or letters, so that its key is no word's."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """A folded text, character by character, all arrays (n,): numbers of the character, of its pair with the next, of its
    word; the tag; the key of its unit (word, or run of digits or letters) and whether that unit is longer than one character.
    `sentence` and `clause` count from 0.
    """

    text: str
    characters: Ints
    pair_keys: Ints
    pairs: Ints
    words: Ints
    tags: Ints
    units: Ints
    long: Bools
    sentence: Ints
    clause: Ints

    def __len__(self) -> int:
        return len(self.text)

    def part(self, start: int, end: int) -> Tokens:
        """The tokens from `start` to `end`, where no unit may be cut through, as if read alone."""
        at = slice(start, end)
        pair_keys, pairs = self.pair_keys[at].copy(), self.pairs[at].copy()
        pair_keys[-1:] = pairs[-1:] = 0
        return Tokens(
            self.text[at],
            self.characters[at],
            pair_keys,
            pairs,
            self.words[at],
            self.tags[at],
            self.units[at],
            self.long[at],
            *_divided(self.text[at]),
        )


def tokens(folded: str, vocabulary: Vocabulary) -> Tokens:
    """The tokens of a text that `rag.text.fold` has been over; offsets are its own."""
    characters = vocabulary.character_numbers(folded)
    starts, lengths, keys, kinds = _units(folded, characters, vocabulary)
    unit = np.repeat(np.arange(len(starts)), lengths)
    inside = np.arange(len(folded)) - starts[unit]
    last = inside == lengths[unit] - 1
    place = np.where(lengths[unit] == 1, 3, np.where(inside == 0, 0, np.where(last, 2, 1)))
    pair_keys = vocabulary.pair_keys(characters)
    return Tokens(
        folded,
        characters,
        pair_keys,
        vocabulary.pair_numbers(pair_keys),
        np.where(kinds == 0, vocabulary.word_numbers(keys), 0)[unit],
        kinds[unit] * 4 + place,
        keys[unit],
        (lengths > 1)[unit],
        *_divided(folded),
    )


def unit_spans(read: Tokens) -> list[tuple[int, int]]:
    """(start, end) of each unit, in order: they tile the text."""
    starts = [i for i, tag in enumerate(read.tags.tolist()) if tag % 4 in (0, 3)]
    return list(zip(starts, [*starts[1:], len(read)], strict=True)) if starts else []


def tokens_of(texts: Sequence[str], vocabulary: Vocabulary) -> list[Tokens]:
    """The tokens of several folded texts, in order; one look at all of them together, which is quicker than one at each."""
    joined = tokens("\n".join(texts), vocabulary)
    found, start = [], 0
    for text in texts:
        found.append(joined.part(start, start + len(text)))
        start += len(text) + 1
    return found


def _divided(text: str) -> tuple[Ints, Ints]:
    """In which sentence and in which clause each place lies."""
    ends = [end for _, end in sentences(text)]
    return _stretches(len(text), ends), _stretches(len(text), [match.end() for match in _CLAUSE.finditer(text)])


def _stretches(length: int, ends: list[int]) -> Ints:
    """(n,) in which of the stretches ending at `ends` each place lies, counted from 0."""
    marks = np.zeros(length + 1, dtype=np.int64)
    marks[[end for end in ends if end < length]] = 1
    return np.cumsum(marks[:length])


def _units(folded: str, characters: Ints, vocabulary: Vocabulary) -> tuple[Ints, Ints, Ints, Ints]:
    """Units in order, (u,) each: start, length, key and kind. Words by longest match from the end of the text."""
    longest, keys = _words_ending(characters, vocabulary)
    runs = {match.end(): match for match in _RUN.finditer(folded)}
    found: list[tuple[int, int, int, int]] = []
    end = len(folded)
    while end > 0:
        run = runs.get(end)
        if run:
            key = _RUN_KEY + zlib.crc32(run.group().replace(",", "").encode("utf-8", "surrogatepass"))
            found.append((run.start(), end - run.start(), key, 1 if run["digits"] else 2))
            end = run.start()
        else:
            size = longest[end - 1]
            found.append((end - size, size, keys[size - 1][end - 1], 0 if size > 1 else 3))
            end -= size
    units = np.array(found[::-1] or [(0, 0, 0, 0)][:0], dtype=np.int64).reshape(-1, 4)
    single = (units[:, 3] == 3) & (vocabulary.word_numbers(units[:, 2]) > 0)
    return units[:, 0], units[:, 1], units[:, 2], np.where(single, 0, units[:, 3])


def _words_ending(characters: Ints, vocabulary: Vocabulary) -> tuple[list[int], list[list[int]]]:
    """For each place, the length of the longest word that ends there (1 when none does), and the keys by length."""
    longest = np.ones(len(characters), dtype=np.int64)
    keys = [characters]
    for size in range(2, LONGEST + 1):
        key = np.zeros_like(characters)
        key[size - 1 :] = keys[-1][size - 2 : -1] * BASE + characters[size - 1 :] if len(characters) >= size else 0
        longest[vocabulary.word_numbers(key) > 0] = size
        keys.append(key)
    return longest.tolist(), [key.tolist() for key in keys]
