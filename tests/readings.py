"""Sentences, candidates and readings made by hand, as the reader would give them."""

from __future__ import annotations

from collections.abc import Sequence

from rag.lexical import plain_groups
from rag.read import Candidate, Kind, Reading
from rag.read.missing import Gap
from rag.read.neural.vocabulary import Vocabulary
from rag.read.units import Unit, units
from rag.text import keywords, language_of, terms
from rag.types import Article, Group, Hit, Language, Passage, Query


def a_story(
    text: str, identity: str = "a", published: str | None = "2031-05-04", publisher: str = "海濱日報"
) -> Article:
    return Article(id=identity, title="標題", text=text, published=published, publisher=publisher)


def sentence(article: Article, text: str) -> Passage:
    start = article.text.index(text)
    return article.passage(start, start + len(text))


def a_query(text: str, *words: str, language: Language | None = None) -> Query:
    """A question that is searched by the terms of `words`, each a group of its own."""
    groups = tuple(Group(((term, 1.0),)) for term in dict.fromkeys(term for word in words for term in terms(word)))
    return Query(text, text, language or language_of(text), groups, groups, text)


def as_typed(question: str) -> Query:
    """A Chinese question as the lexical leg takes it apart."""
    groups = tuple(plain_groups(keywords(question)))
    return Query(question, question, "zh-Hans", groups, groups, question)


def units_of(question: str, vocabulary: Vocabulary) -> list[Unit]:
    return units(as_typed(question), question, vocabulary)


def a_candidate(query: Query, quote: Passage) -> Candidate:
    present = set(terms(quote.text))
    matched = tuple(
        number for number, group in enumerate(query.groups) if all(term in present for term, _ in group.terms)
    )
    share = len(matched) / max(len(query.groups), 1)
    return Candidate(
        passage=quote,
        hit=Hit(quote, 1.0),
        rank=1,
        matched=matched,
        places=(),
        coverage=share,
        saturated=share,
        passage_coverage=share,
        passage_rarest=share,
        numbers_missing=0.0,
        title_coverage=0.0,
        rarest=share,
        cosine=0.0,
        longest=2,
        right_kind=True,
        defines=0.0,
        gap=Gap(0.0, 0.0, 0.0, 0.0),
    )


def a_reading(
    query: Query,
    kind: Kind,
    ranked: Sequence[Passage],
    short: str = "",
    quoted: int = 1,
    covered: Sequence[str] = (),
    uncovered: Sequence[str] = (),
) -> Reading:
    """A reading whose best sentences are `ranked`, the first `quoted` of them quoted, `short` a part of the first."""
    found = tuple((a_candidate(query, quote), 1.0) for quote in ranked)
    return Reading(
        kind=kind,
        hits=tuple(Hit(quote, 1.0) for quote in ranked),
        quotes=tuple(ranked[:quoted]),
        short=part(ranked[0], short) if short else None,
        confidence=0.9,
        ranked=found,
        covered=tuple(covered),
        uncovered=tuple(uncovered),
    )


def part(quote: Passage, text: str) -> Passage:
    start = quote.start + quote.text.index(text)
    return quote.article.passage(start, start + len(text))
