"""The span reader's forward pass in numpy: convolutions over passages that look at a question (after QANet, Yu et al., 2018).

All passages lie in one matrix of places, one below the other with GAP empty rows between them, so that a convolution is
three products with shifted views and never reaches from one passage into the next. rag/train/span_model.py is its twin.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.read.neural.attention import checked, refined
from rag.read.neural.features import Pair
from rag.read.neural.layers import Rows, Weights, linear, normed, softmax
from rag.read.neural.units import Tokens
from rag.read.neural.vocabulary import Floats

BAND = 64
"""Characters of the longest span scored."""
CHECKED = 48
"""Numbers that say how a place of the question is borne out."""
GAP = 8
"""The widest dilation."""
DILATIONS = (1, 2, 4, 8, 1)
_SENTENCES_AFTER = 2
"""The layer after which every place learns the mean of its sentence."""


@dataclass(frozen=True, slots=True)
class Scores:
    """For one passage of n characters, natural logarithms that share one normaliser: `spans` (n, BAND), row i column l for the
    l + 1 characters from i, and `nothing`, for no answer."""

    spans: Floats
    nothing: float


class Network:
    """Scores every span of every passage; `weights` by name as the twin's state, words' vectors as `vectors`."""

    def __init__(self, weights: Weights) -> None:
        self._w = weights
        names = ("from_character", "from_pair", "from_last_pair", "from_word")
        shared = [weights[f"{name}.weight"].T for name in names]
        self._from_passage = np.concatenate([*shared, weights["from_passage.weight"].T])  # (inputs, d)
        self._from_question = np.concatenate([*shared, weights["from_question.weight"].T])
        self._convolutions = {
            name: np.ascontiguousarray(weights[f"{name}.conv.weight"].transpose(2, 1, 0))  # (3, d, d)
            for name in [*(f"encoder.{i}" for i in range(2)), *(f"layers.{i}" for i in range(len(DILATIONS)))]
        }
        lengths = np.arange(1, BAND + 1)
        wide = 8 + np.floor(2.3 * np.log2(lengths / 8) + 1e-6)
        self._bins = np.where(lengths <= 8, lengths - 1, np.minimum(wide, 15)).astype(np.int64)

    def scores(self, question: Tokens, passages: Sequence[Tokens], pairs: Sequence[Pair], style: int) -> list[Scores]:
        """One for each passage, in order."""
        rows, mask = _layout([len(passage) for passage in passages])
        asked, asked_mask = _layout([len(question)] * len(passages))
        p = self._embed(passages, [pair.passage for pair in pairs], rows, len(mask), "passage")
        q = self._embed(
            [question] * len(passages), [pair.question for pair in pairs], asked, len(asked_mask), "question"
        )
        for i in range(2):
            p = self._block(f"encoder.{i}", p, mask, 1)
            q = self._block(f"encoder.{i}", q, asked_mask, 1)
        p, q = normed(p), normed(q)
        same = [pair.same.astype(np.float32) for pair in pairs]
        looked = self._look(p, q, rows, asked, same)
        whole = self._whole(q, asked, style)  # (passages, d)
        shifts = np.split(self._linear("shifts", whole), len(DILATIONS) + 1, axis=1)
        h = self._linear("fuse", np.concatenate([p, looked, p * looked], axis=1))
        h = np.maximum(h + _spread(shifts[0], rows, len(mask)), 0) * mask
        sentence = np.zeros(len(mask), dtype=np.float32)
        for i, dilation in enumerate(DILATIONS):
            h = self._block(f"layers.{i}", h, mask, dilation, _spread(shifts[i + 1], rows, len(mask)))
            if i == _SENTENCES_AFTER:
                sentence = self._sentences(h, passages, rows)
                h = refined(self._w, "refine", h, q, rows, asked, same) * mask
        h = normed(refined(self._w, "again", h, q, rows, asked, same) * mask)
        borne_out = self._verify(q, h, sentence, rows, asked, same)
        told = np.concatenate([whole, _means(h, rows), np.stack([pair.whole for pair in pairs]), borne_out], axis=1)
        nothing = self._linear("nothing.2", np.maximum(self._linear("nothing.0", told), 0))[:, 0]
        nothing += checked(self._w, "check", q, h, rows, asked, same, sentence)
        spans = self._spans(h, whole, sentence, rows)
        return [Scores(found, float(none)) for found, none in zip(spans, nothing, strict=True)]

    def _linear(self, name: str, x: Floats) -> Floats:
        return linear(self._w, name, x)

    def _embed(self, texts: Sequence[Tokens], features: Sequence[Floats], rows: Rows, total: int, side: str) -> Floats:
        w = self._w
        parts = []
        for text, feature in zip(texts, features, strict=True):
            pairs = w["pairs.weight"][text.pairs]
            last = np.concatenate([np.zeros_like(pairs[:1]), pairs[:-1]])
            parts.append((w["characters.weight"][text.characters], pairs, last, w["vectors"][text.words], feature))
        inputs = np.concatenate([np.concatenate(part, axis=1) for part in parts])  # (places, inputs)
        matrix = self._from_passage if side == "passage" else self._from_question
        bias = w["from_character.bias"] + w[f"from_{side}.bias"]
        embedded = inputs @ matrix + bias + w["tags.weight"][np.concatenate([text.tags for text in texts])]
        found = np.zeros((total, matrix.shape[1]), dtype=np.float32)
        found[np.concatenate([np.arange(start, end) for start, end in rows])] = np.maximum(embedded, 0)
        return found

    def _block(self, name: str, x: Floats, mask: Floats, dilation: int, shift: Floats | None = None) -> Floats:
        """x + relu(convolution of the normalised x + shift); zero again on empty rows."""
        y = normed(x)
        before, here, after = self._convolutions[name]
        z = y @ here
        z[dilation:] += y[:-dilation] @ before
        z[:-dilation] += y[dilation:] @ after
        z += self._w[f"{name}.conv.bias"]
        if shift is not None:
            z += shift
        np.maximum(z, 0, out=z)
        z += x
        z *= mask
        return np.asarray(z)

    def _look(self, p: Floats, q: Floats, rows: Rows, asked: Rows, same: Sequence[Floats]) -> Floats:
        """For each place of the passages, what of the question it looks at, (places, d)."""
        found = np.zeros_like(p)
        queries = self._linear("query", p) / np.float32(math.sqrt(p.shape[1]))
        for (start, end), (first, last), alike in zip(rows, asked, same, strict=True):
            scores = queries[start:end] @ q[first:last].T  # (n, d) @ (d, m)
            scores += np.tensordot(self._w["same"] * 4, alike, axes=1)
            found[start:end] = softmax(scores.astype(np.float32)) @ q[first:last]
        return found

    def _whole(self, q: Floats, asked: Rows, style: int) -> Floats:
        """Each question as one vector."""
        weights = self._linear("pool", q)[:, 0]
        found = []
        for start, end in asked:
            found.append(softmax(weights[start:end]) @ q[start:end])
        return np.asarray(np.stack(found) + self._w["styles.weight"][style])

    def _sentences(self, h: Floats, passages: Sequence[Tokens], rows: Rows) -> Floats:
        """The score of each place's sentence; adds, in place, the mean of its sentence to each place."""
        scores = np.zeros(len(h), dtype=np.float32)
        y = normed(h)
        for (start, end), passage in zip(rows, passages, strict=True):
            starts = np.flatnonzero(np.diff(passage.sentence, prepend=-1))
            lengths = np.diff(starts, append=len(passage))
            sums: Floats = np.add.reduceat(y[start:end], starts, axis=0).astype(np.float32)  # (sentences, d)
            means = np.maximum(self._linear("from_sentence", np.divide(sums, lengths[:, None], dtype=np.float32)), 0)
            h[start:end] += np.repeat(means, lengths, axis=0)
            scores[start:end] = np.repeat(self._linear("sentence_score", means)[:, 0], lengths)
        return scores

    def _verify(
        self, q: Floats, h: Floats, sentence: Floats, rows: Rows, asked: Rows, same: Sequence[Floats]
    ) -> Floats:
        """What of the question the likely sentences of each passage bear out, (passages, 2 * CHECKED) (after Parikh et al., 2016)."""
        keys = self._linear("support", h) / np.float32(math.sqrt(h.shape[1]))
        weights = self._linear("pool", q)[:, 0]
        told = []
        for (start, end), (first, last), alike in zip(rows, asked, same, strict=True):
            here = q[first:last]
            scores = here @ keys[start:end].T + sentence[start:end]  # (m, n)
            scores += np.tensordot(self._w["same"] * 4, alike, axes=1).T
            found = softmax(scores) @ h[start:end]
            compared = np.maximum(self._linear("verified", np.concatenate([here, found, here * found], axis=1)), 0)
            told.append(np.concatenate([softmax(weights[first:last]) @ compared, compared.max(axis=0)]))
        return np.stack(told)

    def _spans(self, h: Floats, whole: Floats, sentence: Floats, rows: Rows) -> Iterator[Floats]:
        edges = self._linear("edges", h)
        starts, ends = self._linear("starts", h), self._linear("ends", h)
        starts /= np.float32(math.sqrt(starts.shape[1]))
        lengths = self._linear("lengths", whole)[:, self._bins]  # (passages, BAND)
        for i, (start, end) in enumerate(rows):
            n = end - start
            full = np.full((n, n + BAND), -1e4, dtype=np.float32)
            full[:, :n] = starts[start:end] @ ends[start:end].T + edges[start:end, 1]
            down, across = full.strides
            band = np.lib.stride_tricks.as_strided(full, (n, BAND), (down + across, across))
            yield band + (edges[start:end, 0] + sentence[start:end])[:, None] + lengths[i]


def _layout(lengths: Sequence[int]) -> tuple[Rows, Floats]:
    """Where texts of these lengths lie, and (places, 1) of 1 on their rows and 0 between them."""
    rows, at = [], GAP
    for length in lengths:
        rows.append((at, at + length))
        at += length + GAP
    mask = np.zeros((at, 1), dtype=np.float32)
    for start, end in rows:
        mask[start:end] = 1
    return rows, mask


def _spread(values: Floats, rows: Rows, total: int) -> Floats:
    """(total, d) with row i of `values` on the rows of text i."""
    found = np.zeros((total, values.shape[1]), dtype=np.float32)
    for value, (start, end) in zip(values, rows, strict=True):
        found[start:end] = value
    return found


def _means(h: Floats, rows: Rows) -> Floats:
    """(texts, d) the mean of each text's places."""
    return np.stack([h[start:end].mean(axis=0) for start, end in rows])


def probabilities(scores: Scores) -> tuple[NDArray[np.float32], float]:
    """Chances of every span and of nothing; together they are 1."""
    top = max(float(scores.spans.max()), scores.nothing)
    spans = np.exp(scores.spans - np.float32(top))
    nothing = math.exp(scores.nothing - top)
    total = float(spans.sum()) + nothing
    return spans / np.float32(total), nothing / total
