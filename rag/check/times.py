"""Dates of a claim against those of its quotes, part by part: a date may be given less exactly, never otherwise.

Words such as 去年 and yesterday are compared with each other; against a date they are looked up by the day of the article
when that is known, and left alone when it is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.text import dates
from rag.text.dates_chinese import integer

_HAN = "〇零一二三四五六七八九"
_Y = rf"(?:(?:1[6-9]|20|21)\d\d|[一二][{_HAN}]{{3}})"
_M = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_D = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_EY = r"(?P<year>(?:1[6-9]|20|21)\d\d)(?!\d|[.,]\d)"
_ED = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\b(?![.,:]\d|%)"
_ALONE = r"(?:{})".format("|".join(rf"(?<=\b{word})" for word in (
    "in ", "by ", "of ", "since ", "until ", "from ", "during ", "early ", "late ", "mid-", "last ", "this ", "to ", "and ")))  # fmt: skip
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<!\d)(?P<year>{_Y})\s?年(?:度)?(?:\s?(?P<month>{_M})\s?月(?:份)?(?:\s?(?P<day>{_D})(?:\s?[日号]|(?=[这当,。])))?)?",
        rf"(?<!\d)(?<!第)(?<!\d[.,])(?P<month>{_M})\s?月(?!球|薪|租|票)(?:\s?(?P<day>{_D})\s?[日号])?",
        r"(?<![\d-])(?P<year>(?:1[6-9]|20|21)\d\d)[-/.](?P<month>1[0-2]|0?[1-9])(?:[-/.](?P<day>3[01]|[12]\d|0?[1-9]))?(?![\d%-])",
        rf"\b{_ED}\s+(?:of\s+)?{_NAME}(?:,?\s+{_EY})?",
        rf"\b{_NAME}\s+{_ED}(?:,?\s+{_EY})?",
        rf"\b{_NAME},?\s+{_EY}",
        rf"{_ALONE}{_NAME}",
        r"(?<![\d.,$第])(?:(?<=[(（\[])|(?<=\b)|(?<=[^a-z0-9]))(?P<year>(?:19|20)\d\d)(?!\d|[.,]\d|'?s\b|\s?[年%％]|-\d|\s?[a-z]*\s?(?:people|km|metres|dollars|items|jobs|papers|articles|companies|students)|[\u3400-\u9fff])",
        r"(?<![\d月第初每多余几])(?P<day>3[01]|[12]\d|[1-9])日(?![内后前间游均元本])",
    )
)
_DECADE = re.compile(
    r"(?:(?:20|19)世纪)?(?<!\d)(?P<han>(?:19|20)?\d0|[一二三四五六七八九]十)年代|\b(?P<en>(?:19|20)\d0)'?s\b|'(?P<short>\d0)s\b"
)
_RELATIVE = {
    "year": (("大前年",), ("前年", "year before last"), ("去年", "last year"), ("今年", "this year"), ("明年", "next year"), ("后年",)),
    "day": (("前日", "前天"), ("昨日", "昨天", "yesterday"), ("今日", "今天", "today"), ("明日", "明天", "tomorrow")),
    "month": (("上月", "上个月", "last month"), ("本月", "这个月", "this month"), ("下月", "下个月", "next month")),
    "week": (("上周", "上星期", "last week"), ("本周", "这星期", "this week"), ("下周", "下星期", "next week")),
    "weekday": tuple(
        (f"周{han}", f"星期{han}", f"礼拜{han}", f"{english}day")
        for han, english in zip("一二三四五六日", ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun"), strict=True)
    ),
    "half": (("上半年", "first half"), ("下半年", "second half")),
    "quarter": (
        ("第一季", "首季", "一季度", "first quarter", "q1"), ("第二季", "二季度", "second quarter", "q2"),
        ("第三季", "三季度", "third quarter", "q3"), ("第四季", "四季度", "fourth quarter", "q4", "last quarter"),
    ),
    "part": (("年初", "early", "beginning of", "年代初"), ("年中", "mid-", "年代中"), ("年底", "年末", "late ", "end of", "年代末")),
    "hour": (("凌晨",), ("早上", "清晨", "早晨", "上午", "morning", "a.m"), ("中午", "正午", "noon", "midday"),
             ("下午", "afternoon", "p.m"), ("傍晚", "晚上", "晚间", "当晚", "evening", "night")),
    "season": (("春季", "春天", "spring"), ("夏季", "夏天", "summer"), ("秋季", "秋天", "autumn"), ("冬季", "冬天", "winter")),
}  # fmt: skip
"""Kinds of words that point to a time, and in each the ways to say one."""
_BEFORE = re.compile(r"(?:之|以)?前(?![后夕往])")
_AFTER = re.compile(r"(?:之|以)?后|起(?!来)|以来")
_PLAIN_YEAR = re.compile(
    r"去年|今年|明年|前年|后年|同年|翌年|次年|当年|本年|昨[日天]|今[日天]|日前|近日"
    r"|(?:last|this|next|that|same) year|yesterday|today"
)


@dataclass(frozen=True, slots=True)
class Date:
    """A date as written in `text[start:end]`: 0 for a part that is not given."""

    year: int
    month: int
    day: int
    start: int
    end: int

    def agrees(self, other: Date) -> bool:
        """Whether `other` says all that this one says, or leaves out only coarser parts than it gives."""
        for mine, theirs in ((self.year, other.year), (self.month, other.month), (self.day, other.day)):
            if mine and theirs and mine != theirs:
                return False
        finest = (self.day and other.day) or (not self.day and self.month and other.month)
        return bool(finest or (not self.day and not self.month and other.year))


def written(folded: str) -> list[Date]:
    """The dates of a folded text, in order, the longest at each place."""
    found: list[Date] = []
    matches = [match for pattern in _PATTERNS for match in pattern.finditer(folded)]
    for match in sorted(matches, key=lambda match: match.start() - match.end()):
        if not any(match.start() < date.end and date.start < match.end() for date in found):
            found.append(_date(match))
    return sorted(found, key=lambda date: date.start)


def _date(match: re.Match[str]) -> Date:
    parts = match.groupdict()
    month = _MONTHS.index(parts["name"][:3]) + 1 if parts.get("name") else _integer(parts.get("month"))
    return Date(_integer(parts.get("year")), month, _integer(parts.get("day")), *match.span())


def _integer(numeral: str | None) -> int:
    return integer(numeral) if numeral else 0


def decades(folded: str) -> dict[int, tuple[int, int]]:
    """Decades that a text names, by their tens (90 for the 1990s): where."""
    found = {}
    for match in _DECADE.finditer(folded):
        number = integer(match["han"] or match["en"] or match["short"])
        found[number % 100] = match.span()
    return found


def resolved(text: str, published: str | None) -> Iterator[Date]:
    """The dates that 去年, 昨日 and the like of an article of this day mean."""
    for date in dates(text, published):
        since, until = date.since.split("-"), date.until.split("-")
        same = [int(one) if one == other else 0 for one, other in zip(since, until, strict=True)]
        year, month, day = same[0], same[1] if same[0] else 0, same[2] if same[0] and same[1] else 0
        if year:
            yield Date(year, month, day, date.start, date.end)


def wrong_dates(claim: str, found: Sequence[Date], quotes: str, known: Sequence[Date]) -> Iterator[str]:
    """Why dates of a claim do not hold; `claim` and `quotes` are folded, `found` and `known` their dates."""
    years = {date.year for date in known if date.year}
    months = {date.month for date in known if date.month} or set(range(1, 13))
    for date in found:
        agreeing = [
            other for other in known if date.agrees(other) and (other.month or not date.month or date.month in months)
        ]
        loose = not years and bool(_PLAIN_YEAR.search(quotes))
        if agreeing and date.year and not any(other.year for other in agreeing) and years and date.year not in years:
            agreeing = []
        if agreeing and all(_contrary(claim, date, quotes, other) for other in agreeing):
            yield f"date {claim[date.start : date.end].strip()} is on the other side in the quotes"
        if not agreeing and not (loose and _only_year(date)):
            yield f"date {claim[date.start : date.end].strip()} is not in the quotes"
    spoken = decades(quotes)
    for tens, (start, end) in decades(claim).items():
        if tens not in spoken and not any(date.year % 100 // 10 * 10 == tens for date in known if date.year):
            yield f"date {claim[start:end]} is not in the quotes"
    yield from _wrong_words(claim, quotes)


def _contrary(claim: str, date: Date, quotes: str, other: Date) -> bool:
    """Whether the one says before a date and the other after it."""
    return {_side(claim, date), _side(quotes, other)} == {"before", "after"}


def _side(text: str, date: Date) -> str:
    """before, after, or neither, as the words beside a date say."""
    if date.start == date.end:
        return ""
    if re.search(r"\b(?:before|prior to|until|by)\s+$", text[max(0, date.start - 12) : date.start]) or _BEFORE.match(
        text, date.end
    ):
        return "before"
    after = re.search(r"\b(?:after|since|from)\s+$", text[max(0, date.start - 12) : date.start])
    return "after" if after or _AFTER.match(text, date.end) else ""


def _only_year(date: Date) -> bool:
    return bool(date.year and not date.month and not date.day)


def _wrong_words(claim: str, quotes: str) -> Iterator[str]:
    """Of words that point to a time, one kind: the claim has one that the quotes do not, and the quotes another."""
    for ways in _RELATIVE.values():
        there = {place for place, words in enumerate(ways) if any(word in quotes for word in words)}
        here = {place: word for place, words in enumerate(ways) for word in words if word in claim}
        wrong = [word for place, word in here.items() if place not in there]
        if there and wrong and not (set(here) & there):
            yield f"the claim says {wrong[0].strip()}, the quotes do not"
