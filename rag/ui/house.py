"""The index folder behind the page: opened, rebuilt, looked over before a rebuild, rolled back and measured."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import BaowenError
from rag.evaluate import Comparison, Report, candid, compare, measure, resolve
from rag.evaluate.gold import Gold
from rag.load.questions import load_questions
from rag.store import Manifest, Shelf
from rag.types import Article, Built, Progress
from rag.ui.changes import Changes, changes

if TYPE_CHECKING:
    from rag.pipeline import Pipeline

Tell = Callable[[Progress], None]
BASELINE = Path("eval/baseline.json")


@dataclass(frozen=True, slots=True)
class Measured:
    """What a question set came to, and how that compares with the baseline; without one, `alone` says why."""

    name: str
    report: Report
    comparison: Comparison | None = None
    alone: str = ""


@dataclass(frozen=True, slots=True)
class House:
    """An index folder, the corpus it is built from, and the models that serve it."""

    index: Path
    corpus: Path
    model: str = "builtin"
    llm: str | None = None
    reranker: str | None = None
    reader: str | None = None
    trace: Path | None = None
    baseline: Path = BASELINE

    def open(self) -> Pipeline:
        """The pipeline over the index that serves. Raises what `Pipeline.open` raises."""
        from rag.pipeline import Pipeline

        return Pipeline.open(self.index, self.llm, self.reranker, self.reader, self.trace)

    def build(self, tell: Tell) -> Built:
        """A rebuild beside what serves. Raises what `rag.pipeline.build` raises."""
        from rag.pipeline import build

        return build(self.corpus, self.index, self.model, tell)

    def survey(self, articles: Sequence[Article], tell: Tell) -> Changes:
        """What a rebuild would change about these articles; the corpus is read, nothing is written. Raises CorpusError."""
        from rag.pipeline.build import read_stories

        stories, skipped = read_stories(self.corpus, tell)
        return changes(articles, [story.article for story in stories], skipped)

    def earlier(self) -> list[Manifest]:
        """The generations that could serve in the place of the present one, newest first."""
        shelf = Shelf(self.index)
        return [one for one in reversed(shelf.manifests()) if one.generation != shelf.current]

    def rollback(self, generation: str) -> str:
        """Let an earlier generation serve; its name comes back. Raises Unusable, BadIndex or Busy."""
        return Shelf(self.index).rollback(generation)

    def measure(self, file: Path, pipeline: Pipeline, tell: Tell) -> Measured:
        """Ask every question of a file. Raises QuestionSetError or BadIndex."""
        golds = resolve(load_questions(file), pipeline)
        report = measure(_told(golds, tell), pipeline, candid(pipeline, self.index, self.reader))
        try:
            return Measured(file.stem, report, compare(report, self.baseline))
        except BaowenError as error:  # a set of one's own has no baseline to be held to
            return Measured(file.stem, report, alone=str(error))


def _told(golds: Sequence[Gold], tell: Tell) -> Iterator[Gold]:
    for done, gold in enumerate(golds):
        tell(Progress("ask", done, len(golds)))
        yield gold
