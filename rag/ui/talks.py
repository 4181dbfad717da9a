"""Conversations of earlier visits. Only the browser keeps them: here they are written for it, and read back when it sends one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any

from rag.errors import BaowenError
from rag.types import Answer, Article, Citation, Filter, Hit, Language, Passage
from rag.ui.desk import Desk
from rag.ui.languages import language_or
from rag.ui.press import Press
from rag.ui.turns import Replies, Reply
from rag.ui.words import WORDS

MOST = 50
"""Turns of a conversation that are kept."""


class Talks:
    """The conversation as the browser keeps it, and back."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def keep(self, replies: Replies, language: Language) -> str:
        """The place where the browser lists the conversations it has, with the present one for it to keep (talks.js)."""
        words = WORDS[language]
        turns = json.dumps([_turn(reply) for reply in replies[-MOST:]], ensure_ascii=False)
        told = {"forget": words.forget_talk, "forget-all": words.forget_talks, "export": words.export_talk}
        labels = "".join(f' data-{name}="{escape(label)}"' for name, label in told.items())
        return (
            f'<section class="talks" data-turns="{escape(turns)}"{labels}><h2>{escape(words.earlier_talks)}</h2>'
            f'<p class="note">{escape(words.talks_note)}</p><ul></ul></section>'
        )

    def resumed(self, press: Press) -> Replies:
        """The replies that a browser kept; what is not in their form is left out, for a browser may send anything."""
        turns = press.get("turns")
        found = [self._reply(turn) for turn in turns[-MOST:]] if isinstance(turns, list) else []
        return tuple(reply for reply in found if reply is not None)

    def _reply(self, kept: object) -> Reply | None:
        if not isinstance(kept, Mapping) or not isinstance(kept.get("answer"), Mapping):
            return None
        try:
            pipeline = self._desk.pipeline()
            return _reply(kept["answer"], kept.get("where", {}), pipeline.article)
        except (BaowenError, KeyError, TypeError, ValueError, AttributeError):
            return None


def _turn(reply: Reply) -> dict[str, Any]:
    """The answer of the contract without the text of passages, which the index has, and its filter."""
    written = reply.answer.to_json()
    passages = [{key: value for key, value in one.items() if key != "text"} for one in written["passages"]]
    where = reply.where
    names = {"since": where.since, "until": where.until, "publisher": where.publisher, "language": where.language}
    return {"answer": {**written, "passages": passages}, "where": names}


def _reply(kept: Mapping[str, Any], where: Mapping[str, Any], article_of: Any) -> Reply:
    """A reply out of its written form; a quote that the index does not hold word for word is not among its citations."""
    quotes = [(one, _passage(one, article_of)) for one in kept["citations"]]
    citations = tuple(
        Citation(int(one["number"]), quote) for one, quote in quotes if quote and quote.text == one["quote"]
    )
    passages = [(one, _passage(one, article_of)) for one in kept["passages"]]
    short = kept["short_answer"]
    answer = Answer(
        question=str(kept["question"]),
        understood_as=str(kept["understood_as"]),
        language=language_or(kept["language"], "zh-Hant"),
        outcome="answered" if kept["outcome"] == "answered" else "not_found",
        text=str(kept["text"]),
        confidence=float(kept["confidence"]),
        passages=tuple(Hit(passage, float(one["score"])) for one, passage in passages if passage),
        generation=str(kept["generation"]),
        short_answer=None if short is None else str(short),
        citations=citations,
        writer=str(kept["writer"]),
    )
    admitted = Filter(*(str(where.get(name, "")) for name in ("since", "until", "publisher", "language")))
    return Reply(answer, admitted, lost=len(quotes) - len(citations))


def _passage(kept: Mapping[str, Any], article_of: Any) -> Passage | None:
    article: Article | None = article_of(str(kept["article_id"]))
    start, end = int(kept["start"]), int(kept["end"])
    return Passage(article, start, end) if article and 0 <= start < end <= len(article.text) else None
