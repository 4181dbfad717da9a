"""The language model's part of an answer: it restates a follow-up, and words the answer anew, sentence by checked sentence."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import replace

from rag.check import check_claim
from rag.text import fold, numbers
from rag.trace import Steps
from rag.types import Answer, Failed, Question, Restated, Sentence, Writing
from rag.write.judge import MOST_SENTENCES, Judge, finished
from rag.write.models import Model, open_model
from rag.write.prompt import DECLINE, Prompt, ask_prompt, restate_prompt
from rag.write.stream import Broken, Limits, stream

Written = Writing | Sentence | Failed

_LONGEST_QUESTION = 300
_BEAT = 0.25
"""Seconds between two signs that the model is at work."""
_RESTATING = Limits(whole=20.0, silence=20.0)

_log = logging.getLogger(__name__)


class Writer:
    """A language model at work on answers. `name` stands in an answer as its writer."""

    def __init__(self, model: Model, limits: Limits | None = None) -> None:
        self._model = model
        self._limits = limits or Limits()
        self.name = model.name

    def write(self, answer: Answer, steps: Steps) -> Iterator[Written | Answer]:
        """What the model makes of an answer: its sentences as they are finished, then the answer as it stands after them.

        The answer given comes back when no sentence holds as the model wrote it. Closing the iterator stops the model.
        """
        prompt = ask_prompt(answer, self._model.prompt_tokens)
        steps.note("prompt", {"tokens": prompt.tokens, "passages": len(prompt.sources), "text": prompt.human})
        judge, kept, failed = Judge(prompt.sources), list[Sentence](), ""
        for event in self._checked(prompt, judge, steps):
            if isinstance(event, Sentence):
                kept.append(event)
                steps.note("check", {"wrote": event.wrote, "stands": event.text, "reasons": event.reasons})
            elif isinstance(event, Failed):
                _log.warning("The language model %s: %s. What holds without it stays.", self.name, event.why)
                steps.note("failed", {"why": event.why})
                failed = event.why
            yield event
        yield replace(_after(answer, kept, judge, self.name), failed=failed)

    def restate(self, question: Question, steps: Steps) -> Iterator[Writing | Restated]:
        """A follow-up as a question of its own; nothing when the model fails or adds what nobody said."""
        prompt, text = restate_prompt(question.text, question.history), ""
        for piece in stream(self._model.chat, prompt, _RESTATING):
            if isinstance(piece, Broken):
                steps.note("restate", {"failed": piece.why})
                return
            text += piece.text
            yield Writing(len(text))
        restated = " ".join(text.split()).strip('"「」“”')
        if not _faithful(restated, question):
            steps.note("restate", {"failed": "the model added something or asked nothing"})
            return
        steps.note("restate", {"text": restated})
        yield Restated(restated)

    def _checked(self, prompt: Prompt, judge: Judge, steps: Steps) -> Iterator[Written]:
        """The events of one run of the model, without the answer at the end."""
        pending, characters, count, told = "", 0, 0, 0.0
        for piece in stream(self._model.chat, prompt, self._limits):
            if isinstance(piece, Broken):
                yield Failed(piece.why)
                break
            characters += len(piece.text)
            ready, pending = finished(pending + piece.text, ended=False)
            if time.monotonic() - told >= _BEAT:
                yield Writing(characters)
                told = time.monotonic()
            for wrote in ready[: MOST_SENTENCES - count]:
                count += 1
                if (sentence := judge.judge(wrote)) and DECLINE not in wrote:
                    yield sentence
            if count >= MOST_SENTENCES:
                break
        else:
            yield from _rest(pending, judge)
        steps.note("tokens", {"characters": characters})


def _rest(pending: str, judge: Judge) -> Iterator[Written]:
    """What is left when the model has come to its end: its last sentence, or that it declined."""
    for wrote in finished(pending, ended=True)[0]:
        if DECLINE in wrote.upper():
            yield Failed("it finds no answer in these passages")
        elif sentence := judge.judge(wrote):
            yield sentence


def _after(answer: Answer, kept: list[Sentence], judge: Judge, name: str) -> Answer:
    """The answer with the sentences that stand; only what the articles say when none holds as it was written."""
    judged = replace(answer, sentences=tuple(kept))
    if not any(sentence.holds for sentence in kept):
        return judged
    space = " " if answer.language == "en" else ""
    text = space.join(sentence.text for sentence in kept if sentence.text)
    return replace(judged, text=text, citations=judge.citations, writer=name)


def _faithful(restated: str, question: Question) -> bool:
    """Whether a restatement asks something, and nothing with a name or number that the conversation does not have."""
    said = [question.text, *(turn.question for turn in question.history), *(turn.answer for turn in question.history)]
    if not 0 < len(restated) <= _LONGEST_QUESTION or fold(restated) == fold(question.text):
        return False
    known = {number.value for number in numbers("\n".join(said))}
    if any(number.value not in known for number in numbers(restated)):
        return False
    return not any(reason.startswith("name ") for reason in check_claim(restated, said).reasons)


def open_writer(spec: str) -> Writer:
    """The writer over the model of a spec; see `open_model`. Raises ModelMissing."""
    return Writer(open_model(spec))
