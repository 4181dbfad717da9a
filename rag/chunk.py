"""Articles to passages: runs of whole sentences, each sharing a little with the one before."""

from __future__ import annotations

from bisect import bisect_left

from rag.text import sentences
from rag.types import Article, Passage

SIZE = 300
"""Code points a passage aims at. docs/experiments.md has the figures behind it."""

OVERLAP = 80
"""Code points at most that a passage shares with the one before it, so that no answer stands on a cut."""


def chunk(article: Article, size: int = SIZE, overlap: int = OVERLAP) -> list[Passage]:
    """Passages of whole sentences in the order of the text, without a gap; each begins up to `overlap` before the last one ends.

    A passage ends with a sentence once it has `size` code points; a sentence longer than twice `size` is cut. A short
    rest joins the passage before it. With `overlap` 0 the passages tile the article.
    """
    text, ends = article.text, _ends(article.text, size)
    passages: list[Passage] = []
    start = reached = 0
    for end in ends:
        if end - start >= size:
            passages.append(Passage(article, start, end))
            start, reached = min(ends[bisect_left(ends, max(end - overlap, start + 1))], end), end
    if reached < len(text):
        if passages and len(text) - reached < size // 4:
            start = passages.pop().start
        passages.append(Passage(article, start, len(text)))
    return passages


def _ends(text: str, size: int) -> list[int]:
    """Where a passage may end: after each sentence, and inside one that is far too long."""
    found: list[int] = []
    for start, end in sentences(text):
        found += range(start + 2 * size, end - size // 2, 2 * size)
        found.append(end)
    return found
