"""Where white space parts a page: gutters between columns, bands across it. Gaps are measured against the font size."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from rag.load.pdf.lines import Line

_GUTTER = 0.55
"""The narrowest gap between columns of several lines, in ems; fewer lines need a wider one."""
_FEW_LINES = {1: 2.0, 2: 1.2}
_INK = 0.12
"""Em boxes of lines set solid touch: this share of one is white at its top and at its bottom."""

Interval = tuple[float, float]


def in_one(pieces: Sequence[Line]) -> bool:
    """Whether some vertical line crosses them all: they are one column, which is quick to see."""
    return max(piece.left for piece in pieces) < min(piece.right for piece in pieces)


def columns_of(pieces: Sequence[Line]) -> list[list[Line]]:
    """The pieces from left to right, parted at every gap that is wide enough for the lines beside it."""
    ordered = sorted(pieces)
    gaps, reach = [], ordered[0].right
    for place, piece in enumerate(ordered[1:], 1):
        if piece.left - reach > _GUTTER * min(piece.size, ordered[place - 1].size):
            gaps.append((place, piece.left - reach))
        reach = max(reach, piece.right)
    columns, start = [], 0
    for place, gap in gaps:
        if gap > _needed(ordered[start:place], ordered[place:]):
            columns.append(ordered[start:place])
            start = place
    return [*columns, ordered[start:]]


def _needed(left: Sequence[Line], right: Sequence[Line]) -> float:
    """The gap in points that parts these two: they must face each other, and few lines prove little."""
    facing = [*_facing(left, right), *_facing(right, left)]
    if not facing:
        return float("inf")
    size = min(median(line.size for line in left), median(line.size for line in right))
    if any(line.blocks for line in facing):
        return 0.3 * size
    return _FEW_LINES.get(max(rows(left), rows(right)), _GUTTER) * size


def _facing(lines: Sequence[Line], others: Sequence[Line]) -> list[Line]:
    """Which lines stand at a height where others stand."""
    top, bottom = min(line.top for line in others), max(line.bottom for line in others)
    return [line for line in lines if line.bottom > top and line.top < bottom]


def rows(pieces: Sequence[Line]) -> int:
    """How many lines stand one below the other."""
    count, reach = 0, float("-inf")
    for piece in sorted(pieces, key=_by_middle):
        if piece.middle > reach:
            count += 1
            reach = piece.middle + 0.5 * piece.size
    return count


def bands(pieces: Sequence[Line]) -> list[list[Line]]:
    """The pieces from top to bottom, parted wherever white space runs across all of them."""
    found: list[list[Line]] = []
    reach = float("-inf")
    for piece in sorted(pieces, key=low):
        if low(piece) > reach or not found:
            found.append([])
        found[-1].append(piece)
        reach = max(reach, high(piece))
    return found


def merged(occupied: Sequence[Interval], band: Sequence[Line]) -> list[Interval]:
    """The stretches of the width that are printed on; gaps too narrow for a gutter are filled."""
    least = _GUTTER * min((line.size for line in band), default=0.0)
    found: list[Interval] = []
    for left, right in sorted([*occupied, *((line.left, line.right) for line in band)]):
        if found and left - found[-1][1] <= least:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found


def low(piece: Line) -> float:
    """Where a piece begins, its white left out."""
    return piece.top + _INK * piece.size


def high(piece: Line) -> float:
    """Where a piece ends, its white left out."""
    return piece.bottom - _INK * piece.size


def _by_middle(piece: Line) -> float:
    return piece.middle
