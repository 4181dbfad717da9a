"""The quotes of a claim, read once: folded, with their numbers, dates and Latin words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rag.check.figures import Figure, figures
from rag.check.times import Date, resolved, written
from rag.text import fold
from rag.text.wordings import wordings
from rag.translate.english import forms
from rag.translate.numerals import in_figures

_BRACKETS = re.compile(r"[()\[\]]")
_PER_CENT = re.compile(r"百分之\s*(\d+(?:\.\d+)?)")
_LATIN = re.compile(r"[a-z][a-z0-9]*(?:[.&@+'-][a-z0-9]+)*")


@lru_cache(maxsize=1 << 14)
def _all_forms(word: str) -> frozenset[str]:
    """The word and the forms that a dictionary may list it under."""
    return frozenset((word, *forms(word)))


@dataclass(frozen=True, slots=True)
class Evidence:
    """Quotes as one folded text, a line each, and what was read in it."""

    text: str
    folded: str
    bare: str
    """`folded` without brackets, for names such as 港中大（深圳）."""
    dates: tuple[Date, ...]
    figures: tuple[Figure, ...]
    latin: frozenset[str]
    """Latin words and the forms a dictionary may list them under."""

    def holds(self, word: str) -> bool:
        """Whether a folded word or name stands in the quotes; Latin ones as whole words, several in any order."""
        if word.isascii():
            return bool(self.latin) and all(not self.latin.isdisjoint(_all_forms(part)) for part in word.split())
        return word in self.folded or word in self.bare

    def frequency(self, term: str) -> int:
        """1 when the quotes hold a term, else 0: what a translator asks."""
        return int(self.holds(term))

    def other_wordings(self, word: str) -> list[str]:
        """What other regions call a folded word."""
        return [other for _, _, others in wordings(word) for other in others]


def plain(text: str) -> str:
    """The text with English numbers and percentages in figures."""
    return _PER_CENT.sub(r"\1%", in_figures(text))


def read_evidence(quotes: Sequence[str], published: Sequence[str | None]) -> Evidence:
    """The evidence of quotes; `published` are the dates of their articles where these are known, in the same order."""
    return _read(tuple(quotes), tuple(published))


@lru_cache(maxsize=512)
def _read(quotes: tuple[str, ...], published: tuple[str | None, ...]) -> Evidence:
    text = plain("\n".join(quotes))
    folded = fold(text)
    found = written(folded)
    known = [*found]
    for quote, day in zip(quotes, published, strict=False):
        known += resolved(quote, day) if day else ()
    if not any(date.year for date in known):
        known += [
            Date(int(day[:4]), 0, 0, 0, 0) for day in published if day
        ]  # what speaks of no year speaks of its own
    latin = {form for match in _LATIN.finditer(folded) for form in _all_forms(match.group())}
    spans = [(date.start, date.end) for date in found]
    return Evidence(
        text, folded, _BRACKETS.sub("", folded), tuple(known), tuple(figures(folded, spans)), frozenset(latin)
    )
