"""Stretches of whole days, the partial ISO dates that name some of them, and what an incomplete one leans on."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

EARLIEST, LATEST = 1800, 2199
"""The years that news speaks of; everything outside is not read as a date."""

_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", re.ASCII)


class Period(NamedTuple):
    """First and last day, both included."""

    since: date
    until: date

    @property
    def year(self) -> int | None:
        """The one year that it lies in, if it does."""
        return self.since.year if self.since.year == self.until.year else None

    @property
    def month(self) -> int | None:
        """The one month that it lies in, if it does."""
        return self.since.month if (self.since.year, self.since.month) == (self.until.year, self.until.month) else None

    @property
    def day(self) -> date | None:
        """The one day that it is, if it is one."""
        return self.since if self.since == self.until else None


def years(first: int, last: int | None = None) -> Period | None:
    """All of one year, or of several; None when they are not in order or outside of what news speaks of."""
    last = first if last is None else last
    return Period(date(first, 1, 1), date(last, 12, 31)) if EARLIEST <= first <= last <= LATEST else None


def months(year: int, first: int, last: int | None = None) -> Period | None:
    """All of one month, or of several of one year."""
    last = first if last is None else last
    if not (EARLIEST <= year <= LATEST and 1 <= first <= last <= 12):
        return None
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def days(year: int, month: int, first: int, last: int | None = None) -> Period | None:
    """One day, or several of one month; None when the calendar has no such day."""
    whole, last = months(year, month), first if last is None else last
    if not whole or not 1 <= first <= last <= whole.until.day:
        return None
    return Period(date(year, month, first), date(year, month, last))


def around(day: date, ahead: int, length: int = 1) -> Period:
    """`length` days, of which the first is `ahead` days after `day`."""
    first = day + timedelta(ahead)
    return Period(first, first + timedelta(length - 1))


def month_after(year: int, month: int, ahead: int) -> tuple[int, int]:
    """Year and month, `ahead` months later (earlier when negative)."""
    over, month = divmod(month - 1 + ahead, 12)
    return year + over, month + 1


def later(day: date, months_ahead: int) -> date:
    """The same day of the month so many months later (earlier when negative); the month's last day when it has no such day."""
    year, month = month_after(day.year, day.month, months_ahead)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def ago(now: Period, months_back: int, days_back: int) -> Period | None:
    """The one day so long before `now`; None when `now` is not known to the day."""
    if not now.day:
        return None
    there = later(now.day, -months_back) - timedelta(days_back)
    return Period(there, there)


def stretch(now: Period, months_long: int, days_long: int, ahead: bool) -> Period | None:
    """So long up to the end of `now`, or from its beginning on; None when `now` is not known as exactly as the length."""
    if not now.year or (months_long % 12 and not now.month) or (days_long and not now.day):
        return None
    if ahead:
        return Period(now.since, later(now.until, months_long) + timedelta(days_long))
    return Period(later(now.since, -months_long) - timedelta(days_long), now.until)


def covering(first: Period, last: Period) -> Period | None:
    """From the first day of one to the last day of the other; None when they are not in order."""
    return Period(first.since, last.until) if first.since <= last.until else None


def read(partial: str | None) -> Period | None:
    """A partial ISO date: 2020, 2020-08 or 2020-08-26; None for anything else.

    >>> read("2021-02").until.isoformat()
    '2021-02-28'
    """
    match = _PARTIAL.fullmatch((partial or "").strip())
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or month is None:
        return years(year or 0)
    return months(year, month) if day is None else days(year, month, day)


def shortest(since: str, until: str) -> str:
    """The shortest partial ISO date that says the same as two full ones, else both: since/until.

    >>> shortest("2020-10-01", "2020-10-31"), shortest("2020-10-01", "2020-12-31")
    ('2020-10', '2020-10-01/2020-12-31')
    """
    if since == until:
        return since
    for partial in (since[:4], since[:7]):
        whole = read(partial)
        if whole and (since, until) == (whole.since.isoformat(), whole.until.isoformat()):
            return partial
    return f"{since}/{until}"


@dataclass(frozen=True, slots=True)
class Said:
    """What an expression without its own year or month leans on.

    `now` is when the article was published, as far as it is known. `before` is the last period spoken of in the same paragraph;
    `near` when that was in the same sentence, `linked` when nothing but 至 or 、 stands between.
    """

    now: Period | None
    before: Period | None = None
    near: bool = False
    linked: bool = False

    def year(self) -> int | None:
        """The year of 8月26日: the article's, unless the sentence has just spoken of another one."""
        before = self.before.year if self.before else None
        if self.linked:
            return before
        now = self.now.year if self.now else None
        return None if self.near and before and before != now else now

    def year_of(self, month: int) -> int | None:
        """The year of 12月. Next to the turn of a year it may be either one, and is not known."""
        turn = self.now and self.now.month and abs(self.now.month - month) >= 10
        return None if turn and not self.linked else self.year()

    def day(self, number: int) -> Period | None:
        """14日: of the month just spoken of when linked to it, else of the article's month, unless the sentence is in another.

        In an article of the first days of a month, one of the last days is of the month before.
        """
        here = self.before if self.linked else self.now
        if not here or not here.year or not here.month or (here is self.now and self._elsewhere(here)):
            return None
        past = here is self.now and here.day and number - here.day.day >= 20
        return days(*month_after(here.year, here.month, -1 if past else 0), number)

    def _elsewhere(self, here: Period) -> bool:
        if not (self.near and self.before and self.before.month):
            return False
        return (self.before.year, self.before.month) != (here.year, here.month)
