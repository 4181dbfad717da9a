"""What English words and names of things may be in Chinese, each looked up once."""

from __future__ import annotations

import re
from functools import cache

from rag.text import fold
from rag.translate import Translator, open_translator

_PERSON = re.compile(r"[A-Z][a-z]{1,6} [A-Z][a-z]+(?:-[a-z]+)?(?![a-z-])")


class Lexicon:
    """A translator that remembers what it looked up; `surnames` are the characters that are one. Safe to share between threads."""

    def __init__(self, translator: Translator) -> None:
        self.translator = translator
        self.surnames = frozenset("".join(chars for _, chars in translator.names.pinyin.readings.values()))
        self._known: dict[str, dict[str, float]] = {}
        self._lengths: dict[str, set[int]] = {}
        for name in translator.aliases.lines:
            self._lengths.setdefault(name[:2], set()).add(len(name))

    def candidates(self, key: str) -> dict[str, float]:
        """What a dictionary key may be in Chinese: word → weight up to 1."""
        if key not in self._known:
            self._known[key] = self.translator.candidates(key)
        return self._known[key]

    def same(self, name: str) -> tuple[str, ...]:
        """All names of what `name` names, by the alias lists."""
        return self.translator.aliases.of(name)

    def mentions(self, text: str) -> list[tuple[int, int]]:
        """Where names of the alias lists, of two characters or more, stand in a text: the longest at each place, in order."""
        folded, start, found = fold(text), 0, []
        while start < len(folded) - 1:
            lengths = sorted(self._lengths.get(folded[start : start + 2], ()), reverse=True)
            end = next((start + length for length in lengths if self._stands(folded, start, start + length)), 0)
            if end:
                found.append((start, end))
            start = max(end, start + 1)
        return found

    def _stands(self, text: str, start: int, end: int) -> bool:
        """Whether a name stands there; a Latin one only as a whole word."""
        if text[start:end] not in self.translator.aliases.lines:
            return False
        edges = (text[max(start - 1, 0) : start + 1], text[end - 1 : end + 1])
        return not any(len(edge) == 2 and edge.isascii() and edge.isalnum() for edge in edges)

    def person_at(self, text: str, start: int) -> bool:
        """Whether a Chinese name in Latin letters begins at an offset: a surname and syllables, in one way of spelling them."""
        match = _PERSON.match(text, start)
        if not match:
            return False
        words = [word.lower() for word in match.group().replace("-", " ").split()]
        names = self.translator.names
        for spelling in (names.pinyin, names.cantonese, names.wade_giles):
            surname = spelling.readings.get(words[0], ("", ""))[1]
            if surname and all(any(spelling.syllables(word)) for word in words[1:]):
                return True
        return False


@cache
def bundled() -> Lexicon:
    """The words that come with the program, read once."""
    return Lexicon(open_translator())
