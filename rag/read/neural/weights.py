"""How the span reader's arrays lie in a file: embeddings, convolutions and matrices of attention as signed bytes, the rest in half precision."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Arrays = Mapping[str, NDArray[Any]]

_AS_BYTES = re.compile(r"(?:characters|pairs|shifts|fuse|(?:encoder|layers|refine|again|check)\..+)\.weight")
_SCALE = ".scale"


def packed(arrays: Arrays) -> dict[str, NDArray[Any]]:
    """The arrays as they are kept: integers as they are, the matrices named in _AS_BYTES as bytes with a scale for each row (of a
    convolution, for each row of each of its places)."""
    found: dict[str, NDArray[Any]] = {}
    for name, array in arrays.items():
        if _AS_BYTES.fullmatch(name):
            scale = np.maximum(np.abs(array).max(axis=1, keepdims=True), 1e-6) / 127
            found[name] = np.round(array / scale).astype(np.int8)
            found[name + _SCALE] = scale.astype(np.float32)
        else:
            found[name] = array.astype(np.float16) if array.dtype.kind == "f" else array
    return found


def unpacked(arrays: Arrays) -> dict[str, NDArray[Any]]:
    """The arrays as they are used: all but integers in single precision."""
    found: dict[str, NDArray[Any]] = {}
    for name, array in arrays.items():
        if name.endswith(_SCALE):
            continue
        scale = arrays.get(name + _SCALE)
        if scale is not None:
            found[name] = array.astype(np.float32) * scale
        else:
            found[name] = array.astype(np.float32) if array.dtype.kind == "f" else array
    return found
