"""The sentences of the retrieved passages put in order: first by what they share with the question, then with what the span
reader says of the best of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.check import unheld
from rag.embed import Encoder
from rag.lexical import Lexical
from rag.read.another import names_all, of_another
from rag.read.asked import asked_in_chinese
from rag.read.expected import fit_of
from rag.read.features import Evidence, evidence_features, first_features, sentence_features
from rag.read.hear import heard
from rag.read.kinds import Kind, kind_of
from rag.read.missing import gap, missing, text_of
from rag.read.models import SpanReader
from rag.read.neural.vocabulary import Vocabulary
from rag.read.sentence import CLOSE, Candidate, candidates
from rag.read.told import told
from rag.read.units import Unit, units
from rag.read.weights import Weights
from rag.text import fold
from rag.text.spoken import written
from rag.types import Hit, Query


@dataclass(frozen=True, slots=True)
class Looked:
    """The sentences of the hits in reading order, at least one, and the units of the question."""

    kind: Kind
    units: tuple[Unit, ...]
    candidates: Sequence[Candidate]


@dataclass(frozen=True, slots=True)
class Ranking:
    """`candidates` with their `scores` (n,); `order` (n,) lists them best first. `features` (len(EVIDENCE),) say how well the
    best one answers; `left` (units,) how much of each unit of the question its passage leaves out, a word like it counted in part;
    `unsaid` (units,) how much of it when only the word itself, another name or another wording counts."""

    candidates: Sequence[Candidate]
    scores: NDArray[np.float64]
    order: NDArray[np.int64]
    features: NDArray[np.float64]
    left: tuple[float, ...]
    unsaid: tuple[float, ...]


def look(
    query: Query, hits: Sequence[Hit], lexical: Lexical, encoder: Encoder, vocabulary: Vocabulary
) -> Looked | None:
    """What there is to choose from; None when the hits hold no sentence or the question no known term."""
    kind = kind_of(query.text, query.language)
    asked = tuple(units(query, asked_in_chinese(query, kind), vocabulary))
    found = candidates(query, kind, hits, lexical, encoder, asked)
    return Looked(kind, asked, found) if found else None


def listen(query: Query, looked: Looked, first: NDArray[np.float64], spans: SpanReader) -> list[Candidate]:
    """The candidates, the best by the weights `first` (len(FIRST),) with what the span reader says of them."""
    order = np.argsort(-(first_features(looked.candidates) @ first), kind="stable")
    return heard(query, looked.kind, looked.candidates, order.tolist(), spans)


def rank(query: Query, looked: Looked, weights: Weights, spans: SpanReader, vocabulary: Vocabulary) -> Ranking:
    """The candidates in the order of their scores."""
    return ranked(query, looked, listen(query, looked, weights.first, spans), weights.sentence, vocabulary)


def ranked(
    query: Query,
    looked: Looked,
    found: Sequence[Candidate],
    sentence: NDArray[np.float64],
    vocabulary: Vocabulary,
) -> Ranking:
    """Candidates that have been listened to, in the order that the weights `sentence` (len(SENTENCE),) give."""
    scores = sentence_features(found) @ sentence  # (n, f) @ (f,) -> (n,)
    order = np.argsort(-scores, kind="stable")
    another = _of_another(query, found[int(order[0])], vocabulary)
    if another:
        order = _led_by_what_is_asked(query, found, order, vocabulary)
        another = _of_another(query, found[int(order[0])], vocabulary)
    best = found[int(order[0])]
    article = best.passage.article
    spoken_of = f"{article.title}\n{best.hit.passage.text}"
    around = text_of(f"{spoken_of}\n{(article.published or '')[:4]}", vocabulary)
    left = tuple(missing(unit, around, vocabulary) for unit in looked.units)
    unsaid = tuple(missing(unit, around) for unit in looked.units)
    span = best.said.span.text if best.said.span else ""
    evidence = Evidence(
        candidates=found,
        scores=scores,
        order=order,
        language=query.language,
        near=gap(looked.units, left),
        units=len(looked.units),
        kind=looked.kind,
        fit=fit_of(query.text, looked.kind, query.language, best.passage.text, span),
        told=told(query, looked.kind, [found[i] for i in order]),
        another=another,
        unheld=unheld(_as_written(query), [spoken_of], [article.published]),
    )
    return Ranking(found, scores, order, evidence_features(evidence), left, unsaid)


def _of_another(query: Query, candidate: Candidate, vocabulary: Vocabulary) -> bool:
    return of_another(query, candidate.passage.text, candidate.passage.article.title, vocabulary)


def _led_by_what_is_asked(
    query: Query, found: Sequence[Candidate], order: NDArray[np.int64], vocabulary: Vocabulary
) -> NDArray[np.int64]:
    """The order with the first of the best that name what is asked of before all others; as it is when none does."""
    for place, number in enumerate(order[:CLOSE].tolist()):
        if names_all(query, found[number].passage.text, vocabulary):
            return np.concatenate(([number], np.delete(order, place)))
    return order


def _as_written(query: Query) -> str:
    """The question as it was typed, or in written Chinese where it is spoken Cantonese."""
    folded = fold(query.text)
    asked = folded if query.language == "en" else written(folded)
    return query.text if asked == folded else asked
