"""Columns that are a table: their cells stand in rows and are read row by row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from rag.load.pdf.lines import Line

CELL = "｜"
_LEVEL = 0.35
_ALIGNED = 0.9
_GAP = 0.9
_PROSE_WIDTH = 9
_PROSE_FULL = 0.85


def as_table(columns: Sequence[Sequence[Line]]) -> list[Line]:
    """The rows of a table as lines whose cells are joined by ｜, or nothing when the columns are running text.

    A table has at least two rows and three columns, or two of which one holds figures; its cells stand level, wide gaps apart;
    no column is text set to full width.
    """
    if not _looks_like_cells(columns):
        return []
    longest = max(columns, key=len)
    if any(not _aligned(column, longest) for column in columns):
        return []
    found = []
    for anchor in sorted(longest, key=lambda line: line.middle):
        cells = [next((line for line in column if _level(line, anchor)), None) for column in columns]
        found.append(_row([cell for cell in cells if cell], CELL.join(cell.text if cell else "" for cell in cells)))
    return found


def _looks_like_cells(columns: Sequence[Sequence[Line]]) -> bool:
    if min(len(column) for column in columns) < 2 or any(line.blocks for column in columns for line in column):
        return False
    if any(_is_prose(column) for column in columns):
        return False
    size = median(line.size for column in columns for line in column)
    edges = [(min(line.left for line in column), max(line.right for line in column)) for column in columns]
    wide = all(right[0] - left[1] >= _GAP * size for left, right in pairwise(edges))
    return wide and (len(columns) > 2 or any(_has_figures(column) for column in columns))


def _is_prose(column: Sequence[Line]) -> bool:
    """Running text: three or more lines, most of them as wide as the column, which is wide or holds Chinese punctuation."""
    width = max(line.right for line in column) - min(line.left for line in column)
    full = sum(line.right - line.left > _PROSE_FULL * width for line in column)
    marked = sum(any(mark in line.text for mark in "，。、；：「」") for line in column)
    wide = width > _PROSE_WIDTH * column[0].size or (width > 4.5 * column[0].size and 5 * marked > len(column))
    return len(column) > 2 and wide and full > 0.6 * len(column)


def _has_figures(column: Sequence[Line]) -> bool:
    figures = sum(any(char.isdigit() for char in line.text) for line in column)
    return 2 * figures >= len(column) and all(len(line.text) < 16 for line in column)


def _aligned(column: Sequence[Line], anchors: Sequence[Line]) -> bool:
    level = sum(sum(_level(line, anchor) for anchor in anchors) == 1 for line in column)
    return level >= _ALIGNED * len(column)


def _level(line: Line, anchor: Line) -> bool:
    return abs(line.middle - anchor.middle) < _LEVEL * anchor.size


def _row(cells: Sequence[Line], text: str) -> Line:
    return Line(
        min(cell.left for cell in cells),
        min(cell.top for cell in cells),
        max(cell.right for cell in cells),
        max(cell.bottom for cell in cells),
        cells[0].size,
        text,
    )
