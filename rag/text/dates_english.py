"""How English speaks of time: patterns over folded text (so in small letters), each with the way to its period."""

from __future__ import annotations

import re

from rag.text import period
from rag.text.dates_chinese import Rule
from rag.text.period import Period, Said

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"
_YEAR = r"(?P<year>(?:1[89]|20)[0-9]{2})\b(?![,.]\d)"
_WEEKDAY = r"(?P<weekday>mon|tues|wednes|thurs|fri|satur|sun)day\b"
_IN = r"(?:(?<=\bin )|(?<=\bby )|(?<=\bof )|(?<=\bsince )|(?<=\buntil )|(?<=\bfrom )|(?<=\bduring )|(?<=\bearly )|(?<=\blate )|(?<=\bmid-))"
_COUNT = r"(?P<count>[1-9][0-9]?|an?|one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty)"
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNTS = dict(zip(_NUMBERS, range(1, 11), strict=True)) | {"a": 1, "an": 1, "twenty": 20, "thirty": 30}
_UNIT = r"(?P<unit>year|month|week|day)s?\b"
_WHICH = r"\b(?P<which>last|this|next)"
_AHEAD = {"last": -1, "this": 0, "next": 1}


def _named_month(match: re.Match[str], said: Said) -> Period | None:
    """26 August 2020, August 26, Aug 2020, in June."""
    groups = match.groupdict()
    month, day = _MONTHS.index(match["month"][:3]) + 1, groups.get("day") or groups.get("day_after")
    year = int(groups["year"]) if groups.get("year") else said.year_of(month)
    if not year:
        return None
    return period.days(year, month, int(day)) if day else period.months(year, month)


def _near_month(match: re.Match[str], said: Said) -> Period | None:
    """Last June is the latest June that is over; next June the first that has not begun; this June is of the article's year."""
    if not said.now or not said.now.year or not said.now.month:
        return None
    month, here, which = _MONTHS.index(match["month"][:3]) + 1, said.now.month, match["which"]
    passed = which == "last" and month >= here
    coming = which == "next" and month <= here
    return period.months(said.now.year - passed + coming, month)


def _near(match: re.Match[str], said: Said) -> Period | None:
    """Last year, this month, next week."""
    ahead, now = _AHEAD[match["which"]], said.now
    if not now or not now.year:
        return None
    if match["unit"] == "year":
        return period.years(now.year + ahead)
    if match["unit"] == "month":
        return period.months(*period.month_after(now.year, now.month, ahead)) if now.month else None
    return period.around(now.day, 7 * ahead - now.day.weekday(), 7) if now.day else None


def _near_day(match: re.Match[str], said: Said) -> Period | None:
    ahead = {"yesterday": -1, "today": 0, "tomorrow": 1}[match.group()]
    return period.around(said.now.day, ahead) if said.now and said.now.day else None


def _weekday(match: re.Match[str], said: Said) -> Period | None:
    """On Friday and last Friday are the latest one; this and next Friday are of this week and the next."""
    if not said.now or not said.now.day:
        return None
    today, weekday, which = said.now.day, _WEEKDAYS.index(match["weekday"][:3]), match["which"]
    if which in ("this", "next"):
        return period.around(today, 7 * _AHEAD[which] - today.weekday() + weekday)
    back = (today.weekday() - weekday) % 7
    return period.around(today, -(back or 7 * (which == "last")))


def _year(match: re.Match[str], said: Said) -> Period | None:
    return period.years(int(match["year"]))


def _part(match: re.Match[str], said: Said) -> Period | None:
    """The first half of 2020, Q3 2020, the fourth quarter."""
    year = int(match["year"]) if match["year"] else said.year()
    if not year:
        return None
    if match["half"]:
        return period.months(year, *((1, 6) if match["half"] == "first" else (7, 12)))
    quarter = int(match["number"] or ("first", "second", "third", "fourth").index(match["quarter"]) + 1)
    return period.months(year, 3 * quarter - 2, 3 * quarter)


def _decade(match: re.Match[str], said: Said) -> Period | None:
    first = int(match["decade"])
    low, high = {"early": (0, 4), "mid": (3, 6), "late": (5, 9)}.get(match["part"], (0, 9))
    return period.years(first + low, first + high)


def _stretch(match: re.Match[str], said: Said) -> Period | None:
    months, days = _length(match)
    return period.stretch(said.now, months, days, match["word"] in ("next", "coming")) if said.now else None


def _ago(match: re.Match[str], said: Said) -> Period | None:
    return period.ago(said.now, *_length(match)) if said.now else None


def _length(match: re.Match[str]) -> tuple[int, int]:
    """How long, in (months, days): one of them is 0."""
    word, unit = match["count"], match["unit"]
    number = _COUNTS.get(word) or int(word)
    return (
        (number * (12 if unit == "year" else 1), 0)
        if unit in ("year", "month")
        else (0, number * (7 if unit == "week" else 1))
    )


ENGLISH: tuple[Rule, ...] = (
    (re.compile(rf"\b(?P<day>{_DAY})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?"), _named_month),
    (
        re.compile(rf"\b{_MONTH}\s+(?P<day_after>{_DAY})(?:st|nd|rd|th)?\b(?![:.]\d|\s*%)(?:,?\s+{_YEAR})?"),
        _named_month,
    ),
    (re.compile(rf"\b{_MONTH},?\s+{_YEAR}"), _named_month),
    (re.compile(rf"(?=[adfjmnos]){_IN}{_MONTH}"), _named_month),
    (re.compile(rf"{_WHICH}\s+{_MONTH}"), _near_month),
    (re.compile(rf"{_WHICH}\s+(?P<unit>year|month|week)\b"), _near),
    (re.compile(r"\b(?:yesterday|today|tomorrow)\b"), _near_day),
    (re.compile(rf"(?:{_WHICH}\s+|(?<=\bon )){_WEEKDAY}"), _weekday),
    (re.compile(rf"(?=[12]){_IN}{_YEAR}(?!\s*年)"), _year),
    (
        re.compile(
            rf"\b(?:(?P<half>first|second)\s+half|(?P<quarter>first|second|third|fourth)\s+quarter|q(?P<number>[1-4]))\b"
            rf"(?:\s+(?:of\s+)?{_YEAR})?"
        ),
        _part,
    ),
    (re.compile(r"\b(?:(?P<part>early|mid|late)[\s-]+)?(?P<decade>(?:1[89]|20)[0-9]0)'?s\b"), _decade),
    (re.compile(rf"\b(?P<word>past|last|next|coming)\s+{_COUNT}\s+{_UNIT}"), _stretch),
)
"""Rules for the text of an article."""

ENGLISH_AGO: tuple[Rule, ...] = ((re.compile(rf"\b{_COUNT}\s+{_UNIT}\s+ago\b"), _ago),)
"""3 months ago as a person types it; in an article it is too rough to be a date."""
