"""An answer to take along: as plain text or as Markdown, with each quote and where it is from."""

from __future__ import annotations

import re

from rag.types import Answer, Citation, Language
from rag.ui.provenance import provenance

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~&])")
"""What Markdown, or HTML in it, would read as markup."""


def as_plain(answer: Answer, language: Language) -> str:
    """Question, answer, then a line for each quote: [1] 「…」 title, publisher, date."""
    quotes = [f"[{one.number}] 「{one.quote.text}」 {_from(one, language)}" for one in answer.citations]
    return "\n\n".join([answer.question, answer.text, *(["\n".join(quotes)] if quotes else [])])


def as_markdown(answer: Answer, language: Language) -> str:
    """The same with the question as a heading and the quotes as block quotes; nothing in them is markup."""
    quotes = [
        f"> {_plain(one.quote.text)}\n>\n> [{one.number}] {_plain(_from(one, language))}" for one in answer.citations
    ]
    return "\n\n".join([f"## {_plain(answer.question)}", _marked(answer.text), *quotes]) + "\n"


def _from(citation: Citation, language: Language) -> str:
    where = provenance(citation.quote, language)
    return ", ".join(part for part in (citation.quote.article.title, where) if part)


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text).replace("\n", " ")


def _marked(text: str) -> str:
    """The text with its own citation marks left readable."""
    return re.sub(r"\\\[(\d+)\\\]", r"[\1]", _MARKUP.sub(r"\\\1", text))
