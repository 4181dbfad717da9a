"""Whether a text says an accepted wording: 3億 is not in 33億, AI not in AIDS, and 7,500萬 is 七千五百万."""

from __future__ import annotations

import re

from rag.text import CJK, fold, numbers

_HAN_NUMERALS = "〇零一二两三四五六七八九十百千万亿"
_SPACE = re.compile(rf"(?<=[{CJK}])\s+|\s+(?=[{CJK}])")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_SCALE = r"(?!\s*[十百千万亿%])"


def says(text: str, wording: str) -> bool:
    """Whether the wording stands in the text as whole words and whole numbers, script, width, case and spaces aside.

    >>> says("獲批3.3億元", "3亿"), says("獲批3億元", "3亿元"), says("共七千五百萬元", "7,500万元")
    (False, True, True)

    A wording with one number also fits where the text gives the same value and what stands around it in the wording.
    """
    plain, wanted = _plain(text), _plain(wording)
    return _stands(plain, wanted) or _same_number(plain, wanted)


def _plain(text: str) -> str:
    folded = _THOUSANDS.sub("", fold(text))
    return " ".join(_SPACE.sub("", folded).split())


def _stands(text: str, wording: str) -> bool:
    return bool(wording) and re.search(_before(wording) + re.escape(wording) + _after(wording), text) is not None


def _before(wording: str) -> str:
    first = wording[0]
    if first.isascii() and first.isalnum():
        return r"(?<![a-z0-9])" + (r"(?<!\d[.])" if first.isdigit() else "")
    return rf"(?<![\d{_HAN_NUMERALS}])" if first in _HAN_NUMERALS else ""


def _after(wording: str) -> str:
    last = wording[-1]
    if last.isascii() and last.isalnum():
        return r"(?![a-z0-9])" + (rf"(?![.]\d){_SCALE}" if last.isdigit() else "")
    return rf"(?![\d{_HAN_NUMERALS}])" if last in _HAN_NUMERALS else ""


def _same_number(text: str, wording: str) -> bool:
    found = list(numbers(wording))
    if len(found) != 1:
        return False
    number = found[0]
    before, after = wording[: number.start], wording[number.end :].strip()
    if re.search(r"\d", before + after):
        return False
    return any(
        other.term == number.term
        and text[: other.start].endswith(before)
        and text[other.end :].lstrip().startswith(after)
        and (not after or re.match(_after(after), text[other.end :].lstrip()[len(after) :]) is not None)
        for other in numbers(text)
    )
