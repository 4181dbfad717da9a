"""Two rankings made one."""

from __future__ import annotations

from collections.abc import Sequence

from rag.types import Ranked


def fuse(rankings: Sequence[Ranked], weights: Sequence[float]) -> Ranked:
    """Weighted sum of scores scaled by each ranking's best, best first, ties by row; a row missing from a ranking scores 0 there.

    Convex combination beats reciprocal rank fusion when one leg is much weaker (Bruch et al., 2023, "An Analysis of
    Fusion Functions for Hybrid Retrieval"). Scaling keeps 0 as 0 rather than moving the worst hit there: a BM25 score
    and a cosine of 0 both mean "nothing in common".

    >>> fuse([[(7, 10.0), (3, 5.0)], [(3, 0.8)]], [0.5, 0.125])
    [(7, 0.5), (3, 0.375)]
    """
    total: dict[int, float] = {}
    for ranking, weight in zip(rankings, weights, strict=True):
        best = max((score for _, score in ranking), default=0.0)
        for row, score in ranking:
            if best > 0 and score > 0:
                total[row] = total.get(row, 0.0) + weight * score / best
    return sorted(total.items(), key=lambda pair: (-pair[1], pair[0]))
