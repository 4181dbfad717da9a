"""A cross-encoder as the last look at a few passages: any of sentence-transformers, from a folder or by name.

It reads question and passage together, which is slower and surer than comparing two vectors. Nothing here is
needed to ask with the built-in models, and importing what it needs takes seconds: it is imported when one is opened.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from rag.errors import ModelMissing

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

_ADVICE = "name a folder that holds a cross-encoder, or leave the reranker out"
_BATCH = 16


class Reranker(Protocol):
    """Scores passages against one question."""

    @property
    def name(self) -> str:
        """What it was opened as."""

    def scores(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """(len(passages),): higher is better, comparable only among the passages of one question."""


class CrossEncoderReranker:
    """A sentence-transformers CrossEncoder with one output."""

    def __init__(self, name: str, model: CrossEncoder) -> None:
        self.name = name
        self._model = model
        self._lock = threading.Lock()  # a fast tokenizer keeps its truncation as state

    def scores(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """(len(passages),), as `Reranker.scores` says; passages longer than the model reads are cut."""
        if not passages:
            return np.zeros(0, dtype=np.float32)
        pairs = [(question, passage) for passage in passages]
        with self._lock:
            found = self._model.predict(pairs, batch_size=_BATCH, show_progress_bar=False)
        return np.asarray(found, dtype=np.float32).reshape(len(passages))


def open_reranker(model: str) -> Reranker:
    """The cross-encoder called `model`: a folder, or a name on the Hugging Face hub (looked for on disk first).

    Raises ModelMissing, in one sentence, whatever the reason: no such folder, another kind of model, no network.
    """
    folder = Path(model).expanduser()
    if not model.strip() or not model.isprintable():
        raise _missing(model, "that is no name")
    if model.startswith((".", "/", "~")) and not folder.is_dir():
        raise _missing(model, "there is no such folder")
    if folder.is_dir() and not (folder / "config.json").is_file():
        raise _missing(model, "the folder holds no model (no config.json)")
    try:
        loaded = _load(model, folder)
    except ImportError as error:
        raise _missing(model, "sentence-transformers is not installed") from error
    # The libraries below raise whatever their own libraries raise (OSError, httpx, safetensors, json, torch).
    except Exception as error:
        why = "its files cannot be read" if folder.is_dir() else "it is not on this machine and cannot be downloaded"
        raise _missing(model, why) from error
    outputs = int(getattr(loaded, "num_labels", 1))
    if outputs != 1:
        raise _missing(model, f"it gives {outputs} figures for a passage and not one")
    return CrossEncoderReranker(model, loaded)


def _load(model: str, folder: Path) -> CrossEncoder:
    """From disk when it is there, so that a downloaded model opens without asking the network."""
    from sentence_transformers import CrossEncoder

    logging.getLogger("sentence_transformers").setLevel(logging.CRITICAL)
    if folder.is_dir():
        return CrossEncoder(str(folder), local_files_only=True)
    try:
        return CrossEncoder(model, local_files_only=True)
    except (OSError, ValueError):
        return CrossEncoder(model)


def _missing(model: str, why: str) -> ModelMissing:
    return ModelMissing(f"The reranker {model!r} cannot be loaded because {why}; {_ADVICE}.")
