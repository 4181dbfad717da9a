"""What is in the index, as HTML: the masthead, the example questions and the list of articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from html import escape

from rag.types import Article, Language
from rag.ui.languages import LANGUAGES, NAMES
from rag.ui.provenance import source
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


def shelf(
    articles: Sequence[Article], wanted: str, language: Language, kind: str = "article", out: Set[str] | None = None
) -> str:
    """The articles whose title, publisher or date holds `wanted`, newest first, at most SHOWN of them.

    Pressing one sends `kind` with its id. With `out`, the files that were taken out already, each other file can be, too.
    """
    words = WORDS[language]
    key = wanted.strip().casefold()
    found = [article for article in articles if key in _searchable(article, language)]
    found.sort(key=lambda article: (article.published or "", article.title), reverse=True)
    held = Counter(article.source for article in articles)
    takes = ["" if out is None else _take_out(article, held[article.source], out, words) for article in found[:SHOWN]]
    rows = "".join(_row(article, language, kind, take) for article, take in zip(found, takes, strict=False))
    rest = len(found) - SHOWN
    note = words.more_articles.format(count=rest) if rest > 0 else "" if found else words.no_articles_match
    return f'<ul class="shelf">{rows}</ul>' + (f'<p class="note">{escape(note)}</p>' if note else "")


def _take_out(article: Article, held: int, out: Set[str], words: Words) -> str:
    """The button that takes an article's file out of the corpus, or that it is out; nothing without a file."""
    if not article.source:
        return ""
    if article.source in out:
        return f'<span class="out">{escape(words.is_out)}</span>'
    label = words.take_out_file.format(name=article.source, count=held)
    return (
        f'<button type="button" class="take" data-kind="take-out" data-source="{escape(article.source)}" '
        f'aria-label="{escape(label)}" title="{escape(label)}">{escape(words.take_out_article)}</button>'
    )


def _searchable(article: Article, language: Language) -> str:
    return f"{article.title}\n{article.published}\n{source(article, language)}".casefold()


def _row(article: Article, language: Language, kind: str, take: str) -> str:
    about = (article.publisher, date_in_words(article.published, language))
    where = "".join(f"<span>{escape(part)}</span>" for part in about if part)
    return (
        f'<li><button type="button" data-kind="{kind}" data-article="{escape(article.id)}">'
        f'<span class="title" lang="{article.language}">{escape(article.title or article.id)}</span>'
        f'<span class="where">{where}</span></button>{take}</li>'
    )
