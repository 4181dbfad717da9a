"""A corpus to a published generation, beside the one that serves."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.chunk import SIZE, chunk
from rag.clean import clean
from rag.duplicates import fold_in
from rag.embed import Encoder, open_encoder
from rag.errors import BaowenError, CorpusError
from rag.load import load
from rag.retrieve import alias_lines
from rag.retrieve import aliases as learnt_aliases
from rag.store import Draft, Recipe, Shelf, fingerprint, grouped, open_generation, source_line
from rag.store.generation import articles_as_lines
from rag.text import ANALYSER
from rag.translate import open_translator
from rag.types import Article, Built, Passage, Progress, Skipped, Story

_BATCH = 512


def silent(progress: Progress) -> None:
    """For builds nobody watches."""


def build(
    corpus: Path,
    index: Path,
    model: str = "builtin",
    progress: Callable[[Progress], None] = silent,
    repair: bool = True,
) -> Built:
    """Read, clean, chunk, embed, index and publish. What served before serves until the last step, and after any failure.

    Vectors of passages whose text did not change come from the last generation. When nothing changed, nothing is written.
    Raises CorpusError, ModelMissing or Busy.
    """
    began = time.perf_counter()
    shelf = Shelf(index)
    encoder = open_encoder(model)
    recipe = Recipe(_lasting(model), encoder.name, encoder.dimension, SIZE, ANALYSER, repair)
    with shelf.writing():
        stories, skipped = read_stories(corpus, progress, repair)
        articles = [story.article for story in stories]
        aliases = _with_learnt(_aliases(corpus), articles)
        name = fingerprint(recipe, _content(stories), aliases)
        unchanged = shelf.holds(name)
        passages = [passage for article in articles for passage in chunk(article)]
        reused = len(passages)
        if not unchanged:
            vectors, reused = _embed(passages, encoder, _known_vectors(shelf, recipe), progress)
            shelf.add(Draft(recipe, stories, _rows(articles, passages), vectors, aliases), name, progress)
        shelf.publish(name, progress)
    seconds = time.perf_counter() - began
    return Built(name, len(articles), len(passages), reused, unchanged, skipped, seconds)


def _lasting(model: str) -> str:
    """The name of a model, or the whole path of its folder, so that it opens from anywhere."""
    folder = Path(model).expanduser()
    return str(folder.resolve()) if folder.is_dir() else model


def read_stories(
    corpus: Path, progress: Callable[[Progress], None] = silent, repair: bool = True
) -> tuple[list[Story], list[Skipped]]:
    """The cleaned stories of a corpus, of reprints only one each, and what could not be read. Raises CorpusError without any."""
    stories: list[Story] = []
    skipped: list[Skipped] = []
    for found in load(corpus):
        if isinstance(found, Skipped):
            skipped.append(found)
            continue
        cleaned = clean(found, repair)
        stories += cleaned
        if not cleaned:
            skipped.append(Skipped(found.article.source, "no text in it"))
        progress(Progress("read", len(stories), 0))
    if not stories:
        reasons = "; ".join(f"{one.where}: {one.why}" for one in skipped[:3])
        raise CorpusError(f"No article in {corpus} could be read ({reasons}): put readable articles there.")
    return _without_copies(stories), skipped


def _without_copies(stories: Sequence[Story]) -> list[Story]:
    """The stories that are indexed, each naming the reprints that are not."""
    kept = {article.id: article for article in fold_in([story.article for story in stories])}
    return [replace(story, article=kept[story.article.id]) for story in stories if story.article.id in kept]


def _content(stories: Sequence[Story]) -> Iterator[bytes]:
    """Everything of the corpus that a generation holds, for its name."""
    yield articles_as_lines([story.article for story in stories])
    for group in grouped(stories):
        yield source_line(group[0].source, group)


def _aliases(corpus: Path) -> str:
    """The text of the corpus's alias file, once it has been found well formed; empty without one."""
    file = corpus / "aliases.txt"
    if not file.is_file():
        return ""
    open_translator(file)
    return file.read_text(encoding="utf-8-sig")


def _with_learnt(own: str, articles: Sequence[Article]) -> str:
    """The corpus's own names, then the short names that the articles explain themselves: 香港科技大學（港科大）."""
    return (own.rstrip("\n") + "\n" if own else "") + alias_lines(learnt_aliases(articles))


def _rows(articles: Sequence[Article], passages: Sequence[Passage]) -> NDArray[np.int32]:
    numbers = {article.id: number for number, article in enumerate(articles)}
    rows = [(numbers[passage.article.id], passage.start, passage.end) for passage in passages]
    return np.array(rows, dtype=np.int32).reshape(-1, 3)


def _known_vectors(shelf: Shelf, recipe: Recipe) -> dict[str, NDArray[np.float32]]:
    """Vectors of the current generation by the text of their passage; empty when another model made them."""
    try:
        last = open_generation(shelf.path(shelf.current))
    except BaowenError:
        return {}
    if last.manifest.recipe.weights != recipe.weights:
        return {}
    vectors = last.dense.vectors()
    return {last.passage(row).text: vectors[row] for row in range(len(last.rows))}


def _embed(
    passages: Sequence[Passage],
    encoder: Encoder,
    known: dict[str, NDArray[np.float32]],
    progress: Callable[[Progress], None],
) -> tuple[NDArray[np.float32], int]:
    """Vectors (n, d) in the order of the passages, and how many of them were known already."""
    vectors = np.zeros((len(passages), encoder.dimension), dtype=np.float32)
    new = []
    for row, passage in enumerate(passages):
        vector = known.get(passage.text)
        if vector is None:
            new.append(row)
        else:
            vectors[row] = vector
    for start in range(0, len(new), _BATCH):
        rows = new[start : start + _BATCH]
        progress(Progress("embed", start, len(new)))
        vectors[rows] = encoder.passages([passages[row].text for row in rows])
    progress(Progress("embed", len(new), len(new)))
    return vectors, len(passages) - len(new)
