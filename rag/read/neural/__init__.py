"""Short answers by a small span reader: a neural network trained from nothing, run with numpy alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from rag.errors import ModelMissing
from rag.read.kinds import Kind, kind_of
from rag.read.neural.features import compare
from rag.read.neural.network import BAND, Network, Scores, probabilities
from rag.read.neural.units import Bools, Tokens, tokens, tokens_of
from rag.read.neural.vocabulary import Floats, Vocabulary
from rag.read.neural.weights import Arrays, unpacked
from rag.text import fold, language_of

__all__ = ["BUILTIN", "Reader", "Reading", "Span"]

BUILTIN = Path(__file__).parent.parent.parent / "models" / "reader" / "span.npz"
_AS_ASKED, _CLAUSE = 0, 2
"""How an answer is cut, of the styles of the training sets: as the question suggests, or rather a clause (span_data.py names them)."""
_TOLD: frozenset[Kind] = frozenset({"reason", "list", "definition"})
"""Kinds of question that a clause answers."""
_HEAD = 40
"""Code points of a title that are read."""
_SPANS = 3
_UNLIKELY = 0.02
"""Share of the likeliest span's chance below which another is not weighed."""
_WEIGHED = 64
"""Spans weighed at most."""
_EDGE_MARKS = np.array([ord(char) for char in ",。;:!?、 \n"])
"""No answer begins or ends with one of these."""
_NUMERALS = np.array([ord(char) for char in "0123456789〇零一二三四五六七八九十百千万亿两"])


@dataclass(frozen=True, slots=True)
class Span:
    """`passage[start:end]` in code points, and the chance, in [0, 1], that it is the answer or, for a sentence, holds it."""

    start: int
    end: int
    probability: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What one passage says to the question. `nothing` is the chance that it does not answer.

    `spans` are at most three, best first, none overlapping another; `sentences` tile the passage, in its order: the
    chance of a sentence is that of all spans that begin in it, so `nothing` and the sentences add up to 1.
    """

    spans: tuple[Span, ...]
    sentences: tuple[Span, ...]
    nothing: float


class Reader:
    """Reads passages for the answer to a question; rag/models/reader/README.md has its figures."""

    def __init__(self, vocabulary: Vocabulary, network: Network) -> None:
        self.vocabulary = vocabulary
        self._network = network
        # Its matrices are small: a second thread gains little, and on a busy machine waits for the first ten times as long.
        self._threads = ThreadpoolController()

    @classmethod
    def open(cls, path: Path = BUILTIN) -> Reader:
        """From a file. Raises ModelMissing when the file is not there or holds something else."""
        try:
            with np.load(path, allow_pickle=False) as file:
                return cls.from_arrays({name: file[name] for name in file.files})
        except (OSError, ValueError, KeyError) as error:
            raise ModelMissing(
                f"The span reader's weights in {path} cannot be used ({error}): reinstall baowen."
            ) from None

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> Reader:
        """From the vocabulary's arrays and the network's, packed as in the file."""
        usable = unpacked(arrays)
        vocabulary = Vocabulary.from_arrays(usable)
        return cls(vocabulary, Network({**usable, "vectors": vocabulary.vectors}))

    def read(self, question: str, passages: Sequence[str], titles: Sequence[str] = ()) -> list[Reading]:
        """One reading for each passage, in order; in either script, any width and case. An empty passage says nothing.

        `titles` are those of the passages' articles, where given one for each: read in front of the passage, never answers.
        """
        asked = tokens(fold(question), self.vocabulary)
        heads = [head(title) for title in titles] or [""] * len(passages)
        whole = [fold(front + passage) if passage else "" for front, passage in zip(heads, passages, strict=True)]
        full = tokens_of(whole, self.vocabulary)
        texts = [text for text in full if len(text)]
        if not len(asked) or not texts:
            return [Reading((), (), 1.0) for _ in passages]
        pairs = [compare(asked, text, self.vocabulary) for text in texts]
        style = _CLAUSE if kind_of(question, language_of(question)) in _TOLD else _AS_ASKED
        with self._threads.limit(limits=1, user_api="blas"):
            scores = iter(self._network.scores(asked, texts, pairs, style))
        return [
            _reading(text, next(scores), len(front)) if len(text) else Reading((), (), 1.0)
            for text, front in zip(full, heads, strict=True)
        ]


def head(title: str) -> str:
    """What is read in front of a passage: the title on a line of its own, cut at _HEAD code points; nothing without one."""
    return f"{title[:_HEAD]}\n" if title.strip() else ""


def _reading(text: Tokens, scores: Scores, front: int) -> Reading:
    """Of a text whose first `front` code points are not the passage; offsets are the passage's."""
    open_to = allowed(text)
    open_to[:front] = False
    chances, nothing = probabilities(Scores(np.where(open_to, scores.spans, np.float32(-1e4)), scores.nothing))
    chances = chances[front:]
    starts = np.flatnonzero(np.diff(text.sentence[front:], prepend=-1))
    sums = np.add.reduceat(chances.sum(axis=1), starts)
    ends = [*starts[1:].tolist(), len(text) - front]
    parts = (Span(a, b, float(p)) for a, b, p in zip(starts.tolist(), ends, sums.tolist(), strict=True))
    return Reading(tuple(_best(chances)), tuple(parts), nothing)


def allowed(text: Tokens) -> Bools:
    """(n, BAND) whether a span may be an answer: no number or Latin word cut through, no mark at its ends, within the text."""
    run = np.isin(text.tags // 4, (1, 2))
    place = text.tags % 4
    codes = np.array([ord(char) for char in text.text])
    mark, figure = np.isin(codes, _EDGE_MARKS), np.isin(codes, _NUMERALS)
    within = figure[:-1] & figure[1:]  # 一百二十 and 1.5万 are one number
    start = ~mark & ~(run & ((place == 1) | (place == 2))) & ~np.r_[False, within]
    end = ~mark & ~(run & ((place == 0) | (place == 1))) & ~np.r_[within, False]
    last = np.arange(len(text))[:, None] + np.arange(BAND)
    inside = last < len(text)
    return np.asarray(start[:, None] & inside & end[np.minimum(last, len(text) - 1)])


def _best(chances: NDArray[np.float32]) -> list[Span]:
    """The best spans that do not overlap a better one, each with its own chance."""
    left: Floats = chances.copy()
    found = []
    for _ in range(_SPANS):
        if left.max() <= 0:
            break
        start, end = expected_best(left)
        found.append(Span(start, end, float(left[start, end - start - 1])))
        left[start:end] = 0
        for before in range(max(0, start - BAND), start):
            left[before, start - before :] = 0
    return found


def expected_best(chances: Floats) -> tuple[int, int]:
    """(start, end) of the span expected to score best: half its chance, half its expected overlap (F1 by characters) with the right
    one (minimum Bayes risk, Goel & Byrne, 2000). `chances` is (n, BAND), row i column l for the l + 1 characters from i."""
    likely = np.argwhere(chances > _UNLIKELY * chances.max())
    likely = likely[np.argsort(-chances[likely[:, 0], likely[:, 1]])[:_WEIGHED]]
    starts, ends = likely[:, 0], likely.sum(axis=1) + 1
    shared = np.minimum(ends[:, None], ends) - np.maximum(starts[:, None], starts)
    lengths = ends - starts
    overlap = 2 * np.maximum(shared, 0) / (lengths[:, None] + lengths)
    chance = chances[starts, lengths - 1]
    best = int((chance + overlap @ chance).argmax())
    return int(starts[best]), int(ends[best])
