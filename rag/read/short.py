"""The few words of the best sentence that answer: the span reader's, or those of the rules where they are of the wrong sort."""

from __future__ import annotations

from rag.read.expected import fit_of
from rag.read.identity import asks_who, identity
from rag.read.kinds import Kind
from rag.read.sentence import Candidate
from rag.read.spans import Span, short_span
from rag.text import fold
from rag.types import Passage, Query


def short_answer(query: Query, kind: Kind, best: Candidate) -> Passage | None:
    """A span of the best sentence, or None when no single span of it answers.

    A definition is all that the rules find after 是. A person, date or number that does not look like one, or a figure of something
    else than is asked for, gives way to what the rules find; a date or number to nothing when they find nothing, and so does what the
    question says itself. Who somebody is, is a title.
    """
    if asks_who(query.text, query.language):
        told = identity(best.passage.text, best.places)
        return _within(best.passage, told) if told else None
    span = best.said.span
    if span and fold(span.text) in fold(query.text):
        span = None
    fits = span and _fits(query, kind, best.passage, span)
    if span and fits and kind != "definition":
        return span
    found = short_span(query.text, kind, best.passage.text, best.places)
    if found is None:
        return None if kind in ("date", "number") and not fits else span
    return _within(best.passage, found)


def _fits(query: Query, kind: Kind, sentence: Passage, span: Passage) -> bool:
    fit = fit_of(query.text, kind, query.language, sentence.text, span.text)
    return fit.sort >= 0 and fit.clash == 0


def _within(passage: Passage, span: Span) -> Passage:
    return Passage(passage.article, passage.start + span[0], passage.start + span[1])
