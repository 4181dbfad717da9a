"""A reading as a person sees it: the short answer, then quotes with their papers and dates, in the question's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from rag.cite import cite
from rag.read import Reading
from rag.read.english import in_english
from rag.read.moments import date_in_words, meanings, moment
from rag.read.shape import Shape, shape_of
from rag.read.words import WORDS
from rag.text import to_script
from rag.types import Article, Citation, Language, Passage, Query

LONGEST = 200
"""Characters of a text from which on no further quote is added that the short answer does not rest on."""


@dataclass(frozen=True, slots=True)
class Composed:
    """An answer's text, its short answer, and the citations that the marks of the text name."""

    text: str
    short: str | None
    citations: tuple[Citation, ...]


def compose(query: Query, reading: Reading) -> Composed:
    """The answer that a reading gives, in the language of the question; without citations when the reading quotes nothing.

    The first line is the short answer, with the marks of the quotes it stands in.
    """
    return composed(shape_of(query, reading), query.language)


def composed(shape: Shape, language: Language) -> Composed:
    """The answer of a shape in words."""
    citations = cite(shape.quotes)
    short = _short(shape, language)
    lines = [_headline(shape, citations, language)] if short else []
    shown: list[Citation] = []
    both = shape.needed > 1 and len(shape.short) < 2
    for citation in _printed(shape, citations):
        line = _quoted(
            citation, language, follows=bool(shown) and shown[-1].quote.article.id == citation.quote.article.id
        )
        if citation.number > 1 and sum(map(len, [*lines, line])) > LONGEST and not both:
            break
        lines.append(line)
        shown.append(citation)
    if shape.change:
        lines.append(_other_figure(shape, citations, language))
    marked = max((citation.number for citation in shown), default=0)
    kept = citations if shape.needed > 1 else citations[:marked]
    return Composed("\n\n".join(lines), short, kept)


def _printed(shape: Shape, citations: Sequence[Citation]) -> Sequence[Citation]:
    """The quotes that stand in the text; the quote of an older figure is cited by the line that gives it."""
    return citations[:1] if shape.change else citations


def _short(shape: Shape, language: Language) -> str | None:
    """The slices of the short answer, one after another, as a reader of the language wants them."""
    shown = [_shown(slice_, shape, language) for slice_ in shape.short]
    return _in_parts(shape, shown, language) if shape.heads else _comma(shape, language).join(shown) or None


def _in_parts(shape: Shape, shown: Sequence[str], language: Language) -> str:
    """What answers each part of a question behind the part's head: 2016：138家；2020：468家."""
    words = WORDS[language]
    return words.semicolon.join(map(words.colon.join, zip(shape.heads, shown, strict=True)))


def _shown(words: Passage, shape: Shape, language: Language) -> str:
    """Words of an article in the script of the question; for a reader of English dates and numbers in English, the rest as printed."""
    quote = next((quote for quote in shape.quotes if quote.overlaps(words)), words)
    if meant := moment(words, quote):
        return date_in_words(meant, language)
    if language != "en":
        return to_script(words.text, language)
    return in_english(words.text, words.article.published) or words.text


def _headline(shape: Shape, citations: Sequence[Citation], language: Language) -> str:
    """The short answer with its marks, each behind the parts that stand in its quote."""
    parts = [(_number(words, citations), _shown(words, shape, language)) for words in shape.short]
    if shape.heads:
        return _in_parts(shape, [f"{shown} [{number}]" for number, shown in parts], language)
    comma = _comma(shape, language)
    groups = [(number, [shown for _, shown in group]) for number, group in groupby(parts, key=itemgetter(0))]
    return _headed(shape, language) + comma.join(f"{comma.join(shown)} [{number}]" for number, shown in groups)


def _comma(shape: Shape, language: Language) -> str:
    """Between the parts of a short answer: a heavier mark where a part has a comma itself."""
    heavy = any(mark in words.text for words in shape.short for mark in "、，,")
    return WORDS[language].semicolon if heavy and len(shape.short) > 1 else WORDS[language].comma


def _headed(shape: Shape, language: Language) -> str:
    """The heads of a table's row and column before a value of it."""
    if shape.cell is None:
        return ""
    headed = shape.short != (shape.cell.value,)
    heads = [shape.cell.row] if headed else [shape.cell.row, shape.cell.column]
    shown = WORDS[language].head.join(to_script(head.text.strip(), language) for head in heads)
    opening, closing = WORDS[language].marks if language == "en" else ("", "")  # English keeps the heads as printed
    return f"{opening}{shown}{closing}{WORDS[language].colon}"


def _number(words: Passage, citations: Sequence[Citation]) -> int:
    return next((citation.number for citation in citations if citation.quote.overlaps(words)), 1)


def _other_figure(shape: Shape, citations: Sequence[Citation], language: Language) -> str:
    """The line of an older figure, or of one that contradicts."""
    assert shape.change
    older, words = shape.change.older, WORDS[language]
    figure = _shown(older.figure, shape, language)
    line = (
        words.otherwise.format(source=_source(older.quote.article, language), figure=figure)
        if shape.change.contradiction
        else words.earlier.format(date=date_in_words(older.when, language), figure=figure)
    )
    return f"{line} [{_number(older.figure, citations)}]"


def _quoted(citation: Citation, language: Language, follows: bool) -> str:
    """A quote with its source, which is not repeated when it `follows` a quote of the same article."""
    article = citation.quote.article
    opening, closing = ("“", "”") if language == "en" or article.language != "zh-Hant" else ("「", "」")
    source = "" if follows else _source(article, language)
    lead = f"{source}{WORDS[language].colon}" if source else ""
    return f"{lead}{opening}{citation.quote.text}{closing} [{citation.number}]{meanings(citation.quote, language)}"


def _source(article: Article, language: Language) -> str:
    return " ".join(part for part in (to_script(article.publisher, language), date_text(article, language)) if part)


def date_text(article: Article, language: Language) -> str:
    """The article's date in words, as exact as it is known: August 2020, 2020年8月26日; empty without one."""
    return date_in_words(article.published, language) if article.published else ""
