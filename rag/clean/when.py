"""When a story was printed, from what it says: only what follows from its own words.

A date in a running head or the file's name is taken as it stands. Else the year follows from 今年（2021年）, or from an anniversary
that is said of this year (今年是…5周年) or of the last (去年…40周年慶祝大會); weaker signs count only when two kinds agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

from rag.text import fold, period
from rag.text.dates import dates
from rag.text.dates_chinese import integer
from rag.types import Article

_BEGAN = (
    (r"香港回归(?:祖国)?", 1997),
    (r"澳门回归(?:祖国)?", 1999),
    (r"深圳(?:经济)?特区", 1980),
    (r"(?:新中国|中华人民共和国)成立|建国", 1949),
    (r"中国共产党(?:成立|建党)|建党", 1921),
    (r"改革开放", 1978),
    (r"粤港澳大湾区发展规划纲要》?", 2019),
)
"""What Chinese papers date a year by, and the year it began: the handover of Hong Kong and of Macao, the special economic zone of
Shenzhen, the People's Republic, the party, reform and opening up, the outline of the Greater Bay Area."""

_SENTENCE = re.compile(r"[^。!?\n]+")
_COUNT = r"\s?(?P<count>[1-9][0-9]{0,2}|[一二三四五六七八九]?十[一二三四五六七八九]?)\s?"
_ITS_DAY = r"(?:[0-9]{1,2}月[0-9]{1,2}日[^,;。0-9]{0,6})?"
_ANNIVERSARIES = tuple(
    (re.compile(rf"(?:{name})[^,;。0-9]{{0,8}}{_ITS_DAY}{_COUNT}周年"), year) for name, year in _BEGAN
)
_SINCE = tuple((re.compile(rf"(?:{name})(?:以来)?(?:[建成]立)?的?{_COUNT}年来"), year) for name, year in _BEGAN)
_NAMED = re.compile(r"(?P<near>今年|去年|明年|前年)\s?\((?P<year>20[0-9]{2})年?\)")
_NEXT = re.compile(r"(?P<year>20[0-9]{2})年(?:全年)?[和及与、]今年(?:上半年|首|前|第)")
_FILE = re.compile(
    r"(?<![0-9A-Za-z])(?P<year>20[0-9]{2})(?P<mark>[-_.]?)(?P<month>[0-9]{2})(?P=mark)(?P<day>[0-9]{2})(?![0-9A-Za-z])"
)
_OFF = {"前年": 2, "去年": 1, "今年": 0, "明年": -1}
_YEAR_LATER = re.compile(r"一年之?后|一年过去|时隔一年|一周年")
_LAST_YEAR = re.compile(r"去年(?P<month>1[0-2]|[1-9])月(?P<day>3[01]|[12][0-9]|[1-9])日")
_YESTERDAY = re.compile(r"昨[日天]\s?\((?P<day>3[01]|[12][0-9]|[1-9])日\)")


def published_in(article: Article, furniture: Sequence[str], datelines: Sequence[str]) -> str:
    """The date of an article as a partial ISO date, "" when nothing says it for certain. `datelines` are the days of its openings."""
    printed = _only({each.value for line in furniture for each in dates(line, None) if each.since == each.until})
    printed = printed or _from_file(article.source)
    if printed:
        return printed
    folded = fold(article.text)
    full = _only({each.value for day in datelines for each in dates(day, None) if each.since == each.until})
    year = _year(folded)
    if full or not year:
        return full
    day = _only({each.value for said in datelines for each in dates(said, str(year)) if each.since == each.until})
    return day or _year_to_the_day(folded, year) or str(year)


def _only(values: set[str]) -> str:
    return values.pop() if len(values) == 1 else ""


def _from_file(source: str) -> str:
    """2021-10-15 or 20211015 in the name of the file."""
    match = _FILE.search(re.split(r"[/\\]", source)[-1].replace("年", "-").replace("月", "-"))
    found = match and period.days(int(match["year"]), int(match["month"]), int(match["day"]))
    return found.since.isoformat() if found else ""


def _year(folded: str) -> int | None:
    """The year that the clear signs agree on; without any, the one that two kinds of weaker signs agree on and none denies."""
    clear = {*_from_named(folded), *(year for year, said in _from_anniversaries(folded) if said)}
    if clear:
        return clear.pop() if len(clear) == 1 else None
    weaker = [
        {year for year, said in _from_anniversaries(folded) if not said},
        {start + integer(match["count"]) for pattern, start in _SINCE for match in pattern.finditer(folded)},
        {int(match["year"]) + 1 for match in _NEXT.finditer(folded)},
    ]
    signs = [kind for kind in weaker if kind]
    if len(signs) == 1 and signs[0] == weaker[2]:
        signs.append({max(int(year) for year in re.findall(r"(?<![0-9])(20[0-9]{2})\s?年", folded))})
    years = set().union(*signs)
    return years.pop() if len(signs) >= 2 and len(years) == 1 else None


def _from_named(folded: str) -> Iterator[int]:
    for match in _NAMED.finditer(folded):
        yield int(match["year"]) + _OFF[match["near"]]


def _from_anniversaries(folded: str) -> Iterator[tuple[int, bool]]:
    """(year of the article, whether the sentence says that it is this one), for each anniversary.

    Sentences that name a year of their own, or look ahead, tell nothing.
    """
    for sentence in _SENTENCE.findall(folded):
        for pattern, start in _ANNIVERSARIES:
            match = pattern.search(sentence)
            if not match or re.search(r"[0-9]{4}\s?年|将|即将", sentence[: match.end()]):
                continue
            near = re.findall(r"今年|去年|明年|前年", sentence[: match.end()])
            greeted = bool(near) or "迎来" in sentence[: match.end()]
            yield start + integer(match["count"]) + (_OFF[near[-1]] if near else 0), greeted


def _year_to_the_day(folded: str, year: int) -> str:
    """去年10月14日…一年之後…昨日（14日）: the day after, in `year`. Only when the text itself says that a year has passed."""
    last, yesterday = _LAST_YEAR.search(folded), _YESTERDAY.search(folded)
    if not last or not yesterday or last["day"] != yesterday["day"] or not _YEAR_LATER.search(folded, last.end()):
        return ""
    day = period.days(year, int(last["month"]), int(last["day"]))
    return (day.since + timedelta(1)).isoformat() if day else ""
