"""Exact inner product search."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rag.dense import FILE, Dense
from rag.errors import BadIndex

VECTORS = np.eye(4, 8, dtype=np.float32)


def test_the_nearest_row_is_first(tmp_path: Path) -> None:
    dense = Dense.build(VECTORS)
    assert dense.search(VECTORS[2], 2)[0] == (2, 1.0)
    dense.save(tmp_path)
    opened = Dense.open(tmp_path)
    assert opened.search(VECTORS[2], 2) == dense.search(VECTORS[2], 2)
    assert np.array_equal(opened.vectors(), VECTORS) and opened.dimension == 8


def test_only_admitted_rows_answer() -> None:
    found = Dense.build(VECTORS).search(VECTORS[2], 4, np.array([0, 1]))
    assert {row for row, _ in found} == {0, 1}
    assert Dense.build(VECTORS).search(VECTORS[2], 4, np.array([], dtype=np.int64)) == []


def test_an_empty_index_finds_nothing() -> None:
    assert Dense.build(np.zeros((0, 8), dtype=np.float32)).search(VECTORS[0], 3) == []


def test_a_file_that_is_no_index(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"nothing of the kind")
    with pytest.raises(BadIndex):
        Dense.open(tmp_path)
