"""What the confidence is worth: whether it tells right answers from wrong ones, and whether it means what it says.

All functions take `confidence` (n,) in [0, 1] and `right` (n,) of 0 and 1: whether the answer is right, or would have been,
had it not been refused. Answering a question that the articles do not answer is always wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

BINS = 10


@dataclass(frozen=True, slots=True)
class Point:
    """Answering all questions at this confidence or above: what share that is, and what share of those is wrong."""

    confidence: float
    coverage: float
    risk: float


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers of one tenth of the confidence scale: how many, what they promise, how many of them are right."""

    count: int
    confidence: float
    right: float


def risk_coverage(confidence: ArrayLike, right: ArrayLike) -> list[Point]:
    """The risk-coverage curve (El-Yaniv and Wiener, 2010), one point for each different confidence, from the highest down."""
    scores, wrong = _sorted(confidence, right)
    last = [i for i in range(len(scores)) if i + 1 == len(scores) or scores[i + 1] != scores[i]]
    total = np.cumsum(wrong)
    return [Point(float(scores[i]), (i + 1) / len(scores), float(total[i]) / (i + 1)) for i in last]


def aurc(confidence: ArrayLike, right: ArrayLike) -> float | None:
    """Area under that curve: the mean risk of answering the 1, 2, … n surest questions; 0 is best, None for none.

    Equal confidences are taken in random order, so their risk is the expected one.
    """
    scores, wrong = _sorted(confidence, right)
    if not len(scores):
        return None
    _, group = np.unique(scores, return_inverse=True)
    expected = (np.bincount(group, wrong) / np.bincount(group))[group]  # (n,) the mean of each tied group
    return float(np.mean(np.cumsum(expected) / np.arange(1, len(scores) + 1)))


def auroc(confidence: ArrayLike, right: ArrayLike) -> float | None:
    """Chance that a right answer is surer than a wrong one, ties counting half; None unless there are both."""
    scores, truth = np.asarray(confidence, dtype=float), np.asarray(right, dtype=bool)
    positive, negative = int(truth.sum()), int((~truth).sum())
    if not positive or not negative:
        return None
    _, group, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[group]  # mean rank of each tied group, from 1
    return float((ranks[truth].sum() - positive * (positive + 1) / 2) / (positive * negative))


def calibration(confidence: ArrayLike, right: ArrayLike) -> list[Bin]:
    """The ten equally wide bins of the confidence scale, from 0 up; an empty bin has count 0."""
    scores, truth = np.asarray(confidence, dtype=float), np.asarray(right, dtype=float)
    place = np.minimum((scores * BINS).astype(int), BINS - 1)
    inside = [place == number for number in range(BINS)]
    return [
        Bin(int(rows.sum()), float(scores[rows].mean()), float(truth[rows].mean())) if rows.any() else Bin(0, 0.0, 0.0)
        for rows in inside
    ]


def calibration_error(confidence: ArrayLike, right: ArrayLike) -> float | None:
    """Expected calibration error (Naeini et al., 2015): |promised - kept|, averaged over the answers; None for none."""
    bins = calibration(confidence, right)
    total = sum(one.count for one in bins)
    return sum(one.count * abs(one.confidence - one.right) for one in bins) / total if total else None


def quantile(values: Sequence[float], share: float) -> float | None:
    """The smallest value that at least this share of the values does not exceed (nearest rank); None for none."""
    ordered = sorted(values)
    return ordered[max(0, int(np.ceil(share * len(ordered))) - 1)] if ordered else None


def _sorted(confidence: ArrayLike, right: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Confidences from the highest down, and 1.0 where the answer is wrong."""
    scores, truth = np.asarray(confidence, dtype=float), np.asarray(right, dtype=float)
    order = np.argsort(-scores, kind="stable")
    return scores[order], 1.0 - truth[order]
