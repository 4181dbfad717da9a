"""The few words of the best sentence that answer: the span reader's where it is sure, those of the rules where it is not."""

from __future__ import annotations

from rag.read.expected import fit_of
from rag.read.kinds import Kind
from rag.read.sentence import Candidate
from rag.read.spans import short_span
from rag.types import Passage, Query

SURE = 0.3
"""Chance from which on the span reader's words are taken; docs/experiments.md has the figures."""


def short_answer(query: Query, kind: Kind, best: Candidate) -> Passage | None:
    """A span of the best sentence, or None when no single span of it answers."""
    span = best.said.span
    sure = span is not None and best.said.span_chance >= SURE and kind not in ("list", "reason")
    if span and sure and fit_of(query.text, kind, query.language, best.passage.text, span.text).sort >= 0:
        return span
    found = short_span(query.text, kind, best.passage.text, best.places)
    if found is None:
        return None
    return Passage(best.passage.article, best.passage.start + found[0], best.passage.start + found[1])
