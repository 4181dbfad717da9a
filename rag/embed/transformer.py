"""Any sentence-transformers model, from a folder or by name. Importing this module takes seconds: import it late."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import transformers
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer


class TransformerEncoder:
    """A sentence-transformers model as an Encoder; questions and passages get the prompts that the model declares."""

    def __init__(self, model: str) -> None:
        _hush()
        self._model = _load(model)
        self.name = _identity(model, self._model)
        self.dimension = int(self._model.get_embedding_dimension() or 0)

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a question, with the model's prompt for questions, if it declares one."""
        vectors = self._model.encode_query(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return self._rows(vectors)

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a passage, with the model's prompt for documents, if it declares one."""
        vectors = self._model.encode_document(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return self._rows(vectors)

    def _rows(self, vectors: object) -> NDArray[np.float32]:
        # Without texts the library returns an array without columns.
        return np.asarray(vectors, dtype=np.float32).reshape(-1, self.dimension)


def _load(model: str) -> SentenceTransformer:
    """From disk when it is there, so that a downloaded model opens without asking the network."""
    folder = Path(model).expanduser()
    if folder.exists():
        return SentenceTransformer(str(folder), local_files_only=True)
    try:
        return SentenceTransformer(model, local_files_only=True)
    except (OSError, ValueError):
        return SentenceTransformer(model)


def _identity(model: str, loaded: SentenceTransformer) -> str:
    """`NAME@revision` for a model of the hub, `folder:hash` of the weights for a folder."""
    folder = Path(model).expanduser()
    if folder.is_dir():
        digest = hashlib.sha256()
        for file in sorted(folder.rglob("*.safetensors")):
            digest.update(file.read_bytes())
        return f"{folder.resolve().name}:{digest.hexdigest()[:12]}"
    config = getattr(loaded.transformers_model, "config", None)
    revision = getattr(config, "_commit_hash", None)
    return f"{model}@{revision[:12]}" if revision else model


def _hush() -> None:
    """Errors come back as exceptions; what these libraries print besides is for their developers."""
    for name in ("sentence_transformers", "huggingface_hub"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    transformers.utils.logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
