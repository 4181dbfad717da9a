"""Long work: how far it is and what it did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.types.articles import Skipped


@dataclass(frozen=True, slots=True)
class Progress:
    """How far long work is: `done` of `total` units of one named stage (`total` 0 when unknown)."""

    stage: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did. `reused` counts passages whose vectors came from the last generation."""

    generation: str
    articles: int
    passages: int
    reused: int
    unchanged: bool
    skipped: Sequence[Skipped]
    seconds: float
