"""Candidate passages as numbers: how well each fits the question, its article counted in.

The order of SIGNALS is the order of the weights in rag/models/rank; `python -m rag.train.ranker` learns them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.retrieve.matches import Matches
from rag.text import fold
from rag.types import Passage

Floats = NDArray[np.float32]

FROM_TERMS = ("bm25", "title", "sentence", "coverage", "sentence_and_title", "article_coverage", "article_bm25")
"""Signals that depend on the weights of the question's groups, each in [0, 1] or a little above."""
GIVEN = ("first_ranking", "article_first_ranking", "cosine", "opening", "length", "asks_number", "asks_date")
"""Signals that do not."""
SIGNALS = FROM_TERMS + GIVEN

USUAL_PASSAGE, USUAL_SENTENCE = 220, 35
"""Code points that lengths are counted in."""
_ASKS_NUMBER = re.compile(r"多少|几|多[大长久高远]|百分之|\bhow (?:many|much|long|large|big|old|far)\b")
_ASKS_DATE = re.compile(r"[何几边]时|时候|[哪几何边]一?[年天月日]|\bwhen\b|\b(?:what|which) (?:year|month|day|date)\b")
_FIGURES = re.compile(r"\d+|[一二三四五六七八九十百千万两]+")
_DATE = re.compile(r"\d[年月日]|[一二三四五六七八九十〇][年月日]|世纪|年代")


@dataclass(frozen=True, slots=True)
class Candidates:
    """The passages of the first ranking, best first, in arrays of P.

    `scores` are of the first ranking, `cosines` of the embedder; `articles` is the same number for passages of one article.
    """

    passages: Sequence[Passage]
    scores: Floats
    cosines: Floats
    articles: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Shape:
    """How counts saturate: k1 and b of BM25, for passages and for sentences."""

    k1: float
    b: float
    sentence_k1: float
    sentence_b: float


def from_terms(matches: Matches, candidates: Candidates, weights: Floats, shape: Shape) -> Floats:
    """(P, len(FROM_TERMS)); `weights` (G,) of the groups sum to 1."""
    held = np.minimum(matches.counts, 1)  # (G, S)
    present = np.maximum(matches.best_of(held), matches.titles)  # (G, P)
    bm25 = weights @ passage_saturation(matches, candidates, shape)  # (G,) @ (G, P) -> (P,)
    sentence = weights @ saturated(
        matches.counts, shape.sentence_k1, shape.sentence_b, matches.lengths / USUAL_SENTENCE
    )
    with_title = weights @ np.maximum(held, matches.titles[:, matches.passage_of])  # (S,)
    same = candidates.articles[:, None] == candidates.articles[None, :]  # (P, P)
    in_article = np.stack([present[:, row].max(axis=1) for row in same])  # (P, G)
    columns = [
        bm25,
        weights @ matches.titles,
        matches.best_of(sentence),
        weights @ present,
        matches.best_of(with_title),
        (in_article * weights).sum(axis=1),  # a matrix product warns of invalid values here that there are not
        np.where(same, bm25[None, :], 0).max(axis=1),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def passage_saturation(matches: Matches, candidates: Candidates, shape: Shape) -> Floats:
    """(G, P): what each group adds to the BM25 score of each passage, before its weight."""
    lengths = np.array([len(passage.text) for passage in candidates.passages])
    return saturated(matches.sum_of(matches.counts), shape.k1, shape.b, lengths / USUAL_PASSAGE)


def saturated(counts: Floats, k1: float, b: float, lengths: NDArray[np.float64]) -> Floats:
    """BM25's saturation of counts (G, n) in texts of these lengths, 1 for a usual one."""
    return np.asarray(counts * (k1 + 1) / (counts + k1 * (1 - b + b * lengths)), dtype=np.float32)


def given(matches: Matches, candidates: Candidates, weights: Floats, question: str) -> Floats:
    """(P, len(GIVEN))."""
    same = candidates.articles[:, None] == candidates.articles[None, :]
    lengths = np.array([len(passage.text) for passage in candidates.passages])
    number, date = _asked_figures(matches, weights, fold(question))
    columns = [
        candidates.scores,
        np.where(same, candidates.scores[None, :], 0).max(axis=1),
        candidates.cosines,
        np.array([passage.start == 0 for passage in candidates.passages]),
        np.log(np.maximum(lengths, 1)) / 6,
        number,
        date,
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _asked_figures(matches: Matches, weights: Floats, question: str) -> tuple[Floats, Floats]:
    """(P,) and (P,): a number is asked for and the passage's best sentence has one; the same for a date."""
    count = len(matches.first)
    number, date = np.zeros(count, dtype=np.float32), np.zeros(count, dtype=np.float32)
    wants_number, wants_date = bool(_ASKS_NUMBER.search(question)), bool(_ASKS_DATE.search(question))
    if wants_number or wants_date:
        fit = weights @ np.minimum(matches.counts, 1)  # (S,)
        for row, found in enumerate(np.split(fit, matches.first[1:])):
            start, end = matches.spans[matches.first[row] + int(found.argmax())]
            sentence = matches.text[start:end]
            new = any(figures not in question for figures in _FIGURES.findall(sentence))
            number[row] = wants_number and new
            date[row] = wants_date and new and bool(_DATE.search(sentence))
    return number, date
