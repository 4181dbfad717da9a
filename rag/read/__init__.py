"""Answers without a language model: which sentences answer, which words of them, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rag.embed import Encoder
from rag.lexical import Lexical
from rag.read.features import Evidence, evidence_features, sentence_features
from rag.read.kinds import Kind, kind_of
from rag.read.sentence import Candidate, candidates
from rag.read.spans import short_span
from rag.read.weights import Weights
from rag.text import terms
from rag.types import Group, Hit, Passage, Query

__all__ = ["Candidate", "Kind", "Reader", "Reading", "kind_of"]

FIRST_RANKING = 4.0
"""Weight of a passage's fused score beside the score of its best sentence; docs/experiments.md has the figures."""
_CLOSE = 16
"""Sentences looked at for a second quote."""
_QUOTES: dict[Kind, int] = {"list": 3, "reason": 3}
"""Sentences quoted at most; 2 for the other kinds."""


@dataclass(frozen=True, slots=True)
class Reading:
    """`quotes` are whole sentences, best first; `short` lies within the first; `confidence` is the calibrated chance of being right.

    `hits` are the passages again, best first now that their sentences are known.
    """

    kind: Kind
    hits: tuple[Hit, ...]
    quotes: tuple[Passage, ...]
    short: Passage | None
    confidence: float


class Reader:
    """Chooses sentences by a linear model over their features; rag/models/reader has its figures."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights

    @property
    def threshold(self) -> float:
        """Below this confidence a question is refused."""
        return self._weights.threshold

    def read(self, query: Query, hits: Sequence[Hit], lexical: Lexical, encoder: Encoder) -> Reading:
        """What the hits say to the question; an empty reading with confidence 0 when they hold no sentence."""
        kind = kind_of(query.asked, query.language)
        found = candidates(query, kind, hits, lexical, encoder)
        if not found:
            return Reading(kind, tuple(hits), (), None, 0.0)
        scores = sentence_features(found) @ self._weights.sentence  # (n, f) @ (f,) -> (n,)
        order = np.argsort(-scores, kind="stable")
        best = found[order[0]]
        evidence = Evidence(found, scores, order, query.language)
        confidence = _sigmoid(float(evidence_features(evidence) @ self._weights.evidence) + self._weights.bias)
        quotes = self._quotes(kind, [(found[i], float(scores[i])) for i in order])
        if not _answers_to(query.own, quotes):
            confidence = 0.0
        return Reading(kind, _reranked(hits, found, scores), quotes, self._short(query, kind, best), confidence)

    def _quotes(self, kind: Kind, ranked: Sequence[tuple[Candidate, float]]) -> tuple[Passage, ...]:
        """The best sentence, and those after it that are nearly as good and say something of the question it does not."""
        best, top = ranked[0]
        chosen, covered = [best.passage], set(best.matched)
        for candidate, score in ranked[1:_CLOSE]:
            if len(chosen) == _QUOTES.get(kind, 2):
                break
            new = set(candidate.matched) - covered
            close = score >= top - self._weights.margin
            if close and (kind in _QUOTES or new) and not any(candidate.passage.text == quote.text for quote in chosen):
                chosen.append(candidate.passage)
                covered |= new
        return tuple(chosen)

    def _short(self, query: Query, kind: Kind, best: Candidate) -> Passage | None:
        span = short_span(query.asked, kind, best.passage.text, best.places)
        if span is None:
            return None
        return Passage(best.passage.article, best.passage.start + span[0], best.passage.start + span[1])


def _answers_to(own: Sequence[Group], quotes: Sequence[Passage]) -> bool:
    """Whether the quotes, their titles and years hold a term of what was typed; true when that has no term of two characters.

    A follow-up borrows the topic of the question before; the topic alone, without a word of the new question, is no answer.
    """
    wanted = {term for group in own for term, _ in group.terms if len(term) > 1}
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
