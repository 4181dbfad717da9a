"""Which articles may answer: what was chosen on the page or sent by a program, and what there is to choose from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from rag.errors import Unusable
from rag.text import resolve
from rag.text.period import read, shortest
from rag.types import Article, Filter
from rag.ui.languages import LANGUAGES

Kind = Literal["dates", "publisher", "language"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Wrong = Literal["since", "until", "order"]
"""A first or last date that cannot be read, or a first one that is after the last."""
EVERYTHING = Filter()
LONGEST = 60
"""Characters of a date that are read; no date is longer."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The filter of the next question; with `wrong`, also the dates as they were typed, which it does not take over."""

    where: Filter = EVERYTHING
    since: str = ""
    until: str = ""
    wrong: Wrong | None = None


def choose(press: Mapping[str, Any], chosen: Chosen, today: str) -> Chosen:
    """What is chosen after a press: one more value, the same value again or an empty one to let go of it, two typed dates.

    `press` comes from a browser, so what it names is doubted; a kind that is none lets go of everything.
    """
    where, value = chosen.where, str(press.get("value", ""))
    match press.get("filter"):
        case "publisher":
            return Chosen(replace(where, publisher="" if value == where.publisher else value))
        case "language":
            known = value in LANGUAGES and value != where.language
            return Chosen(replace(where, language=value if known else ""))
        case "dates" if "value" in press:
            again = value == where.since == where.until
            return _dated(where, *(("", "") if again else (value, value)), today)
        case "dates":
            return _dated(where, str(press.get("since", "")), str(press.get("until", "")), today)
    return Chosen()


def _dated(where: Filter, since: str, until: str, today: str) -> Chosen:
    found = period(since, until, today)
    if isinstance(found, tuple):
        return Chosen(replace(where, since=found[0], until=found[1]))
    return Chosen(where, since[:LONGEST], until[:LONGEST], found)


def period(since: str, until: str, today: str) -> tuple[str, str] | Wrong:
    """First and last date as partial ISO dates, empty for an open end, or which of the two is wrong.

    >>> period("去年", "2024-08", "2024-11-21"), period("", "Aug 2020", "2024-11-21"), period("soon", "", "2024-11-21")
    (('2023', '2024-08'), ('', '2020-08'), 'since')
    """
    first, last = _resolved(since, today), _resolved(until, today)
    if first is None:
        return "since"
    if last is None:
        return "until"
    if first[0] and last[1] and first[0] > last[1]:
        return "order"
    return _partial(first, first[0]), _partial(last, last[1])


def _resolved(typed: str, today: str) -> tuple[str, str] | None:
    """First and last day, both empty for nothing typed; None when it is no date."""
    if not typed.strip():
        return "", ""
    return resolve(typed, today) if len(typed) <= LONGEST else None


def _partial(days: tuple[str, str], end: str) -> str:
    """2020 or 2020-08 for a whole year or month, the day at its end for any other stretch."""
    short = shortest(*days) if end else ""
    return end if "/" in short else short


def filter_of(since: str, until: str, publisher: str, language: str, today: str) -> Filter:
    """The filter that a program asks for; dates as people type them. Raises Unusable."""
    if language not in ("", "zh", *LANGUAGES):
        raise Unusable(f"There is no language {language!r} to filter by; use zh, {', '.join(LANGUAGES)}.")
    found = period(since, until, today)
    if isinstance(found, tuple):
        return Filter(*found, publisher=publisher, language=language)
    if found == "order":
        raise Unusable(f"The filter begins ({since}) after it ends ({until}); exchange since and until.")
    typed = since if found == "since" else until
    raise Unusable(f"The {found} date {typed[:LONGEST]!r} cannot be read; use one like 2020, 2020-08 or 去年.")


def without(where: Filter, kind: Kind) -> Filter:
    """The filter with one kind of it let go."""
    match kind:
        case "dates":
            return replace(where, since="", until="")
        case "publisher":
            return replace(where, publisher="")
        case "language":
            return replace(where, language="")


def admitted(articles: Sequence[Article], where: Filter) -> Sequence[Article]:
    """The articles that a filter leaves."""
    return articles if where == EVERYTHING else [article for article in articles if where.admits(article)]


def publishers(articles: Sequence[Article]) -> list[tuple[str, int]]:
    """Every publisher with its number of articles, those with most first."""
    counts = Counter(article.publisher for article in articles if article.publisher)
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def languages(articles: Sequence[Article]) -> list[tuple[str, int]]:
    """The languages that occur, in the order of the page's own."""
    counts = Counter(article.language for article in articles)
    return [(language, counts[language]) for language in LANGUAGES if counts[language]]


def years(articles: Sequence[Article]) -> list[tuple[str, int]]:
    """The years that articles are from, in order, and how many are; articles without a date are left out."""
    return _periods(articles, 4)


def months(articles: Sequence[Article], year: str) -> list[tuple[str, int]]:
    """As `years`, by month of one year; articles dated by the year alone are left out."""
    return [(month, count) for month, count in _periods(articles, 7) if month.startswith(year)]


def _periods(articles: Sequence[Article], length: int) -> list[tuple[str, int]]:
    """By the first `length` characters of the date; each different date is read once, for there are few."""
    counts: Counter[str] = Counter()
    for published, count in Counter(article.published or "" for article in articles).items():
        if len(published) >= length and read(published):
            counts[published[:length]] += count
    return sorted(counts.items())
