"""The open article as HTML: where it is from, and its text as cleaned or as it came, with the quote marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from rag.types import Article, Copy, Language, Passage
from rag.ui.render import copies_in_words
from rag.ui.when import timed
from rag.ui.words import WORDS, Words, date_in_words

View = Literal["clean", "source"]


@dataclass(frozen=True, slots=True)
class Opened:
    """What the panel shows: the article of a passage in one of its two texts; `page` for a source with pages, from 1."""

    passage: Passage
    view: View = "clean"
    page: int = 1
    moved: bool = False
    """A link led here whose quote the article no longer has."""


def cleaned(passage: Passage, language: Language, notice: str = "") -> str:
    """The passage's whole article with the passage in <mark>; an empty passage (start == end) marks nothing.

    The text is sliced first and each part escaped, so what is marked is the quote to the code point.
    """
    article, end = passage.article, len(passage.article.text)
    quote = timed(article, passage.start, passage.end, language)
    mark = f'<mark tabindex="-1">{quote}</mark>' if passage.text else ""
    before, after = timed(article, 0, passage.start, language), timed(article, passage.end, end, language)
    said = f'<p class="notice">{escape(notice)}</p>' if notice else ""
    return f'{said}<div class="text" lang="{article.language}">{before}{mark}{after}</div>'


def panel(opened: Opened, body: str, link: str, language: Language) -> str:
    """The panel around one of the two texts: the switch between them, the link to it, the title and where it is from."""
    article, words = opened.passage.article, WORDS[language]
    switch = "".join(
        f'<button type="button" data-kind="view" data-view="{view}" aria-pressed="{str(view == opened.view).lower()}">'
        f"{escape(label)}</button>"
        for view, label in (("clean", words.as_cleaned), ("source", words.as_came))
    )
    views = f'<div class="views" role="group" aria-label="{escape(words.which_text)}">{switch}</div>'
    share = (
        f'<button type="button" class="share" data-copy="link" data-done="{escape(words.copied)}">'
        f"{escape(words.copy_link)}</button>"
    )
    return _aside(article.title, views + share, f"{_head(opened.passage, language)}{body}", words, link)


def not_open(sentence: str, language: Language) -> str:
    """The panel when what was pressed cannot be opened any more."""
    words = WORDS[language]
    return _aside(words.articles, "", f'<p class="notice">{escape(sentence)}</p>', words)


def _aside(name: str, views: str, body: str, words: Words, link: str = "") -> str:
    close = escape(words.close)
    return (
        f'<aside class="reader" aria-label="{escape(name)}" data-link="{escape(link)}"><div class="sheet" tabindex="-1">'
        f'<div class="bar">{views}<button type="button" class="close" data-kind="close" aria-label="{close}" '
        f'title="{close} (Esc)">×</button></div>{body}</div></aside>'
    )


def _head(passage: Passage, language: Language) -> str:
    """Title, publisher, date, reporters and page; what the file did not say itself is dotted, and a line says so."""
    article, words = passage.article, WORDS[language]
    page = article.page_at(passage.start)
    parts = [
        _field(article, "publisher", article.publisher, words),
        _field(article, "published", date_in_words(article.published, language), words),
        _field(article, "reporters", _reporters(article.reporters, words), words),
        escape(words.page.format(number=page)) if page else "",
        _link(article, words),
    ]
    note = f'<p class="note">{escape(words.inferred_note)}</p>' if article.inferred else ""
    return (
        f'<header><h2 lang="{article.language}">{_field(article, "title", article.title or article.id, words)}</h2>'
        f'<p class="from">{" · ".join(part for part in parts if part)}</p>{_copies(article.copies, language)}{note}</header>'
    )


def _field(article: Article, name: str, value: str, words: Words) -> str:
    if not value or name not in article.inferred:
        return escape(value)
    return f'<abbr class="inferred" title="{escape(words.inferred)}">{escape(value)}</abbr>'


def _reporters(names: Sequence[str], words: Words) -> str:
    return words.reporters.format(names=words.comma.join(names)) if names else ""


def _copies(copies: Sequence[Copy], language: Language) -> str:
    return f'<p class="copies">{escape(copies_in_words(copies, language))}</p>' if copies else ""


def _link(article: Article, words: Words) -> str:
    """A link to where the article was published; only web addresses, so that no other scheme is ever followed."""
    if not article.url.startswith(("https://", "http://")):
        return ""
    label = escape(words.original)
    return f'<a href="{escape(article.url)}" target="_blank" rel="noopener noreferrer nofollow">{label} ↗</a>'
