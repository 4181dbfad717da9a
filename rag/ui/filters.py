"""Which articles may answer: what was chosen on the page, and what there is to choose from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from rag.retrieve.filters import LONGEST, Wrong, period
from rag.text.period import read
from rag.types import Article, Filter
from rag.ui.languages import LANGUAGES

Kind = Literal["dates", "publisher", "language"]
KINDS: tuple[Kind, ...] = get_args(Kind)
EVERYTHING = Filter()


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
