"""Gold evidence to passages: a question set that does not fit its articles stops before anything is asked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from rag.errors import QuestionSetError
from rag.text import language_of
from rag.types import Article, Passage, Question


class Articles(Protocol):
    """Whoever knows the articles by id."""

    def article(self, article_id: str) -> Article | None:
        """The article of this id, or None."""
        ...


@dataclass(frozen=True, slots=True)
class Gold:
    """A question with its evidence found in the articles, in the order of the question file."""

    id: str
    question: Question
    evidence: tuple[Passage, ...]

    @property
    def language(self) -> str:
        """The language the file gives, else the one it is written in."""
        return self.question.language or language_of(self.question.text)

    @property
    def set_name(self) -> str:
        """The name of the question file, without its ending."""
        return Path(self.question.file).stem or "typed"

    @property
    def judges(self) -> bool:
        """Whether the line says anything by which an answer can be told right from wrong."""
        asked = self.question
        return not asked.answerable or bool(asked.answers or asked.items or self.evidence or asked.rejected)

    @property
    def digest(self) -> str:
        """Twelve hexadecimal digits that change when the question or its gold does: only like is compared with like."""
        asked = self.question
        turns = [(turn.question, turn.answer) for turn in asked.history]
        content = [asked.text, turns, asked.answerable, asked.answers, asked.items, asked.evidence, asked.rejected]
        return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()[:12]


def resolve(questions: Sequence[Question], articles: Articles) -> list[Gold]:
    """Each question with its evidence as passages; a question without an id is named after its file and line.

    Raises QuestionSetError, with file and line, for a quote that is not found exactly once in its article, an unknown
    article, an id given twice, an empty wording, or gold on a question that is marked unanswerable.
    """
    found: list[Gold] = []
    seen: dict[str, str] = {}
    for number, question in enumerate(questions, 1):
        where = f"{question.file}, line {question.line}" if question.file else f"Question {number}"
        identity = question.id if question.id is not None else f"{Path(question.file).stem}:{question.line or number}"
        if identity in seen:
            raise QuestionSetError(f"{where}: the id {identity!r} stands already in {seen[identity]}: give it another.")
        seen[identity] = where
        _check(question, where)
        evidence = tuple(_passage(articles, article, quote, where) for article, quote in question.evidence)
        found.append(Gold(identity, question, evidence))
    if not found:
        raise QuestionSetError("There are no questions to measure: write one JSON object a line.")
    return found


def _check(question: Question, where: str) -> None:
    wordings = (*question.answers, *question.rejected, *(wording for group in question.items for wording in group))
    if not question.text.strip():
        raise QuestionSetError(f"{where}: the question is empty: write what is asked.")
    if not all(wording.strip() for wording in wordings) or not all(question.items):
        raise QuestionSetError(f"{where}: an accepted wording is empty and would fit any answer: remove it.")
    if not question.answerable and (question.answers or question.items or question.evidence):
        raise QuestionSetError(
            f"{where}: the question is marked unanswerable and has an answer: remove one of the two."
        )


def _passage(articles: Articles, article_id: str, quote: str, where: str) -> Passage:
    article = articles.article(article_id)
    if article is None:
        raise QuestionSetError(
            f"{where}: there is no article {article_id!r} in the index: see `baowen articles list`, or run `baowen build`."
        )
    start = article.text.find(quote) if quote else -1
    if start < 0:
        raise QuestionSetError(f"{where}: the quote {_short(quote)} is not in {article_id}: copy it from the article.")
    if article.text.find(quote, start + 1) >= 0:
        raise QuestionSetError(
            f"{where}: the quote {_short(quote)} is more than once in {article_id}: make it longer until it is unique."
        )
    return Passage(article, start, start + len(quote))


def _short(quote: str) -> str:
    return repr(quote if len(quote) <= 40 else f"{quote[:40]}…")
