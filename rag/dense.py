"""The dense leg: vectors in, nearest rows out. The only room that knows faiss."""

from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from rag.errors import BadIndex
from rag.types import Ranked

FILE = "dense.faiss"
Vectors = NDArray[np.float32]


class Dense:
    """Exact inner product over L2-normalised rows, so a score is a cosine in [-1, 1]."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    @classmethod
    def build(cls, vectors: Vectors) -> Dense:
        """`vectors` is (n, d); row i answers for passage i."""
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(index)

    def save(self, folder: Path) -> None:
        """Write the index into `folder`."""
        faiss.write_index(self._index, str(folder / FILE))

    @classmethod
    def open(cls, folder: Path) -> Dense:
        """Raises BadIndex when the file is not faiss's."""
        try:
            return cls(faiss.read_index(str(folder / FILE)))
        except RuntimeError:
            raise BadIndex(f"{folder / FILE} cannot be read: run `baowen index rollback` or `baowen build`.") from None

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._index.d)

    def vectors(self) -> Vectors:
        """All rows, (n, d), in row order."""
        return np.asarray(self._index.reconstruct_n(0, self._index.ntotal), dtype=np.float32)

    def search(self, vector: Vectors, k: int, rows: NDArray[np.int64] | None = None) -> Ranked:
        """The k nearest of all rows, or of `rows` alone, best first; `vector` is (d,)."""
        if self._index.ntotal == 0 or (rows is not None and not len(rows)):
            return []
        parameters = None
        if rows is not None:
            parameters = faiss.SearchParameters(sel=faiss.IDSelectorBatch(rows))  # type: ignore[call-arg]  # as its docs show
        scores, found = self._index.search(vector[None, :], min(k, self._index.ntotal), params=parameters)
        return [(int(row), float(score)) for row, score in zip(found[0], scores[0], strict=True) if row >= 0]
