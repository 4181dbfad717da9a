"""What the page needs from the rest of the house: an open pipeline and one rebuild at a time."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from rag.errors import BaowenError
from rag.evaluate.feedback import FILE as FEEDBACK
from rag.types import Article, Built, Event, Filter, Language, Progress, Question, Story
from rag.ui.pictures import Pictures
from rag.ui.uploads import Uploads

log = logging.getLogger(__name__)


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

    def article(self, article_id: str) -> Article | None:
        """The article of this id."""

    def story(self, article_id: str) -> Story | None:
        """The article of this id with its source and the way back to it; raises BadIndex."""

    def examples(self, language: Language, limit: int = ...) -> list[str]:
        """Questions in this language that the articles answer."""
        ...


@dataclass(frozen=True, slots=True)
class Idle:
    """No rebuild has run since the server started."""


@dataclass(frozen=True, slots=True)
class Running:
    """A rebuild under way; `seconds` since its present stage began."""

    progress: Progress
    seconds: float


@dataclass(frozen=True, slots=True)
class Failed:
    """A rebuild that ended without a new index, and why, in one sentence."""

    why: str


State = Idle | Running | Built | Failed
Build = Callable[[Callable[[Progress], None]], Built]


class Rebuild:
    """One rebuild at a time in a thread of its own, so that any number of pages can watch it or come back to it."""

    def __init__(self, build: Build) -> None:
        self._build = build
        self._lock = threading.Lock()
        self._progress: Progress | None = None
        self._since = 0.0
        self._ended: Idle | Built | Failed = Idle()

    def start(self) -> None:
        """Begin, unless one is under way: then its watcher simply joins."""
        with self._lock:
            if self._progress is None:
                self._progress, self._since = Progress("", 0, 0), time.monotonic()
                threading.Thread(target=self._run, name="rebuild", daemon=True).start()

    @property
    def state(self) -> State:
        """How far it is, or how the last one ended."""
        with self._lock:
            if self._progress is None:
                return self._ended
            return Running(self._progress, time.monotonic() - self._since)

    def _run(self) -> None:
        ended: Built | Failed
        try:
            ended = self._build(self._note)
        except BaowenError as error:
            ended = Failed(str(error))
        except Exception as error:  # the thread's last stop: a page that waits must be told that it ended
            log.exception("The rebuild failed.")
            ended = Failed(f"The rebuild failed with {type(error).__name__}; see the server's log.")
        with self._lock:
            self._progress, self._ended = None, ended

    def _note(self, progress: Progress) -> None:
        with self._lock:
            if self._progress is None or self._progress.stage != progress.stage:
                self._since = time.monotonic()
            self._progress = progress


class Desk:
    """Opens the pipeline when there is an index to open, and holds the rebuild, the files added and the pages drawn."""

    def __init__(
        self, corpus: Path, open_pipeline: Callable[[], Asker], build: Build, feedback: Path = FEEDBACK
    ) -> None:
        self.corpus = corpus
        self.feedback = feedback
        self.uploads = Uploads(corpus)
        self.pictures = Pictures(corpus)
        self.rebuild = Rebuild(lambda progress: self.uploads.build(build, progress))
        self._open = open_pipeline
        self._pipeline: Asker | None = None
        self._lock = threading.Lock()

    def pipeline(self) -> Asker:
        """The open pipeline. Raises NoIndex or BadIndex, and tries again at the next call."""
        with self._lock:
            if self._pipeline is None:
                self._pipeline = self._open()
            return self._pipeline

    def look(self) -> tuple[Asker | None, str]:
        """The pipeline, or None and the sentence that says why there is none."""
        try:
            return self.pipeline(), ""
        except BaowenError as error:
            return None, str(error)
