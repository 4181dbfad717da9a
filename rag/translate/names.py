"""Chinese names in Latin letters: which pairs of characters the corpus holds for Zhang Keke, Chan Tai-man or Tsai Ing-wen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise, product
from pathlib import Path

from rag.types import Group

_LONGEST_SYLLABLE = 6
_MOST_SYLLABLES = 3


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to spell characters, without tones: syllable → (characters, surnames among them)."""

    readings: Mapping[str, tuple[str, str]]

    def syllables(self, word: str) -> Iterator[tuple[str, ...]]:
        """Every way to read a word as up to three syllables.

        >>> list(Spelling({"xi": ("西", ""), "an": ("安", ""), "xian": ("先", "")}).syllables("xian"))
        [('xian',), ('xi', 'an')]
        """
        word = word.replace("'", "").replace("ü", "v")
        yield from self._split(word, _MOST_SYLLABLES)

    def _split(self, word: str, most: int) -> Iterator[tuple[str, ...]]:
        if word in self.readings:
            yield (word,)
        if most > 1:
            for end in range(1, min(len(word), _LONGEST_SYLLABLE + 1)):
                if word[:end] in self.readings:
                    for rest in self._split(word[end:], most - 1):
                        yield (word[:end], *rest)

    def person(self, parts: list[str], frequency: Callable[[str], int]) -> list[Group]:
        """Groups for a name of two or three words, surname first or last; empty when the corpus holds no such name."""
        for surname, given in ((parts[0], parts[1:]), (parts[-1], parts[:-1])):
            if self.readings.get(surname, ("", ""))[1]:
                for syllables in self.syllables("".join(given)):
                    if len(syllables) < _MOST_SYLLABLES:
                        chars = [self.readings[surname][1], *(self.readings[syllable][0] for syllable in syllables)]
                        if groups := _groups(chars, frequency):
                            return groups
        return []

    def word(self, word: str, frequency: Callable[[str], int]) -> list[Group]:
        """Groups for a name of two or three syllables in one word, such as a place; empty when the corpus has none."""
        for syllables in self.syllables(word):
            if len(syllables) > 1 and (groups := _groups([self.readings[part][0] for part in syllables], frequency)):
                return groups
        return []

    def together(self, parts: list[str], frequency: Callable[[str], int]) -> list[Group]:
        """Groups for a name whose every part is one syllable, such as a place; empty when the corpus has none."""
        if len(parts) < 2 or not all(part in self.readings for part in parts):
            return []
        return _groups([self.readings[part][0] for part in parts], frequency)


@dataclass(frozen=True, slots=True)
class Names:
    """All spellings of Chinese names that are known: Mandarin's first, then Cantonese as in Hong Kong, then Taiwan's."""

    pinyin: Spelling
    cantonese: Spelling
    wade_giles: Spelling

    @property
    def _spellings(self) -> tuple[Spelling, ...]:
        return self.pinyin, self.cantonese, self.wade_giles

    def person(self, parts: list[str], frequency: Callable[[str], int]) -> list[Group]:
        """Groups for a name of two or three words, in the first spelling in which the corpus holds it; empty in none."""
        for spelling in self._spellings:
            if groups := spelling.person(parts, frequency):
                return groups
        return self.cantonese.together(parts, frequency)

    def surname(self, word: str, frequency: Callable[[str], int]) -> list[Group]:
        """One group with the surnames that are spelled so in any way and that the corpus holds."""
        chars = "".join(spelling.readings.get(word, ("", ""))[1] for spelling in self._spellings)
        held = sorted((char for char in dict.fromkeys(chars) if frequency(char)), key=frequency, reverse=True)
        return [Group(tuple((char, 1.0) for char in held), label=held[0])] if held else []


def _groups(chars: list[str], frequency: Callable[[str], int]) -> list[Group]:
    """One group for each pair of neighbouring syllables: the pairs of characters that can be part of a whole name."""
    pairs = [[a + b for a, b in product(*two) if frequency(a + b)] for two in pairwise(chars)]
    for place in range(1, len(pairs)):
        ends = {pair[1] for pair in pairs[place - 1]}
        pairs[place] = [pair for pair in pairs[place] if pair[0] in ends]
    for place in range(len(pairs) - 1, 0, -1):
        starts = {pair[0] for pair in pairs[place]}
        pairs[place - 1] = [pair for pair in pairs[place - 1] if pair[1] in starts]
    if not all(pairs):
        return []
    label = max(pairs[0], key=frequency)
    for later in pairs[1:]:
        label += max((pair for pair in later if pair[0] == label[-1]), key=frequency)[1]
    return [
        Group(tuple((pair, 1.0) for pair in two), label=label if not place else "") for place, two in enumerate(pairs)
    ]


def open_names(folder: Path) -> Names:
    """The spellings in `folder`: files of lines `syllable TAB characters TAB surnames`, commonest first."""
    return Names(*(_open_spelling(folder / name) for name in ("pinyin.txt", "cantonese.txt", "wade-giles.txt")))


def _open_spelling(path: Path) -> Spelling:
    readings = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            syllable, chars, surnames = line.split("\t")
            readings[syllable] = (chars, surnames)
    return Spelling(readings)
