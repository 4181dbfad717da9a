"""Links to a citation: the part of an address behind # that opens an article at a quote, whoever follows it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from urllib.parse import urlencode

from rag.types import Article, Passage
from rag.ui.press import Press, number_or
from rag.ui.reader import Opened


def fragment(passage: Passage) -> str:
    """The fragment of a passage; one that is empty (start == end) links to the whole article.

    It carries a check on the words, so that after a rebuild nothing else is ever marked in their place.
    """
    fields = {"article": passage.article.id}
    if passage.text:
        fields |= {"from": str(passage.start), "to": str(passage.end), "check": _check(passage.text)}
    return "#" + urlencode(fields)


def followed(press: Press, article_of: Callable[[str], Article | None]) -> Opened | None:
    """The article that a fragment names, at its quote when the words are still there; None when there is no such article."""
    article = article_of(str(press.get("article", "")))
    if article is None:
        return None
    start, end = number_or(press.get("from"), 0), number_or(press.get("to"), 0)
    passage = Passage(article, start, end) if start <= end <= len(article.text) else Passage(article, 0, 0)
    if passage.text and _check(passage.text) == press.get("check"):
        return Opened(passage)
    return Opened(Passage(article, 0, 0), moved="check" in press)


def _check(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
