"""A thumbs-down under an answer, as HTML: which reasons fit, and what came of the one that was pressed.

The press reaches Python as data attributes (page.js); what is written, and where, is `rag.evaluate.save_feedback`'s.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from rag.evaluate import REASONS, Reason
from rag.types import Answer, Language
from rag.ui.words import WORDS, Words


@dataclass(frozen=True, slots=True)
class Noted:
    """A complaint that was written down, and in which file."""

    file: str


@dataclass(frozen=True, slots=True)
class NotNoted:
    """A complaint that could not be written down, and why in one sentence; empty when only the log knows."""

    why: str


Told = Noted | NotNoted
Complaints = Mapping[int, Told]
"""What came of the complaints of one conversation, by the number of the turn."""


def reasons(answer: Answer) -> tuple[Reason, ...]:
    """What can be wrong with an answer: a refusal can only be the wrong thing to do."""
    refused: Reason = "should-have-answered"
    return tuple(reason for reason in REASONS if (reason == refused) == (answer.outcome == "not_found"))


def row(number: int, offered: Sequence[Reason], told: Told | None, language: Language) -> str:
    """The quiet row under turn `number`: the reasons behind a thumbs-down, or the thanks once one was noted."""
    words = WORDS[language]
    match told:
        case Noted(file):
            body = _line(words.noted.format(file=file))
        case NotNoted(why):
            body = _line(why or words.not_noted) + _menu(number, offered, words)
        case None:
            body = _menu(number, offered, words)
    return f'<div class="feedback" data-turn="{number}">{body}</div>'


def _line(sentence: str) -> str:
    """The focus can go there, for the button that had it is gone."""
    return f'<p class="told" role="status" tabindex="-1">{escape(sentence)}</p>'


def _menu(number: int, offered: Sequence[Reason], words: Words) -> str:
    buttons = "".join(
        f'<button type="button" class="reason" data-kind="complain" data-turn="{number}" data-reason="{reason}">'
        f"{escape(words.reasons[reason])}</button>"
        for reason in offered
    )
    return (
        f"<details><summary>{escape(words.wrong)}</summary>"
        f'<div class="reasons" role="group" aria-label="{escape(words.what_is_wrong)}">{buttons}</div></details>'
        if buttons
        else ""
    )
