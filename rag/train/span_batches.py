"""Rows made into tensors, bucketed by length."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from rag.read.neural.features import Pair, compare
from rag.read.neural.network import BAND
from rag.read.neural.units import Tokens, tokens
from rag.read.neural.vocabulary import Vocabulary
from rag.train.span_data import Row
from rag.train.span_model import Batch, Side

Encoded = tuple[Row, Tokens, Tokens, Pair]

_POOL = 12
"""Batches sorted by length together."""


def batches(rows: Sequence[Row], vocabulary: Vocabulary, size: int, chance: random.Random) -> Iterator[Batch]:
    """Every row once, in random order, rows of like length together."""
    order = list(rows)
    chance.shuffle(order)
    for at in range(0, len(order), size * _POOL):
        pool = sorted(order[at : at + size * _POOL], key=lambda row: len(row.passage))
        chunks = [pool[i : i + size] for i in range(0, len(pool), size)]
        chance.shuffle(chunks)
        for chunk in chunks:
            yield batch_of(chunk, vocabulary)


def batch_of(rows: Sequence[Row], vocabulary: Vocabulary) -> Batch:
    """The rows in their order, padded to the longest."""
    encoded = [_encode(row, vocabulary) for row in rows]
    n, m = max(len(p) for _, p, _, _ in encoded), max(len(q) for _, _, q, _ in encoded)
    same = torch.zeros(len(rows), 3, n, m, dtype=torch.bool)
    gold = torch.zeros(len(rows), n, BAND, dtype=torch.bool)
    for i, (row, passage, question, pair) in enumerate(encoded):
        same[i, :, : len(passage), : len(question)] = torch.from_numpy(pair.same)
        for start, end in row.spans:
            gold[i, start, min(end - start, BAND) - 1] = True
    return Batch(
        _side([p for _, p, _, _ in encoded], [pair.passage for _, _, _, pair in encoded], n),
        _side([q for _, _, q, _ in encoded], [pair.question for _, _, _, pair in encoded], m),
        same,
        _padded([p.sentence for _, p, _, _ in encoded], n, torch.long),
        torch.from_numpy(np.stack([pair.whole for _, _, _, pair in encoded])),
        torch.tensor([row.style for row in rows]),
        gold,
    )


def _encode(row: Row, vocabulary: Vocabulary) -> Encoded:
    passage, question = tokens(row.passage, vocabulary), tokens(row.question, vocabulary)
    return row, passage, question, compare(question, passage, vocabulary)


def _side(texts: Sequence[Tokens], features: Sequence[NDArray[np.float32]], length: int) -> Side:
    return Side(
        _padded([t.characters for t in texts], length, torch.long),
        _padded([t.pairs for t in texts], length, torch.long),
        _padded([t.words for t in texts], length, torch.long),
        _padded([t.tags for t in texts], length, torch.long),
        _padded(features, length, torch.float32),
        _padded([np.ones(len(t), dtype=bool) for t in texts], length, torch.bool),
    )


def _padded(arrays: Sequence[NDArray[np.generic]], length: int, dtype: torch.dtype) -> Tensor:
    found = torch.zeros(len(arrays), length, *arrays[0].shape[1:], dtype=dtype)
    for i, array in enumerate(arrays):
        found[i, : len(array)] = torch.from_numpy(np.ascontiguousarray(array))
    return found
