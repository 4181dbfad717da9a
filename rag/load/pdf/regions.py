"""Reading order: a page cut again and again into columns and bands (recursive XY cut; Nagy and Seth, 1984).

Gaps are measured against the font size. Columns are preferred to bands, and a band is cut off only where a line crosses the
gutter below or above it: a headline over its columns, an introduction over two of three.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from rag.load.pdf.lines import Line
from rag.load.pdf.tables import as_table

_GUTTER = 0.55
"""The narrowest gap between columns of several lines, in ems; fewer lines need a wider one."""
_FEW_LINES = {1: 2.0, 2: 1.2}
_HEADLINE = 1.3
_STORY_GAP = 0.8
_STORY = 1.55
"""How much larger than the text a headline is; headings inside columns are smaller."""
_NEAR = 1.15

Interval = tuple[float, float]


def regions(pieces: Sequence[Line]) -> list[list[Line]]:
    """The pieces region by region in reading order; within a region they are the lines of one column, or rows of a table."""
    stories = _stories(pieces)
    if len(stories) > 1:
        return [region for story in stories for region in regions(story)]
    columns = _columns(pieces)
    if len(columns) > 1:
        table = as_table(columns)
        return [table] if table else [region for column in columns for region in regions(column)]
    zones = _zones(pieces)
    if len(zones) > 1:
        return [region for zone in zones for region in regions(zone)]
    return [list(pieces)]


def _columns(pieces: Sequence[Line]) -> list[list[Line]]:
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
    for piece in sorted(pieces, key=_by_top):
        if _low(piece) > reach or not found:
            found.append([])
        found[-1].append(piece)
        reach = max(reach, piece.bottom - 0.12 * piece.size)
    return found


def _zones(pieces: Sequence[Line]) -> list[list[Line]]:
    """Runs of bands that share a gutter, and between them runs of bands that have none.

    Lines of two columns may interlock so that each is a band alone: two bands that lie side by side open a run, too.
    """
    zones: list[list[list[Line]]] = []
    occupied: list[Interval] = []
    parted = False
    for band in bands(pieces):
        own, both = _merged([], band), _merged(occupied, band)
        beside = _merged([], [*zones[-1][-1], *band]) if zones and not parted else []
        if len(own) == 1 and len(beside) > 1 and not _ends_paragraph(zones[-1], len(zones[-1]) - 1, band):
            zones.append([zones[-1].pop(), band])
            occupied, parted = beside, True
        elif zones and (len(both) > 1 if parted else len(own) == 1):
            zones[-1].append(band)
            occupied = both
        else:
            zones.append([band])
            occupied, parted = own, len(own) > 1
    zones = [zone for zone in zones if zone]
    _settle(zones)
    return [[piece for band in zone for piece in band] for zone in zones if zone]


def _merged(occupied: Sequence[Interval], band: Sequence[Line]) -> list[Interval]:
    """The stretches of the width that are printed on; gaps too narrow for a gutter are filled."""
    least = _GUTTER * min((line.size for line in band), default=0.0)
    found: list[Interval] = []
    for left, right in sorted([*occupied, *((line.left, line.right) for line in band)]):
        if found and left - found[-1][1] <= least:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found


def _settle(zones: list[list[list[Line]]]) -> None:
    """Lines at the end of a run without gutter go to the columns below when they fit into one and do not end the text above.

    So a column that begins higher than its neighbour stays whole.
    """
    for above, below in pairwise(zones):
        columns = _merged([], [piece for band in below for piece in band])
        if len(columns) < 2:
            continue
        size = median(piece.size for band in below for piece in band)
        keep = len(above)
        while keep and all(piece.size < _HEADLINE * size and _fits(piece, columns) for piece in above[keep - 1]):
            keep -= 1
        if keep < len(above) and _ends_paragraph(above, keep, below[0]):
            keep += 1
        below[:0] = above[keep:]
        del above[keep:]


def _fits(piece: Line, columns: Sequence[Interval]) -> bool:
    slack = 0.3 * piece.size
    return any(left - slack <= piece.left and piece.right <= right + slack for left, right in columns)


def _ends_paragraph(above: Sequence[Sequence[Line]], at: int, below: Sequence[Line]) -> bool:
    """Whether band `at` is the short last line of the text above it: as large, and nearer to it than to what follows."""
    if not at:
        return False
    last, before = above[at][0], above[at - 1][0]
    following = above[at + 1] if at + 1 < len(above) else below
    pitch, onward = last.middle - before.middle, min(line.middle for line in following) - last.middle
    return abs(last.size - before.size) < 0.1 * last.size and pitch * _NEAR < onward


def _stories(pieces: Sequence[Line]) -> list[list[Line]]:
    """Parted at white space across everything, above bands where each column opens with a headline: the next stories begin there."""
    if len(pieces) < 4:
        return [list(pieces)]
    size = median(piece.size for piece in pieces)
    title = _title(pieces, size)
    if title:
        return [title, [piece for piece in pieces if not any(piece is line for line in title)]]
    stories: list[list[list[Line]]] = []
    for band in bands(pieces):
        if stories and _opens(band, stories[-1][-1], size):
            stories.append([band])
        elif stories:
            stories[-1].append(band)
        else:
            stories.append([band])
    return [[piece for band in story for piece in band] for story in stories]


def _title(pieces: Sequence[Line], size: float) -> list[Line]:
    """The headline that stands alone above everything, at the left or over the middle, though it may cross no gutter."""
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    found: list[Line] = []
    for band in bands(pieces):
        line = band[0]
        placed = line.left < left + size or line.left < (left + right) / 2 < line.right
        if len(band) > 1 or line.blocks or line.size < _HEADLINE * size or not placed:
            break
        found.append(line)
    return found if len(found) < len(pieces) else []


def _opens(band: Sequence[Line], before: Sequence[Line], size: float) -> bool:
    gap = min(line.top for line in band) - max(line.bottom for line in before)
    if gap < _STORY_GAP * size or all(line.size >= _STORY * size for line in before):
        return False
    top = min(line.top for line in band)
    first = [line for line in band if line.top < top + line.size]
    return len(first) > 1 and all(line.size >= _STORY * size and not line.blocks for line in first)


def _low(piece: Line) -> float:
    return piece.top + 0.12 * piece.size


def _by_top(piece: Line) -> float:
    return _low(piece)


def _by_middle(piece: Line) -> float:
    return piece.middle
