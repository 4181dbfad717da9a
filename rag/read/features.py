"""Candidates as numbers: the features of a sentence, and of the evidence as a whole.

The order of the features is the order of the weights in rag/models/reader; `python -m rag.train.reader` learns them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.check import Unheld
from rag.read.expected import Fit
from rag.read.kinds import Kind
from rag.read.missing import Gap
from rag.read.sentence import Candidate, Said
from rag.read.told import Told
from rag.types import Language

FIRST = (
    "coverage", "saturated", "passage_coverage", "title_coverage", "rarest", "cosine", "longest",
    "right_kind", "defines", "hit_score", "reciprocal_rank", "log_length", "unfinished", "gap", "gap_share", "gap_name", "gap_number",
)  # fmt: skip
SENTENCE = (*FIRST, "chance", "chance_if_any", "any", "span_chance")
EVIDENCE = (
    "coverage", "passage_coverage", "passage_rarest", "numbers_missing", "rarest", "cosine", "longest", "right_kind", "title_coverage", "top_cosine",
    "score", "margin", "hit_margin", "groups", "is_english", "english_coverage", "english_gap",
    "chance", "any", "span_chance", "gap", "gap_share", "gap_name", "gap_number", "near", "near_share", "near_name", "near_number", "units",
    "calls_sentence", "calls_span", "measure", "sort", "figure", "clash", "tells_reason", "tells_items", "tells_sides", "tells_words", "another",
    "is_reason", "is_list", "is_definition",
    "dates_unheld", "figures_unheld", "names_unheld", "words_unheld",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Evidence:
    """All candidates with their scores; `order` lists them best first. `near` is what the best one's passage leaves out of the
    question, a word like the one asked for counted in part; `units` how many the question has; `fit` whether the best one is of
    the sort that a question of this `kind` calls for, `told` whether it tells the reason, the items, the sides, the names or
    the words asked for; `another` whether it surely speaks of another thing of the sort."""

    candidates: Sequence[Candidate]
    scores: NDArray[np.float64]
    order: NDArray[np.int64]
    language: Language
    near: Gap
    units: int
    kind: Kind
    fit: Fit
    told: Told
    another: bool
    unheld: Unheld


def first_features(candidates: Sequence[Candidate]) -> NDArray[np.float64]:
    """(n, len(FIRST)): one row a candidate, every figure about in [-1, 1], without what the span reader says."""
    return np.array([_first(candidate) for candidate in candidates], dtype=np.float64)


def sentence_features(candidates: Sequence[Candidate]) -> NDArray[np.float64]:
    """(n, len(SENTENCE)): one row a candidate, with what the span reader says of it."""
    return np.array([[*_first(candidate), *_said(candidate.said)] for candidate in candidates], dtype=np.float64)


def _first(candidate: Candidate) -> list[float]:
    text, gap = candidate.passage.text, candidate.gap
    return [
        candidate.coverage,
        candidate.saturated,
        candidate.passage_coverage,
        candidate.title_coverage,
        candidate.rarest,
        candidate.cosine,
        min(candidate.longest, 12) / 12,
        float(candidate.right_kind),
        candidate.defines,
        candidate.hit.score,
        1 / candidate.rank,
        math.log(len(text)) / 6,
        float(text[-1] not in "。！？!?.…」』”）)"),
        -gap.most,
        -gap.share,
        -gap.name,
        -gap.number,
    ]


def _said(said: Said) -> list[float]:
    some = 1 - said.nothing
    return [
        math.log(said.chance + 1e-3) / 3,
        math.log(min(said.chance / max(some, 1e-6), 1.0) + 1e-2) / 3,
        _logit(some) / 5,
        math.log(said.span_chance + 1e-3) / 3,
    ]


def _logit(chance: float) -> float:
    """Log-odds, never beyond 7 either way."""
    return math.log((chance + 1e-3) / (1 - chance + 1e-3))


def evidence_features(evidence: Evidence) -> NDArray[np.float64]:
    """(len(EVIDENCE),): how well the best candidate, and the field behind it, answer the question."""
    best = evidence.candidates[evidence.order[0]]
    parts = (
        _shared(best),
        _ahead(evidence),
        _english(evidence),
        [_logit(best.said.chance) / 5, _logit(1 - best.said.nothing) / 5, _logit(best.said.span_chance) / 5],
        _left(best.gap),
        _left(evidence.near),
        [min(evidence.units, 8) / 8],
        _fitting(evidence.fit),
        [evidence.told.reason, evidence.told.items, evidence.told.sides, evidence.told.words, -float(evidence.another)],
        [float(evidence.kind == kind) for kind in ("reason", "list", "definition")],
        _strange(evidence.unheld),
    )
    return np.array([value for part in parts for value in part])


def _shared(best: Candidate) -> list[float]:
    return [
        best.coverage,
        best.passage_coverage,
        best.passage_rarest,
        best.numbers_missing,
        best.rarest,
        best.cosine,
        min(best.longest, 12) / 12,
        float(best.right_kind),
        best.title_coverage,
    ]


def _ahead(evidence: Evidence) -> list[float]:
    """How far the best candidate is ahead of the others."""
    best, top = evidence.candidates[evidence.order[0]], float(evidence.scores[evidence.order[0]])
    others = [i for i in evidence.order[1:] if evidence.candidates[i].passage.text != best.passage.text]
    margin = top - float(evidence.scores[others[0]]) if others else 2.0
    hits = [candidate.hit.score for candidate in evidence.candidates if candidate.rank > 1]
    first = max(candidate.hit.score for candidate in evidence.candidates)
    return [
        max(candidate.cosine for candidate in evidence.candidates),
        top / 5,
        min(margin, 4.0) / 4,
        first - max(hits, default=0.0),
        min(len(best.places), 30) / 30,
    ]


def _english(evidence: Evidence) -> list[float]:
    english = float(evidence.language == "en")
    coverage = evidence.candidates[evidence.order[0]].coverage
    return [english, english * coverage, -english * evidence.near.share]


def _fitting(fit: Fit) -> list[float]:
    return [fit.sentence, fit.span, fit.measure, fit.sort, fit.figure, fit.clash]


def _strange(unheld: Unheld) -> list[float]:
    return [float(unheld.dates > 0), float(unheld.figures > 0), min(unheld.names, 2) / 2, unheld.words]


def _left(gap: Gap) -> list[float]:
    return [-gap.most, -gap.share, -gap.name, -gap.number]
