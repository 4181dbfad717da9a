"""What the page needs from the rest of the house: an open pipeline, and one piece of long work of each sort at a time."""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from rag.errors import BaowenError
from rag.evaluate.feedback import FILE as FEEDBACK
from rag.pipeline.suggest import Suggestion
from rag.store import Manifest
from rag.types import Article, Built, Event, Filter, Language, Progress, Question, Story
from rag.ui.changes import Changes
from rag.ui.house import Measured
from rag.ui.pictures import Pictures
from rag.ui.removed import Removed
from rag.ui.uploads import Uploads

log = logging.getLogger(__name__)

QUESTIONS = Path("eval/questions")


class Asker(Protocol):
    """The part of `rag.pipeline.Pipeline` that the page uses."""

    @property
    def generation(self) -> str:
        """The name of the index in use."""

    @property
    def articles(self) -> Sequence[Article]:
        """What is in the index."""

    def stream(self, question: Question, where: Filter | None = ...) -> Iterator[Event]:
        """`Found`, the text in pieces, then the `Answer`; raises BadQuestion."""
        ...

    def suggestions(self, question: Question, where: Filter | None = ...) -> list[Suggestion]:
        """Shorter questions that are answered, for one that is not."""
        ...

    def article(self, article_id: str) -> Article | None:
        """The article of this id."""

    def story(self, article_id: str) -> Story | None:
        """The article of this id with its source and the way back to it; raises BadIndex."""

    def examples(self, language: Language, limit: int = ...) -> list[str]:
        """Questions in this language that the articles answer."""
        ...


@dataclass(frozen=True, slots=True)
class Idle:
    """Nothing was done yet since the server started."""


@dataclass(frozen=True, slots=True)
class Running:
    """Work under way; `seconds` since its present stage began."""

    progress: Progress
    seconds: float


@dataclass(frozen=True, slots=True)
class Failed:
    """Work that ended without what was wanted, and why, in one sentence."""

    why: str


@dataclass(frozen=True, slots=True)
class RolledBack:
    """An earlier generation serves again."""

    generation: str


T = TypeVar("T")
Tell = Callable[[Progress], None]
Ended = Built | Changes | RolledBack
State = Idle | Running | Ended | Failed


class Job(Generic[T]):
    """One piece of long work at a time in a thread of its own, so that any number of pages can watch it or come back to it."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._lock = threading.Lock()
        self._progress: Progress | None = None
        self._since = 0.0
        self._ended: Idle | T | Failed = Idle()

    def start(self, work: Callable[[Tell], T]) -> None:
        """Begin, unless something is under way: then its watcher simply joins."""
        with self._lock:
            if self._progress is None:
                self._progress, self._since = Progress("", 0, 0), time.monotonic()
                threading.Thread(target=self._run, args=(work,), name=self._name, daemon=True).start()

    def forget(self) -> None:
        """Let go of how the last work ended."""
        with self._lock:
            self._ended = Idle()

    @property
    def state(self) -> Idle | Running | T | Failed:
        """How far it is, or how the last one ended."""
        with self._lock:
            if self._progress is None:
                return self._ended
            return Running(self._progress, time.monotonic() - self._since)

    def _run(self, work: Callable[[Tell], T]) -> None:
        ended: T | Failed
        try:
            ended = work(self._note)
        except BaowenError as error:
            ended = Failed(str(error))
        except Exception as error:  # the thread's last stop: a page that waits must be told that it ended
            log.exception("The %s failed.", self._name)
            ended = Failed(f"The {self._name} failed with {type(error).__name__}; see the server's log.")
        with self._lock:
            self._progress, self._ended = None, ended

    def _note(self, progress: Progress) -> None:
        with self._lock:
            if self._progress is None or self._progress.stage != progress.stage:
                self._since = time.monotonic()
            self._progress = progress


class Works(Protocol):
    """The part of `rag.ui.house.House` that the page uses."""

    def open(self) -> Asker:
        """The pipeline over the index that serves; raises NoIndex or BadIndex."""
        ...

    def build(self, tell: Tell) -> Built:
        """A rebuild beside what serves."""
        ...

    def survey(self, articles: Sequence[Article], tell: Tell) -> Changes:
        """What a rebuild would change about the articles of the index."""
        ...

    def earlier(self) -> list[Manifest]:
        """The generations that could serve in the place of the present one, newest first."""
        ...

    def rollback(self, generation: str) -> str:
        """Let an earlier generation serve."""
        ...

    def measure(self, file: Path, pipeline: Any, tell: Tell) -> Measured:
        """What a file of questions comes to."""
        ...


class Desk:
    """Opens the pipeline when there is an index to open, and holds the long work, the files that come and go, the pages drawn."""

    def __init__(self, corpus: Path, house: Works, feedback: Path = FEEDBACK, questions: Path = QUESTIONS) -> None:
        self.corpus = corpus
        self.house = house
        self.feedback = feedback
        self.questions = questions
        self.uploads = Uploads(corpus)
        self.removed = Removed(corpus)
        self.pictures = Pictures(corpus)
        self.rebuild: Job[Ended] = Job("rebuild")
        self.exam: Job[Measured] = Job("evaluation")
        self.report_key = secrets.token_urlsafe(24)
        """Who has it may read the report of the last evaluation: the page hands it to the visitors that it let in."""
        self._pipeline: Asker | None = None
        self._lock = threading.Lock()

    def build(self) -> None:
        """Begin a rebuild, or join the work under way."""
        self.rebuild.start(lambda tell: self.uploads.build(self.house.build, tell))

    def survey(self) -> None:
        """Begin to look what a rebuild would change; without an index everything would, so that is a rebuild at once."""
        pipeline, _ = self.look()
        if pipeline is None:
            self.build()
        else:
            articles = pipeline.articles
            self.rebuild.start(lambda tell: self.house.survey(articles, tell))

    def roll_back(self, generation: str) -> None:
        """Let an earlier generation serve, or join the work under way."""
        self.rebuild.start(lambda _: RolledBack(self.house.rollback(generation)))

    def examine(self, file: Path) -> None:
        """Begin to ask the questions of a file, or join the evaluation under way."""
        self.exam.start(lambda tell: self.house.measure(file, self.pipeline(), tell))

    def pipeline(self) -> Asker:
        """The open pipeline. Raises NoIndex or BadIndex, and tries again at the next call."""
        with self._lock:
            if self._pipeline is None:
                self._pipeline = self.house.open()
            return self._pipeline

    def look(self) -> tuple[Asker | None, str]:
        """The pipeline, or None and the sentence that says why there is none."""
        try:
            return self.pipeline(), ""
        except BaowenError as error:
            return None, str(error)
