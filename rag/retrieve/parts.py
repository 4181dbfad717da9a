"""A question of two years taken apart: 2016年和2020年各有多少家 asks of each year by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

_YEAR = re.compile(r"(?<![\d.])((?:19|20)\d\d)(?![\d.]\d|\d)(?:\s*年(?!代))?")
_AND = re.compile(
    r"同埋|[和与與跟同及、/]|以及|對比|对比|相比|比起|比较|比較|;|；|\bvs\b\.?|\bversus\b|\band\b|\bcompared (?:with|to)\b|&",
    re.IGNORECASE,
)
_SPAN = re.compile(r"\b(?:between|from)\b|[由从從自]\s*$|間|间|期", re.IGNORECASE)
_TWICE = re.compile(r"\b(?:in|of|for|by|at) (?:the )?(?=(?:in|of|for|by|at|how)\b)", re.IGNORECASE)
"""A preposition that the year left out has left behind."""
_CHOICE = re.compile(
    r"[哪边邊][一]?年|还是|還是|定系|定係|[更较較最]|\bor\b|\bwhich year\b"
    r"|\b(?:more|less|fewer|higher|lower|grow|grew|rise|rose|fall|fell|change|increase|most)\b"
    r"|增[长長加]|升|跌|降|变化|變化|相差",
    re.IGNORECASE,
)
"""What asks for one of the two, or for what lies between them."""


@dataclass(frozen=True, slots=True)
class Part:
    """A question of one year or thing; `head` names it as it was typed, `year` only where it is one."""

    text: str
    head: str
    year: str = ""


def two_years(question: str) -> tuple[Part, Part] | None:
    """The question asked of each of the two years that it sets side by side, in its order; None when it does not.

    >>> [part.text for part in two_years("漁港2016年和2020年各有幾多艘船")]
    ['漁港2016年各有幾多艘船', '漁港2020年各有幾多艘船']
    """
    years = list(_YEAR.finditer(question))
    if len(years) != 2 or years[0][1] == years[1][1] or _CHOICE.search(question):
        return None
    one, other = years
    joint = _AND.search(question, one.end(), other.start())
    if joint is None or _SPAN.search(question[: one.start()][-9:]):
        return None
    first = question[: joint.start()].rstrip(" ,，") + _spaced(question[other.end() :])
    second = _TWICE.sub("", question[: one.start()] + question[joint.end() :].lstrip())
    return Part(first, one[1], one[1]), Part(second, other[1], other[1])


def _spaced(rest: str) -> str:
    return f" {rest}" if rest[:1].isalnum() and rest[:1].isascii() else rest
