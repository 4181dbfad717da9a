"""What happens on a press: plain functions over the desk, each returning the HTML or the values that change."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from rag.errors import BaowenError
from rag.evaluate import Reason, save_feedback
from rag.retrieve import filter_of
from rag.types import Answer, Delta, Drafted, Failed, Found, Language, Passage, Question, Restated, Sentence, Turn
from rag.ui import chips, feedback, filters, library, links, render
from rag.ui.desk import Asker, Desk
from rag.ui.feedback import Complaints, Noted, NotNoted, Told
from rag.ui.filters import EVERYTHING, Chosen
from rag.ui.languages import LANGUAGES
from rag.ui.press import Press, number_or
from rag.ui.reader import Opened
from rag.ui.sources import Sources
from rag.ui.stock import Stock
from rag.ui.talks import Talks
from rag.ui.turns import Asking, Replies, Reply, history
from rag.ui.words import WORDS
from rag.ui.writing import Draft, drafted

log = logging.getLogger(__name__)


class Handlers:
    """The page's behaviour without its layout; nothing here knows gradio."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.sources = Sources(desk)
        self.stock = Stock(desk)
        self.talks = Talks(desk)
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

    def filters(self, chosen: Chosen, language: Language) -> str:
        """The filters to choose from; an empty string while there is no index."""
        pipeline, _ = self.desk.look()
        return chips.bar(pipeline.articles if pipeline else (), chosen, language)

    def choose(self, press: Press, chosen: Chosen) -> Chosen:
        """The filters after a press on one of them."""
        return filters.choose(press, chosen, _today())

    def conversation(self, replies: Replies, complaints: Complaints, language: Language) -> str:
        """The turns so far, or the empty state while there is no index."""
        pipeline, why = self.desk.look()
        if not replies and not pipeline:
            return render.empty(language, why)
        return render.conversation(replies, complaints, language)

    def again(self, press: Press, replies: Replies) -> Asking:
        """The question of a turn once more: as it was, changed as was suggested, or without its filter or the turns before it.

        One that was only typed comes as it is; empty when the turn is gone.
        """
        if press.get("how") == "typed":
            return Asking(str(press.get("question", "")).strip())
        turn = number_or(press.get("turn"), -1)
        if not 0 <= turn < len(replies):
            return Asking()
        reply = replies[turn]
        n = number_or(press.get("n"), 0)
        match press.get("how"):
            case "alone":
                return Asking(reply.answer.question, reply.where, turns=0)
            case "suggested" if n < len(reply.suggestions):
                return Asking(reply.suggestions[n].question, reply.where, turns=turn)
            case "same":
                return Asking(reply.answer.question, reply.where, turns=turn)
        return Asking(reply.answer.question, EVERYTHING, turns=turn)

    def answer(
        self, asking: Asking, replies: Replies, complaints: Complaints, language: Language
    ) -> Iterator[tuple[str, Replies]]:
        """The conversation as it grows, and the replies once this question has its own."""
        before = render.conversation(replies, complaints, language)
        try:
            yield from self._stream(asking, replies, before, language)
        except BaowenError as error:
            yield before + render.notice(asking.text, str(error), language), replies
        except Exception:  # the last stop before a person: a sentence for them, the traceback for the log
            log.exception("A question was not answered.")
            yield before + render.notice(asking.text, WORDS[language].broken, language), replies

    def _stream(
        self, asking: Asking, replies: Replies, before: str, language: Language
    ) -> Iterator[tuple[str, Replies]]:
        text, passages, draft = "", None, None
        yield before + render.pending(asking, text, passages, language), replies
        question = Question(asking.text, history=history(replies[: asking.turns]))
        for event in self.desk.pipeline().stream(question, asking.where):
            match event:
                case Found(hits):
                    passages = len(hits)
                case Delta(piece):
                    text += piece
                case Drafted(answer, writer):
                    draft = Draft(answer, writer)
                case Sentence() | Restated() | Failed():
                    draft = draft.after(event) if draft else None
                case Answer():
                    for reply in self._replies(event, question, asking):
                        yield before + render.turn(reply, len(replies), None, language), (*replies, reply)
                    return
            shown = drafted(asking, draft, language) if draft else render.pending(asking, text, passages, language)
            yield before + shown, replies

    def _replies(self, answer: Answer, question: Question, asking: Asking) -> Iterator[Reply]:
        """The reply, and when nothing was found the same with what may be asked instead, which takes a moment longer."""
        yield Reply(answer, asking.where)
        if answer.outcome == "not_found" and answer.passages:
            found = self.desk.pipeline().suggestions(question, asking.where)
            if found:
                yield Reply(answer, asking.where, tuple(found))

    def stopped(self, asking: Asking, replies: Replies, complaints: Complaints, language: Language) -> str:
        """The conversation with a note that its last question was stopped."""
        notice = render.notice(asking.text, WORDS[language].stopped, language) if asking.text else ""
        return render.conversation(replies, complaints, language) + notice

    def pressed(self, press: Press, replies: Replies) -> Passage | None:
        """The passage that a press names: a quote or a hit of a turn, or a whole article."""
        kind, turn, n = press.get("kind"), number_or(press.get("turn"), -1), number_or(press.get("n"), -1)
        if kind == "article":
            pipeline, _ = self.desk.look()
            article = pipeline.article(str(press.get("article"))) if pipeline else None
            return article.passage(0, 0) if article else None
        answer = replies[turn].answer if 0 <= turn < len(replies) else None
        if answer and kind == "cite":
            return next((citation.quote for citation in answer.citations if citation.number == n), None)
        return answer.passages[n].passage if answer and kind == "hit" and 0 <= n < len(answer.passages) else None

    def followed(self, press: Press) -> Opened | None:
        """The article that a link names, at its quote; None when the index does not have it."""
        pipeline, _ = self.desk.look()
        return links.followed(press, pipeline.article) if pipeline else None

    def complain(
        self, press: Press, replies: Replies, complaints: Complaints, language: Language
    ) -> tuple[Complaints, str]:
        """The complaints with the one that was pressed, and the row it belongs to; an answer is turned down once."""
        turn = number_or(press.get("turn"), -1)
        if not 0 <= turn < len(replies):
            return complaints, feedback.row(turn, (), NotNoted(WORDS[language].forgotten), language)
        answer = replies[turn].answer
        offered = feedback.reasons(answer)
        reason = next((one for one in offered if one == press.get("reason")), None)
        if reason and not isinstance(complaints.get(turn), Noted):
            complaints = {**complaints, turn: self._note(answer, reason, history(replies[:turn]))}
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

    def ask(
        self, question: str, earlier: Sequence[Mapping[str, str]], since: str, until: str, publisher: str, language: str
    ) -> dict[str, Any]:
        """The answer of the contract, for programs; raises what the pipeline raises, and Unusable for a filter."""
        turns = tuple(Turn(str(one["question"]), str(one.get("answer", ""))) for one in earlier if "question" in one)
        where = filter_of(_today(), since, until, publisher, language)
        for event in self.desk.pipeline().stream(Question(question, history=turns), where):
            if isinstance(event, Answer):
                return event.to_json()
        raise RuntimeError("The stream ended without an answer.")


def _today() -> str:
    return date.today().isoformat()
