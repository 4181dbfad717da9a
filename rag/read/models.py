"""What a span reader is, and how one is opened: the built-in one, or any extractive question-answering model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from rag.errors import ModelMissing
from rag.read.neural import Reader, Reading

_ADVICE = 'name a folder that holds an extractive question-answering model, or use "builtin"'


class SpanReader(Protocol):
    """Finds the words of passages that answer a question."""

    def read(self, question: str, passages: Sequence[str], titles: Sequence[str] = ()) -> list[Reading]:
        """One reading for each passage, in order; an empty passage says nothing. `titles`, where given, are those of their articles."""


def open_span_reader(model: str = "builtin") -> SpanReader:
    """The span reader called `model`: `builtin`, a folder, or a name on the Hugging Face hub (looked for on disk first).

    Raises ModelMissing, in one sentence, whatever the reason: no such folder, another kind of model, no network.
    """
    if model == "builtin":
        return Reader.open()
    folder = Path(model).expanduser()
    if not model.strip() or not model.isprintable():
        raise _missing(model, "that is no name")
    if model.startswith((".", "/", "~")) and not folder.is_dir():
        raise _missing(model, "there is no such folder")
    if folder.is_dir() and not (folder / "config.json").is_file():
        raise _missing(model, "the folder holds no model (no config.json)")
    return _from_library(model, folder)


def _from_library(model: str, folder: Path) -> SpanReader:
    try:
        from rag.read.transformer import TransformerReader
    except ImportError as error:
        raise _missing(model, "transformers is not installed") from error
    try:
        reader = TransformerReader(str(folder) if folder.is_dir() else model)
    # The libraries below raise whatever their own libraries raise (OSError, httpx, safetensors, json, torch).
    except Exception as error:
        why = "its files cannot be read" if folder.is_dir() else "it is not on this machine and cannot be downloaded"
        raise _missing(model, why) from error
    if reader.unfit:
        raise _missing(model, reader.unfit)
    return reader


def _missing(model: str, why: str) -> ModelMissing:
    return ModelMissing(f"The span reader {model!r} cannot be loaded because {why}; {_ADVICE}.")
