"""Whether a name or a figure stands in a text as itself, not as a part of another: 中大 of 华中大学, 14 of 140. All of it is folded."""

from __future__ import annotations

import re
from functools import lru_cache

from rag.read.neural.units import tokens, unit_spans
from rag.read.neural.vocabulary import Vocabulary
from rag.text import UNIVERSITY

_NUMERALS = "零一二三四五六七八九"
"""Each at the place of its value."""


def stands(name: str, folded: str) -> bool:
    """Whether a text calls something by a name.

    >>> stands("中大", "中大学生"), stands("中大", "华中大学"), stands("us", "focus")
    (True, False, False)
    """
    if name not in folded:
        return False
    return (not name.isascii() and name[-1] != "大") or re.search(_whole(name), folded) is not None


def begins_word(name: str, text: str, vocabulary: Vocabulary) -> bool:
    """Whether a name stands in a text where a word begins: 中大 does not in 其中大部分."""
    starts = {start for start, _ in unit_spans(tokens(text, vocabulary))}
    return any(match.start() in starts for match in re.finditer(re.escape(name), text))


def digits_stand(digits: str, folded: str) -> bool:
    """Whether figures stand in a text as they are written, not within longer ones."""
    return re.search(rf"(?<![\d.]){re.escape(digits)}(?!\.?\d)", folded) is not None


def stands_in_characters(number: str, folded: str) -> bool:
    """Whether a number from 2 to 99 stands in a text in Chinese characters, before whatever it counts.

    >>> stands_in_characters("6", "六国同意"), stands_in_characters("6", "十六国同意"), stands_in_characters("40", "四十国")
    (True, False, True)
    """
    return number.isdecimal() and 1 < int(number) < 100 and _in_characters(number).search(folded) is not None


@lru_cache(maxsize=1_000)
def _whole(name: str) -> str:
    if name.isascii():
        return rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])"
    return rf"{re.escape(name)}(?!{UNIVERSITY.pattern})"


@lru_cache(maxsize=100)
def _in_characters(number: str) -> re.Pattern[str]:
    tens, ones = divmod(int(number), 10)
    text = f"{_NUMERALS[tens] if tens > 1 else ''}{'十' if tens else ''}{_NUMERALS[ones] if ones else ''}"
    return re.compile(rf"(?<![{_NUMERALS}两十百千万亿]){'[二两]' if text == '二' else text}(?![{_NUMERALS}十百千万亿])")
