"""Attention between passages and their question, in numpy; rag/train/span_attention.py is its twin (Vaswani et al., 2017)."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from rag.read.neural.layers import Rows, Weights, linear, normed, softmax
from rag.read.neural.vocabulary import Floats

HEADS = 4
INNER = 64
"""Numbers of all heads together."""
LAYERS = 5
"""How often the question looks at the passage before it is judged."""


def refined(w: Weights, name: str, h: Floats, q: Floats, rows: Rows, asked: Rows, same: Sequence[Floats]) -> Floats:
    """(places, d): every place of the passages after it has looked at those of its own passage and once more at the question.

    `h` (places, d) holds the passages, `q` (asked places, d) the question once for each; `rows` and `asked` say where each lies, and `same`
    (3, n, m) for each passage what is literally the same. What stands on the empty rows between passages is of no meaning.
    """
    h = h + _look_within(w, f"{name}.within", normed(h), rows)
    h += _look(w, f"{name}.look", normed(h), *_keys_and_values(w, [f"{name}.look"], q)[0], rows, asked, same)
    h += _feed(w, f"{name}.feed", normed(h))
    return h


def checked(
    w: Weights, name: str, q: Floats, h: Floats, rows: Rows, asked: Rows, same: Sequence[Floats], seen: Floats
) -> Floats:
    """(passages,) log-odds added for there being no answer, the arguments as in `refined`; `seen` (places,) is added to every look at a
    passage's place."""
    turned = [one.transpose(0, 2, 1) for one in same]
    looked = _keys_and_values(w, [f"{name}.across.{i}" for i in range(LAYERS)], h)
    for i in range(LAYERS):
        q = q + _look(w, f"{name}.across.{i}", normed(q), *looked[i], asked, rows, turned, seen)
        q += _look_within(w, f"{name}.within.{i}", normed(q), asked)
        q += _feed(w, f"{name}.feed.{i}", normed(q))
    q = normed(q)
    weights = linear(w, f"{name}.pool", q)[:, 0]
    pooled = [
        np.concatenate([softmax(weights[start:end]) @ q[start:end], q[start:end].max(axis=0)]) for start, end in asked
    ]
    return linear(w, f"{name}.score", np.maximum(linear(w, f"{name}.told", np.stack(pooled)), 0))[:, 0]


def _feed(w: Weights, name: str, x: Floats) -> Floats:
    return linear(w, f"{name}.down", np.maximum(linear(w, f"{name}.up", x), 0))


def _keys_and_values(w: Weights, names: Sequence[str], y: Floats) -> list[tuple[Floats, Floats]]:
    """Of `y` for each look by its name, all in one product."""
    made = y @ np.concatenate([w[f"{name}.{part}.weight"] for name in names for part in ("key", "value")]).T
    parts = np.split(made, 2 * len(names), axis=1)
    return list(zip(parts[::2], parts[1::2], strict=True))


def _look_within(w: Weights, name: str, x: Floats, rows: Rows) -> Floats:
    """What the places of each text find in it."""
    return _look(w, name, x, *_keys_and_values(w, [name], x)[0], rows, rows)


def _look(
    w: Weights,
    name: str,
    x: Floats,
    keys: Floats,
    values: Floats,
    lookers: Rows,
    looked: Rows,
    same: Sequence[Floats] | None = None,
    seen: Floats | None = None,
) -> Floats:
    """What the places of each looker find in the text it looks at, as `Attention.forward`."""
    size = INNER // HEADS
    queries = linear(w, f"{name}.query", x)
    queries /= np.float32(math.sqrt(size))
    found = np.zeros_like(queries)
    for i, ((start, end), (first, last)) in enumerate(zip(lookers, looked, strict=True)):
        query = queries[start:end].reshape(-1, HEADS, size).transpose(1, 0, 2)
        key = keys[first:last].reshape(-1, HEADS, size).transpose(1, 2, 0)
        scores = query @ key  # (HEADS, n, m)
        if same is not None:
            scores += np.tensordot(w[f"{name}.same"].T, same[i], axes=1)
        if seen is not None:
            scores += seen[first:last]
        scores -= scores.max(axis=-1, keepdims=True)
        np.exp(scores, out=scores)
        value = values[first:last].reshape(-1, HEADS, size).transpose(1, 0, 2)
        said = scores @ value  # divided by the sums only now: (HEADS, n, size) is less than (HEADS, n, m)
        said /= scores.sum(axis=-1, keepdims=True)
        found[start:end] = said.transpose(1, 0, 2).reshape(end - start, INNER)
    return linear(w, f"{name}.out", found)
