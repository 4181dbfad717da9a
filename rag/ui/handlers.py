"""What happens on a press: plain functions over the desk, each returning the HTML or the values that change."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

from rag.errors import BaowenError
from rag.evaluate import Reason, save_feedback
from rag.types import Answer, Delta, Found, Language, Passage, Question, Turn
from rag.ui import feedback, library, render, works
from rag.ui.desk import Asker, Desk, Running
from rag.ui.feedback import Complaints, Noted, NotNoted, Told
from rag.ui.languages import LANGUAGES
from rag.ui.reader import Opened
from rag.ui.sources import Press, Sources, number_or
from rag.ui.words import WORDS

log = logging.getLogger(__name__)

Answers = tuple[Answer, ...]


class Handlers:
    """The page's behaviour without its layout; nothing here knows gradio."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.sources = Sources(desk)
        self._questions: tuple[str, Mapping[Language, list[str]]] = ("", {})

    def masthead(self, language: Language) -> str:
        """The head of the page; it counts no articles while there is no index."""
        pipeline, _ = self.desk.look()
        return library.masthead(pipeline.articles if pipeline else (), language)

    def examples(self, language: Language) -> str:
        """Questions to begin with; an empty string while there is no index."""
        pipeline, _ = self.desk.look()
        return library.examples(self._drawn(pipeline), language) if pipeline else ""

    def _drawn(self, pipeline: Asker) -> Mapping[Language, list[str]]:
        """The example questions of the index in use, kept until it changes: each was tried, which takes a while."""
        if self._questions[0] != pipeline.generation:
            questions = {language: pipeline.examples(language) for language in LANGUAGES}
            self._questions = (pipeline.generation, questions)
        return self._questions[1]

    def shelf(self, wanted: str, language: Language) -> str:
        """The list of articles that match."""
        pipeline, _ = self.desk.look()
        return library.shelf(pipeline.articles if pipeline else (), wanted, language)

    def conversation(self, answers: Answers, complaints: Complaints, language: Language) -> str:
        """The turns so far, or the empty state while there is no index."""
        pipeline, why = self.desk.look()
        if not answers and not pipeline:
            return render.empty(language, why)
        return render.conversation(answers, complaints, language)

    def answer(
        self, asked: str, answers: Answers, complaints: Complaints, language: Language
    ) -> Iterator[tuple[str, Answers]]:
        """The conversation as it grows, and the answers once this question has its own."""
        before = render.conversation(answers, complaints, language)
        try:
            yield from self._stream(asked, answers, before, language)
        except BaowenError as error:
            yield before + render.notice(asked, str(error)), answers
        except Exception:  # the last stop before a person: a sentence for them, the traceback for the log
            log.exception("A question was not answered.")
            yield before + render.notice(asked, WORDS[language].broken), answers

    def _stream(self, asked: str, answers: Answers, before: str, language: Language) -> Iterator[tuple[str, Answers]]:
        text, passages = "", None
        yield before + render.pending(asked, text, passages, language), answers
        for event in self.desk.pipeline().stream(Question(asked, history=_history(answers))):
            match event:
                case Found(hits):
                    passages = len(hits)
                case Delta(piece):
                    text += piece
                case Answer():
                    yield before + render.turn(event, len(answers), None, language), (*answers, event)
                    return
            yield before + render.pending(asked, text, passages, language), answers

    def stopped(self, asked: str, answers: Answers, complaints: Complaints, language: Language) -> str:
        """The conversation with a note that its last question was stopped."""
        notice = render.notice(asked, WORDS[language].stopped) if asked else ""
        return render.conversation(answers, complaints, language) + notice

    def pressed(self, press: Press, answers: Answers) -> Passage | None:
        """The passage that a press names: a quote or a hit of a turn, or a whole article."""
        kind, turn, n = press.get("kind"), number_or(press.get("turn"), -1), number_or(press.get("n"), -1)
        if kind == "article":
            pipeline, _ = self.desk.look()
            article = pipeline.article(str(press.get("article"))) if pipeline else None
            return article.passage(0, 0) if article else None
        answer = answers[turn] if 0 <= turn < len(answers) else None
        if answer and kind == "cite":
            return next((citation.quote for citation in answer.citations if citation.number == n), None)
        return answer.passages[n].passage if answer and kind == "hit" and 0 <= n < len(answer.passages) else None

    def complain(
        self, press: Press, answers: Answers, complaints: Complaints, language: Language
    ) -> tuple[Complaints, str]:
        """The complaints with the one that was pressed, and the row it belongs to; an answer is turned down once."""
        turn = number_or(press.get("turn"), -1)
        if not 0 <= turn < len(answers):
            return complaints, feedback.row(turn, (), NotNoted(WORDS[language].forgotten), language)
        offered = feedback.reasons(answers[turn])
        reason = next((one for one in offered if one == press.get("reason")), None)
        if reason and not isinstance(complaints.get(turn), Noted):
            complaints = {**complaints, turn: self._note(answers[turn], reason, _history(answers[:turn]))}
        return complaints, feedback.row(turn, offered, complaints.get(turn), language)

    def _note(self, answer: Answer, reason: Reason, history: tuple[Turn, ...]) -> Told:
        try:
            save_feedback(answer, reason, history, self.desk.feedback)
        except BaowenError as error:
            return NotNoted(str(error))
        except Exception:  # as in `answer`: a sentence for people, the traceback for the log
            log.exception("A complaint was not written down.")
            return NotNoted("")
        return Noted(str(self.desk.feedback))

    def reader(self, opened: Opened | None, language: Language) -> str:
        """The open article; an empty string closes the panel."""
        return self.sources.panel(opened, language) if opened else ""

    def adding(self, language: Language) -> str:
        """Where articles are added."""
        return works.adding(self.desk.uploads.ticket, language)

    def waiting(self, language: Language) -> str:
        """The files that were added since the last rebuild."""
        uploads = self.desk.uploads
        return works.waiting(uploads.waiting, uploads.building, language)

    def remove(self, press: Press, language: Language) -> str:
        """What waits after one file was taken out again."""
        saved = str(press.get("file"))
        try:
            self.desk.uploads.remove(saved)
        except OSError:
            log.exception("A file was not removed.")
            return works.not_removed(saved, language) + self.waiting(language)
        return self.waiting(language)

    def rebuilding(self, language: Language) -> str:
        """How the rebuild stands, or how the last one ended."""
        pipeline, _ = self.desk.look()
        return works.report(self.desk.rebuild.state, pipeline.generation if pipeline else "", language)

    async def watch(self, language: Language) -> AsyncIterator[str]:
        """How the rebuild stands, until it stands still."""
        while isinstance(self.desk.rebuild.state, Running):
            yield self.rebuilding(language)
            await asyncio.sleep(0.3)
        yield self.rebuilding(language)

    def ask(self, question: str, history: list[dict[str, str]] | None = None) -> dict[str, Any]:
        """The answer of the contract, for programs; raises what the pipeline raises."""
        turns = tuple(
            Turn(str(one["question"]), str(one.get("answer", ""))) for one in history or () if "question" in one
        )
        for event in self.desk.pipeline().stream(Question(question, history=turns)):
            if isinstance(event, Answer):
                return event.to_json()
        raise RuntimeError("The stream ended without an answer.")


def _history(answers: Answers) -> tuple[Turn, ...]:
    return tuple(Turn(answer.question, answer.short_answer or answer.text) for answer in answers)
