"""A follow-up made a question that stands alone: its pronouns resolved, what it leaves out put back, without a language model.

A conversation is read from its first turn on, so that the topic of turn 1 still holds in turn 3 when turn 2 leaned on it too. Three
things are looked for, in this order: a pronoun (佢, 該公司, "its"), something put in the place of its like (咁2021年呢, "what about
Shenzhen?"), and a question that names nothing of its own (幾時推出, "why?").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from rag.retrieve import turns_chinese, turns_english
from rag.retrieve.mentions import Pronoun, is_person, name_in, person_in
from rag.text import fold, language_of
from rag.types import Turn

TURNS = 20
"""Turns of a conversation that are read; what was said before them is forgotten."""
LONGEST = 300
"""Code points of a question that may lean on another or be leant on; what is longer says itself what it is about."""


class Grammar(Protocol):
    """What the module of one language offers; its functions say more."""

    def body_of(self, asked: str) -> tuple[str, bool]:
        """The question without 咁 or "and", and whether there was such a word."""

    def topic(self, text: str) -> str:
        """The thing a question is about, empty when it names none."""

    def pronoun(self, text: str) -> Pronoun | None:
        """The first pronoun that stands for something said before."""

    def instead(self, text: str, linked: bool) -> str:
        """What is asked about in place of its like, empty when the question is of another form."""

    def swap(self, before: str, other: str) -> str:
        """The question before with `other` in place of its like."""

    def join(self, name: str, body: str) -> str:
        """The question with a topic put to it."""

    def year(self, text: str) -> str:
        """The first date of a text."""

    def leans(self, body: str, linked: bool) -> bool:
        """Whether a question without a pronoun leans on the one before."""

    def may_lean(self, body: str) -> bool:
        """Whether it might, although it names something."""

    def says_nothing(self, body: str) -> bool:
        """Whether there is nothing in it beside question words."""

    def asks_who(self, text: str) -> bool:
        """Whether the answer is a person."""

    def asks_where(self, text: str) -> bool:
        """Whether the answer is a place."""

    def of_things(self, body: str) -> bool:
        """Whether only a thing can do what is asked."""


@dataclass(frozen=True, slots=True)
class StandAlone:
    """A question made to stand alone.

    `parts` are its stretches to be looked up, each in a language of its own. `context` is what else was spoken of: of less weight.
    `whole` when it is the question before, asked again (why?): then its words are what was asked.
    """

    text: str
    parts: tuple[str, ...]
    context: str = ""
    whole: bool = False


@dataclass(frozen=True, slots=True)
class _Thread:
    """What a conversation is about: the last question, made to stand alone, what was said to it, and the last person and thing named.

    `answer` is what was said when that is a name, else empty.
    """

    question: str = ""
    said: str = ""
    answer: str = ""
    person: str = ""
    thing: str = ""

    @property
    def topic(self) -> str:
        return _grammar(self.question).topic(self.question) or self.thing or self.person


def stand_alone(asked: str, history: Sequence[Turn], leaning: bool = False) -> StandAlone | None:
    """The question restated so that it needs no other, or None when it stands alone as it is.

    With `leaning`, for one that found no answer, the topic is put to a question that names its own, too, and before one that was
    restated the whole question it leans on. Each turn counts as it was understood, the last TURNS of them.
    """
    thread = _thread(history[-TURNS:])
    if not thread.question or len(asked) > LONGEST:
        return None
    found = _restated(asked, thread)
    if not leaning:
        return found
    return _joined(asked, thread) if found is None else _after_all(asked, thread, found)


def _thread(history: Sequence[Turn]) -> _Thread:
    """What the conversation is about after its last turn."""
    thread = _Thread()
    for turn in history:
        question = _plain(turn.question)
        if question:
            found = _restated(question, thread) if thread.question else None
            thread = _after(thread, found.text[:LONGEST] if found else question, turn.answer[:LONGEST])
    return thread


def _after(thread: _Thread, question: str, said: str) -> _Thread:
    topic, answer = _grammar(question).topic(question), name_in(said) or person_in(said)
    people = [name for name in (answer, topic) if is_person(name)]
    things = [name for name in (topic, answer) if name and not is_person(name)]
    return _Thread(
        question, said, answer, people[0] if people else thread.person, things[0] if things else thread.thing
    )


def _restated(asked: str, thread: _Thread) -> StandAlone | None:
    """The question with what it takes from the thread; None when it takes nothing."""
    grammar = _grammar(asked)
    body, linked = grammar.body_of(asked)
    pronoun = grammar.pronoun(body)
    if pronoun:
        return _resolved(body, pronoun, thread)
    other = grammar.instead(body, linked)
    replaced = _replaced(other, thread) if other else None
    if replaced:
        return replaced
    if grammar.leans(body, linked):
        return _joined(body, thread)
    return _tentative(body, thread) if grammar.may_lean(body) else None


def _replaced(other: str, thread: _Thread) -> StandAlone | None:
    """The earlier question about something else; None when it has nothing of that kind."""
    before = thread.question
    text = _grammar(before).swap(before, other)
    if text == before:
        return None
    return StandAlone(text, (text,) if language_of(before) == "en" or not _english(other) else (text, other))


def _resolved(body: str, pronoun: Pronoun, thread: _Thread) -> StandAlone | None:
    """The question with the name that its pronoun stands for; None when nothing was named."""
    if pronoun.kind == "fact":
        return StandAlone(f"{thread.question} {body}", (thread.question, body), whole=True)
    if _counted(pronoun, thread):
        return _joined(body, thread)
    name = _antecedent(body, pronoun, thread)
    if not name:
        return None
    before, after = body[: pronoun.start], body[pronoun.end :]
    if _english(body):
        owned = "'s" if pronoun.possessive and name.isascii() else ""
        text = f"{before}{'in ' if pronoun.kind == 'place' else ''}{name}{owned}{after}"
        return StandAlone(text, (text,) if _english(text) else (name, before + after), thread.question)
    text = f"{before}{name}{'的' if pronoun.possessive else ''}{after}"
    return StandAlone(text, (name, before + after) if _english(name) else (text,), thread.question)


def _counted(pronoun: Pronoun, thread: _Thread) -> bool:
    """Whether a pronoun means what the question before counted (有多少家機構 → 這些機構), not what that was about."""
    said = fold(pronoun.category)
    return bool(said) and said in fold(thread.question) and said not in fold(f"{thread.topic} {thread.answer}")


def _joined(body: str, thread: _Thread) -> StandAlone:
    """The question with the topic put to it; with the whole question before when it asks nothing by itself (why?)."""
    grammar, name = _grammar(body), thread.topic
    if grammar.says_nothing(body) or not name:
        return StandAlone(f"{thread.question} {body}", (thread.question, body), whole=True)
    if fold(name) in fold(body):
        return StandAlone(body, (body,), thread.question)
    text = grammar.join(name, body)
    return StandAlone(text, (name, body) if _english(name) != _english(body) else (text,), thread.question)


def _tentative(body: str, thread: _Thread) -> StandAlone:
    """The question with the topic put to it, the topic of less weight: it may be about something else."""
    found = _joined(body, thread)
    return StandAlone(found.text, (body,), thread.question)


def _after_all(asked: str, thread: _Thread, found: StandAlone) -> StandAlone:
    """The question with all of the one before in front: what was put in the place of what may have been the wrong thing."""
    return found if found.whole else StandAlone(f"{thread.question} {asked}", (thread.question, asked))


def _antecedent(body: str, pronoun: Pronoun, thread: _Thread) -> str:
    """The name a pronoun stands for, by the kind of both; empty when there is none."""
    grammar, topic, answer = _grammar(thread.question), thread.topic, thread.answer
    person = is_person(answer)
    if pronoun.kind == "year":
        return _grammar(thread.said).year(thread.said) or grammar.year(thread.question)
    if pronoun.kind == "person":
        known = next((name for name in (answer, topic, thread.person) if is_person(name)), "")
        return known or (answer if grammar.asks_who(thread.question) else "") or topic
    if pronoun.kind == "place":
        return answer if answer and grammar.asks_where(thread.question) else topic
    said = fold(pronoun.category)
    meant = bool(said) and said in fold(answer) and said not in fold(topic)
    if meant or (pronoun.kind == "whoever" and person and not _grammar(body).of_things(body)):
        return answer
    if pronoun.kind == "thing" and is_person(topic):
        return answer if answer and not person else thread.thing or topic
    return topic


def _plain(text: str) -> str:
    """A question of the history on one line; empty when it is too long to be leant on."""
    text = " ".join("".join(char if char.isprintable() else " " for char in text[: 2 * LONGEST]).split())
    return text if len(text) <= LONGEST else ""


def _english(text: str) -> bool:
    return language_of(text) == "en"


def _grammar(text: str) -> Grammar:
    return turns_english if _english(text) else turns_chinese
