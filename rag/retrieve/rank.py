"""The second ranking: the first candidates ordered by a linear model over their signals."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.errors import ModelMissing
from rag.lexical import Lexical
from rag.retrieve.matches import Matches, match
from rag.retrieve.signals import FROM_TERMS, SIGNALS, Candidates, Shape, from_terms, given
from rag.retrieve.weigh import TERM
from rag.types import Group, Query

Floats = NDArray[np.float32]

BUILTIN = Path(__file__).parent.parent / "models" / "rank" / "weights.json"
_SPREAD = 3.0
"""Points of the model between a score and one that is e times smaller."""


@dataclass(frozen=True, slots=True)
class Weights:
    """`term` (len(TERM),) makes the weights of a question's groups; `chinese` and `english` (len(SIGNALS),) rank passages."""

    term: Floats
    chinese: Floats
    english: Floats
    shape: Shape

    @classmethod
    def open(cls, path: Path = BUILTIN) -> Weights:
        """Raises ModelMissing when the file cannot be read or was learnt over other features."""
        try:
            keys = json.loads(path.read_text(encoding="utf-8"))
            return cls(
                _ordered(keys["term"], TERM),
                _ordered(keys["chinese"], SIGNALS),
                _ordered(keys["english"], SIGNALS),
                Shape(**keys["shape"]),
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelMissing(f"The ranking weights in {path} cannot be used ({error}): reinstall baowen.") from None


def _ordered(values: dict[str, float], names: Sequence[str]) -> Floats:
    return np.array([values[name] for name in names], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Ranking:
    """Candidates as the model sees them: `signals` (P, len(SIGNALS)), `points` (P,) of the model, `scores` (P,) in (0, 1].

    `groups` carry their learnt weights, `shares` (G,) the same brought to a sum of 1 with the rarity of each group counted in.
    """

    groups: Sequence[Group]
    shares: Floats
    matches: Matches
    signals: Floats
    points: Floats

    @property
    def given(self) -> Floats:
        """(P, len(GIVEN)): the signals that no weight of a group goes into."""
        return self.signals[:, len(FROM_TERMS) :]

    @property
    def scores(self) -> Floats:
        """1 for the best candidate, less for the others, on a scale that does not depend on the question."""
        scores: Floats = np.exp((self.points - self.points.max()) / _SPREAD)
        return scores

    @property
    def order(self) -> NDArray[np.int64]:
        """Candidates, best first; ties in the order of the first ranking."""
        return np.argsort(-self.points, kind="stable")


def rank(query: Query, groups: Sequence[Group], candidates: Candidates, lexical: Lexical, weights: Weights) -> Ranking:
    """The ranking of at least one candidate; `groups` are those of the query with their learnt weights."""
    worth = np.array([lexical.group_idf(group) * group.weight for group in groups], dtype=np.float32)
    shares = worth / max(float(worth.sum()), 1e-9)
    matches = match(groups, candidates.passages)
    signals = np.hstack(
        [
            from_terms(matches, candidates, shares, weights.shape),
            given(matches, candidates, shares, query.text),
        ]
    )
    model = weights.english if query.language == "en" else weights.chinese
    return Ranking(groups, shares, matches, signals, signals @ model)  # (P, f) @ (f,) -> (P,)
