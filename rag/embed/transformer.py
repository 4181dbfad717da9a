"""Any sentence-transformers model, from a folder or by name. Importing this module takes seconds: import it late."""

from __future__ import annotations

import hashlib
import json
import logging
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import transformers
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer

from rag.embed.instructions import Instructions, instructions_for

_PARTS = (".safetensors", ".bin", ".json", ".txt", ".model")
"""Endings of the files that decide what a model makes of a text: weights, vocabularies, settings."""


class TransformerEncoder:
    """A sentence-transformers model as an Encoder.

    Questions and passages get the prompts that the model declares, or those of `rag.embed.instructions` when it declares none.
    """

    def __init__(self, model: str) -> None:
        _hush()
        self._model = _load(model)
        words = _declared(self._model.prompts) or instructions_for(_names(model))
        self._model.prompts = {"query": words.query, "document": words.passage}
        self.name = _identity(model, self._model) + (f"+{words.mark}" if words.mark else "")
        self.dimension = int(self._model.get_embedding_dimension() or 0)
        self._lock = threading.Lock()  # a fast tokenizer keeps its truncation as state

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a question, with the model's words before it, if it expects any."""
        with self._lock:
            vectors = self._model.encode_query(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return self._rows(vectors)

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a passage, with the model's words before it, if it expects any."""
        with self._lock:
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


def _declared(prompts: Mapping[str, str | None]) -> Instructions | None:
    """The prompts of a model's own settings under the names that the library looks for; None without any.

    The library itself passes over `passage` and `corpus`, since it always adds an empty `document` of its own.
    """
    passage = next((words for key in ("document", "passage", "corpus") if (words := prompts.get(key))), "")
    declared = Instructions(prompts.get("query") or "", passage)
    return declared if declared.mark else None


def _names(model: str) -> list[str]:
    """What a model may be known by: its name; of a folder its own, that of the hub's cache, and what its settings say it was made of."""
    folder = Path(model).expanduser()
    if not folder.is_dir():
        return [model]
    parts = folder.resolve().parts
    names = [parts[-1], *(part.replace("--", "/") for part in parts if part.startswith("models--"))]
    settings = folder / "config.json"
    if settings.is_file():
        names.append(str(json.loads(settings.read_text(encoding="utf-8")).get("_name_or_path", "")))
    return names


def _identity(model: str, loaded: SentenceTransformer) -> str:
    """`NAME@revision` for a model of the hub, `folder:hash` of its files for a folder."""
    folder = Path(model).expanduser()
    if folder.is_dir():
        return f"{folder.resolve().name}:{_digest(folder)[:12]}"
    config = getattr(loaded.transformers_model, "config", None)
    revision = getattr(config, "_commit_hash", None)
    return f"{model}@{revision[:12]}" if revision else model


def _digest(folder: Path) -> str:
    """One hash of all files that matter, each with its place in the folder."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in _PARTS and path.is_file():
            with path.open("rb") as file:
                digest.update(f"{path.relative_to(folder)}\n".encode())
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def _hush() -> None:
    """Errors come back as exceptions; what these libraries print besides is for their developers."""
    for name in ("sentence_transformers", "huggingface_hub"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    transformers.utils.logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
