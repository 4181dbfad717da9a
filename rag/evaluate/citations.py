"""Whether citations are exact, and whether they are the right ones."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rag.evaluate.gold import Articles, Gold
from rag.types import Answer, Passage

_MARKER = re.compile(r"\[(\d{1,3})\]")


def exactness(answer: Answer, articles: Articles) -> float | None:
    """Share of the citations, as written in the contract, whose quote is the slice they name, and whose marker is used.

    A marker in the text that names no citation counts as one more that is wrong. None when nothing is cited.
    """
    written = answer.to_json()
    known = {citation["number"] for citation in written["citations"]}
    right = [_is_slice(citation, articles) for citation in written["citations"]]
    right += [False] * len(_markers(answer.text) - known) if answer.writer != "extractive" else []
    return sum(right) / len(right) if right else None


def citation_precision(gold: Gold, answer: Answer) -> float | None:
    """Share of the citations that overlap gold evidence; None when nothing is cited or no evidence is known."""
    if not gold.evidence or not answer.citations:
        return None
    fits = [any(citation.quote.overlaps(piece) for piece in gold.evidence) for citation in answer.citations]
    return sum(fits) / len(fits)


def citation_recall(gold: Gold, answer: Answer) -> float | None:
    """Share of the gold evidence that a citation overlaps, 0.0 for a refusal; None when no evidence is known."""
    if not gold.evidence:
        return None
    return sum(cites(answer, piece) for piece in gold.evidence) / len(gold.evidence)


def cites(answer: Answer, piece: Passage) -> bool:
    """Whether a citation overlaps this piece of evidence."""
    return any(citation.quote.overlaps(piece) for citation in answer.citations)


def _markers(text: str) -> set[int]:
    return {int(number) for number in _MARKER.findall(text)}


def _is_slice(citation: Mapping[str, object], articles: Articles) -> bool:
    article = articles.article(str(citation["article_id"]))
    start, end = citation["start"], citation["end"]
    assert isinstance(start, int) and isinstance(end, int)
    return (
        article is not None and 0 <= start < end <= len(article.text) and article.text[start:end] == citation["quote"]
    )
