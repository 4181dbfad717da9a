"""One spelling for Traditional and Simplified, full and half width, capital and small: the same length as the input."""

from __future__ import annotations

import sys
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

_OURS = {
    "著": "着",
    "妳": "你",
    "牠": "它",
    "祇": "只",
    "彷": "仿",
    "瞭": "了",
    "綫": "线",
    "藉": "借",
    "揹": "背",
    "覆": "复",
    "−": "-",
    "–": "-",
    "—": "-",
}
"""Spellings that OpenCC's character tables keep apart and that a reader takes for the same word."""

_QUOTES = dict.fromkeys("“”「」『』〝〞＂", '"') | dict.fromkeys("‘’", "'")


@cache
def characters(name: str) -> dict[str, str]:
    """OpenCC's character table `name` (TSCharacters, STCharacters, …): each character with its first counterpart."""
    table = {}
    lines = files("opencc").joinpath("dictionary", f"{name}.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        key, _, values = line.partition("\t")
        value = values.split(" ")[0]
        if len(key) == 1 and len(value) == 1:
            table[key] = value
    return table


@cache
def _table() -> dict[int, str]:
    simple = characters("TSCharacters")
    table = dict(simple)
    for name in ("STCharacters", "HKVariantsRev", "TWVariantsRev"):
        for char, standard in characters(name).items():
            if char not in simple:
                table.setdefault(char, simple.get(standard, standard))
    table |= {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {"\u3000": " "}
    table |= _QUOTES | _OURS
    lower = {chr(code): chr(code).lower() for code in range(0x41, 0x250) if len(chr(code).lower()) == 1}
    folded = {char: lower.get(value, value) for char, value in (lower | table).items()}
    return {ord(char): folded.get(value, value) for char, value in folded.items()}


_LONG = 64
"""Code points from which on looking up all at once pays."""
_UTF32 = "utf-32-le" if sys.byteorder == "little" else "utf-32-be"


@cache
def _codes() -> NDArray[np.uint32]:
    """(0x110000,): the folded code point of every code point."""
    codes = np.arange(sys.maxunicode + 1, dtype=np.uint32)
    table = _table()
    codes[list(table)] = [ord(char) for char in table.values()]
    return codes


def fold(text: str) -> str:
    """The text in its searching form, character by character, so that every offset stays what it was.

    >>> fold("ＡＩ晶片與「1號通道」")
    'ai晶片与"1号通道"'

    NFKC and phrase-level conversion change lengths and are left out on purpose.
    """
    if len(text) < _LONG:
        return text.translate(_table())
    codes = np.frombuffer(text.encode(_UTF32, "surrogatepass"), dtype=np.uint32)
    return _codes()[codes].tobytes().decode(_UTF32, "surrogatepass")
