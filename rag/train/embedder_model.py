"""The embedder while it is trained, and how it is written to disk in the form that is shipped."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save
from sentence_transformers.sentence_transformer.modules import InputModule
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn.functional import embedding_bag

from rag.text import terms
from rag.train.embedder_tokenizer import tokenizer_json


@dataclass(frozen=True, slots=True)
class Shape:
    """How large the embedder is: the most used English words and Chinese terms have a row each, the others share rows.

    Rows are what the file's 8 MB are spent on. A longer row separates more terms than more rows do: docs/experiments.md.
    """

    dimension: int = 512
    terms: int = 60_000
    english: int = 4_500
    chinese: int = 2_500
    shared: int = 5_000

    @property
    def rows(self) -> int:
        """Number of rows in all."""
        return self.english + self.chinese + self.shared


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The terms, most useful first, with their rows and what each is worth before training (idf)."""

    terms: list[str]
    rows: NDArray[np.int32]
    weights: NDArray[np.float32]
    texts_with: NDArray[np.int64]


def vocabulary(texts: Iterable[str], glosses: Iterable[tuple[str, str]], shape: Shape) -> Vocabulary:
    """The terms found in most texts; single characters count threefold, an entry of the dictionary for 0.3 of a text."""
    found, listed, total = Counter[str](), Counter[str](), 0
    for text in texts:
        found.update(_cut(text))
        total += 1
    for pair in glosses:
        listed.update(_cut(" ".join(pair)))
    worth = {term: (found[term] + 0.3 * listed[term]) * (3 if len(term) == 1 else 1) for term in found | listed}
    chosen = sorted(worth, key=lambda term: (-worth[term], term))[: shape.terms]
    rows = _rows(chosen, shape)
    idf = np.array([log(1 + total / (1 + found[term])) * (1.5 if len(term) == 1 else 1) for term in chosen])
    counts = np.array([found[term] for term in chosen])
    return Vocabulary(chosen, rows, (idf / idf.mean()).astype(np.float32), counts)


def _cut(text: str) -> set[str]:
    return {term for term in terms(text) if not term.startswith("=")}


def _rows(chosen: Sequence[str], shape: Shape) -> NDArray[np.int32]:
    """The row of each term: shared rows first (by the term's hash), then English words, then Chinese terms."""
    places = {
        True: range(shape.shared, shape.shared + shape.english),
        False: range(shape.rows - shape.chinese, shape.rows),
    }
    free = {english: iter(numbers) for english, numbers in places.items()}
    return np.array([next(free[term.isascii()], zlib.crc32(term.encode()) % shape.shared) for term in chosen], np.int32)


class TermBag(InputModule):  # type: ignore[misc]
    """A text is the weighted sum of its terms' rows. Rows start as random directions, which keep unlike terms apart.

    A row moves only as far as there are texts to learn it from: the step of a Chinese row shrinks below `steady` texts,
    so that rare terms keep their random direction. English rows, which must find their Chinese neighbours, move freely.
    """

    config_keys: list[str] = []  # noqa: RUF012

    def __init__(self, words: Vocabulary, shape: Shape, steady: float, dropout: float) -> None:
        super().__init__()
        self.tokenizer = Tokenizer.from_str(tokenizer_json(words.terms))
        self._ids: dict[str, Tensor] = {}
        self._dropout = dropout
        count = shape.rows
        self.register_buffer("row_of", torch.from_numpy(words.rows).long())
        self.register_buffer("idf", torch.from_numpy(words.weights))
        self.register_buffer("start", torch.randn(count, shape.dimension) / shape.dimension**0.5)
        self.register_buffer("step", _steps(words, shape, steady))
        self.moved = nn.Parameter(torch.zeros(count, shape.dimension))
        self.gain = nn.Parameter(torch.zeros(len(words.terms)))

    def preprocess(self, inputs: Sequence[str], prompt: str | None = None, **_: Any) -> dict[str, Tensor]:
        """Term numbers of all texts in a row, and where each text begins."""
        found = [self._numbers((prompt or "") + text) for text in inputs]
        lengths = torch.tensor([0, *(len(numbers) for numbers in found[:-1])])
        return {"input_ids": torch.cat(found), "offsets": torch.cumsum(lengths, 0)}

    def _numbers(self, text: str) -> Tensor:
        if text not in self._ids:
            ids = [number - 1 for number in self.tokenizer.encode(text, add_special_tokens=False).ids if number]
            self._ids[text] = torch.tensor(ids, dtype=torch.long)
        return self._ids[text]

    def forward(self, features: dict[str, Tensor], **_: Any) -> dict[str, Tensor]:
        """Adds `sentence_embedding`, shape (texts, d), not yet of length 1."""
        numbers = features["input_ids"]
        weights = self.weights()[numbers]
        if self.training:
            weights = weights * (torch.rand(len(weights)) >= self._dropout)
        features["sentence_embedding"] = embedding_bag(
            self.row_of[numbers], self.rows(), features["offsets"], mode="sum", per_sample_weights=weights
        )
        return features

    def rows(self) -> Tensor:
        """Where the rows have come to, shape (rows, d)."""
        rows: Tensor = self.start + self.step * self.moved
        return rows

    def weights(self) -> Tensor:
        """What each term counts for, shape (terms,)."""
        weights: Tensor = self.idf * torch.exp(self.gain)
        return weights

    def get_embedding_dimension(self) -> int:
        """Length of a row."""
        return int(self.moved.shape[1])

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        """Writes the shipped form: int8 rows with one scale each, folded into the weights of the terms.

        That is the layout of model2vec, which the stock `StaticEmbedding` reads, and the only one it reads from int8.
        """
        rows = self.rows().detach().numpy()
        scale = np.abs(rows).max(axis=1, keepdims=True) / 127  # (rows, 1)
        row_of = self.row_of.numpy()
        weights = self.weights().detach().numpy() * scale[row_of, 0]
        tensors = {
            "embeddings": np.round(rows / scale).astype(np.int8),
            "mapping": np.concatenate([[0], row_of]).astype(np.int32),
            "weights": np.concatenate([[0.0], weights]).astype(np.float32),  # [UNK] weighs nothing
        }
        (Path(output_path) / "model.safetensors").write_bytes(save(tensors))
        (Path(output_path) / "tokenizer.json").write_text(self.tokenizer.to_str(), encoding="utf-8")


def _steps(words: Vocabulary, shape: Shape, steady: float) -> Tensor:
    """How far each row may move, shape (rows, 1): 0 for shared rows, which stand for too much to mean something."""
    steps = torch.zeros(shape.rows, 1)
    for term, count, row in zip(words.terms, words.texts_with, words.rows, strict=True):
        if row >= shape.shared:
            steps[row] = 1.0 if term.isascii() else min(1.0, count / steady)
    return steps


def write_modules(folder: Path) -> None:
    """The list of modules that makes a folder a sentence-transformers model, in stock classes."""
    home = "sentence_transformers.sentence_transformer.modules"
    kinds = [("", f"{home}.StaticEmbedding"), ("1_Normalize", f"{home}.Normalize")]
    modules = [{"idx": n, "name": str(n), "path": path, "type": kind} for n, (path, kind) in enumerate(kinds)]
    (folder / "modules.json").write_text(json.dumps(modules, indent=2) + "\n", encoding="utf-8")
    settings = {"model_type": "SentenceTransformer", "prompts": {}, "similarity_fn_name": "cosine"}
    (folder / "config_sentence_transformers.json").write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
