"""One conversation: what is being asked, and what was answered under which filter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.pipeline.suggest import Suggestion
from rag.retrieve.query import RESTATED
from rag.types import Answer, Filter, Turn
from rag.ui.filters import EVERYTHING


@dataclass(frozen=True, slots=True)
class Asking:
    """A question under way: its filter is the one that was chosen as it was asked, whatever is chosen meanwhile.

    It may lean on the first `turns` turns of the conversation, on all of them when that is None.
    """

    text: str = ""
    where: Filter = EVERYTHING
    turns: int | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, the filter it was given under, and what may be asked instead when nothing was found.

    `lost` counts the quotes of a conversation of an earlier visit that the index in use does not hold any more.
    """

    answer: Answer
    where: Filter = EVERYTHING
    suggestions: tuple[Suggestion, ...] = ()
    lost: int = 0


Replies = tuple[Reply, ...]
"""The answered turns of one conversation, oldest first."""


def history(replies: Sequence[Reply]) -> tuple[Turn, ...]:
    """The turns as the next question may lean on them."""
    answers = [reply.answer for reply in replies]
    return tuple(Turn(answer.question, answer.short_answer or answer.text) for answer in answers)


def nothing_admitted(reply: Reply) -> bool:
    """Whether the filter left no article to answer from: as long as there is one, some passage is the closest."""
    return reply.where != EVERYTHING and not reply.answer.passages


def leant(number: int, answer: Answer) -> bool:
    """Whether turn `number` was read with the question before it; an English question is shown in Chinese anyway, behind an arrow
    when it was restated first."""
    if answer.language == "en":
        return number > 0 and RESTATED in answer.understood_as
    return number > 0 and answer.understood_as.strip() not in ("", answer.question.strip())
