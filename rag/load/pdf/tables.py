"""Columns that are a table: their cells stand in rows and are read row by row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from rag.load.pdf.lines import Line
from rag.load.pdf.marks import is_full

CELL = "｜"
_LEVEL = 0.35
_ALIGNED = 0.9
_GAP = 0.9
_PROSE_WIDTH = 9
_PROSE_FULL = 0.85
_LABEL = 5.2
_TIGHT = 0.85
_NEARER = 1.15
_MARKS = "，。、；：「」"


def as_table(columns: Sequence[Sequence[Line]]) -> list[Line]:
    """The rows of a table as lines whose cells are joined by ｜, or nothing when the columns are running text.

    A table has at least two rows and three columns, or two of which one holds figures or the first holds labels; its cells stand
    level, wide gaps apart; no column is text set to full width, but the last of three may
    hold more lines than there are rows. A cell of several lines is one.
    """
    if not _looks_like_cells(columns):
        return []
    longest = max(columns, key=len)
    if any(not _aligned(column, longest) for column in columns):
        return []
    grid = [
        [next((line for line in column if _level(line, anchor)), None) for column in columns]
        for anchor in sorted(longest, key=lambda line: line.middle)
    ]
    return [_row(cells) for cells in _unwrapped(grid)]


Cells = Sequence[Line | None]


def _unwrapped(grid: Sequence[Cells]) -> list[Cells]:
    """The rows, with cells of several lines as one. A line without a first cell goes on from the row above, or when it is clearly
    nearer to the next line opens that row, whose first cell then stands at the middle or the foot of it."""
    middles = [max(cell.middle for cell in cells if cell) for cells in grid]
    steps = [after - before for before, after in pairwise(middles)]
    apart = min((step for step, cells in zip(steps, grid[1:], strict=True) if cells[0]), default=0.0)
    found: list[Cells] = list(grid[:1])
    opened = False
    for place, (step, cells) in enumerate(zip(steps, grid[1:], strict=True), 1):
        onward = steps[place] if place < len(steps) else float("inf")
        if opened or (step <= _NEARER * onward and _goes_on(found[-1], cells, step < _TIGHT * apart)):
            found[-1] = [_under(above, cell) for above, cell in zip(found[-1], cells, strict=True)]
        else:
            found.append(cells)
        opened = found[-1][0] is None and (opened or step > _NEARER * onward)
    return found


def _goes_on(above: Cells, cells: Cells, near: bool) -> bool:
    """Whether a line holds further lines of cells above: no first cell, nothing where nothing was, and near or not in all columns."""
    some = any(cell is None for cell in cells[1:])
    return cells[0] is None and (some or near) and all(one or not cell for one, cell in zip(above, cells, strict=True))


def _under(above: Line | None, cell: Line | None) -> Line | None:
    """A cell and its next line as one; words of Latin keep a blank between them."""
    if not above or not cell:
        return above or cell
    between = "" if is_full(above.text[-1]) or is_full(cell.text[0]) else " "
    return _row_box([above, cell], above.text + between + cell.text)


def _looks_like_cells(columns: Sequence[Sequence[Line]]) -> bool:
    if min(len(column) for column in columns) < 2 or any(line.blocks for column in columns for line in column):
        return False
    prose = [column for column in columns if _is_prose(column)]
    if prose and not (len(columns) > 2 and prose == [columns[-1]] and max(map(len, columns[:-1])) < len(prose[0])):
        return False
    size = median(line.size for column in columns for line in column)
    edges = [(min(line.left for line in column), max(line.right for line in column)) for column in columns]
    wide = all(right[0] - left[1] >= _GAP * size for left, right in pairwise(edges))
    return wide and (len(columns) > 2 or any(_has_figures(column) for column in columns) or _are_labels(*columns))


def _are_labels(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether the left column names what the right one says: short words, one for each line, in three rows or more."""
    width = max(line.right for line in left) - min(line.left for line in left)
    marked = any(mark in line.text for line in (*left, *right) for mark in _MARKS)
    return len(left) == len(right) > 2 and width <= _LABEL * left[0].size and not marked and not _is_full(right)


def _is_prose(column: Sequence[Line]) -> bool:
    """Running text: three or more lines, most of them as wide as the column, which is wide or holds Chinese punctuation."""
    width = max(line.right for line in column) - min(line.left for line in column)
    marked = sum(any(mark in line.text for mark in _MARKS) for line in column)
    wide = width > _PROSE_WIDTH * column[0].size or (width > 4.5 * column[0].size and 5 * marked > len(column))
    return len(column) > 2 and wide and _is_full(column)


def _is_full(column: Sequence[Line]) -> bool:
    width = max(line.right for line in column) - min(line.left for line in column)
    return sum(line.right - line.left > _PROSE_FULL * width for line in column) > 0.6 * len(column)


def _has_figures(column: Sequence[Line]) -> bool:
    figures = sum(any(char.isdigit() for char in line.text) for line in column)
    return 2 * figures >= len(column) and all(len(line.text) < 16 for line in column)


def _aligned(column: Sequence[Line], anchors: Sequence[Line]) -> bool:
    level = sum(sum(_level(line, anchor) for anchor in anchors) == 1 for line in column)
    return level >= _ALIGNED * len(column)


def _level(line: Line, anchor: Line) -> bool:
    return abs(line.middle - anchor.middle) < _LEVEL * anchor.size


def _row(cells: Cells) -> Line:
    return _row_box([cell for cell in cells if cell], CELL.join(cell.text if cell else "" for cell in cells))


def _row_box(cells: Sequence[Line], text: str) -> Line:
    return Line(
        min(cell.left for cell in cells),
        min(cell.top for cell in cells),
        max(cell.right for cell in cells),
        max(cell.bottom for cell in cells),
        cells[0].size,
        text,
    )
