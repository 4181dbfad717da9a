"""A short answer for a reader of English: a date, a number, a share or a sum in English, when it says exactly what is printed."""

from __future__ import annotations

import re
from decimal import Decimal

from rag.text import dates, fold, numbers
from rag.text.numbers import Number

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_BEFORE: dict[str, str] = {
    "超过": "more than ",
    "逾": "more than ",
    "超": "more than ",
    "多于": "more than ",
    "至少": "at least ",
    "不少于": "at least ",
    "约有": "about ",
    "约合": "about ",
    "约": "about ",
    "大约": "about ",
    "近": "nearly ",
    "接近": "nearly ",
    "高达": "as much as ",
    "多达": "as many as ",
    "不足": "less than ",
    "少于": "fewer than ",
    "共": "",
    "共有": "",
    "": "",
}
"""What may stand before a number, folded, and its English."""
_UNIT: dict[str, str] = {
    "平方公里": " square km",
    "平方米": " square metres",
    "公顷": " hectares",
    "公里": " km",
    "公斤": " kg",
    "吨": " tonnes",
    "米": " metres",
    "年": " years",
    "个月": " months",
    "周": " weeks",
    "天": " days",
    "小时": " hours",
    "分钟": " minutes",
    "秒": " seconds",
    "倍": " times",
    "岁": " years old",
    "个百分点": " percentage points",
    "人": " people",
    "美元": "US$",
    "港元": "HK$",
    "港币": "HK$",
    "港币元": "HK$",
    "人民币": "RMB ",
    "人民币元": "RMB ",
    "元人民币": "RMB ",
    "欧元": "€",
    "英镑": "£",
}
_BARE = frozenset("个家所间名位项件篇款条栋座艘辆支种类届批次份场部台只层组块户棵架元") | {"人次"}
"""Counters that English does without, and 元, which may be a yuan or a Hong Kong dollar: it is shown as printed beside the number."""
_AFTER = {"左右": "about ", "上下": "about ", "以上": "at least "}
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_MONEY = re.compile(r"(?:港币|人民币)$")
_MORE = re.compile(r"多|余|几")
_DIGITS = frozenset("两二三四五六七八九十")
_SPELT = dict(
    zip("2 3 4 5 6 7 8 9 10".split(), "two three four five six seven eight nine ten".split(), strict=True)  # noqa: SIM905
)
_HALVES = {"半小时": "half an hour", "半年": "half a year", "半个小时": "half an hour"}
_PART = {"初": "early ", "底": "late ", "末": "late ", "中旬": "mid-", "上旬": "early ", "下旬": "late "}
_QUARTER = ("first", "second", "third", "fourth")


def in_english(printed: str, published: str | None) -> str | None:
    """The words of an article in English, or None when they are no date and no number that English can give exactly.

    `published` is the date of the article, for a date that leans on it.

    >>> in_english("超過160個", None), in_english("2024年6月底", None), in_english("4.4億港元", None)
    ('more than 160', 'late June 2024', 'HK$440 million')
    """
    folded = "".join(fold(printed).split())
    if folded.isascii():
        return None
    if folded in _HALVES:
        return _HALVES[folded]
    return _date(folded, published) or _quantity(folded, printed)


def _date(folded: str, published: str | None) -> str | None:
    found = dates(folded, published)
    if len(found) != 1 or found[0].start != 0:
        return None
    rest = folded[found[0].end :]
    if rest not in ("", "前后", "左右", "起", "前"):
        return None
    said = _period(found[0].value, folded[: found[0].end])
    return said and {"前后": "around ", "左右": "around ", "起": "from ", "前": "before "}.get(rest, "") + said


def _period(value: str, folded: str) -> str | None:
    """A partial ISO date, or two full ones that are a part of a month, a year or a decade, or a quarter."""
    since, _, until = value.partition("/")
    if not until:
        return date_in_english(since)
    part = next((word for mark, word in _PART.items() if folded.endswith(mark)), "")
    if "年代" in folded:
        return f"the {part}{since[:3]}0s"
    same = 7 if "月" in folded else 4
    if since[:same] != until[:same]:
        return None
    if part:
        return part + date_in_english(since[:same])
    quarter = int(since[5:7]) // 3
    return (
        f"the {_QUARTER[quarter]} quarter of {since[:4]}"
        if "季" in folded and until[5:7] == f"{3 * quarter + 3:02}"
        else None
    )


def date_in_english(partial: str) -> str:
    """2020, August 2020 or 26 August 2020 of a partial ISO date.

    >>> date_in_english("2020-08-26")
    '26 August 2020'
    """
    year, *rest = (int(part) for part in partial.split("-"))
    month = MONTHS[rest[0] - 1] if rest else ""
    return " ".join(part for part in (str(rest[1]) if len(rest) > 1 else "", month, str(year)) if part)


def _quantity(folded: str, printed: str) -> str | None:
    """One number with what may stand before it and a unit behind it; None when anything else is there."""
    found = list(numbers(folded))
    if len(found) != 1:
        return None
    number = found[0]
    head, money, rest = *_currency(folded[: number.start]), folded[number.end :]
    if head not in _BEFORE:
        return None
    before = _BEFORE[head]
    if _MORE.search(folded[number.start : number.end]) or _MORE.match(rest):
        before, rest = "more than ", rest.lstrip("多余几")
    if ending := next((word for word in _AFTER if rest.endswith(word)), ""):
        before, rest = _AFTER[ending], rest.removesuffix(ending)
    said = _with_unit(number, before, money + rest, spelt=folded[number.start : number.end] in _DIGITS)
    if said is None or [other.term for other in numbers(said)] != [number.term]:  # never a number that is not printed
        return None
    return f"{said} ({printed})" if rest == "元" and not money else said


def _currency(before: str) -> tuple[str, str]:
    """What stands before a number, in two: (港币 or 人民币 apart)."""
    match = _MONEY.search(before)
    return (before[: match.start()], match.group()) if match else (before, "")


def _with_unit(number: Number, before: str, unit: str, spelt: bool) -> str | None:
    if number.kind == "ordinal":
        return _ordinal(number.value) if unit in ("", "名", "位") and not before and number.value.isdecimal() else None
    if number.kind == "percent":
        return f"{before}{number.value}%" if not unit else None
    amount = _SPELT.get(number.value, number.value) if spelt else amount_in_english(number.value)
    if unit == "" or unit in _BARE:
        return f"{before}{amount}"
    word = _UNIT.get(unit, "")
    if not word:
        return None
    return f"{before}{amount}{word}" if word.startswith(" ") else f"{before}{word}{amount}"


def _ordinal(value: str) -> str:
    ending = "th" if value[-2:] in ("11", "12", "13") else {"1": "st", "2": "nd", "3": "rd"}.get(value[-1], "th")
    return value + ending


def amount_in_english(value: str) -> str:
    """A plain decimal as English writes it: 12,500; 75 million; 4.4 billion.

    >>> amount_in_english("12500"), amount_in_english("440000000"), amount_in_english("2.6")
    ('12,500', '440 million', '2.6')
    """
    number = Decimal(value)
    for scale, word in _SCALES:
        share = number / scale
        if share >= 1 and share == round(share, 3):
            return f"{share.normalize():f} {word}"
    return f"{int(number):,}" if number == int(number) else value
