"""The few words of the best sentence that answer: the span reader's, or those of the rules where they are of the wrong sort."""

from __future__ import annotations

from typing import Literal

from rag.read.calls import only_counts
from rag.read.expected import fit_of
from rag.read.identity import asks_who, identity
from rag.read.kinds import Kind
from rag.read.sentence import Candidate
from rag.read.spans import Span, short_span
from rag.read.years import of_its_year
from rag.text import fold
from rag.types import Passage, Query


def short_answer(query: Query, kind: Kind, best: Candidate) -> Passage | None:
    """A span of the best sentence, or None when no single span of it answers.

    A definition is all that the rules find after 是. A person, date or number that does not look like one, or a figure of something
    else than is asked for, gives way to what the rules find; a date or number to nothing when they find nothing, and so does what the
    question says itself. How many there are is no name of what they are, and who holds another office is not meant. The figure is that
    of the year asked for. Who somebody is, is a title.
    """
    if asks_who(query.text, query.language):
        told = identity(best.passage.text, best.places)
        return _within(best.passage, told) if told else None
    span = best.said.span
    if span and fold(span.text) in fold(query.text):
        span = None
    meant = span and _meant(query, kind, best.passage, span)
    if span and meant == "surely" and kind != "definition":
        return of_its_year(query.text, best.passage, span) if kind == "number" else span
    found = short_span(query.text, kind, best.passage.text, best.places)
    if found is None:
        return span if meant == "surely" or (meant == "perhaps" and kind == "person") else None
    return _within(best.passage, found)


def _meant(query: Query, kind: Kind, sentence: Passage, span: Passage) -> Literal["surely", "perhaps", "never"]:
    """Whether the words found are of the sort that is asked for; a person is perhaps one that does not look like one."""
    if kind in ("list", "definition") and only_counts(fold(span.text)):
        return "never"
    fit = fit_of(query.text, kind, query.language, sentence.text, span.text)
    return "never" if fit.clash else "perhaps" if fit.sort < 0 else "surely"


def _within(passage: Passage, span: Span) -> Passage:
    return Passage(passage.article, passage.start + span[0], passage.start + span[1])
