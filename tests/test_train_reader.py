"""The last step of learning how sure the reader is."""

from __future__ import annotations

import numpy as np
import pytest

from rag.read.features import EVIDENCE
from rag.read.weights import Weights
from rag.train.reader import confidences, with_fewer_traps


@pytest.mark.parametrize("threshold", [0.05, 0.2, 0.6])
def test_fewer_traps_make_it_surer_and_refuse_the_same(threshold: float) -> None:
    chance = np.random.default_rng(1)
    weights = Weights(np.zeros(1), np.zeros(1), chance.normal(size=len(EVIDENCE)), -1.0, threshold, 1.5)
    moved, features = with_fewer_traps(weights), chance.normal(size=(200, len(EVIDENCE)))
    before, after = confidences(weights, features), confidences(moved, features)
    assert (after >= before).all() and (after > before).any()
    assert ((before < threshold) == (after < moved.threshold)).all()
