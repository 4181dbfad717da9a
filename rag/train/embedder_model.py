"""The embedder while it is trained, and how it is written to disk in the form that is shipped."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save
from torch import Tensor, nn
from torch.nn.functional import embedding_bag, normalize

from rag.embed.lexicon import Lexicon
from rag.train.embedder_tokenizer import tokenizer_json
from rag.train.embedder_vocabulary import KINDS, Shape, Vocabulary


class Bags:
    """Texts as the numbers of their terms, one text after the other, read once and drawn from many times."""

    def __init__(self, texts: Sequence[str], lexicon: Lexicon) -> None:
        found = [lexicon.count(text) for text in texts]
        self._numbers = np.concatenate([numbers for numbers, _ in found])
        self._counts = np.concatenate([counts for _, counts in found])
        self._ends = np.cumsum([0, *(len(numbers) for numbers, _ in found)])
        self.size = len(texts)

    def draw(self, places: NDArray[np.int64]) -> tuple[Tensor, Tensor, Tensor]:
        """Of the texts at these places: numbers (t,), counts (t,), and where each text begins (texts,)."""
        lengths = self._ends[places + 1] - self._ends[places]
        begins = np.cumsum(lengths) - lengths
        at = np.repeat(self._ends[places] - begins, lengths) + np.arange(lengths.sum())
        return torch.from_numpy(self._numbers[at]), torch.from_numpy(self._counts[at]), torch.from_numpy(begins)

    def empty(self) -> NDArray[np.bool_]:
        """Which texts have no known term, (texts,)."""
        empty: NDArray[np.bool_] = np.diff(self._ends) == 0
        return empty


class TermBag(nn.Module):
    """A text is the weighted sum of its terms' rows. Rows are random directions, which keep unlike terms apart.

    What is learnt: how much a term weighs, by a factor for its kind and, the oftener it was seen, one of its own; and for
    English words the row and the weight, which lead to the Chinese words they go with. Chinese rows stay as drawn.
    """

    def __init__(self, words: Vocabulary, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.row_of = torch.from_numpy(words.rows).long()
        self._english = torch.from_numpy(words.english)
        self._start = torch.from_numpy(words.weights)
        self._kinds = torch.from_numpy(words.kinds)
        self._trust = torch.from_numpy(words.trust)
        self.directions = self.drawn()
        self.by_kind = nn.Parameter(torch.zeros(KINDS))
        self.by_term = nn.Parameter(torch.zeros(len(words.rows)))
        self.english_rows = nn.Parameter(torch.zeros(shape.english, shape.dimension))
        self.english_weights = nn.Parameter(torch.zeros(len(words.rows)))

    def drawn(self) -> Tensor:
        """Random directions for all rows, (rows, d), others at every call; about of length 1."""
        directions: Tensor = torch.randn(self.shape.rows, self.shape.dimension) / self.shape.dimension**0.5
        return directions

    def weights(self) -> Tensor:
        """What each term counts for, (n,)."""
        factors = self.by_kind[self._kinds] + self._trust * self.by_term + self._english * self.english_weights
        weights: Tensor = self._start * torch.exp(factors)
        return weights

    def rows(self) -> Tensor:
        """Where the rows have come to, (rows, d)."""
        still = torch.zeros(self.shape.shared, self.shape.dimension)
        rows: Tensor = self.directions + torch.cat([still, self.english_rows])
        return rows

    def encode(self, bags: tuple[Tensor, Tensor, Tensor], rows: Tensor, dropout: float = 0.0) -> Tensor:
        """Vectors of length 1, (texts, d); each term is left out with the probability `dropout`."""
        numbers, counts, begins = bags
        weights = self.weights()[numbers] * counts * (torch.rand(len(numbers)) >= dropout)
        sums = embedding_bag(self.row_of[numbers], rows, begins, mode="sum", per_sample_weights=weights)
        vectors: Tensor = normalize(sums)
        return vectors

    def encode_all(self, bags: Bags) -> Tensor:
        """Vectors of all texts, (texts, d), to be learnt from and not to be learnt."""
        with torch.no_grad():
            rows = self.rows()
            batches = np.array_split(np.arange(bags.size), bags.size // 1024 + 1)
            return torch.cat([self.encode(bags.draw(places), rows) for places in batches])

    def save(self, words: Vocabulary, folder: Path) -> None:
        """Writes the shipped form: int8 rows with one scale each, folded into the weights of the terms.

        That is the layout of model2vec, which the stock `StaticEmbedding` reads, and the only one it reads from int8.
        """
        rows = self.rows().detach().numpy()
        scale = np.abs(rows).max(axis=1, keepdims=True) / 127  # (rows, 1)
        tensors = {
            "embeddings": np.round(rows / scale).astype(np.int8),
            "mapping": words.rows,
            "weights": (self.weights().detach().numpy() * scale[words.rows, 0]).astype(np.float32),
        }
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "model.safetensors").write_bytes(save(tensors))
        (folder / "tokenizer.json").write_text(tokenizer_json(words.terms), encoding="utf-8")
        _write_modules(folder)


def _write_modules(folder: Path) -> None:
    """The list of modules that makes a folder a sentence-transformers model, in stock classes."""
    home = "sentence_transformers.sentence_transformer.modules"
    kinds = [("", f"{home}.StaticEmbedding"), ("1_Normalize", f"{home}.Normalize")]
    modules = [{"idx": n, "name": str(n), "path": path, "type": kind} for n, (path, kind) in enumerate(kinds)]
    (folder / "modules.json").write_text(json.dumps(modules, indent=2) + "\n", encoding="utf-8")
    settings = {"model_type": "SentenceTransformer", "prompts": {}, "similarity_fn_name": "cosine"}
    (folder / "config_sentence_transformers.json").write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
