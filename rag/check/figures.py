"""Numbers of a claim against those of its quotes: value, unit, and what they are said of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import floor, isclose, log10

from rag.check.units import Unit, unit_at, words_of
from rag.text import Number, numbers
from rag.text.numbers import Kind

_ABOUT = re.compile(
    r"(?:约|大约|大概|近|将近|接近|逾|超过|多于|至少|不少于|高达|over|more than|above|at least|about|around|approximately"
    r"|nearly|almost|roughly|some|close to|exceed(?:s|ed|ing)?|up to|under|less than|fewer than)\s*(?:hk\$|us\$|\$)?$"
)
_ABOUT_AFTER = re.compile(r"\s*(?:多|余|几|左右|上下|以上|or so|or more|plus|\+)")
_OVER = re.compile(
    r"(?:逾|超过|多于|至少|不少于|over|more than|above|at least|exceed(?:s|ed|ing)?)\s*(?:hk\$|us\$|\$)?$"
)
_SMALL = dict(zip("一二两三四五六七八九十双俩", (1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10, 2, 2), strict=True))
_NO_NUMBER = re.compile(
    r"三角|统一|一体|一些|一直|一定|一样|一起|一般|唯一|十分|四川|九龙|三维|进一步|四面|八方|一旦|一向|一同|万一|一带|一路"
    r"|第[一二三四五六七八九十]+|[一二三四五六七八九]成(?![立为员果功])|[一二三四五六七八九十]+[月日号]"
)
_ROUNDS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8, "十亿": 10**9,
           "百亿": 10**10, "千亿": 10**11, "万亿": 10**12}  # fmt: skip
_ROUND = re.compile(r"(?:逾|近|过|超|超过|约|上|达|破)(十亿|百亿|千亿|万亿|十万|百万|千万|[百千万亿])(?![分年里方])")
_ONE = re.compile(r"一(?=个?(?:小时|钟头|月|星期|礼拜)|天|年|周(?!年)|分钟|公里|米|元|吨|公斤|公顷|平方)(?!年[级度])")
_LONE = re.compile(
    r"(?<![第百千万亿十\d一二两三四五六七八九星期周])[三四五六七八九](?=[班条度轮届架倍艘台辆场份套宗起集遍步校地国者成间])(?!成立)(?!国(?:演义|志))"
)
_CLOCK = re.compile(r":0+(?!\d)")
"""The minutes of a full hour."""
_LIST = re.compile(r"[^，。；：、\n]{1,24}(?:、[^，。；：、\n]{1,40})+|[^,.;:\n]{1,40}(?:, [^,.;:\n]{1,40})+")
_JOINED = re.compile(r"[和与及或]|\band\b")
STRICT = ("money", "length", "area", "volume", "weight", "share", "energy", "power")
"""Dimensions whose units a quote spells out where it means them."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as written in `text[start:end]`; `after` is where its unit ends."""

    start: int
    end: int
    after: int
    value: float
    kind: Kind
    unit: Unit | None


def figures(folded: str, taken: Iterable[tuple[int, int]]) -> list[Figure]:
    """The numbers of a folded text, in order, but for those inside the spans `taken` by dates."""
    spans = list(taken)
    found = []
    read = list(numbers(folded))
    for number in (*read, *_unread(folded, read)):
        if _CLOCK.match(folded, number.start - 1) or any(
            start < number.end and number.start < end for start, end in spans
        ):
            continue
        unit = unit_at(folded, number.start, number.end)
        found.append(Figure(number.start, number.end, unit[1] if unit else number.end, float(number.value), number.kind,
                            unit[0] if unit else None))  # fmt: skip
    return sorted(found, key=lambda figure: figure.start)


def _unread(folded: str, read: Sequence[Number]) -> Iterator[Number]:
    """Numbers that only count in their place: 達千億, 一天, 三班."""
    taken = {place for number in read for place in range(number.start, number.end)}
    for match in _ROUND.finditer(folded):
        if match.start(1) not in taken:
            yield Number(*match.span(1), str(_ROUNDS[match[1]]), "count")
    for match in _ONE.finditer(folded):
        yield Number(*match.span(), "1", "count")
    for match in _LONE.finditer(folded):
        if match.start() not in taken:
            yield Number(*match.span(), str(_SMALL[match.group()]), "count")


def small_numbers(quotes: str) -> set[int]:
    """Numbers up to ten that a folded text says in other ways: 兩地, 雙方, and the length of a list."""
    found = {_SMALL[char] for char in _NO_NUMBER.sub("", quotes) if char in _SMALL}
    for match in _LIST.finditer(quotes):
        items = match.group().count("、") + match.group().count(", ") + 1
        found |= {items, items + len(_JOINED.findall(match.group()))}
    if re.search(r"\b(?:both|pair|couple|twice|double[ds]?)\b", quotes):
        found.add(2)
    return found


def small_ordinals(quotes: str) -> set[int]:
    """Places in a list that a folded text says without 第: 項目之二, 其三."""
    return {_SMALL[char] for char in re.findall(r"[之其]([一二三四五六七八九十])(?!一)", quotes)}


def wrong_figures(
    claim: str, found: Sequence[Figure], quotes: str, known: Sequence[Figure], years: Iterable[int]
) -> Iterator[str]:
    """Why numbers of a claim do not hold; both texts folded. A single one is looked up only beside a unit that differs."""
    loose, dated = {"count": small_numbers(quotes), "ordinal": small_ordinals(quotes)}, set(years)
    for figure in found:
        shown = claim[figure.start : figure.end].strip()
        alike = [other for other in known if _same(claim, figure, other)]
        if not alike:
            if _one_of(claim, figure) and not any(_same_dimension(figure, other) for other in known):
                continue
            counted = figure.value in dated or (figure.kind in loose and figure.value in loose[figure.kind])
            if not counted and not _first(figure, known):
                yield f"number {shown} is not in the quotes"
        elif figure.unit and not any(_fits(figure, other) for other in alike):
            yield from _wrong_unit(figure, alike, claim, quotes)


def _one_of(claim: str, figure: Figure) -> bool:
    return claim[figure.start : figure.end] == "一"


def _same_dimension(one: Figure, other: Figure) -> bool:
    return bool(one.unit and other.unit and one.unit.dimension == other.unit.dimension and other.value == 1)


def _same(claim: str, one: Figure, other: Figure) -> bool:
    """Whether a figure of the quotes is the claim's, or what the claim rounds, or the same in another unit."""
    if (one.kind == "percent") != (other.kind == "percent"):
        return False
    if isclose(one.value, other.value, rel_tol=1e-9):
        return True
    if one.unit and other.unit and one.unit.factor != other.unit.factor and one.unit.dimension == other.unit.dimension:
        return _converts(one, other)
    return _rounds(claim, one, other.value)


def _rounds(claim: str, one: Figure, value: float) -> bool:
    before = claim[max(0, one.start - 16) : one.start].rstrip()
    about = _ABOUT.search(before) or _ABOUT_AFTER.match(claim, one.end)
    if not about or not one.value or not value or one.kind == "ordinal":
        return False
    unit = 10 ** floor(log10(abs(one.value)))
    digits = 0
    while not isclose(round(one.value / unit) * unit, one.value, rel_tol=1e-9) and digits < 6:
        unit, digits = unit / 10, digits + 1
    if _OVER.search(before) and value < one.value:
        return False
    return abs(value - one.value) < unit and abs(value - one.value) <= 0.15 * value


def _first(figure: Figure, known: Sequence[Figure]) -> bool:
    """First, which Chinese says in many ways; the quotes must not number something otherwise."""
    return figure.kind == "ordinal" and figure.value == 1 and not any(other.kind == "ordinal" for other in known)


def _converts(one: Figure, other: Figure) -> bool:
    """Whether two figures of one dimension are the same amount in different units."""
    if not one.unit or not other.unit or one.unit.factor == other.unit.factor:
        return False
    return isclose(one.value * one.unit.factor, other.value * other.unit.factor, rel_tol=0.01)


def _fits(one: Figure, other: Figure) -> bool:
    if not one.unit or not other.unit:
        return not one.unit or one.unit.dimension not in STRICT
    return one.unit.fits(other.unit) or (one.unit.dimension == other.unit.dimension and _converts(one, other))


def _wrong_unit(figure: Figure, alike: Sequence[Figure], claim: str, quotes: str) -> Iterator[str]:
    assert figure.unit
    said = claim[figure.start : figure.after].strip()
    others = dict.fromkeys(quotes[other.start : other.after].strip() for other in alike)
    if not any(other.unit for other in alike) and any(word in quotes for word in words_of(figure.unit)):
        return
    yield f"the claim says {said}, the quotes {' and '.join(others)}"
