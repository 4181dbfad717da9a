"""How Chinese speaks of time: patterns over folded text (so in one script), each with the way to its period.

The guards before and after the words keep out what only looks like a date: 如今年轻, 说明年底, 目前日本, 3个月, 10日内, 1号通道.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from rag.text import period
from rag.text.period import Period, Said

Rule = tuple[re.Pattern[str], Callable[[re.Match[str], Said], Period | None]]
"""A pattern, and what turns its match into a period; None when too little is known."""

_DIGIT = dict(zip("〇零一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))


def integer(numeral: str) -> int:
    """26, 二十六, 十, 二〇二〇 as an integer; `numeral` has digits or Chinese digits up to 十 only."""
    if numeral.isdecimal():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    if ten:
        return 10 * (_DIGIT[tens] if tens else 1) + (_DIGIT[ones] if ones else 0)
    return int("".join(str(_DIGIT[char]) for char in numeral))


_NO_DIGIT = r"(?<!\d)(?<!\d[.,])"
"""Not inside 2,000 or 3.14; a comma alone may well stand before a date, and folding makes one of ，."""
_HAN = "〇零一二三四五六七八九十百千万"
_YEAR = rf"(?:{_NO_DIGIT}(?:1[89]|20)[0-9]{{2}}|(?<![{_HAN}])(?:一[八九]|二[〇零])[〇零一二三四五六七八九]{{2}})"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_TO = r"\s?[至到~～-]\s?"
_GROWN = r"(?![轻龄纪均份])"
_NEAR_YEAR = (
    rf"(?:(?<![如现迄古])今年{_GROWN}|(?<!过)去年{_GROWN}|(?<![目之以此先当年史])前年{_GROWN}"
    rf"|(?<![说证声表文])明年{_GROWN}|(?<![之以战此前然最今])后年{_GROWN}|(?<![不共相如])同年{_GROWN}|翌年|次年)"
)
_NAMED_YEAR = (
    rf"(?:(?P<near>{_NEAR_YEAR})(?:\s?\((?P<inside>{_YEAR})年?\))?"
    rf"|(?P<year>{_YEAR})\s{{0,2}}年(?![代级]|的?历史|之久|多|余|以上)度?)"
)
_IN_MONTH = (
    rf"(?P<month>{_MONTH})(?:{_TO}(?P<month2>{_MONTH}))?\s{{0,2}}月份?(?![龄球薪租票饼])"
    rf"(?:\s{{0,2}}(?P<day>{_DAY})(?:{_TO}(?P<day2>{_DAY}))?\s{{0,2}}[日号]|(?P<third>[上中下]旬|初|底|末))?"
)
_SEASON = r"(?:(?P<season>初)(?![中步级创次选])|(?P<season2>底)(?![部层特气])|(?P<season3>末)(?!端))"
_QUARTER = r"第(?P<quarter>[一二三四1-4])季度?|(?P<quarter2>[一二三四1-4])季度|(?P<first>首)季度?(?!节)|前(?P<quarters>[二两三23])季度?"
_HALF = r"(?P<half>[上下])半年"
_NEAR_MONTH = r"(?:(?<![日成资基])[本今]个?月|这个月|(?<![以线网路之海天年])[上下]个?月)(?![球薪活租饼台光均供费收历])"
_NEAR_DAY = r"(?:昨[日天晚晨早午夜]|(?<![目之以此当年月日])前[日天](?!本)|(?<![如现当至])今[日天](?!头条)|今[晚晨早午]|明[日天](?!之))"
_WEEK = r"(?:周(?![一二三四五六日天刊边围年])|星期|礼拜)(?!几)"
_WEEKDAY = r"(?:周|星期|礼拜)(?P<day>[一二三四五六日天])"
_UNIT = r"(?P<unit>年|个?月|周|个?星期|个?礼拜|[日天])"
_COUNT = r"(?P<count>[1-9][0-9]?|[一两二三四五六七八九]?十[一二三四五六七八九]?|[一两二三四五六七八九半])"


def _year_of(match: re.Match[str], said: Said) -> int | None:
    """The year that the match names: by number, by its distance from the article's or from the one before, or not at all."""
    groups = match.groupdict()
    number, near = groups.get("year") or groups.get("inside"), groups.get("near")
    if number:
        return integer(number)
    if not near:
        return said.year_of(integer(groups["month"])) if groups.get("month") else said.year()
    if near[0] in "同翌次":
        return said.before.year + (near[0] != "同") if said.before and said.before.year else None
    return said.now.year + "前去今明后".index(near[0]) - 2 if said.now and said.now.year else None


def _in_year(match: re.Match[str], said: Said) -> Period | None:
    year, found = _year_of(match, said), {name for name, value in match.groupdict().items() if value}
    if not year or not found & {
        "month",
        "half",
        "quarter",
        "quarter2",
        "first",
        "quarters",
        "season",
        "season2",
        "season3",
    }:
        return period.years(year) if year else None
    if "month" in found:
        return _in_month(year, match)
    if "half" in found:
        return period.months(year, *((1, 6) if match["half"] == "上" else (7, 12)))
    if "quarters" in found:
        return period.months(year, 1, 3 * integer(match["quarters"]))
    if found & {"season", "season2", "season3"}:
        return period.months(year, *((1, 3) if "season" in found else (10, 12)))
    quarter = 1 if "first" in found else integer(match["quarter"] or match["quarter2"])
    return period.months(year, 3 * quarter - 2, 3 * quarter)


def _in_month(year: int, match: re.Match[str]) -> Period | None:
    first, last, day = integer(match["month"]), match["month2"], match["day"]
    if day:
        return None if last else period.days(year, first, integer(day), integer(match["day2"] or day))
    if last:
        return period.months(year, first, integer(last))
    return _third(period.months(year, first), match["third"])


def _third(month: Period | None, name: str | None) -> Period | None:
    """上旬, 中旬 or 下旬 of a month, as ten days; 初 and 底 are taken for the first and the last of them."""
    if not month or not name:
        return month
    first, last = {"上": (1, 10), "初": (1, 10), "中": (11, 20)}.get(name[0], (21, month.until.day))
    return period.days(month.since.year, month.since.month, first, last)


def _month_alone(match: re.Match[str], said: Said) -> Period | None:
    """8月26日 and 8月; a month in Chinese digits only with its day (三月 may be a name or a count)."""
    digits = match["month"].isdecimal() or match["day"] or match["third"]
    return _in_year(match, said) if digits else None


def _bare_day(match: re.Match[str], said: Said) -> Period | None:
    return said.day(integer(match["day"]))


def _near_day(match: re.Match[str], said: Said) -> Period | None:
    """昨日 by the article's day. 昨日（14日） by the day it names; near the end of a month, that may be of the month before."""
    now, named = said.now, match["day"] and integer(match["day"])
    if now and now.day:
        ahead = {"前": -2, "昨": -1, "寻": -1, "琴": -1, "今": 0}.get(match["word"][0], 1)
        there = period.around(now.day, ahead)
        return there if not named or named == there.since.day else None
    if not now or not now.year or not now.month or not named or named >= 28:
        return None
    return period.days(now.year, now.month, named)


def _near_month(match: re.Match[str], said: Said) -> Period | None:
    if not said.now or not said.now.year or not said.now.month:
        return None
    ahead = {"上": -1, "下": 1}.get(match["word"][0], 0)
    year, month = period.month_after(said.now.year, said.now.month, ahead)
    day = match["day"]
    return period.days(year, month, integer(day)) if day else _third(period.months(year, month), match["third"])


def _day_of_week(name: str) -> int:
    """0 for 一, as in `date.weekday`."""
    return "一二三四五六日".index(name.replace("天", "日"))


def _week(match: re.Match[str], said: Said) -> Period | None:
    """本周 from Monday to Sunday, 上周五."""
    if not said.now or not said.now.day:
        return None
    monday = 7 * {"上": -1, "下": 1}.get(match["which"][0], 0) - said.now.day.weekday()
    name = match["day"]
    return period.around(said.now.day, monday + (_day_of_week(name) if name else 0), 1 if name else 7)


def _weekday(match: re.Match[str], said: Said) -> Period | None:
    """A bare 周五 is the latest one, or before 将 the next."""
    if not said.now or not said.now.day:
        return None
    ahead = (_day_of_week(match["day"]) - said.now.day.weekday()) % 7
    return period.around(said.now.day, ahead if match["will"] is not None or not ahead else ahead - 7)


def _decade(match: re.Match[str], said: Said) -> Period | None:
    """90年代 is of the last century and 00年代 of this one; 20年代 without its century may be either."""
    written, century = match["decade"], match["century"]
    tens = integer(written)
    if century:
        first = {"上": 1900, "本": 2000}.get(century[0]) or 100 * integer(century) - 100
        first += tens
    else:
        first = tens if tens >= 100 else tens + (2000 if tens < 20 else 1900)
    if first % 10 or (tens == 20 and not century):
        return None
    part = (match["part"] or "全")[0]
    low, high = {"初": (0, 4), "早": (0, 4), "中": (3, 6), "末": (5, 9), "后": (5, 9), "晚": (5, 9)}.get(part, (0, 9))
    return period.years(first + low, first + high)


def _between_years(match: re.Match[str], said: Said) -> Period | None:
    return period.years(integer(match["first"]), integer(match["last"]))


def _iso(match: re.Match[str], said: Said) -> Period | None:
    year, month, day = int(match["year"]), int(match["month"]), match["day"]
    return period.days(year, month, int(day)) if day else period.months(year, month)


def _stretch(match: re.Match[str], said: Said) -> Period | None:
    """过去五年, up to the article's date; 未来三个月, from it."""
    months, days = _length(match["count"], match["unit"])
    ahead = match["word"] in ("未来", "今后")
    return period.stretch(said.now, months, days, ahead) if said.now else None


def _ago(match: re.Match[str], said: Said) -> Period | None:
    months, days = _length(match["count"], match["unit"])
    return period.ago(said.now, months, days) if said.now else None


def _length(count: str, unit: str) -> tuple[int, int]:
    """How long, in (months, days): one of them is 0."""
    number = 0.5 if count == "半" else integer(count)
    if "年" in unit or "月" in unit:
        return round(number * (12 if "年" in unit else 1)), 0
    return 0, round(number * (1 if unit in "日天" else 7))


CHINESE: tuple[Rule, ...] = (
    (re.compile(rf"{_NAMED_YEAR}(?:\s{{0,2}}(?:{_IN_MONTH}|年?{_SEASON}|{_HALF}|{_QUARTER}))?"), _in_year),
    (re.compile(rf"{_NO_DIGIT}(?<![{_HAN}年月第前头首/]){_IN_MONTH}"), _month_alone),
    (
        re.compile(
            rf"{_NO_DIGIT}(?<![{_HAN}几每历往同当半多两来数余年今去前明后])年{_SEASON}|(?<!年){_HALF}|(?<![年\d第]){_QUARTER}"
        ),
        _in_year,
    ),
    (
        re.compile(
            rf"{_NO_DIGIT}(?<![满达共逾近第每超约仅首头前后再多隔离为用个续时期/年月日])(?P<day>3[01]|[12][0-9]|0?[1-9])日"
            r"(?![内后前间游票经均圆元程本])"
        ),
        _bare_day,
    ),
    (re.compile(rf"(?P<word>{_NEAR_DAY})(?:[晚晨早午])?(?:\s?\((?:{_MONTH}月)?(?P<day>{_DAY})日\))?"), _near_day),
    (re.compile(rf"(?P<word>{_NEAR_MONTH})(?:(?P<day>{_DAY})[日号]|(?P<third>[上中下]旬|初|底|末))?"), _near_month),
    (re.compile(rf"(?P<which>(?<![日成资基])本|(?<![以线网路之])[上下]个?|这个?)(?:{_WEEKDAY}|{_WEEK})"), _week),
    (
        re.compile(
            rf"(?<![一二两三四五六七八九十\d每逢几数多半上下本这个]){_WEEKDAY}(?![一二三四五六日天围天年岁])(?P<will>[早晚上下午]{{0,2}}(?=[将会]))?"
        ),
        _weekday,
    ),
    (
        re.compile(
            rf"(?:(?P<century>[上本]|[12][0-9]|十九|二十一?)个?世纪)?"
            rf"{_NO_DIGIT}(?P<decade>(?:1[89]|20)?[0-9]0|[一二三四五六七八九]十)"
            r"年代(?P<part>初期?|早期|中期?|末期?|后期|晚期)?"
        ),
        _decade,
    ),
    (re.compile(rf"{_NO_DIGIT}(?P<first>{_YEAR})年?{_TO}(?P<last>{_YEAR})年(?![代级])"), _between_years),
    (
        re.compile(
            rf"{_NO_DIGIT}(?<![/-])(?P<year>(?:1[89]|20)[0-9]{{2}})(?P<mark>[-/.])(?P<month>1[0-2]|0?[1-9])"
            r"(?:(?P=mark)(?P<day>3[01]|[12][0-9]|0?[1-9]))?(?![\d/%]|[-.]\d)"
        ),
        _iso,
    ),
    (re.compile(rf"(?P<word>过去|最近|未来|今后|(?<![将接附靠邻续时])近)的?{_COUNT}{_UNIT}(?!历史|的历史)"), _stretch),
)
"""Rules for the text of an article."""

CHINESE_AGO: tuple[Rule, ...] = ((re.compile(rf"{_COUNT}{_UNIT}(?:之|以)?前"), _ago),)
"""三个月前 as a person types it; in an article it is too rough to be a date."""
