"""The filter that a person asks for: dates as people say them, a publisher, a language."""

from __future__ import annotations

from rag.errors import Unusable
from rag.text.dates import resolve
from rag.types import Filter


def filter_of(today: str, since: str = "", until: str = "", publisher: str = "", language: str = "") -> Filter:
    """The filter; `since` and `until` are dates such as 2020, 2020-08, 去年, 上星期 or "3 months ago", seen from `today` (ISO).

    `since` counts from the first day that it may mean, `until` to the last. Raises Unusable for what is no date, and when
    `until` ends before `since` begins.
    """
    first, last = _days(since, today), _days(until, today)
    if first and last and last[1] < first[0]:
        raise Unusable(f"No day is both since {since} and until {until}: exchange the two.")
    return Filter(first[0] if first else "", last[1] if last else "", publisher, language)


def _days(expression: str, today: str) -> tuple[str, str] | None:
    if not expression.strip():
        return None
    found = resolve(expression, today)
    if found is None:
        raise Unusable(f"{expression!r} is not a date: write 2020, 2020-08, 2020-08-26, 去年, last month or the like.")
    return found
