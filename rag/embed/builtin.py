"""The embedder that comes with the project, read with numpy: no torch, no sentence-transformers.

The same folder loads in sentence-transformers as a `StaticEmbedding`, with the same vectors.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load

from rag.embed.lexicon import Lexicon


class BuiltinEncoder:
    """A text's vector is the weighted sum of its terms' rows, brought to length 1.

    The folder holds `tokenizer.json` (a number for each term) and `model.safetensors` in the layout of model2vec:
    `embeddings` int8 (rows, d), `mapping` (terms,) the row of each term, `weights` float32 (terms,). Rare terms
    share rows. `Lexicon` says which terms a text has and how often each counts.
    """

    def __init__(self, folder: Path) -> None:
        weights_file = (folder / "model.safetensors").read_bytes()
        tokenizer_file = (folder / "tokenizer.json").read_bytes()
        tensors = load(weights_file)
        self._rows: NDArray[np.int8] = tensors["embeddings"]
        self._row_of: NDArray[np.int32] = tensors["mapping"]
        self._weight_of: NDArray[np.float32] = tensors["weights"]
        self._lexicon = Lexicon(json.loads(tokenizer_file)["model"]["vocab"])
        self.name = f"builtin:{hashlib.sha256(weights_file + tokenizer_file).hexdigest()[:12]}"
        self.dimension = int(self._rows.shape[1])

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a question, as `Encoder.queries` says."""
        return self._encode(texts)

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a passage, in the same space: this model does not tell questions from passages."""
        return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for vector, text in zip(vectors, texts, strict=True):
            vector[:] = self._sum(text)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)  # (n, 1)
        rows: NDArray[np.float32] = vectors / np.maximum(lengths, np.float32(1e-12))
        return rows

    def _sum(self, text: str) -> NDArray[np.float32]:
        numbers, counts = self._lexicon.count(text)  # (t,), (t,)
        rows = self._rows[self._row_of[numbers]].astype(np.float32)  # (t, d)
        weights: NDArray[np.float32] = self._weight_of[numbers] * counts
        total: NDArray[np.float32] = weights @ rows  # (t,) @ (t, d) -> (d,)
        return total
