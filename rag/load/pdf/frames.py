"""Which direction each character is read in: across, down the page (vertical Chinese), or turned."""

from __future__ import annotations

import numpy as np

from rag.load.pdf.lines import Frame
from rag.load.pdf.marks import Integers, Marks, Truths

_DOWN = 90
_STEP = (0.7, 1.5)
"""From one character of a vertical line to the next, in ems."""
_LEAST_STEPS = 3


def frames(marks: Marks) -> dict[int, Marks]:
    """The characters by the angle of their lines, in degrees clockwise, in the order of drawing, placed as seen at that angle.

    Vertical lines have 90: seen from the right edge of the page, their columns are lines that come one below the other.
    """
    down = _vertical(marks)
    if not down.any() and not marks.angle.any():
        return {0: marks}
    angles = np.where(down, _DOWN, _rounded(marks.angle))
    found: dict[int, Marks] = {}
    for angle in dict.fromkeys(angles.tolist()):
        rows = angles == angle
        found[angle] = Frame(angle).marks(marks.take(rows), upright=down[rows])
    return found


def _rounded(angles: Integers) -> Integers:
    """A scan is a degree or two off; a slanted stamp keeps its angle to ten degrees."""
    quarter = 90 * np.rint(angles / 90).astype(np.int64)
    ten = 10 * np.rint(angles / 10).astype(np.int64)
    return np.where(np.abs(angles - quarter) < 8, quarter, ten) % 360


def _vertical(marks: Marks) -> Truths:
    """Which upright characters stand in vertical lines: in a run of at least four drawn one below the other, or going on from one."""
    steps = _below(marks)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], steps, [False])).astype(np.int8)))
    down = np.zeros(len(marks), dtype=np.bool_)
    for start, end in edges.reshape(-1, 2).tolist():
        if end - start >= _LEAST_STEPS:
            down[start : end + 1] = True
    if down.any():
        _go_on(marks, steps, down)
    return down


def _below(marks: Marks) -> Truths:
    """For each character but the last: whether the next one is drawn just below it, both upright."""
    size = marks.size[:-1]
    fall = np.diff(marks.y)
    shift = np.diff(marks.x + marks.advance / 2)
    upright: Truths = (marks.angle[:-1] == 0) & (marks.angle[1:] == 0)
    upright &= (fall >= _STEP[0] * size) & (fall < _STEP[1] * size) & (np.abs(shift) < 0.3 * size)
    return upright


def _go_on(marks: Marks, steps: Truths, down: Truths) -> None:
    """Short stretches of vertical lines: above and below a turned word, and a last column of one to three characters.

    Whether a character goes on from the one before it can be seen from the two of them; that the one before it stands in a
    vertical line is then passed on from character to character.
    """
    size, turned = marks.size, marks.angle == _DOWN
    upright = marks.angle == 0
    together = _same_column(marks)
    fall, shift = np.diff(marks.y), -np.diff(marks.x)
    column = (0.7 * size[1:] < shift) & (shift < 3.5 * size[1:]) & (fall < 1.5 * size[1:])
    beside = np.append((np.abs(fall) < 0.3 * size[:-1]) & (shift < 0) & (-shift < 1.5 * size[:-1]), False)[1:]
    onward = upright[1:] & ~beside & (column | steps | together)
    for row in (np.flatnonzero(onward) + 1).tolist():
        down[row] |= down[row - 1] or turned[row - 1]
    backward = upright[:-1] & together & (marks.y[:-1] < marks.y[1:] + 0.5 * size[:-1])
    for row in np.flatnonzero(backward)[::-1].tolist():
        down[row] |= down[row + 1] or turned[row + 1]


def _same_column(marks: Marks) -> Truths:
    """Whether a mark and the next, upright or turned, follow each other on a vertical line; a turned one's line is that of its origin."""
    lines = marks.x + np.where(marks.angle == 0, marks.advance / 2, 0.0)
    size = np.minimum(marks.size[:-1], marks.size[1:])
    same: Truths = (np.abs(np.diff(lines)) < 0.8 * size) & (np.abs(np.diff(marks.y)) < 1.7 * size)
    return same
