"""Numbers as people and newspapers write them, read to one value each.

75 million, 7,500萬 and 七千五百萬 are 75000000; 80% and 八成 are 80%; No. 1, 1號, 一號, 第一 and first are #1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rag.text.fold import fold

Kind = Literal["count", "percent", "ordinal"]


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: `text[start:end]` reads as `value`, a plain decimal without trailing zeros."""

    start: int
    end: int
    value: str
    kind: Kind

    @property
    def term(self) -> str:
        """The number as a search term, alike for every way of writing it."""
        return {"count": "=", "percent": "=%", "ordinal": "=#"}[self.kind] + self.value


_DIGIT = dict(zip("〇零一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_HAN = "〇零一二两三四五六七八九十百千万亿"
_ENGLISH_SCALE = {
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "bn": 10**9,
    "m": 10**6,
    "k": 10**3,
}
_ENGLISH_ORDINAL = dict(
    zip(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"],
        range(1, 11),
        strict=True,
    )
)
_ENGLISH_COUNT = dict(
    zip(
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        range(2, 13),
        strict=True,
    )
)
_SENTENCE = 300
"""Code points of a text whose numbers are kept."""
_CLASSIFIER = "个家所名年月日项间条座次位人份倍种批届期只篇款栋台岁层块宗类场支艘辆"

_NUMBER = re.compile(
    rf"""
    (?P<ordinal> 第\s*|\bno\.?\s*(?=\d)|\bnumber\s+(?=\d)|\#\s*(?=\d) )?
    (?: (?P<percent>百分之)? (?P<han>[{_HAN}]+) (?P<tenths>成(?![立为员果功长熟交都]))?
      | (?<![a-z0-9])(?<!\d[.,]) (?P<digits>\d+(?:,\d{{3}})*(?:\.\d+)?|\d+)
        \s* (?:多|余|几)? (?P<scale>[十百千万亿]+|(?:thousand|million|billion|trillion|bn|[mk])\b)? )
    (?P<after> \s*% | (?:st|nd|rd|th)\b | \s*号 )?
    | \b(?P<english>{"|".join([*_ENGLISH_ORDINAL, *_ENGLISH_COUNT])})\b (?:\s+(?P<english_scale>thousand|million|billion)\b)?
    """,
    re.VERBOSE,
)
_CURRENCY = re.compile(r"(?:[$£€¥]|\b(?:rmb|hkd|usd|cny|eur|gbp))\s*$")
"""What right before figures makes an m behind them millions."""
_ABOUT = re.compile(r"(?:[逾近约]|超过?|(?<![经不通])过|(?<![以之])上|(?<!发)达)$")
"""What before a lone 百, 千 or 萬 makes it a number: 逾千家, 近百名, 上萬人."""
_LENGTH = re.compile(
    r"[\s-]+(?:high|tall|long|wide|deep|thick|above|below|away|run|race|sprint|dash|relay|hurdles|final|freestyle|butterfly|breaststroke"
    r"|backstroke|platform|line|tower|statue|bridge|tunnel|telescope|pool|gap|wave|waves|from|apart)\b"
)
"""What behind an m makes it metres."""
_ASCII_DIGITS = str.maketrans("〇零一二两三四五六七八九", "001223456789")


def numbers(text: str) -> Iterator[Number]:
    """The numbers of a text, in order, without overlaps. A lone Chinese digit counts only before a classifier or 號, or after 第.

    >>> [n.term for n in numbers("第一批獲7,500多萬元，佔八成；一號通道二〇〇〇年開通，一些人說好")]
    ['=#1', '=75000000', '=%80', '=#1', '=2000']
    """
    return iter(_of_sentence(text) if len(text) <= _SENTENCE else _all(text))


@lru_cache(maxsize=10_000)
def _of_sentence(text: str) -> tuple[Number, ...]:
    """What was read for one question is read for the next, and by several of its readers."""
    return tuple(_all(text))


def _all(text: str) -> Iterator[Number]:
    folded = fold(text)
    for match in _NUMBER.finditer(folded):
        number = _read(match, folded)
        if number:
            yield number


def _read(match: re.Match[str], folded: str) -> Number | None:
    word = match["english"]
    if word:
        kind: Kind = "ordinal" if word in _ENGLISH_ORDINAL else "count"
        value = _ENGLISH_ORDINAL.get(word) or _ENGLISH_COUNT[word]
        return Number(
            match.start(), match.end(), _plain(value * _ENGLISH_SCALE.get(match["english_scale"] or "", 1)), kind
        )
    after = (match["after"] or "").strip()
    kind = "percent" if match["percent"] or match["tenths"] or after == "%" else "count"
    if match["ordinal"] or after in {"号", "st", "nd", "rd", "th"}:
        kind = "ordinal"
    scale = "" if _of_metres(match, folded) else match["scale"] or ""
    amount = _han_value(match["han"]) if match["han"] else _digit_value(match["digits"], scale)
    if match["han"] and kind == "count" and not _counts(match, folded):
        return None
    if amount is None:
        return None
    return Number(match.start(), match.end(), _plain(amount * 10 if match["tenths"] else amount), kind)


def _of_metres(match: re.Match[str], folded: str) -> bool:
    """Whether an m behind figures is of metres: 100 m, 50m freestyle, but not $50 m or 50m dollars."""
    if match["scale"] != "m" or _CURRENCY.search(folded, max(0, match.start() - 8), match.start()):
        return False
    return folded[match.start("scale") - 1].isspace() or bool(_LENGTH.match(folded, match.end("scale")))


def _counts(match: re.Match[str], folded: str) -> bool:
    """Whether Chinese digits are a number here: 三家 and 逾千家 are, the 三 of 三角 and the 一 of 一些 or 統一 is not."""
    han, following = match["han"], folded[match.end() : match.end() + 1]
    if set(han) <= set("千万百十亿") and not (len(han) > 1 and "亿" in han):
        exact = han[0] == "十" and folded[match.start() - 1 : match.start()] not in ("数", "几")
        unit = following != "" and following in f"{_CLASSIFIER}元公平米吨"
        about = _ABOUT.search(folded, max(0, match.start() - 2), match.start())
        return unit and (exact or about is not None)
    return len(han) > 1 or (han in _DIGIT and han != "一" and following != "" and following in _CLASSIFIER)


def _han_value(han: str) -> float | None:
    """七千五百万 → 75000000, 二〇〇〇 → 2000, 十二 → 12; None for a scale without a number."""
    if all(char in _DIGIT for char in han):
        return float(han.translate(_ASCII_DIGITS))
    total = section = digit = 0.0  # not integers, which grow without end in a text of 万亿万亿…
    for char in han:
        if char in _DIGIT:
            digit = _DIGIT[char]
        elif char in _SMALL:
            section += (digit or 1) * _SMALL[char]
            digit = 0
        else:
            total = (total + section + digit or 1.0) * _LARGE[char]
            section = digit = 0
    return total + section + digit


def _digit_value(digits: str, scale: str) -> float:
    value = float(digits.replace(",", ""))
    if scale in _ENGLISH_SCALE:
        return value * _ENGLISH_SCALE[scale]
    for char in scale:
        value *= _SMALL.get(char) or _LARGE[char]
    return value


def _plain(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")
