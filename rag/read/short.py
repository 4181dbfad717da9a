"""The few words of the best sentence that answer: the span reader's where it is sure, those of the rules where it is not."""

from __future__ import annotations

from rag.read.kinds import Kind
from rag.read.sentence import Candidate
from rag.read.spans import short_span
from rag.types import Passage, Query

SURE = 0.3
"""Chance from which on the span reader's words are taken; docs/experiments.md has the figures."""


def short_answer(query: Query, kind: Kind, best: Candidate) -> Passage | None:
    """A span of the best sentence, or None when no single span of it answers."""
    if best.said.span is not None and best.said.span_chance >= SURE and kind not in ("list", "reason"):
        return best.said.span
    found = short_span(query.text, kind, best.passage.text, best.places)
    if found is None:
        return None
    return Passage(best.passage.article, best.passage.start + found[0], best.passage.start + found[1])
