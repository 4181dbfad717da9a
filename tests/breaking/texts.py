"""Clean texts to break: the corpus, and paragraphs written for these tests."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

from rag.load import load
from rag.types import Skipped
from tests.breaking.lines import is_heading

_TESTS = Path(__file__).parent.parent


@cache
def own_paragraphs() -> tuple[str, ...]:
    """Paragraphs written for these tests, with what is hard to tell from damage."""
    return tuple((_TESTS / "data" / "paragraphs.txt").read_text("utf-8").strip().split("\n\n"))


@cache
def clean_sources() -> tuple[tuple[str, ...], ...]:
    """The paragraphs of every article of the corpus, then our own."""
    articles = [one for one in load(_TESTS.parent / "corpus") if not isinstance(one, Skipped)]
    texts = [tuple(line for line in one.article.text.split("\n") if line.strip()) for one in articles]
    return (*texts, own_paragraphs(), own_paragraphs(), own_paragraphs(), own_paragraphs())


def excerpt(rng: random.Random) -> list[str]:
    """3 to 8 paragraphs that follow one another, no heading last."""
    source = rng.choice(clean_sources())
    size = rng.randint(3, 8)
    start = rng.randrange(max(1, len(source) - size))
    found = list(source[start : start + size])
    while found and is_heading(found[-1]):
        found.pop()
    return found or [source[0]]
