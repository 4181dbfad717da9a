"""Articles to passages: runs of whole sentences that tile the article."""

from __future__ import annotations

from rag.text import sentences
from rag.types import Article, Passage

SIZE = 240
"""Code points a passage aims at. docs/experiments.md has the figures behind it."""


def chunk(article: Article, size: int = SIZE) -> list[Passage]:
    """Passages in the order of the text: `"".join(p.text for p in passages) == article.text`.

    A passage ends with a sentence once it has `size` code points, or at the end of a paragraph once it has half of that;
    a sentence longer than twice `size` is cut. A short rest joins the passage before it.
    """
    passages: list[Passage] = []
    start = 0
    for end in _ends(article.text, size):
        length = end - start
        paragraph_over = article.text[end - 1 : end] == "\n"
        if length >= size or (paragraph_over and length >= size // 2):
            passages.append(Passage(article, start, end))
            start = end
    if start < len(article.text):
        if passages and len(article.text) - start < size // 4:
            start = passages.pop().start
        passages.append(Passage(article, start, len(article.text)))
    return passages


def _ends(text: str, size: int) -> list[int]:
    """Where a passage may end: after each sentence, and inside one that is far too long."""
    found: list[int] = []
    for start, end in sentences(text):
        found += range(start + 2 * size, end - size // 2, 2 * size)
        found.append(end)
    return found
