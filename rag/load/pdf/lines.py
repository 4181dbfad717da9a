"""Characters to pieces of lines: unbroken runs, found first in the order of drawing and then joined by place.

A piece never crosses a gutter between columns, because a gap of half an em already ends it. Pieces of one line that a gutter
does not part are joined again when the columns are known.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rag.load.pdf.glyphs import ASCENT, Mark, is_full

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

    def mark(self, mark: Mark, *, upright: bool) -> Mark:
        """A mark as seen in this frame; an upright character of a vertical line takes a full em."""
        if not upright:
            x, y = self.into(mark.x, mark.y)
            return mark._replace(x=x, y=y)
        x, y = self.into(mark.x + mark.advance / 2, mark.y - _CENTRE * mark.size)
        return mark._replace(x=x - mark.size / 2, y=y + _CENTRE * mark.size, advance=mark.size, space="")

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


def pieces(marks: Sequence[Mark]) -> list[Line]:
    """The pieces of lines of one frame, in no promised order. The marks are placed as seen in the frame."""
    return _joined(_run(run) for run in _runs(marks))


def _runs(marks: Sequence[Mark]) -> Iterator[Sequence[Mark]]:
    start = 0
    for index in range(1, len(marks)):
        if not _continues(marks[index - 1], marks[index]):
            yield marks[start:index]
            start = index
    if marks:
        yield marks[start:]


def _continues(last: Mark, mark: Mark) -> bool:
    size = mark.size
    return (
        -0.15 * size < (mark.y - _CENTRE * size) - (last.y - _CENTRE * last.size) < 0.15 * size
        and _OVERLAP * size < mark.x - last.x - last.advance < _BREAK * size
        and mark.x > last.x
        and 0.9 * size < last.size < 1.1 * size
    )


def _run(run: Sequence[Mark]) -> Line:
    size, middle = run[0].size, run[0].y - _CENTRE * run[0].size
    gaps = [(after.x - before.x - before.advance) / size for before, after in pairwise(run)]
    usual = _usual(gaps)
    text = [run[0].space + run[0].text]
    for gap, (before, after) in zip(gaps, pairwise(run), strict=True):
        space = after.space
        if not space and gap - usual > _WORD:
            space = blank(before.text, after.text, gap - usual)
        text.append(space + after.text)
    return Line(run[0].x, middle - size / 2, run[-1].x + run[-1].advance, middle + size / 2, size, "".join(text))


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
