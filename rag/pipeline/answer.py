"""One pipeline for every mouth: what the page shows, the command line prints and the evaluation measures."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from rag.cite import cite
from rag.errors import BaowenError
from rag.pipeline.examples import examples
from rag.read import Reader, Reading
from rag.read.compose import answer_text, not_found_text, short_text
from rag.read.weights import Weights
from rag.retrieve import Retriever
from rag.store import Generation, Shelf, open_generation
from rag.text import language_of, to_script
from rag.types import Answer, Article, Delta, Event, Filter, Found, Hit, Language, Query, Question, Story

if TYPE_CHECKING:
    from rag.write import Writer

_log = logging.getLogger(__name__)

PASSAGES = 10
"""Passages retrieved for an answer, and shown when there is none."""


@dataclass(frozen=True, slots=True)
class Serving:
    """A generation and what searches it: replaced as one, so that an answer never mixes two generations."""

    generation: Generation
    retriever: Retriever


class Pipeline:
    """Answers from the generation that CURRENT names, and from the next one as soon as it is published.

    Safe to share between threads.
    """

    def __init__(self, shelf: Shelf, serving: Serving, reader: Reader, writer: Writer | None = None) -> None:
        self._shelf = shelf
        self._serving = serving
        self._reader = reader
        self._writer = writer
        self._lock = threading.Lock()

    @classmethod
    def open(cls, index: Path, llm: str | None = None) -> Pipeline:
        """Raises NoIndex, BadIndex or ModelMissing."""
        shelf = Shelf(index)
        serving = _open(shelf, shelf.current)
        return cls(shelf, serving, Reader(Weights.open()), _open_writer(llm) if llm else None)

    @property
    def generation(self) -> str:
        """The name of the generation that serves."""
        return self._refreshed().generation.name

    @property
    def articles(self) -> Sequence[Article]:
        """Its articles, in the order of their paths."""
        return self._refreshed().generation.articles

    def article(self, article_id: str) -> Article | None:
        """The article of this id, or None."""
        return self._refreshed().generation.by_id.get(article_id)

    def story(self, article_id: str) -> Story | None:
        """The article of this id with the source it came from and the way back to it, or None. Raises BadIndex."""
        generation = self._refreshed().generation
        article = generation.by_id.get(article_id)
        return generation.story(article) if article else None

    @property
    def retriever(self) -> Retriever:
        """The retriever of the generation that serves now."""
        return self._refreshed().retriever

    def examples(self, language: Language, limit: int = 4) -> list[str]:
        """Questions that these articles answer, in this language; fewer when they offer fewer."""
        return examples(self.articles, language, limit, lambda text: self.ask(Question(text)))

    def ask(self, question: Question, where: Filter | None = None) -> Answer:
        """The last event of `stream`."""
        *_, last = self.stream(question, where)
        assert isinstance(last, Answer)
        return last

    def refuse(self, question: Question, why: str) -> Answer:
        """A not_found answer without passages, for what cannot be asked; `why` is its text."""
        language = language_of(question.text)
        seconds = {"total": 0.0}
        return Answer(
            question.text, "", language, "not_found", why, 0.0, (), self.generation, seconds=seconds, id=question.id
        )

    def search(self, question: Question, k: int = PASSAGES, where: Filter | None = None) -> list[Hit]:
        """The k best passages, best first. Raises BadQuestion."""
        serving = self._refreshed()
        query = serving.retriever.understand(question)
        hits = serving.retriever.search(query, k, where)
        return list(self._read(serving, query, hits).hits)

    def stream(self, question: Question, where: Filter | None = None) -> Iterator[Event]:
        """`Found`, then the text in pieces, then the `Answer`. Raises BadQuestion before anything is yielded.

        With a language model the extractive answer comes first, and the `Answer` carries the model's text where it holds.
        """
        began = time.perf_counter()
        serving = self._refreshed()
        query = serving.retriever.understand(question)
        hits = serving.retriever.search(query, PASSAGES, where)
        retrieved = time.perf_counter()
        yield Found(tuple(hits))
        answer = self._answer(question, query, self._read(serving, query, hits), serving.generation.name)
        if answer.outcome == "not_found" and question.history:
            answer = self._leaning(serving, question, answer, where)
        read = time.perf_counter()
        seconds = {"retrieve": retrieved - began, "read": read - retrieved}
        for piece in _pieces(answer.text):
            yield Delta(piece)
        if self._writer and answer.outcome == "answered":
            answer = self._writer.rewrite(answer)
            seconds["write"] = time.perf_counter() - read
        yield replace(answer, seconds={"total": time.perf_counter() - began, **seconds})

    def _leaning(self, serving: Serving, question: Question, refused: Answer, where: Filter | None) -> Answer:
        """The answer when the question is taken to lean on the one before it; `refused` when that finds nothing either."""
        query = serving.retriever.understand(question, leaning=True)
        hits = serving.retriever.search(query, PASSAGES, where)
        answer = self._answer(question, query, self._read(serving, query, hits), serving.generation.name)
        return answer if answer.outcome == "answered" else refused

    def _read(self, serving: Serving, query: Query, hits: Sequence[Hit]) -> Reading:
        return self._reader.read(query, hits, serving.generation.lexical, serving.retriever.encoder)

    def _answer(self, question: Question, query: Query, reading: Reading, generation: str) -> Answer:
        empty = Answer(
            id=question.id,
            question=question.text,
            understood_as=_shown(query, reading.hits),
            language=query.language,
            outcome="not_found",
            text=not_found_text(query.language),
            confidence=reading.confidence,
            passages=reading.hits,
            generation=generation,
        )
        citations = cite(reading.quotes) if reading.confidence >= self._reader.threshold else ()
        if not citations:
            return empty
        short = short_text(reading.short, query.language)
        text = answer_text(short, citations, query.language)
        return replace(empty, outcome="answered", text=text, short_answer=short, citations=citations)

    def _refreshed(self) -> Serving:
        """What serves now. While a newly published generation cannot be opened, the one in hand goes on serving."""
        try:
            name = self._shelf.current
            with self._lock:
                if name != self._serving.generation.name:
                    self._serving = _open(self._shelf, name)
        except BaowenError as error:
            _log.warning("%s The generation in memory goes on serving.", error)
        return self._serving


def _shown(query: Query, hits: Sequence[Hit]) -> str:
    """What was understood; the Chinese of an English question in the script of the articles it found."""
    if query.language != "en" or not hits:
        return query.understood_as
    return to_script(query.understood_as, hits[0].passage.article.language)


def _open(shelf: Shelf, name: str) -> Serving:
    generation = open_generation(shelf.path(name))
    return Serving(generation, Retriever.open(generation))


def _open_writer(spec: str) -> Writer:
    from rag.write import open_writer  # LangChain takes a second to import: only when a model is asked for

    return open_writer(spec)


def _pieces(text: str) -> Iterator[str]:
    """The text a line at a time, as it is shown while it comes."""
    yield from text.splitlines(keepends=True)
