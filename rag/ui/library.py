"""What is in the index, as HTML: the masthead, the example questions, the list of articles and one open article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from rag.types import Article, Language, Passage
from rag.ui.languages import LANGUAGES, NAMES
from rag.ui.render import provenance, source
from rag.ui.words import WORDS, Words, date_in_words

SHOWN = 200
"""How many articles the list shows at once; the filter reaches the rest."""
NAMED = 4
"""How many publishers the masthead names."""


def masthead(articles: Sequence[Article], language: Language) -> str:
    """The name, one line of what this is, which articles are in it, and the language switch."""
    words = WORDS[language]
    switch = "".join(_language_button(choice, choice == language) for choice in LANGUAGES)
    return (
        f'<header class="masthead" data-language="{language}" lang="{language}"><h1>{escape(words.name)}</h1>'
        f'<nav class="languages" aria-label="Language">{switch}</nav>'
        f'<p class="tagline">{escape(words.tagline)}</p>{_holdings(articles, language)}</header>'
    )


def _language_button(language: Language, chosen: bool) -> str:
    return (
        f'<button type="button" data-kind="language" data-language="{language}" lang="{language}" '
        f'aria-pressed="{str(chosen).lower()}">{NAMES[language]}</button>'
    )


def _holdings(articles: Sequence[Article], language: Language) -> str:
    if not articles:
        return ""
    words = WORDS[language]
    dates = sorted({article.published for article in articles if article.published})
    ends = dict.fromkeys(date_in_words(date, language) for date in (*dates[:1], *dates[-1:]))
    parts = (words.count.format(count=f"{len(articles):,}"), _publishers(articles, words), " – ".join(ends))
    return f'<p class="holdings">{escape(words.joint.join(part for part in parts if part))}</p>'


def _publishers(articles: Sequence[Article], words: Words) -> str:
    """The first few publishers by name, and how many there are; empty when none is known."""
    names = sorted({article.publisher for article in articles if article.publisher})
    publishers = words.comma.join(names[:NAMED])
    if len(names) > NAMED:
        publishers = words.more_publishers.format(publishers=publishers, count=len(names))
    return words.publishers.format(publishers=publishers) if names else ""


def examples(questions: Mapping[Language, Sequence[str]], language: Language) -> str:
    """A column of questions for each language, the page's own first; pressing one asks it."""
    columns = [_column(choice, questions.get(choice, ())) for choice in sorted(LANGUAGES, key=lambda c: c != language)]
    if not any(columns):
        return ""
    return f'<section class="examples"><h2>{escape(WORDS[language].try_asking)}</h2>{"".join(columns)}</section>'


def _column(language: Language, questions: Sequence[str]) -> str:
    buttons = "".join(
        f'<li><button type="button" data-kind="ask" data-question="{escape(question)}">{escape(question)}</button></li>'
        for question in questions
    )
    return (
        f'<div class="column" lang="{language}"><h3>{NAMES[language]}</h3><ul>{buttons}</ul></div>' if buttons else ""
    )


def shelf(articles: Sequence[Article], wanted: str, language: Language) -> str:
    """The articles whose title, publisher or date holds `wanted`, newest first, at most SHOWN of them."""
    words = WORDS[language]
    key = wanted.strip().casefold()
    found = [article for article in articles if key in _searchable(article, language)]
    found.sort(key=lambda article: (article.published or "", article.title), reverse=True)
    rows = "".join(_row(article, language) for article in found[:SHOWN])
    rest = len(found) - SHOWN
    note = words.more_articles.format(count=rest) if rest > 0 else "" if found else words.no_articles_match
    return f'<ul class="shelf">{rows}</ul>' + (f'<p class="note">{escape(note)}</p>' if note else "")


def _searchable(article: Article, language: Language) -> str:
    return f"{article.title}\n{article.published}\n{source(article, language)}".casefold()


def _row(article: Article, language: Language) -> str:
    return (
        f'<li><button type="button" data-kind="article" data-article="{escape(article.id)}">'
        f'<span class="title" lang="{article.language}">{escape(article.title or article.id)}</span>'
        f'<span class="where"><span>{escape(article.publisher)}</span>'
        f"<span>{escape(date_in_words(article.published, language))}</span></span></button></li>"
    )


def reader(passage: Passage, language: Language) -> str:
    """The passage's whole article with the passage in <mark>; an empty passage (start == end) marks nothing.

    The text is sliced first and each part escaped, so what is marked is the quote to the code point.
    """
    article, words = passage.article, WORDS[language]
    before, after = article.text[: passage.start], article.text[passage.end :]
    mark = f'<mark tabindex="-1">{escape(passage.text)}</mark>' if passage.text else ""
    return (
        f'<aside class="reader" aria-label="{escape(article.title)}"><button type="button" class="close" '
        f'data-kind="close" aria-label="{escape(words.close)}" title="{escape(words.close)} (Esc)">×</button>'
        f'<div class="sheet" tabindex="-1">'
        f'<p class="from">{escape(provenance(passage, language))}{_link(article, language)}</p>'
        f'<h2 lang="{article.language}">{escape(article.title or article.id)}</h2>'
        f'<div class="text" lang="{article.language}">{escape(before)}{mark}{escape(after)}</div></div></aside>'
    )


def _link(article: Article, language: Language) -> str:
    """A link to where the article was published; only web addresses, so that no other scheme is ever followed."""
    if not article.url.startswith(("https://", "http://")):
        return ""
    label = escape(WORDS[language].original)
    return f' · <a href="{escape(article.url)}" target="_blank" rel="noopener noreferrer nofollow">{label} ↗</a>'


def not_open(sentence: str, language: Language) -> str:
    """The panel when what was pressed cannot be opened any more."""
    close = escape(WORDS[language].close)
    return (
        f'<aside class="reader"><button type="button" class="close" data-kind="close" aria-label="{close}">×</button>'
        f'<div class="sheet" tabindex="-1"><p class="notice">{escape(sentence)}</p></div></aside>'
    )
