"""The dense leg: vectors in, nearest rows out. The only room that knows faiss."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from rag.errors import BadIndex
from rag.types import Ranked

FILE = "dense.faiss"
Vectors = NDArray[np.float32]

SKETCHED = 20_000
"""Rows from which on a search first looks at sketches; below, exact search is as fast."""
_BITS, _PER_CODE = 4, 4
"""A sketch has one code of 4 bits for 4 dimensions: 1/32 of the vector."""
_SAMPLE, _ROUNDS = 8_000, 8
_SPARE = 2
"""How many times as many rows as a broad filter should let through are looked at before all of its rows are compared."""
_LOOKED_AT = 6.0
"""Sketches looked at, in vectors exactly compared, for each row asked for."""


class Dense:
    """Inner product over L2-normalised rows, so a score is a cosine in [-1, 1].

    Scores are always exact. From SKETCHED rows on, the rows to compare are chosen by product quantisation in registers
    (André et al., 2015, "Cache Locality is not Enough"; faiss calls it fast scan): twenty times as fast, with 99 % of the
    nearest ten kept. A search among fewer given rows compares them all.
    """

    def __init__(self, index: faiss.Index) -> None:
        self._index = index
        exact = getattr(index, "refine_index", None)
        self._exact: faiss.Index = faiss.downcast_index(exact) if exact is not None else index

    @classmethod
    def build(cls, vectors: Vectors) -> Dense:
        """`vectors` is (n, d); row i answers for passage i."""
        rows = np.ascontiguousarray(vectors, dtype=np.float32)
        dimension = rows.shape[1]
        exact = faiss.IndexFlatIP(dimension)
        if len(rows) < SKETCHED or dimension % _PER_CODE:
            exact.add(rows)
            return cls(exact)
        sketches = faiss.IndexPQFastScan(dimension, dimension // _PER_CODE, _BITS, faiss.METRIC_INNER_PRODUCT)
        sketches.pq.cp.niter = _ROUNDS
        sketches.train(rows[:: len(rows) // _SAMPLE])
        index = faiss.IndexRefine(sketches, exact)
        index.k_factor = _LOOKED_AT
        index.add(rows)
        return cls(index)

    def save(self, folder: Path) -> None:
        """Write the index into `folder`."""
        faiss.write_index(self._index, str(folder / FILE))

    @classmethod
    def open(cls, folder: Path) -> Dense:
        """Raises BadIndex when the file is not faiss's."""
        try:
            index = faiss.read_index(str(folder / FILE))
        except RuntimeError:
            raise BadIndex(f"{folder / FILE} cannot be read: run `baowen index rollback` or `baowen build`.") from None
        if isinstance(index, faiss.IndexRefine):
            index.k_factor = _LOOKED_AT
        return cls(index)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._index.d)

    def vectors(self) -> Vectors:
        """All rows, (n, d), in row order."""
        return np.asarray(self._exact.reconstruct_n(0, self._index.ntotal), dtype=np.float32)

    def cosines(self, vector: Vectors, rows: Sequence[int]) -> Vectors:
        """The scores of these rows, (len(rows),); `vector` is (d,)."""
        found = self._exact.reconstruct_batch(np.asarray(rows, dtype=np.int64))  # (r, d)
        return np.asarray(found @ vector, dtype=np.float32)

    def search(self, vector: Vectors, k: int, rows: NDArray[np.int64] | None = None) -> Ranked:
        """The k nearest of all rows, or of `rows` alone, best first; `vector` is (d,)."""
        total = self._index.ntotal
        if total == 0 or (rows is not None and not len(rows)):
            return []
        if rows is None:
            return _ranked(*self._index.search(vector[None, :], min(k, total)))
        if len(rows) >= SKETCHED:
            wide = self._index.search(vector[None, :], min(_SPARE * k * total // len(rows), total))
            admitted = [pair for pair, inside in zip(_ranked(*wide), np.isin(wide[1][0], rows), strict=True) if inside]
            if len(admitted) >= k:
                return admitted[:k]
        only = faiss.SearchParameters(sel=faiss.IDSelectorBatch(rows))  # type: ignore[call-arg]  # as its docs show
        return _ranked(*self._exact.search(vector[None, :], min(k, len(rows)), params=only))


def _ranked(scores: Vectors, found: NDArray[np.int64]) -> Ranked:
    return [(int(row), float(score)) for row, score in zip(found[0], scores[0], strict=True) if row >= 0]
