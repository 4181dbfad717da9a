"""Both legs of a generation, their fusion, and a second ranking of the best."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from rag.embed import Encoder, open_encoder
from rag.errors import BadIndex
from rag.rerank import Reranker
from rag.retrieve.explain import Explanation, explained
from rag.retrieve.filters import Admitted, admitted
from rag.retrieve.fuse import fuse
from rag.retrieve.query import understand
from rag.retrieve.rank import Ranking, Weights, rank
from rag.retrieve.signals import Candidates
from rag.retrieve.weigh import weighed
from rag.store import Generation
from rag.translate import Translator, open_translator
from rag.types import Filter, Group, Hit, Query, Question, Ranked

DEPTH = 100
"""Rows taken from each leg."""
RERANKED = 30
"""Rows of the fused ranking that are ranked again; docs/experiments.md has the figures behind both."""
FILTERS = 16
"""Filters whose admitted articles and rows are remembered; asking every article again takes longer than the search."""
BROAD = 500
"""Admitted articles from which on a filter is a broad one."""
CROSSED = 20
"""Rows of the second ranking that a cross-encoder puts in order, where there is one: it takes milliseconds to tenths of a second for each."""
LONG = 40
"""Groups of a question from which on single characters are not searched for."""
DENSE = {"zh-Hant": 0.1, "zh-Hans": 0.1, "en": 0.3}
"""Weight of the dense leg by the language of the question, the lexical leg's is the rest; figures in docs/experiments.md."""


@dataclass(frozen=True, slots=True)
class _Found:
    """The first ranking, `fused` of both legs', with what it was found by."""

    groups: Sequence[Group]
    fused: Ranked
    lexical: Ranked
    dense: Ranked
    vector: NDArray[np.float32]


class Retriever:
    """Searches one generation. Safe to share between threads: nothing in it changes but caches of frequencies and of filters."""

    def __init__(
        self,
        generation: Generation,
        encoder: Encoder,
        translator: Translator,
        reranker: Reranker | None = None,
        weights: Weights | None = None,
    ) -> None:
        self.generation = generation
        self.encoder = encoder
        self.translator = translator
        self.reranker = reranker
        self._weights = weights or Weights.open()
        admit = partial(admitted, articles=generation.articles, article_of=generation.rows[:, 0])
        self._admitted = lru_cache(FILTERS)(admit)

    @classmethod
    def open(cls, generation: Generation, reranker: Reranker | None = None) -> Retriever:
        """With the model and the aliases the generation was built with. Raises ModelMissing, or BadIndex when that model has changed since."""
        recipe = generation.manifest.recipe
        encoder = open_encoder(recipe.model)
        if (encoder.name, encoder.dimension) != (recipe.weights, recipe.dimension):
            raise BadIndex(
                f"The index was built with the model {recipe.weights}, which is now {encoder.name}: "
                f"run `{_build_with(recipe.model)}`."
            )
        return cls(generation, encoder, open_translator(generation.aliases), reranker)

    def understand(self, question: Question, leaning: bool | None = None) -> Query:
        """The query of a question over this generation, `leaning` on the question before as `understand` says. Raises BadQuestion."""
        return understand(question, self.translator, self.generation.lexical.frequency, leaning)

    def search(self, query: Query, k: int = 10, where: Filter | None = None) -> list[Hit]:
        """The k best passages of the articles that `where` admits, best first."""
        found = self._found(query, where or Filter(), max(k, DEPTH))
        again, rest = found.fused[:RERANKED], found.fused[RERANKED:k]
        if not again:
            return []
        ranking, _ = self._ranked(query, found, again)
        order, scores = ranking.order.tolist(), ranking.scores
        ranked = [(again[i][0], float(scores[i])) for i in order]
        ranked += [(row, ranked[-1][1] * (score / again[-1][1])) for row, score in rest]
        ranked = self._crossed(query, ranked)
        ranks = [{row: place for place, (row, _) in enumerate(leg, 1)} for leg in (found.lexical, found.dense)]
        return [
            Hit(self.generation.passage(row), score, ranks[0].get(row), ranks[1].get(row)) for row, score in ranked[:k]
        ]

    def _crossed(self, query: Query, ranked: Ranked) -> Ranked:
        """The first rows in the order of the cross-encoder, if there is one.

        The best of them takes the best of their scores and so on: the scores of one cross-encoder mean nothing beside those of
        another, and what reads the scores was learnt on these.
        """
        if self.reranker is None:
            return ranked
        first = ranked[:CROSSED]
        passages = [self.generation.passage(row) for row, _ in first]
        found = self.reranker.scores(query.text, [f"{one.article.title}\n{one.text}" for one in passages])
        order = np.argsort(-found, kind="stable").tolist()
        return [(first[i][0], score) for i, (_, score) in zip(order, first, strict=True)] + ranked[CROSSED:]

    def explain(self, query: Query, hit: Hit, where: Filter | None = None) -> Explanation | None:
        """Why a hit of `search` with the same query and filter stands where it does; None when it was not ranked twice."""
        ranked = self.candidates(query, RERANKED, where)
        if ranked is None or hit.passage not in ranked[1].passages:
            return None
        ranking, candidates = ranked
        model = self._weights.english if query.language == "en" else self._weights.chinese
        return explained(hit, list(candidates.passages).index(hit.passage), ranking, model)

    def candidates(self, query: Query, count: int, where: Filter | None = None) -> tuple[Ranking, Candidates] | None:
        """The first `count` of the first ranking with their second ranking; None when nothing was found."""
        found = self._found(query, where or Filter(), DEPTH)
        return self._ranked(query, found, found.fused[:count]) if found.fused else None

    def _found(self, query: Query, where: Filter, depth: int) -> _Found:
        only = self._admitted(where)
        groups = weighed(query, self.generation.lexical, self._weights.term)
        vector = self.encoder.queries([query.text])[0]
        lexical = self._lexical(_telling(query.groups), depth, only)
        dense = self.generation.dense.search(vector, depth, only.rows if only else None)
        weight = DENSE[query.language]
        return _Found(groups, fuse([lexical, dense], [1 - weight, weight]), lexical, dense, vector)

    def _lexical(self, groups: Sequence[Group], depth: int, only: Admitted | None) -> Ranked:
        """The lexical leg. Among many admitted articles it is faster to look at more rows and leave out those of the others."""
        leg = self.generation.lexical
        if only is None:
            return leg.search(groups, depth)
        if len(only.articles) < BROAD:
            return leg.search(groups, depth, only.articles.tolist())
        wide = 2 * depth * len(only.mask) // len(only.articles)
        found = leg.search(groups, wide)
        inside = only.mask[self.generation.rows[[row for row, _ in found], 0]]
        kept = [pair for pair, one in zip(found, inside, strict=True) if one]
        enough = len(kept) >= depth or len(found) < wide
        return kept[:depth] if enough else leg.search(groups, depth, only.articles.tolist())

    def _ranked(self, query: Query, found: _Found, again: Ranked) -> tuple[Ranking, Candidates]:
        rows = [row for row, _ in again]
        candidates = Candidates(
            [self.generation.passage(row) for row in rows],
            np.array([score for _, score in again], dtype=np.float32),
            self.generation.dense.cosines(found.vector, rows),
            self.generation.rows[rows, 0].astype(np.int64),
        )
        return rank(query, found.groups, candidates, self.generation.lexical, self._weights), candidates


def _build_with(model: str) -> str:
    """The command that builds with a model."""
    return "baowen build" if model == "builtin" else f"baowen build --model {shlex.quote(model)}"


def _telling(groups: Sequence[Group]) -> Sequence[Group]:
    """The groups that the first ranking looks for: of a long question not the single characters, which stand nearly everywhere.

    The second ranking counts them all. Below LONG groups they find one passage in a thousand that pairs do not; above, they take most of the time.
    """
    if len(groups) <= LONG:
        return groups
    return [group for group in groups if any(len(term) > 1 for term, _ in group.terms)] or groups
