"""Candidates as numbers: the features of a sentence, and of the evidence as a whole.

The order of the features is the order of the weights in rag/models/reader; `python -m rag.train.reader` learns them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.read.sentence import Candidate
from rag.types import Language

SENTENCE = (
    "coverage", "saturated", "passage_coverage", "title_coverage", "rarest", "cosine", "longest",
    "right_kind", "defines", "hit_score", "reciprocal_rank", "log_length", "unfinished",
)  # fmt: skip
EVIDENCE = (
    "coverage", "passage_coverage", "passage_rarest", "numbers_missing", "rarest", "cosine", "longest", "right_kind", "title_coverage", "top_cosine",
    "score", "margin", "hit_margin", "groups", "is_english", "english_coverage",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Evidence:
    """All candidates with their scores; `order` lists them best first."""

    candidates: Sequence[Candidate]
    scores: NDArray[np.float64]
    order: NDArray[np.int64]
    language: Language


def sentence_features(candidates: Sequence[Candidate]) -> NDArray[np.float64]:
    """(n, len(SENTENCE)): one row a candidate, every figure about in [0, 1]."""
    return np.array([_sentence(candidate) for candidate in candidates], dtype=np.float64)


def _sentence(candidate: Candidate) -> list[float]:
    text = candidate.passage.text
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
    ]


def evidence_features(evidence: Evidence) -> NDArray[np.float64]:
    """(len(EVIDENCE),): how well the best candidate, and the field behind it, answer the question."""
    best = evidence.candidates[evidence.order[0]]
    top = float(evidence.scores[evidence.order[0]])
    others = [i for i in evidence.order[1:] if evidence.candidates[i].passage.text != best.passage.text]
    margin = top - float(evidence.scores[others[0]]) if others else 2.0
    hits = [candidate.hit.score for candidate in evidence.candidates if candidate.rank > 1]
    first = max(candidate.hit.score for candidate in evidence.candidates)
    english = float(evidence.language == "en")
    return np.array(
        [
            best.coverage,
            best.passage_coverage,
            best.passage_rarest,
            best.numbers_missing,
            best.rarest,
            best.cosine,
            min(best.longest, 12) / 12,
            float(best.right_kind),
            best.title_coverage,
            max(candidate.cosine for candidate in evidence.candidates),
            top / 5,
            min(margin, 4.0) / 4,
            first - max(hits, default=0.0),
            min(len(best.places), 30) / 30,
            english,
            english * best.coverage,
        ]
    )
