"""What the span reader's layers have in common, in numpy: where texts lie in a matrix of places, and three small functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from rag.read.neural.vocabulary import Floats

Weights = Mapping[str, Floats]
"""By name, as the state of the twin in rag/train."""
Rows = Sequence[tuple[int, int]]
"""Where each text lies in a matrix of places: (first row, row after its last)."""


def linear(w: Weights, name: str, x: Floats) -> Floats:
    """x @ weight.T + bias, where there is a bias."""
    found = x @ w[f"{name}.weight"].T
    if f"{name}.bias" in w:
        found += w[f"{name}.bias"]
    return np.asarray(found)


def softmax(scores: Floats) -> Floats:
    """Along the last axis."""
    share = scores - scores.max(axis=-1, keepdims=True)
    np.exp(share, out=share)
    share /= share.sum(axis=-1, keepdims=True)
    return np.asarray(share)


def normed(x: Floats) -> Floats:
    """Root-mean-square normalisation of each row (Zhang & Sennrich, 2019)."""
    size = np.einsum("nd,nd->n", x, x) / np.float32(x.shape[1])
    return np.asarray(x * (1 / np.sqrt(size + np.float32(1e-5)))[:, None])
