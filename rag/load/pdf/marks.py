"""The characters of a page as columns of numbers, and what kinds of characters there are.

Columns and not objects: a dense newspaper page has five thousand characters, and everything that is asked of all of them is
asked once of a column.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

ASCENT = 0.88
"""Share of the em above the baseline, as in fonts for Chinese; the rest is below."""
_SAME_PLACE = 0.45
"""Copies of a fake bold character lie within this share of its width of each other."""
_MOST_COPIES = 64

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Truths = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Marks:
    """Drawn characters in the order of the file, each a row of these columns of one length."""

    codes: NDArray[np.uint32]
    """Unicode code points."""
    x: Floats
    y: Floats
    """Origins on the baseline, in points from the top left corner."""
    advance: Floats
    size: Floats
    """The font size, in points."""
    angle: Integers
    """Of the line that it stands on: degrees clockwise."""
    blanks: NDArray[np.object_]
    """The blanks drawn just before it on its line, as strings."""

    def __len__(self) -> int:
        return len(self.codes)

    def take(self, rows: Truths | Integers) -> Marks:
        """These rows, in the order given."""
        return Marks(
            self.codes[rows],
            self.x[rows],
            self.y[rows],
            self.advance[rows],
            self.size[rows],
            self.angle[rows],
            self.blanks[rows],
        )

    def text(self) -> str:
        """The characters one after the other, without the blanks: character i is that of row i."""
        return self.codes.astype("<u4").tobytes().decode("utf-32-le")


def once(marks: Marks) -> Marks:
    """The marks without copies drawn over one another (fake bold), in their order.

    A copy is the same character less than half its width away from one that is kept or from another copy.
    """
    order = np.lexsort((marks.x, marks.codes))
    ranked = marks.take(order)
    near = _SAME_PLACE * np.minimum(ranked.advance, ranked.size)
    kept = np.ones(len(marks), dtype=np.bool_)
    at = np.arange(len(marks) - 1)
    for step in range(1, _MOST_COPIES + 1):
        at = at[at < len(marks) - step]
        same = ranked.codes[at] == ranked.codes[at + step]
        at = at[same & (ranked.x[at + step] - ranked.x[at] < near[at])]
        if not len(at):
            break
        level = at[np.abs(ranked.y[at + step] - ranked.y[at]) < 0.3 * ranked.size[at]]
        kept[np.maximum(order[level], order[level + step])] = False
    return marks if kept.all() else marks.take(kept)


@cache
def is_wide(char: str) -> bool:
    """Whether a character takes a full em: Chinese characters, kana, and full-width forms other than punctuation."""
    return unicodedata.east_asian_width(char) in "WF" and unicodedata.category(char)[0] in "LNS"


@cache
def is_full(char: str) -> bool:
    """Whether a character belongs to Chinese text, punctuation included, where words have no blanks between them."""
    return unicodedata.east_asian_width(char) in "WFA" and not char.isascii()


def is_unreadable(char: str) -> bool:
    """The replacement character, private use, and control characters: what fonts without a Unicode table leave."""
    return char == "\ufffd" or unicodedata.category(char) in {"Co", "Cn", "Cc", "Cs"}
