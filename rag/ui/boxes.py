"""Where on a printed page a stretch of its text stands."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from rag.clean.pieces import lines_of
from rag.types import Box, Source

UPRIGHT = 1.5
"""A line of several characters that is this much taller than wide runs from top to bottom."""


def boxes_of(source: Source, spans: Sequence[tuple[int, int]], tall: float) -> list[Box]:
    """The places of stretches of the source's text, in their order; a line without a box has none.

    `tall` is a page's height by its width. Part of a line gets its share of the line's length, a full-width character
    counting 1 and an ASCII one 0.5, for a source knows the places of lines only.
    """
    text = source.article.text
    lines = list(zip(lines_of(text), source.boxes, strict=False))
    return [
        _part(box, text[start:end], max(low - start, 0), min(high, end) - start, tall)
        for low, high in spans
        for (start, end), box in lines
        if box and max(low, start) < min(high, end)
    ]


def pages_of(source: Source) -> int:
    """How many pages the source has; 1 for one without pages."""
    return source.article.text.count("\f") + 1


def lines_on(source: Source, page: int) -> Sequence[Box | None]:
    """The boxes of the lines of one page (from 1), None for an empty line."""
    counts = [part.count("\n") + 1 for part in source.article.text.split("\f")]
    before = sum(counts[: page - 1])
    return source.boxes[before : before + counts[page - 1]]


def _part(box: Box, line: str, low: int, high: int, tall: float) -> Box:
    """The place of `line[low:high]`."""
    ends = [0.0, *accumulate(0.5 if char.isascii() else 1.0 for char in line)]
    first, last = ends[low] / ends[-1], ends[high] / ends[-1]
    width, height = box.right - box.left, box.bottom - box.top
    if len(line) > 1 and height * tall > width * UPRIGHT:
        return Box(box.page, box.left, box.top + first * height, box.right, box.top + last * height)
    return Box(box.page, box.left + first * width, box.top, box.left + last * width, box.bottom)
