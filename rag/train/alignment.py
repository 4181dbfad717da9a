"""Word translation probabilities from sentence pairs: IBM model 1 (Brown et al. 1993), in numpy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of all sentence pairs' alignment tables, flat: cell i joins a source and a target word of one pair."""

    sources: list[str]
    targets: list[str]
    source: Integers
    """Source word of each word pair that ever meets, shape (pairs,)."""
    target: Integers
    pair: Integers
    """Word pair of each cell, shape (cells,)."""
    place: Integers
    """Target occurrence of each cell: the cells of one occurrence share one unit of probability."""
    share: Floats
    """How much a cell's sentence pair counts, shape (cells,)."""


def cells(pairs: Iterable[tuple[Sequence[str], Sequence[str], float]]) -> Cells:
    """The cells of (source words, target words, weight) sentence pairs; each source gains the empty word ""."""
    sources: dict[str, int] = {"": 0}
    targets: dict[str, int] = {}
    found: list[Integers] = []
    places: list[Integers] = []
    shares: list[Floats] = []
    occurrence = 0
    for source, target, weight in pairs:
        rows = np.array([0, *(sources.setdefault(word, len(sources)) for word in source)])
        columns = np.array([targets.setdefault(word, len(targets)) for word in target], np.int64)
        found.append((rows[:, None] * (1 << 32) + columns[None, :]).ravel())
        places.append(np.tile(occurrence + np.arange(len(columns)), len(rows)))
        shares.append(np.full(rows.size * columns.size, weight))
        occurrence += len(columns)
    keys, pair = np.unique(np.concatenate(found), return_inverse=True)
    return Cells(
        list(sources),
        list(targets),
        keys >> 32,
        keys & 0xFFFFFFFF,
        pair,
        np.concatenate(places),
        np.concatenate(shares),
    )


def model_1(table: Cells, rounds: int) -> tuple[Floats, Floats]:
    """(t(target | source), expected count) of each word pair, shape (pairs,), after some rounds of EM from uniform."""
    chance: Floats = np.ones(table.source.size)
    count = chance
    for _ in range(rounds):
        weight = chance[table.pair]
        total = np.bincount(table.place, weight)
        expected = table.share * weight / total[table.place]
        count = np.bincount(table.pair, expected, chance.size).astype(np.float64)
        chance = count / np.bincount(table.source, count)[table.source]
    return chance, count
