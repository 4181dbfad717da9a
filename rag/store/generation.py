"""One generation: how it is written, and how it is read back."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.dense import Dense
from rag.errors import BadIndex
from rag.lexical import Lexical
from rag.store.manifest import FORMAT, Manifest, Recipe, contents
from rag.store.origins import article_of, read_places, read_story, save_origins
from rag.types import Article, Passage, Progress, Story

_ARTICLES = "articles.jsonl"
_PASSAGES = "passages.npy"
_ALIASES = "aliases.txt"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a generation will hold. `rows` is (n, 3): article number, start, end of each passage, in row order.

    `aliases` is the text of the corpus's alias file, empty without one.
    """

    recipe: Recipe
    stories: Sequence[Story]
    rows: NDArray[np.int32]
    vectors: NDArray[np.float32]
    aliases: str = ""

    @property
    def articles(self) -> list[Article]:
        """The articles of the stories, in order."""
        return [story.article for story in self.stories]

    def passages(self) -> list[tuple[int, Passage]]:
        """(article number, passage) in row order."""
        articles = self.articles
        return [(number, Passage(articles[number], start, end)) for number, start, end in self.rows.tolist()]


@dataclass(frozen=True, slots=True)
class Generation:
    """An open generation. Rows number its passages from 0; articles are numbered in the order of `articles`."""

    manifest: Manifest
    articles: Sequence[Article]
    rows: NDArray[np.int32]
    dense: Dense
    lexical: Lexical
    by_id: Mapping[str, Article]
    aliases: Path | None
    """The alias file that came with the corpus."""
    folder: Path

    @property
    def name(self) -> str:
        """Twelve hexadecimal digits; also the name of its folder."""
        return self.manifest.generation

    def passage(self, row: int) -> Passage:
        """The passage of a row."""
        number, start, end = self.rows[row].tolist()
        return Passage(self.articles[number], start, end)

    def story(self, article: Article) -> Story:
        """An article of this generation with the source it came from, read from the disk. Raises BadIndex when that cannot be."""
        try:
            number = next(at for at, one in enumerate(self.articles) if one.id == article.id)
            return read_story(self.folder, read_places(self.folder)[number], article)
        except (OSError, ValueError, KeyError, TypeError, IndexError, StopIteration) as error:
            raise BadIndex(f"The source of {article.id} cannot be read ({error}): run `baowen build`.") from None


def articles_as_lines(articles: Sequence[Article]) -> bytes:
    """The articles as they stand on disk: one JSON object a line."""
    lines = (json.dumps(asdict(article), ensure_ascii=False) + "\n" for article in articles)
    return "".join(lines).encode("utf-8")


def write_generation(draft: Draft, name: str, folder: Path, progress: Callable[[Progress], None]) -> Manifest:
    """Write all files of a generation into the new `folder`, the manifest last, and bring them to the disk."""
    folder.mkdir(parents=True)
    stages: list[Callable[[], object]] = [
        lambda: (folder / _ARTICLES).write_bytes(articles_as_lines(draft.articles)),
        lambda: save_origins(draft.stories, folder),
        lambda: np.save(folder / _PASSAGES, draft.rows, allow_pickle=False),
        lambda: Dense.build(draft.vectors).save(folder),
        lambda: Lexical.build(draft.passages(), folder),
        lambda: draft.aliases and (folder / _ALIASES).write_text(draft.aliases, encoding="utf-8"),
    ]
    for done, stage in enumerate(stages):
        progress(Progress("write", done, len(stages)))
        stage()
    built = datetime.now(UTC).isoformat(timespec="seconds")
    manifest = Manifest(FORMAT, name, built, draft.recipe, len(draft.articles), len(draft.rows), contents(folder))
    manifest.save(folder)
    _sync(folder)
    progress(Progress("write", len(stages), len(stages)))
    return manifest


def open_generation(folder: Path) -> Generation:
    """Raises BadIndex when a file is missing, cut short or of another format; checksums are for `verify`."""
    manifest = Manifest.open(folder)
    for name, (_, size) in manifest.files.items():
        path = folder / name
        if not path.is_file() or path.stat().st_size != size:
            raise BadIndex(
                f"{name} of generation {manifest.generation} is missing or cut short: "
                "run `baowen index rollback` or `baowen build`."
            )
    try:
        articles = [article_of(json.loads(line)) for line in (folder / _ARTICLES).read_bytes().splitlines()]
        rows = np.load(folder / _PASSAGES, allow_pickle=False)
    except (ValueError, TypeError, KeyError) as error:
        raise BadIndex(f"Generation {manifest.generation} cannot be read ({error}): run `baowen build`.") from None
    by_id = {article.id: article for article in articles}
    aliases = folder / _ALIASES if _ALIASES in manifest.files else None
    return Generation(manifest, articles, rows, Dense.open(folder), Lexical.open(folder), by_id, aliases, folder)


def _sync(folder: Path) -> None:
    for path in [*folder.rglob("*"), folder]:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
