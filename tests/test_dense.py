"""Exact inner product search."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from rag.dense import FILE, SKETCHED, Dense
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


def test_cosines_of_some_rows() -> None:
    dense = Dense.build(VECTORS)
    assert dense.cosines(VECTORS[2], [1, 2]).tolist() == [0.0, 1.0]


@pytest.fixture(scope="module")
def many() -> NDArray[np.float32]:
    rng = np.random.default_rng(1)
    vectors = (rng.standard_normal((SKETCHED + 100, 8)) @ rng.standard_normal((8, 64))).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_sketches_find_nearly_what_exact_search_finds(many: NDArray[np.float32], tmp_path: Path) -> None:
    Dense.build(many).save(tmp_path)
    dense = Dense.open(tmp_path)
    nearest = [set(np.argsort(-many @ many[row])[:10].tolist()) for row in range(50)]
    found = [dense.search(many[row], 100) for row in range(50)]
    kept = [len(best & {row for row, _ in ranked}) for best, ranked in zip(nearest, found, strict=True)]
    assert sum(kept) >= 0.9 * 500
    assert found[7][0] == (7, pytest.approx(1, abs=1e-5))
    assert np.array_equal(dense.vectors(), many)


@pytest.mark.parametrize("step", [1, 7, SKETCHED // 3])
def test_a_filter_over_sketches_leaves_as_many_rows(many: NDArray[np.float32], step: int) -> None:
    admitted = np.arange(0, len(many), step)
    found = Dense.build(many).search(many[0], 30, admitted)
    assert len(found) == min(30, len(admitted)) and {row for row, _ in found} <= set(admitted.tolist())
    assert found[0][0] == 0


def test_an_empty_index_finds_nothing() -> None:
    assert Dense.build(np.zeros((0, 8), dtype=np.float32)).search(VECTORS[0], 3) == []


def test_a_file_that_is_no_index(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"nothing of the kind")
    with pytest.raises(BadIndex):
        Dense.open(tmp_path)
