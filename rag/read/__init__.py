"""Answers without a language model: which sentences answer, which words of them, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rag.embed import Encoder
from rag.lexical import Lexical
from rag.read import neural
from rag.read.kinds import Kind, kind_of
from rag.read.missing import unspoken
from rag.read.models import SpanReader, open_span_reader
from rag.read.neural.vocabulary import Vocabulary
from rag.read.ranking import look, rank
from rag.read.sentence import CLOSE, Candidate
from rag.read.short import short_answer
from rag.read.units import FRAME
from rag.read.weights import Weights
from rag.text import terms
from rag.types import Group, Hit, Passage, Query

__all__ = ["Candidate", "Kind", "Reader", "Reading", "kind_of"]

FIRST_RANKING = 1.0
"""Weight of a passage's fused score beside the score of its best sentence; docs/experiments.md has the figures."""
_FURTHER = 1.0
"""How much further than the margin, which the weights were learnt with, a sentence may score behind the best that is not of the kind asked
for and still be shown."""
_TOLD_BESIDE = ("reason", "list", "person")
"""Kinds of answer that the sentence after the best one often gives."""
_QUOTES = 3
"""Sentences quoted at most."""
_SAID = 0.2
"""Share of a unit that may be left out where it is named as covered (a translation that is not the likeliest), and that must be,
whatever is like it there, where it is named as not covered."""
_UNSAID = 0.3
"""How much a unit of the question must tell, and not be said, to be named as not covered."""
_MOSTLY = 0.5
"""Share of a question that no article speaks of, beyond which it is not answered."""


@dataclass(frozen=True, slots=True)
class Reading:
    """`quotes` are whole sentences, best first, `nearest` those of them that are nearly as good as the first; `short` lies within the
    first; `confidence` is the calibrated chance of being right.

    `hits` are the passages again, best first now that their sentences are known. `ranked` are the sentences that come closest,
    with their scores, best first. `covered` and `uncovered` are the words of the question that the best passage speaks of, and not.
    """

    kind: Kind
    hits: tuple[Hit, ...]
    quotes: tuple[Passage, ...]
    short: Passage | None
    confidence: float
    nearest: tuple[Passage, ...] = ()
    ranked: tuple[tuple[Candidate, float], ...] = ()
    covered: tuple[str, ...] = ()
    uncovered: tuple[str, ...] = ()


class Reader:
    """Chooses sentences by a linear model over their features, what a span reader says of them among these; rag/models/reader
    has its figures."""

    def __init__(self, weights: Weights, spans: SpanReader, vocabulary: Vocabulary) -> None:
        self._weights = weights
        self._spans = spans
        self._vocabulary = vocabulary

    @classmethod
    def open(cls, spans: str | None = None) -> Reader:
        """With the built-in weights, and another span reader when one is named. Raises ModelMissing."""
        builtin = neural.Reader.open()
        return cls(Weights.open(), open_span_reader(spans) if spans else builtin, builtin.vocabulary)

    def candid(self) -> Reader:
        """This reader, but refusing nothing."""
        return Reader(replace(self._weights, threshold=0.0), self._spans, self._vocabulary)

    @property
    def threshold(self) -> float:
        """Below this confidence a question is refused."""
        return self._weights.threshold

    def read(self, query: Query, hits: Sequence[Hit], lexical: Lexical, encoder: Encoder) -> Reading:
        """What the hits say to the question; an empty reading with confidence 0 when they hold no sentence."""
        looked = look(query, hits, lexical, encoder, self._vocabulary)
        if looked is None:
            return Reading(kind_of(query.text, query.language), tuple(hits), (), None, 0.0)
        ranking = rank(query, looked, self._weights, self._spans, self._vocabulary)
        confidence = _sigmoid(float(ranking.features @ self._weights.evidence) + self._weights.bias)
        ranked = [(ranking.candidates[i], float(ranking.scores[i])) for i in ranking.order]
        sure = quotes = _quotes(ranked, self._weights.margin)
        if looked.kind in _TOLD_BESIDE and not ranked[0][0].right_kind:
            quotes = _quotes(ranked, self._weights.margin + _FURTHER)
        told = list(zip(looked.units, ranking.left, ranking.unsaid, strict=True))
        if not _answers_to(query.own, sure) or unspoken(looked.units, lexical.frequency) > _MOSTLY:
            confidence = 0.0
        return Reading(
            kind=looked.kind,
            hits=_reranked(hits, ranking.candidates, ranking.scores),
            quotes=quotes,
            short=short_answer(query, looked.kind, ranked[0][0]),
            confidence=confidence,
            nearest=sure,
            ranked=tuple(ranked[:CLOSE]),
            covered=tuple(
                unit.asked or unit.text for unit, _, unsaid in told if unit.tells and unsaid <= _SAID * unit.tells
            ),
            uncovered=tuple(
                unit.asked or unit.text for unit, left, unsaid in told if unsaid >= _UNSAID and left > _SAID * unsaid
            ),
        )


def _quotes(ranked: Sequence[tuple[Candidate, float]], margin: float) -> tuple[Passage, ...]:
    """The best sentence, and those after it that score at most `margin` less and are not the same again."""
    best, top = ranked[0]
    chosen = [best.passage]
    for candidate, score in ranked[1:CLOSE]:
        if len(chosen) == _QUOTES or score < top - margin:
            break
        if not any(candidate.passage.text == quote.text for quote in chosen):
            chosen.append(candidate.passage)
    return tuple(chosen)


def _answers_to(own: Sequence[Group], quotes: Sequence[Passage]) -> bool:
    """Whether the quotes, their titles and years hold a term of what was typed; true when that has none of two characters, or none but of how
    it is asked (以前呢).

    A follow-up borrows the topic of the question before; the topic alone, without a word of the new question, is no answer.
    """
    wanted = {term for group in own for term, _ in group.terms if len(term) > 1 and not FRAME.fullmatch(term)}
    held = {
        term
        for quote in quotes
        for term in terms(f"{quote.text}\n{quote.article.title}\n{quote.article.published or ''}")
    }
    return not wanted or not wanted.isdisjoint(held)


def _reranked(hits: Sequence[Hit], found: Sequence[Candidate], scores: NDArray[np.float64]) -> tuple[Hit, ...]:
    """The hits by their best sentence and their first ranking together; one without a sentence goes last, as if it scored 0."""
    best = dict.fromkeys(range(1, len(hits) + 1), 0.0)
    for candidate, score in zip(found, scores, strict=True):
        best[candidate.rank] = max(best[candidate.rank], float(score))
    scored = [replace(hit, score=best[rank] + FIRST_RANKING * hit.score) for rank, hit in enumerate(hits, 1)]
    return tuple(sorted(scored, key=lambda hit: -hit.score))


def _sigmoid(value: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))
