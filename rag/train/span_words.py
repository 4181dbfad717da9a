"""The span reader's vocabulary: characters, pairs and their rarity from the passages; words and their vectors from CC-CEDICT.

A word's vector comes from its English glosses: latent semantic analysis (Deerwester et al., 1990) of the words by the
gloss terms, so that 创立 and 成立 ("to found", "to establish") lie together although no text of ours may show it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import svds

from rag.read.neural.vocabulary import BASE, LONGEST, UNKNOWN, Floats, Ints, Vocabulary
from rag.train.cedict import entries

DIMENSION = 48
_LEAST_CHARACTER, _LEAST_PAIR, _LEAST_GLOSS = 2, 8, 4
_TERM = re.compile(r"[a-z]+")
_EMPTY = frozenset(
    re.findall(
        r"\w+", "to a an the of or and in on for with by be sb sth one etc esp as at from that s used cl variant see"
    )
)
_FEWEST = 0.5
"""Stands for a document frequency of 0."""


def build_vocabulary(passages: Sequence[str], questions: Sequence[str]) -> Vocabulary:
    """From folded training texts. A question's own words (什么, 多少) count as common, though no passage may hold them."""
    glosses = _glosses()
    counts = Counter(char for text in (*passages, *questions) for char in text)
    counts.update(char for word in glosses for char in word)
    known = [char for char, count in counts.most_common(BASE - 3) if count >= _LEAST_CHARACTER]
    characters = np.array(sorted(map(ord, known)), dtype=np.int64)
    nothing, zero = np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.float32)
    bare = Vocabulary(characters, nothing, nothing, zero, zero, zero)
    words, vectors = _words(bare, glosses)
    singles, pairs = _shares(bare, passages, questions)
    character_idf = np.array([0.0, *(-np.log(singles[n]) for n in range(UNKNOWN, len(characters) + 2))])
    common = sorted(key for key, (_, count) in pairs.items() if count >= _LEAST_PAIR)
    rarest = -np.log(_FEWEST / len(passages))
    pair_idf = np.array([rarest, *(-np.log(pairs[key][0]) for key in common)])
    return Vocabulary(
        characters,
        np.array(common, dtype=np.int64),
        words,
        character_idf.astype(np.float32),
        pair_idf.astype(np.float32),
        vectors,
    )


def _shares(
    bare: Vocabulary, passages: Sequence[str], questions: Sequence[str]
) -> tuple[dict[int, float], dict[int, tuple[float, int]]]:
    """Share of texts that hold each character number, and (share, count of texts) by pair key: the larger of the two shares."""
    singles: defaultdict[int, float] = defaultdict(lambda: _FEWEST / len(passages))
    counts: Counter[int] = Counter()
    shares: dict[int, float] = {}
    for texts in (passages, questions):
        character_counts: Counter[int] = Counter()
        pair_counts: Counter[int] = Counter()
        for text in texts:
            numbers = bare.character_numbers(text)
            character_counts.update(np.unique(numbers).tolist())
            pair_counts.update(np.unique(bare.pair_keys(numbers)[:-1]).tolist())
        for number, count in character_counts.items():
            singles[number] = max(singles[number], count / len(texts))
        for key, count in pair_counts.items():
            shares[key] = max(shares.get(key, 0.0), count / len(texts))
        counts.update(pair_counts)
    return singles, {key: (share, counts[key]) for key, share in shares.items() if _whole(key)}


def _whole(key: int) -> bool:
    return key // BASE > UNKNOWN and key % BASE > UNKNOWN


def _glosses() -> dict[str, Counter[str]]:
    """The gloss terms of each word of one to LONGEST characters, in folded spelling."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for entry in entries():
        terms = [t for gloss in entry.glosses for t in _TERM.findall(gloss.lower()) if t not in _EMPTY]
        for word in entry.spellings:
            if len(word) <= LONGEST:
                found[word].update(terms)
    return found


def _words(bare: Vocabulary, glosses: dict[str, Counter[str]]) -> tuple[Ints, Floats]:
    """Sorted word keys (w,) and vectors (w + 1, DIMENSION) of unit length; row 0 is zero."""
    keyed = {}
    for word, counts in glosses.items():
        numbers = bare.character_numbers(word).tolist()
        if min(numbers) > UNKNOWN:
            keyed[sum(n * BASE**i for i, n in enumerate(reversed(numbers)))] = counts
    keys = sorted(keyed)
    vectors = _analyse([keyed[key] for key in keys])
    return np.array(keys, dtype=np.int64), np.r_[np.zeros((1, DIMENSION), dtype=np.float32), vectors]


def _analyse(rows: Sequence[Counter[str]]) -> Floats:
    """(w, DIMENSION) left singular vectors of the tf-idf matrix, scaled by the root of their singular values, unit rows."""
    frequency = Counter(term for row in rows for term in row)
    columns = {term: i for i, term in enumerate(sorted(t for t, n in frequency.items() if n >= _LEAST_GLOSS))}
    cells = [
        (i, columns[term], (1 + np.log(count)) * np.log(len(rows) / frequency[term]))
        for i, row in enumerate(rows)
        for term, count in row.items()
        if term in columns
    ]
    at, of, value = (np.array(column) for column in zip(*cells, strict=True))
    matrix = csr_matrix((value, (at, of)), shape=(len(rows), len(columns)), dtype=np.float64)
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(1))).ravel()
    scaled = csr_matrix(matrix.multiply(1 / np.maximum(norms, 1e-9)[:, None]))
    left, singular, _ = svds(scaled, k=DIMENSION, random_state=7)
    vectors = left * np.sqrt(singular)
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), dtype=np.float32)
