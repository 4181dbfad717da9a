"""Why a passage stands where it does in a ranking."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.retrieve.rank import Ranking
from rag.retrieve.signals import SIGNALS
from rag.types import Group, Hit

_LEAST = 0.005
"""Share of a score below which a term is not named."""
_MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class TermShare:
    """A unit of the question in a passage: the terms of it that stand there, and its share of what matched, in [0, 1].

    `asked` is the unit as the question has it, `found` its terms in the passage or the title, which may be translations or other names.
    """

    asked: str
    found: tuple[str, ...]
    share: float


@dataclass(frozen=True, slots=True)
class Moved:
    """A signal of the second ranking: its value, and the points it gave beside the mean of all candidates."""

    signal: str
    value: float
    points: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """A hit explained: `terms` by share, `missing` units of the question, `moved` by size, `place` counted from 1 in the second ranking."""

    hit: Hit
    place: int
    points: float
    terms: tuple[TermShare, ...]
    missing: tuple[str, ...]
    moved: tuple[Moved, ...]


def explained(hit: Hit, candidate: int, ranking: Ranking, model: NDArray[np.float32]) -> Explanation:
    """The explanation of one candidate of a ranking; `model` are the weights it was ranked by."""
    terms, missing = _terms(candidate, ranking)
    gained = (ranking.signals - ranking.signals.mean(axis=0)) * model  # (P, f)
    values = ranking.signals[candidate]
    moved = [Moved(name, float(values[i]), float(gained[candidate, i])) for i, name in enumerate(SIGNALS)]
    return Explanation(
        hit=hit,
        place=ranking.order.tolist().index(candidate) + 1,
        points=float(ranking.points[candidate]),
        terms=terms,
        missing=missing,
        moved=tuple(sorted(moved, key=lambda one: -abs(one.points))),
    )


def _terms(candidate: int, ranking: Ranking) -> tuple[tuple[TermShare, ...], tuple[str, ...]]:
    """What of the question stands in a candidate, the largest share first, and what does not."""
    matches = ranking.matches
    held = np.maximum(matches.best_of(np.minimum(matches.counts, 1)), matches.titles)[:, candidate]  # (G,)
    worth = ranking.shares * held
    total = max(float(worth.sum()), 1e-9)
    found = [
        TermShare(_name(group), matches.terms_in(group, candidate), float(share) / total)
        for group, share in zip(ranking.groups, worth, strict=True)
        if share / total >= _LEAST
    ]
    missing = [_name(group) for group, one in zip(ranking.groups, held, strict=True) if not one]
    return tuple(sorted(found, key=lambda one: -one.share)), tuple(dict.fromkeys(missing))


def _name(group: Group) -> str:
    return group.label or group.terms[0][0]


def as_lines(explanation: Explanation) -> list[str]:
    """The explanation as people read it: the legs, the terms, what is missing, and the signals that moved most."""
    hit = explanation.hit
    legs = ", ".join(
        f"{name} {f'rank {place}' if place else 'missed it'}"
        for name, place in (("terms", hit.lexical_rank), ("meaning", hit.dense_rank))
    )
    terms = ", ".join(f"{_shown(one)} {one.share:.0%}" for one in explanation.terms[:_MOST_NAMED])
    moved = ", ".join(f"{one.signal} {one.points:+.2f}" for one in explanation.moved[:5])
    lines = [f"place {explanation.place}: {explanation.points:.2f} points; {legs}", f"matched: {terms or 'nothing'}"]
    if explanation.missing:
        lines.append(f"not there: {', '.join(explanation.missing[:_MOST_NAMED])}")
    return [*lines, f"moved by: {moved}"]


def _shown(one: TermShare) -> str:
    return one.asked if one.found in ((), (one.asked,)) else f"{one.asked} → {' '.join(one.found)}"
