"""The filter that a person or a program asks for: dates as people say them, a publisher, a language; and what it admits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from rag.errors import Unusable
from rag.text import resolve
from rag.text.period import shortest
from rag.types import Article, Filter, Language

Wrong = Literal["since", "until", "order"]
"""A first or last date that cannot be read, or a first one that is after the last."""
LONGEST = 60
"""Characters of a date that are read; no date is longer."""
LANGUAGES = ("zh", *get_args(Language))


@dataclass(frozen=True, slots=True, eq=False)
class Admitted:
    """What a filter admits of a generation: `mask` (articles,), `articles` their numbers and `rows` their passages, ascending."""

    mask: NDArray[np.bool_]
    articles: NDArray[np.int64]
    rows: NDArray[np.int64]


def admitted(where: Filter, articles: Sequence[Article], article_of: NDArray[np.int32]) -> Admitted | None:
    """What is admitted of these articles, `article_of` (rows,) being the article of each passage; None for a filter of nothing."""
    if where == Filter():
        return None
    mask = np.array([where.admits(article) for article in articles], dtype=bool)
    return Admitted(mask, np.flatnonzero(mask), np.flatnonzero(mask[article_of]))


def filter_of(today: str, since: str = "", until: str = "", publisher: str = "", language: str = "") -> Filter:
    """The filter; `since` and `until` are dates such as 2020, 2020-08, 去年, 上星期 or "3 months ago", seen from `today` (ISO).

    `since` counts from the first day that it may mean, `until` to the last. Raises Unusable, in one sentence, for what is no
    date, for a filter that begins after it ends, and for a language that is none of LANGUAGES.
    """
    if language not in ("", *LANGUAGES):
        raise Unusable(f"There is no language {language!r} to filter by: use {', '.join(LANGUAGES)}.")
    found = period(since, until, today)
    if isinstance(found, tuple):
        return Filter(*found, publisher=publisher, language=language)
    if found == "order":
        raise Unusable(f"The filter begins ({since}) after it ends ({until}): exchange since and until.")
    typed = since if found == "since" else until
    raise Unusable(
        f"The {found} date {typed[:LONGEST]!r} cannot be read: use one like 2020, 2020-08, 去年 or last month."
    )


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
