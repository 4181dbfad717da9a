"""Questions with their first candidates as arrays: what the second ranking is learnt from."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.retrieve import Retriever
from rag.retrieve.matches import Matches
from rag.retrieve.weigh import term_features
from rag.types import Article, Passage, Question

CANDIDATES, SENTENCES, GROUPS = 20, 12, 56
"""Sizes that everything is padded or cut to: the first candidates, the sentences of each, the rarest groups of the question."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Row:
    """A question and what answers it: an article and, in it, the answers or quotes that a passage must hold one of."""

    question: Question
    gold: str
    wanted: tuple[str, ...]
    title: str = ""

    def answered_by(self, passage: Passage) -> bool:
        """Whether the passage is of the right article and holds an answer."""
        return passage.article.id == self.gold and any(one in passage.text for one in self.wanted)


@dataclass(frozen=True, slots=True)
class Example:
    """A question as arrays, padded: D candidates, S sentences, G groups.

    `counts` (D, S, G), `titles` (D, G), `lengths` (D, S), `passage_lengths` (D,), `given` (D, f), `features` (G, t), `worth` (G,),
    `same` (D, D), `right` (D,): an answer is there, `near` (D,): the article alone is right, `there` (D,): not padding.
    """

    counts: NDArray[np.float16]
    titles: NDArray[np.float16]
    lengths: Floats
    passage_lengths: Floats
    given: Floats
    features: Floats
    worth: Floats
    same: NDArray[np.bool_]
    right: NDArray[np.bool_]
    near: NDArray[np.bool_]
    there: NDArray[np.bool_]
    english: bool


def examples(retriever: Retriever, rows: Iterable[Row]) -> list[Example]:
    """The rows of which one of the first candidates answers."""
    found = (_example(retriever, row) for row in rows)
    return [example for example in found if example is not None and example.right.any()]


def _example(retriever: Retriever, row: Row) -> Example | None:
    query = retriever.understand(row.question)
    ranked = retriever.candidates(query, CANDIDATES)
    if ranked is None or not ranked[0].groups:
        return None
    ranking, candidates = ranked
    lexical = retriever.generation.lexical
    plain = [group for group in query.groups if any(lexical.frequency(term) for term, _ in group.terms)]
    worth = np.array([lexical.group_idf(group) * group.weight for group in plain], dtype=np.float32)
    kept = np.sort(np.argsort(-worth, kind="stable")[:GROUPS])
    matches = ranking.matches
    counts, lengths = _sentences(matches, kept)
    passages = candidates.passages
    return Example(
        counts=counts,
        titles=_padded(matches.titles[kept].T, (CANDIDATES, GROUPS)).astype(np.float16),
        lengths=lengths,
        passage_lengths=_padded(np.array([len(passage.text) for passage in passages]), (CANDIDATES,)),
        given=_padded(ranking.given, (CANDIDATES, ranking.given.shape[1])),
        features=_padded(term_features(plain, query.text, lexical)[kept], (GROUPS, -1)),
        worth=_padded(worth[kept], (GROUPS,)),
        same=_padded(candidates.articles[:, None] == candidates.articles[None, :], (CANDIDATES, CANDIDATES)) > 0,
        right=_padded(np.array([row.answered_by(passage) for passage in passages]), (CANDIDATES,)) > 0,
        near=_padded(np.array([passage.article.id == row.gold for passage in passages]), (CANDIDATES,)) > 0,
        there=_padded(np.ones(len(passages)), (CANDIDATES,)) > 0,
        english=query.language == "en",
    )


def _sentences(matches: Matches, kept: NDArray[np.int64]) -> tuple[NDArray[np.float16], Floats]:
    """Counts (D, S, G) and lengths (D, S); what comes after the last sentence that fits is counted into it."""
    counts = np.zeros((CANDIDATES, SENTENCES, GROUPS), dtype=np.float16)
    lengths = np.full((CANDIDATES, SENTENCES), 40, dtype=np.float32)
    for number, passage in enumerate(matches.passage_of.tolist()):
        place = min(number - int(matches.first[passage]), SENTENCES - 1)
        counts[passage, place, : len(kept)] += matches.counts[kept, number]
        lengths[passage, place] = matches.lengths[number]
    return counts, lengths


def _padded(values: NDArray[np.generic], shape: tuple[int, ...]) -> Floats:
    """The values in the corner of zeros of this shape; -1 keeps a side."""
    sides = tuple(have if side < 0 else side for have, side in zip(values.shape, shape, strict=True))
    out = np.zeros(sides, dtype=np.float32)
    out[tuple(slice(have) for have in values.shape)] = values
    return out


def reading_rows(file: Path) -> tuple[list[Article], list[Row]]:
    """The passages of a reading set as articles, and its questions."""
    ids: dict[str, str] = {}
    articles, rows = [], []
    for line in file.read_text("utf-8").splitlines():
        keys = json.loads(line)
        if keys["passage"] not in ids:
            ids[keys["passage"]] = f"p{len(ids)}"
            articles.append(Article(ids[keys["passage"]], keys["title"], keys["passage"]))
        if keys["question"].strip():
            question = Question(keys["question"], id=str(keys["id"]))
            rows.append(Row(question, ids[keys["passage"]], tuple(keys["answers"]), keys["title"]))
    return articles, rows


def parallel_rows(file: Path, together: int = 4, seed: int = 3) -> tuple[list[Article], list[Row]]:
    """Runs of Chinese sentences as articles, and five to ten words in a row of each English sentence as a question."""
    rng = random.Random(seed)
    pairs = [line.split("\t") for line in file.read_text("utf-8").splitlines()]
    articles, rows = [], []
    for start in range(0, len(pairs) - together + 1, together):
        several = pairs[start : start + together]
        articles.append(Article(f"x{start}", "", "".join(chinese for _, chinese in several)))
        for english, chinese in several:
            rows.append(Row(Question(_words(english, rng)), f"x{start}", (chinese[:40],)))
    return articles, rows


def _words(sentence: str, rng: random.Random) -> str:
    words = sentence.split()
    length = rng.randint(5, 10)
    first = rng.randint(0, max(0, len(words) - length))
    return " ".join(words[first : first + length])


def own_rows(questions: Sequence[Question]) -> list[Row]:
    """The project's questions that have evidence; a passage answers by holding the beginning of a quote."""
    return [
        Row(question, article, tuple(quote[:20] for one, quote in question.evidence if one == article))
        for question in questions
        if question.evidence
        for article in [question.evidence[0][0]]
    ]
