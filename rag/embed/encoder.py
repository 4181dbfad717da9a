"""What an embedding model is to the other rooms, and how one is opened by name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rag.errors import ModelMissing

_ADVICE = 'name a folder that holds one, or use "builtin"'
BUILTIN_FOLDER = Path(__file__).parent.parent / "models" / "embedder"


class Encoder(Protocol):
    """An embedding model: questions and passages become vectors of one space, compared by inner product."""

    @property
    def name(self) -> str:
        """Which weights these are, for the manifest of an index: builtin:0f3a…, or the name and revision of a model."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Questions as rows of length 1, shape (n, d), in order; zeros for a text the model knows nothing of."""

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Passages as rows of length 1, shape (n, d), in order; zeros for a text the model knows nothing of."""


def open_encoder(model: str = "builtin") -> Encoder:
    """The model called `model`: `builtin`, a folder, or a name on the Hugging Face hub (looked for on disk first).

    Raises ModelMissing, in one sentence, whatever the reason: no such folder, damaged weights, no network.
    """
    if model == "builtin":
        return _builtin()
    unusable = _unusable(model)
    if unusable:
        raise _missing(model, unusable, _ADVICE)
    try:
        from rag.embed.transformer import TransformerEncoder
    except ImportError as error:
        raise _missing(model, "sentence-transformers is not installed", "run make setup") from error
    try:
        return TransformerEncoder(model)
    # The libraries below raise whatever their own libraries raise (OSError, httpx, safetensors, json, torch).
    except Exception as error:
        raise _missing(model, _reason(model, error), _ADVICE) from error


def _builtin() -> Encoder:
    from rag.embed.builtin import BuiltinEncoder

    try:
        return BuiltinEncoder(BUILTIN_FOLDER)
    # SafetensorError derives from Exception alone; a cut-off file may also show as a KeyError or a ValueError.
    except Exception as error:
        advice = "install the project again or run python -m rag.train.embedder"
        raise _missing("builtin", "its files are missing or damaged", advice) from error


def _missing(model: str, why: str, advice: str) -> ModelMissing:
    return ModelMissing(f"The embedding model {model!r} cannot be loaded because {why}; {advice}.")


def _unusable(model: str) -> str:
    """Why this cannot be a model, seen without importing anything; empty when it may be one."""
    folder = Path(model).expanduser()
    if not model.strip() or not model.isprintable():
        return "that is no name"
    if folder.is_dir():
        known = (folder / "modules.json").exists() or (folder / "config.json").exists()
        return "" if known else "the folder holds no model (no modules.json)"
    if folder.exists():
        return "it is a file, not a folder"
    if model.startswith((".", "/", "~")) or model.count("/") > 1:
        return "there is no such folder"
    return ""


def _reason(model: str, error: Exception) -> str:
    if Path(model).expanduser().is_dir():
        return f"its files cannot be read ({_brief(error)})"
    return "it is not on this machine and cannot be downloaded (no network, or no such name)"


def _brief(error: Exception) -> str:
    """The first sentence of an error, shortened: the rest is for developers."""
    words = " ".join(str(error).split()).split(". ")[0].rstrip(".")
    return words if len(words) <= 100 else f"{words[:97]}…"
