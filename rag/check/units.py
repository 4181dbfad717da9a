"""What numbers are counted in: currencies, lengths, areas, weights, spans of time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_TABLE = """
money hkd 1 = 港元 港币 港纸 元港币 / hong kong dollars, hong kong dollar, hk dollars, hkd, hk$
money usd 1 = 美元 美金 元美金 / us dollars, us dollar, u.s. dollars, american dollars, usd, us$
money rmb 1 = 人民币 元人民币 / renminbi, rmb, yuan, cny
money eur 1 = 欧元 / euros, euro, eur, €
money gbp 1 = 英镑 / pounds sterling, pounds, gbp, £
money jpy 1 = 日元 日圆 / japanese yen, yen, jpy, ¥
money twd 1 = 新台币 新台币元 台币 元台币 / new taiwan dollars, taiwan dollars, twd, nt$
money mop 1 = 澳门元 澳门币 / patacas, pataca, mop
money krw 1 = 韩元 韩圜 / won, krw
money sgd 1 = 新加坡元 新元 坡币 / singapore dollars, sgd, s$
money aud 1 = 澳元 / australian dollars, aud
money cad 1 = 加元 / canadian dollars, cad
money any 1 = 元 块钱
money dollar 1 = / dollars, dollar, $
length mm 0.001 = 毫米 / millimetres, millimetre, millimeters, millimeter, mm
length cm 0.01 = 厘米 公分 / centimetres, centimetre, centimeters, centimeter, cm
length m 1 = 米 公尺 / metres, metre, meters, meter
length km 1000 = 公里 千米 / kilometres, kilometre, kilometers, kilometer, km
length mile 1609.344 = 英里 哩 / miles, mile
length foot 0.3048 = 英尺 呎 / feet, foot, ft
length inch 0.0254 = 英寸 吋 / inches, inch
length nm 1e-9 = 纳米 奈米 / nanometres, nanometre, nanometers, nanometer, nm
area m2 1 = 平方米 平米 平方公尺 ㎡ / square metres, square metre, square meters, square meter, sq m, sqm, m2
area km2 1e6 = 平方公里 平方千米 / square kilometres, square kilometre, square kilometers, square kilometer, sq km
area ha 1e4 = 公顷 / hectares, hectare
area ft2 0.09290304 = 平方呎 平方英尺 平方尺 / square feet, square foot, sq ft
area mu 666.6667 = 亩 / mu
area acre 4046.8564 = 英亩 / acres, acre
volume m3 1 = 立方米 / cubic metres, cubic metre, cubic meters
volume l 0.001 = 公升 升 / litres, litre, liters, liter
weight mg 1e-6 = 毫克 / milligrams, milligram, mg
weight g 0.001 = 克 / grams, gram
weight kg 1 = 公斤 千克 / kilograms, kilogram, kilos, kg
weight t 1000 = 公吨 吨 / tonnes, tonne, tons, ton
weight jin 0.5 = 斤 / catties, catty
time second 1 = 秒 秒钟 / seconds
time minute 60 = 分钟 / minutes, minute
time hour 3600 = 小时 个小时 钟头 个钟头 / hours, hour
time day 86400 = 天 日 / days, day
time week 604800 = 周 星期 个星期 礼拜 个礼拜 / weeks, week
time month 2629800 = 个月 月 / months, month
time year 31557600 = 周年 年 岁 载 / years, year
time decade 315576000 = / decades, decade
time century 3155760000 = 世纪 / century, centuries
share point 1 = 个百分点 百分点 / percentage points, percentage point
heat celsius 1 = 摄氏度 ℃ / degrees celsius
power kw 1 = 千瓦 / kilowatts, kw
power mw 1000 = 兆瓦 / megawatts, mw
energy kwh 1 = 千瓦时 / kilowatt-hours, kwh
times fold 1 = 倍 / fold
"""
_BEFORE = [
    "hk$",
    "us$",
    "nt$",
    "s$",
    "$",
    "€",
    "£",
    "¥",
    "rmb",
    "hkd",
    "usd",
    "港币",
    "人民币",
    "美金",
    "美元",
    "港元",
    "新台币",
]
_SHORT = {"any": {"hkd", "rmb", "twd", "mop", "dollar"}, "dollar": {"hkd", "usd", "twd", "sgd", "aud", "cad"}}
"""Currencies that a bare 元, and a bare dollar, may be."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of one `dimension`; values of units of a dimension compare after multiplying with `factor`."""

    dimension: str
    name: str
    factor: float

    def fits(self, other: Unit) -> bool:
        """Whether they are, or may be, the same unit: 元 may be a Hong Kong dollar, but no American one."""
        if self.dimension != other.dimension:
            return False
        names = {self.name, other.name}
        return len(names) == 1 or any(short in names and bool(names & meant) for short, meant in _SHORT.items())


@cache
def _units() -> dict[str, Unit]:
    """Word → unit, folded."""
    found: dict[str, Unit] = {}
    for line in _TABLE.strip().splitlines():
        head, _, names = line.partition(" = ")
        dimension, name, factor = head.split()
        chinese, _, english = names.partition("/")
        for word in (*chinese.split(), *filter(None, (part.strip() for part in english.split(",")))):
            found[word] = Unit(dimension, name, float(factor))
    return found


@cache
def _after() -> re.Pattern[str]:
    words = sorted(_units(), key=len, reverse=True)
    chinese = "|".join(re.escape(word) for word in words if not word[0].isascii())
    english = "|".join(re.escape(word) for word in words if word[0].isascii())
    return re.compile(
        rf"\s?(?:多|余|几|来|个(?=小时|钟头|月|星期|礼拜|百分点))?\s?(?:(?P<zh>{chinese})|-?(?P<en>(?:{english})(?![a-z])))"
    )


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(re.escape(word) for word in _BEFORE)})\s?$")


def unit_at(folded: str, start: int, end: int) -> tuple[Unit, int] | None:
    """The unit of the number at `folded[start:end]` and where it ends; a currency may stand before the number."""
    before = _before().search(folded, max(0, start - 5), start)
    after = _after().match(folded, end)
    found = _units().get((after["zh"] or after["en"]).strip()) if after else None
    money = _units()[before.group().strip()] if before else None
    if money and (not found or found.name == "any" or found.dimension != "money"):
        return money, end
    return (found, after.end()) if found and after else None


def words_of(unit: Unit) -> list[str]:
    """All words for a unit."""
    return [word for word, other in _units().items() if other == unit]


def is_unit(word: str) -> bool:
    """Whether a folded word is a unit."""
    return word in _units()
