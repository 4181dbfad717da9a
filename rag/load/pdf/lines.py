"""Characters to pieces of lines: unbroken runs, found first in the order of drawing and then joined by place.

A piece never crosses a gutter between columns, because a gap of half an em already ends it. Pieces of one line that a gutter
does not part are joined again when the columns are known.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from rag.load.pdf.marks import ASCENT, Floats, Marks, Truths, is_full

_CENTRE = ASCENT - 0.5
"""The middle of the em above the baseline, in ems."""
_BREAK = 0.45
_OVERLAP = -0.6
_WORD = 0.17
_BLANK = 0.9
_ROW = 8.0


class Line(NamedTuple):
    """A printed line, or a piece of one, with its em box in points and its font size."""

    left: float
    top: float
    right: float
    bottom: float
    size: float
    text: str
    blocks: tuple[tuple[Line, ...], ...] = ()
    """For a stretch of text in another direction, which is moved as a whole: its own lines, block by block."""

    @property
    def middle(self) -> float:
        """Height of the middle of the line."""
        return (self.top + self.bottom) / 2


class Frame(NamedTuple):
    """A direction of reading: the page seen turned so that its lines run from left to right. Degrees clockwise."""

    angle: int

    def marks(self, marks: Marks, upright: Truths) -> Marks:
        """Marks as seen in this frame; an upright character of a vertical line takes a full em."""
        centre = marks.size * _CENTRE
        across, down = self._turn(marks.x + marks.advance / 2, marks.y - centre)
        x, y = self._turn(marks.x, marks.y)
        return replace(
            marks,
            x=np.where(upright, across - marks.size / 2, x),
            y=np.where(upright, down + centre, y),
            advance=np.where(upright, marks.size, marks.advance),
            blanks=np.where(upright, "", marks.blanks),
        )

    def _turn(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        cos, sin = math.cos(math.radians(self.angle)), math.sin(math.radians(self.angle))
        return x * cos + y * sin, y * cos - x * sin

    def into(self, x: float, y: float) -> tuple[float, float]:
        """A place on the page, in this frame."""
        if not self.angle:
            return x, y
        cos, sin = math.cos(math.radians(self.angle)), math.sin(math.radians(self.angle))
        return x * cos + y * sin, y * cos - x * sin

    def back(self, line: Line) -> Line:
        """A line of this frame, with its box on the page."""
        return Frame(-self.angle).turned(line)

    def turned(self, line: Line) -> Line:
        """A line of the page, with its box in this frame."""
        if not self.angle:
            return line
        corners = [self.into(x, y) for x in (line.left, line.right) for y in (line.top, line.bottom)]
        across, down = zip(*corners, strict=True)
        return line._replace(left=min(across), right=max(across), top=min(down), bottom=max(down))


def blank(before: str, after: str, gap: float) -> str:
    """What stands between two characters `gap` ems apart: a space between Latin words or where a whole character is missing.

    >>> blank("p", "l", 0.25), blank("深", "圳", 0.25), blank("深", "A", 0.25)
    (' ', '', '')
    """
    if is_full(before) or is_full(after):
        return " " if gap > _BLANK else ""
    return " " if gap > _WORD else ""


def pieces(marks: Marks) -> list[Line]:
    """The pieces of lines of one frame, in no promised order. The marks are placed as seen in the frame."""
    return _joined(_runs(marks)) if len(marks) else []


def _runs(marks: Marks) -> Iterator[Line]:
    """Characters that follow each other in the order of drawing, as lines. Gaps between them are in ems of the first."""
    starts = np.flatnonzero(~_continue(marks))
    ends = np.append(starts[1:], len(marks))
    right, middle = marks.x + marks.advance, marks.y - _CENTRE * marks.size
    gaps = np.zeros(len(marks))
    gaps[1:] = (marks.x[1:] - right[:-1]) / np.repeat(marks.size[starts], ends - starts)[1:]
    odd = np.add.reduceat((gaps > _WORD) | (marks.blanks != ""), starts) > 0
    text = marks.text()
    columns = (starts, ends, marks.x[starts], right[ends - 1], middle[starts], marks.size[starts], odd)
    for start, end, left, edge, level, size, spaced in zip(*(column.tolist() for column in columns), strict=True):
        run = text[start:end]
        if spaced:
            run = _spaced(run, gaps[start + 1 : end].tolist(), marks.blanks[start:end].tolist())
        yield Line(left, level - size / 2, edge, level + size / 2, size, run)


def _continue(marks: Marks) -> Truths:
    """Whether each mark goes on from the one drawn before it: level, next to it, nearly as large. The first never does."""
    size = marks.size[1:]
    drop = np.diff(marks.y - _CENTRE * marks.size)
    step = np.diff(marks.x)
    gap = step - marks.advance[:-1]
    widest = np.where(marks.blanks[1:] == "\u3000", 1 + _BREAK, _BREAK) * size
    on = np.zeros(len(marks), dtype=np.bool_)
    on[1:] = (np.abs(drop) < 0.15 * size) & (gap > _OVERLAP * size) & (gap < widest) & (step > 0)
    on[1:] &= (marks.size[:-1] > 0.9 * size) & (marks.size[:-1] < 1.1 * size)
    return on


def _spaced(run: str, gaps: Sequence[float], blanks: Sequence[str]) -> str:
    """A run with the blanks that were drawn before its characters, and those that its gaps stand for."""
    usual = _usual(gaps)
    text = [blanks[0] + run[0]]
    for before, after, gap, drawn in zip(run, run[1:], gaps, blanks[1:], strict=False):
        text.append((drawn or blank(before, after, gap - usual)) + after)
    return "".join(text)


def _usual(gaps: Sequence[float]) -> float:
    """The letter spacing of a run in ems: its median gap, when nearly all gaps are as wide."""
    if len(gaps) < 3:
        return 0.0
    ordered = sorted(gaps)
    low, middle = ordered[len(gaps) // 4], ordered[len(gaps) // 2]
    return max(low, 0.0) if middle - low < 0.05 else 0.0


def _joined(runs: Iterable[Line]) -> list[Line]:
    """Runs that follow each other closely on one line, joined."""
    rows: dict[int, list[Line]] = {}
    for run in sorted(runs):
        row = int(run.middle // _ROW)
        home, best, least = row, None, _BREAK
        for near in (row - 1, row, row + 1):
            for line in rows.get(near, ()):
                gap = (run.left - line.right) / min(run.size, line.size)
                if _OVERLAP < gap < least and run.right > line.right and _level(line, run):
                    home, best, least = near, line, max(gap, 0.0)
        if best is None:
            rows.setdefault(row, []).append(run)
        else:
            rows[home].remove(best)
            rows[home].append(follow(best, run))
    return [line for row in rows.values() for line in row]


def _level(one: Line, other: Line) -> bool:
    """Whether two pieces stand on the same line: level, or a small one beside a large one, as a raised note is."""
    small, large = sorted((one.size, other.size))
    return abs(one.middle - other.middle) < (0.3 if small > 0.8 * large else 0.5 - 0.3 * small / large) * large


def follow(line: Line, run: Line) -> Line:
    """Two pieces of a line as one."""
    gap = (run.left - line.right) / min(run.size, line.size)
    drawn = run.text[: len(run.text) - len(run.text.lstrip(" "))]
    text = run.text.lstrip(" ")
    between = drawn or blank(line.text[-1:], text[:1], gap)
    size = line.size if len(line.text) >= len(text) else run.size
    return Line(
        min(line.left, run.left),
        min(line.top, run.top),
        max(line.right, run.right),
        max(line.bottom, run.bottom),
        size,
        line.text + between + text,
    )
