"""Which direction each character is read in: across, down the page (vertical Chinese), or turned."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from rag.load.pdf.glyphs import Mark
from rag.load.pdf.lines import Frame

_DOWN = 90
_STEP = (0.7, 1.5)
"""From one character of a vertical line to the next, in ems."""
_LEAST_STEPS = 3


def frames(marks: Sequence[Mark]) -> dict[int, list[Mark]]:
    """The characters by the angle of their lines, in degrees clockwise, in the order of drawing, placed as seen at that angle.

    Vertical lines have 90: seen from the right edge of the page, their columns are lines that come one below the other.
    """
    down = _vertical(marks)
    if not any(down) and not any(mark.angle for mark in marks):
        return {0: list(marks)}
    found: dict[int, list[Mark]] = {}
    for mark, upright in zip(marks, down, strict=True):
        angle = _DOWN if upright else _rounded(mark.angle)
        found.setdefault(angle, []).append(Frame(angle).mark(mark, upright=upright))
    return found


@cache
def _rounded(angle: int) -> int:
    """A scan is a degree or two off; a slanted stamp keeps its angle to ten degrees."""
    return (90 * round(angle / 90) if abs(angle - 90 * round(angle / 90)) < 8 else 10 * round(angle / 10)) % 360


def _vertical(marks: Sequence[Mark]) -> list[bool]:
    """Which upright characters stand in vertical lines: in a run of at least four drawn one below the other, or going on from one."""
    steps = [other.y > one.y and _below(one, other) for one, other in pairwise(marks)]
    down = [False] * len(marks)
    start = 0
    while start < len(steps):
        end = start
        while end < len(steps) and steps[end]:
            end += 1
        if end - start >= _LEAST_STEPS:
            down[start : end + 1] = [True] * (end + 1 - start)
        start = end + 1
    if any(down):
        _go_on(marks, steps, down)
    return down


def _below(one: Mark, other: Mark) -> bool:
    size = one.size
    if other.y - one.y < _STEP[0] * size or one.angle or other.angle:
        return False
    shift = (one.x + one.advance / 2) - (other.x + other.advance / 2)
    return abs(shift) < 0.3 * size and other.y - one.y < _STEP[1] * size


def _go_on(marks: Sequence[Mark], steps: Sequence[bool], down: list[bool]) -> None:
    """Short stretches of vertical lines: above and below a turned word, and a last column of one to three characters."""
    for index in range(1, len(marks)):
        one, other = marks[index - 1], marks[index]
        if down[index] or other.angle or not (down[index - 1] or one.angle == _DOWN):
            continue
        across = index + 1 < len(marks) and _beside(other, marks[index + 1])
        column = 0.7 * other.size < one.x - other.x < 3.5 * other.size and other.y < one.y + 1.5 * other.size
        if not across and (column or steps[index - 1] or _same_column(one, other)):
            down[index] = True
    for index in range(len(marks) - 2, -1, -1):
        one, other = marks[index], marks[index + 1]
        if not (down[index] or one.angle) and (down[index + 1] or other.angle == _DOWN):
            down[index] = _same_column(other, one) and one.y < other.y + 0.5 * one.size


def _same_column(one: Mark, other: Mark) -> bool:
    """Whether two marks, upright or turned, follow each other on a vertical line; a turned one's line is that of its origin."""
    lines = [mark.x if mark.angle else mark.x + mark.advance / 2 for mark in (one, other)]
    size = min(one.size, other.size)
    return abs(lines[0] - lines[1]) < 0.8 * size and abs(one.y - other.y) < 1.7 * size


def _beside(one: Mark, other: Mark) -> bool:
    return abs(one.y - other.y) < 0.3 * one.size and 0 < other.x - one.x < 1.5 * one.size
