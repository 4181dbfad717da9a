"""Sentences to numbered citations whose text is a slice of the article."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rag.types import Citation, Passage

_LEAD = re.compile(r"[\s•●■◆▲▼○◎★☆※·#*-]*")


def trim(passage: Passage) -> Passage:
    """The passage without white space and list marks at its ends: what is worth quoting of it."""
    text = passage.text
    start = passage.start + len(_LEAD.match(text).group())  # type: ignore[union-attr]  # matches the empty string too
    end = passage.start + len(text.rstrip())
    return Passage(passage.article, start, max(start, end))


def cite(quotes: Iterable[Passage]) -> tuple[Citation, ...]:
    """Numbered from 1 in the order given; empty quotes and repeats are left out, neighbours become one quote."""
    found: list[Passage] = []
    for quote in map(trim, quotes):
        if quote.start == quote.end or any(quote.overlaps(other) for other in found):
            continue
        near = next((i for i, other in enumerate(found) if _adjacent(other, quote)), None)
        if near is None:
            found.append(quote)
        else:
            other = found[near]
            found[near] = Passage(other.article, min(other.start, quote.start), max(other.end, quote.end))
    return tuple(Citation(number, quote) for number, quote in enumerate(found, 1))


def _adjacent(one: Passage, other: Passage) -> bool:
    if one.article.id != other.article.id:
        return False
    between = one.article.text[min(one.end, other.end) : max(one.start, other.start)]
    return not between.strip() and "\n" not in between
