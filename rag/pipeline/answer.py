"""One pipeline for every mouth: what the page shows, the command line prints and the evaluation measures."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.errors import BadQuestion, BaowenError
from rag.pipeline.examples import examples
from rag.pipeline.suggest import Suggestion, suggestions
from rag.pipeline.two_parts import PASSAGES, TwoParts
from rag.read import Reader, Reading
from rag.read.compose import Composed, compose
from rag.read.refusal import refusal_text
from rag.rerank import Reranker, open_reranker
from rag.retrieve import Retriever
from rag.store import Generation, Shelf, open_generation
from rag.text import language_of, to_script
from rag.trace import Steps, Tracer
from rag.types import (
    Answer,
    Article,
    Delta,
    Drafted,
    Event,
    Filter,
    Found,
    Hit,
    Language,
    Query,
    Question,
    Restated,
    Story,
)

if TYPE_CHECKING:
    from rag.write import Writer

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Serving:
    """A generation and what searches it: replaced as one, so that an answer never mixes two generations."""

    generation: Generation
    retriever: Retriever


class Pipeline:
    """Answers from the generation that CURRENT names, and from the next one as soon as it is published.

    Safe to share between threads.
    """

    def __init__(
        self, shelf: Shelf, serving: Serving, reader: Reader, writer: Writer | None = None, trace: Tracer | None = None
    ) -> None:
        self._shelf = shelf
        self._serving = serving
        self._reader = reader
        self._writer = writer
        self._trace = trace or Tracer()
        self._lock = threading.Lock()

    @classmethod
    def open(
        cls,
        index: Path,
        llm: str | None = None,
        reranker: str | None = None,
        reader: str | None = None,
        trace: Path | None = None,
    ) -> Pipeline:
        """With a language model, a cross-encoder and another span reader where they are named, and the steps written to `trace`.

        Raises NoIndex, BadIndex, ModelMissing, or Unusable for a trace that cannot be written.
        """
        shelf = Shelf(index)
        serving = _open(shelf, shelf.current, None if reranker is None else open_reranker(reranker))
        return cls(shelf, serving, Reader.open(reader), _open_writer(llm) if llm else None, Tracer(trace))

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

    def suggestions(self, question: Question, where: Filter | None = None) -> list[Suggestion]:
        """For a question that was not answered: shorter ones that are, without its year or what the articles do not speak of.

        Each was tried, in the articles' own words: no language model is asked. Raises BadQuestion.
        """
        serving = self._refreshed()

        def read(text: str) -> tuple[Query, Reading]:
            query = serving.retriever.understand(replace(question, text=text))
            return query, self._read(serving, query, serving.retriever.search(query, PASSAGES, where))

        def answered(text: str) -> bool:
            query, reading = read(text)
            asked = replace(question, text=text)
            return self._answer(asked, query, reading, serving.generation.name).outcome == "answered"

        return suggestions(question.text, read(question.text)[1].uncovered, answered)

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

        With a language model the extractive answer comes first, and the `Answer` carries the model's text where it holds;
        what comes between is told with `Event`. Closing the stream stops the model.
        """
        began, steps = time.perf_counter(), self._trace.steps()
        serving = self._refreshed()
        query = serving.retriever.understand(question)
        hits = serving.retriever.search(query, PASSAGES, where)
        retrieved = time.perf_counter()
        steps.note(
            "retrieve", {"question": question.text, "understood_as": query.understood_as, "passages": _named(hits)}
        )
        yield Found(tuple(hits))
        answer = self._in_two_parts(serving, question, query, hits, where) or self._answer(
            question, query, self._read(serving, query, hits), serving.generation.name
        )
        if answer.outcome == "not_found" and question.history:
            answer = self._leaning(serving, question, query, answer, where)
        read = time.perf_counter()
        seconds = {"retrieve": retrieved - began, "read": read - retrieved}
        for piece in _pieces(answer.text):
            yield Delta(piece)
        for event in self._written(serving, question, answer, where, steps) if self._writer else ():
            if isinstance(event, Answer):
                answer, seconds["write"] = event, time.perf_counter() - read
            else:
                yield event
        steps.note("answer", {"outcome": answer.outcome, "writer": answer.writer, "text": answer.text})
        yield replace(answer, seconds={"total": time.perf_counter() - began, **seconds})

    def _written(
        self, serving: Serving, question: Question, answer: Answer, where: Filter | None, steps: Steps
    ) -> Iterator[Event]:
        """What the language model makes of an answer, with the `Answer` last; it writes only over what was found."""
        assert self._writer
        yield Drafted(answer, self._writer.name)
        for event in self._writer.restate(question, steps) if question.history else ():
            yield event
            if isinstance(event, Restated):
                answer = self._restated(serving, question, event.text, answer, where)
                yield Drafted(answer, self._writer.name)
        if answer.outcome == "answered":
            yield from self._writer.write(answer, steps)
        else:
            yield answer

    def _restated(
        self, serving: Serving, question: Question, text: str, answer: Answer, where: Filter | None
    ) -> Answer:
        """The answer to a restated question; the one in hand when that is no question or finds nothing."""
        try:
            query = serving.retriever.understand(Question(text))
        except BadQuestion:
            return answer
        hits = serving.retriever.search(query, PASSAGES, where)
        found = self._answer(question, query, self._read(serving, query, hits), serving.generation.name)
        return replace(found, understood_as=text) if found.outcome == "answered" else answer

    def _leaning(
        self, serving: Serving, question: Question, understood: Query, refused: Answer, where: Filter | None
    ) -> Answer:
        """The answer when the question is taken to lean on those before it; `refused` when it did already or finds nothing either."""
        query = serving.retriever.understand(question, leaning=True)
        if query.text == understood.text:
            return refused
        hits = serving.retriever.search(query, PASSAGES, where)
        answer = self._answer(question, query, self._read(serving, query, hits), serving.generation.name)
        return answer if answer.outcome == "answered" else refused

    def _in_two_parts(
        self, serving: Serving, question: Question, query: Query, hits: Sequence[Hit], where: Filter | None
    ) -> Answer | None:
        """The answer to a question of two things at once, or its refusal; None when it is none."""

        def read(part: Query) -> Reading:
            return self._read(serving, part, serving.retriever.search(part, PASSAGES, where))

        parts = TwoParts(serving.retriever.understand, read, self._reader.threshold)
        told = parts.told(query, lambda: self._read(serving, query, hits))
        if told is None:
            return None
        unanswered = self._unanswered(question, query, told.reading, serving.generation.name)
        return _with(unanswered, told.composed) if told.composed else unanswered

    def _read(self, serving: Serving, query: Query, hits: Sequence[Hit]) -> Reading:
        return self._reader.read(query, hits, serving.generation.lexical, serving.retriever.encoder)

    def _answer(self, question: Question, query: Query, reading: Reading, generation: str) -> Answer:
        found = compose(query, reading)
        unanswered = self._unanswered(question, query, reading, generation)
        if reading.confidence < self._reader.threshold or not found.citations:
            return unanswered
        return _with(unanswered, found)

    def _unanswered(self, question: Question, query: Query, reading: Reading, generation: str) -> Answer:
        return Answer(
            id=question.id,
            question=question.text,
            understood_as=_shown(query, reading.hits),
            language=query.language,
            outcome="not_found",
            text=refusal_text(query, reading),
            confidence=reading.confidence,
            passages=reading.hits,
            generation=generation,
        )

    def _refreshed(self) -> Serving:
        """What serves now. While a newly published generation cannot be opened, the one in hand goes on serving."""
        try:
            name = self._shelf.current
            with self._lock:
                if name != self._serving.generation.name:
                    self._serving = _open(self._shelf, name, self._serving.retriever.reranker)
        except BaowenError as error:
            _log.warning("%s The generation in memory goes on serving.", error)
        return self._serving


def _with(unanswered: Answer, found: Composed) -> Answer:
    return replace(unanswered, outcome="answered", text=found.text, short_answer=found.short, citations=found.citations)


def _named(hits: Sequence[Hit]) -> list[list[Any]]:
    """Article, start, end and score of each."""
    return [[hit.passage.article.id, hit.passage.start, hit.passage.end, round(hit.score, 4)] for hit in hits]


def _shown(query: Query, hits: Sequence[Hit]) -> str:
    """What was understood; the Chinese of an English question in the script of the articles it found."""
    if query.language != "en" or not hits:
        return query.understood_as
    return to_script(query.understood_as, hits[0].passage.article.language)


def _open(shelf: Shelf, name: str, reranker: Reranker | None) -> Serving:
    generation = open_generation(shelf.path(name))
    return Serving(generation, Retriever.open(generation, reranker))


def _open_writer(spec: str) -> Writer:
    from rag.write import open_writer  # LangChain takes a second to import: only when a model is asked for

    return open_writer(spec)


def _pieces(text: str) -> Iterator[str]:
    """The text a line at a time, as it is shown while it comes."""
    yield from text.splitlines(keepends=True)
