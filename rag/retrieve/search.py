"""Both legs of a generation, and their fusion."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rag.embed import Encoder, open_encoder
from rag.errors import BadIndex
from rag.retrieve.fuse import fuse
from rag.retrieve.query import understand
from rag.store import Generation
from rag.translate import Translator, open_translator
from rag.types import Filter, Hit, Query, Question

DEPTH = 100
"""Rows taken from each leg."""
DENSE = {"zh-Hant": 0.1, "zh-Hans": 0.1, "en": 0.3}
"""Weight of the dense leg by the language of the question, the lexical leg's is the rest; figures in docs/experiments.md."""


class Retriever:
    """Searches one generation. Safe to share between threads: nothing in it changes but a cache of frequencies."""

    def __init__(self, generation: Generation, encoder: Encoder, translator: Translator) -> None:
        self.generation = generation
        self.encoder = encoder
        self.translator = translator

    @classmethod
    def open(cls, generation: Generation) -> Retriever:
        """With the model and the aliases the generation was built with. Raises ModelMissing, or BadIndex when that model has changed since."""
        recipe = generation.manifest.recipe
        encoder = open_encoder(recipe.model)
        if (encoder.name, encoder.dimension) != (recipe.weights, recipe.dimension):
            raise BadIndex(
                f"The index was built with the model {recipe.weights}, which is now {encoder.name}: run `baowen build`."
            )
        return cls(generation, encoder, open_translator(generation.aliases))

    def understand(self, question: Question, leaning: bool | None = None) -> Query:
        """The query of a question over this generation, `leaning` on the question before as `understand` says. Raises BadQuestion."""
        return understand(question, self.translator, self.generation.lexical.frequency, leaning)

    def search(self, query: Query, k: int = 10, where: Filter | None = None) -> list[Hit]:
        """The k best passages of the articles that `where` admits, best first."""
        articles, rows = self._admitted(where or Filter())
        lexical = self.generation.lexical.search(query.groups, DEPTH, articles)
        vector = self.encoder.queries([query.text])[0]
        dense = self.generation.dense.search(vector, DEPTH, rows)
        ranks = [{row: rank for rank, (row, _) in enumerate(leg, 1)} for leg in (lexical, dense)]
        weight = DENSE[query.language]
        fused = fuse([lexical, dense], [1 - weight, weight])[:k]
        return [Hit(self.generation.passage(row), score, ranks[0].get(row), ranks[1].get(row)) for row, score in fused]

    def _admitted(self, where: Filter) -> tuple[Sequence[int] | None, NDArray[np.int64] | None]:
        """Numbers of the admitted articles and rows of their passages; None when all are."""
        if where == Filter():
            return None, None
        articles = [i for i, article in enumerate(self.generation.articles) if where.admits(article)]
        rows = np.flatnonzero(np.isin(self.generation.rows[:, 0], articles))
        return articles, rows.astype(np.int64)
