"""Runs of bands that share their gutters, from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from rag.load.pdf.cuts import Interval, bands, columns_of, high, low, merged
from rag.load.pdf.lines import Line

HEADLINE = 1.3
"""How much larger than the text the lines are that stand over columns."""
_NEAR = 1.15
_WHITE = 2.7
_OWN_GUTTER = 2.0
"""In ems: white space over a row of blank lines, and gaps that no line of text has."""


def zones_of(pieces: Sequence[Line]) -> list[list[Line]]:
    """Runs of bands that share a gutter, and between them runs of bands that have none.

    Lines of two columns may interlock so that each is a band alone: two bands that lie side by side open a run, too.
    """
    zones: list[list[list[Line]]] = []
    occupied: list[Interval] = []
    parted = False
    for band in bands(pieces):
        own, both = merged([], band), merged(occupied, band)
        beside = merged([], [*zones[-1][-1], *band]) if zones and not parted else []
        if len(own) == 1 and len(beside) > 1 and not _ends_paragraph(zones[-1], len(zones[-1]) - 1, band):
            zones.append([zones[-1].pop(), band])
            occupied, parted = beside, True
        elif zones and (len(both) > 1 and not _other_grid(band, zones[-1][-1], occupied) if parted else len(own) == 1):
            zones[-1].append(band)
            occupied = both
        else:
            zones.append([band])
            occupied, parted = own, len(own) > 1
    zones = [zone for zone in zones if zone]
    _settle(zones)
    return _single_joined([[piece for band in zone for piece in band] for zone in zones if zone])


def _other_grid(band: Sequence[Line], before: Sequence[Line], occupied: Sequence[Interval]) -> bool:
    """Whether a band after white space has other columns than the run above it: it closes a gutter, or has one where there is none."""
    size = min(piece.size for piece in band)
    if min(map(low, band)) - max(map(high, before)) < _WHITE * size:
        return False
    own = merged([], band)
    wide = [(left, right) for (_, left), (right, _) in pairwise(own) if right - left > _OWN_GUTTER * size]
    inside = any(start < left and right < end for left, right in wide for start, end in occupied)
    return inside or len(merged(occupied, band)) < len(occupied)


def _single_joined(zones: Sequence[list[Line]]) -> list[list[Line]]:
    """Neighbours that are one column each as one: a line set wide, with gaps between its words, is no row of columns."""
    found: list[list[Line]] = []
    alone = False
    for zone in zones:
        before, alone = alone, len(columns_of(zone)) == 1
        if before and alone:
            found[-1] = [*found[-1], *zone]
        else:
            found.append(zone)
    return found


def _settle(zones: list[list[list[Line]]]) -> None:
    """Lines at the end of a run without gutter go to the columns below when they fit into one and do not end the text above.

    So a column that begins higher than its neighbour stays whole.
    """
    for above, below in pairwise(zones):
        columns = merged([], [piece for band in below for piece in band])
        if len(columns) < 2:
            continue
        size = median(piece.size for band in below for piece in band)
        keep = len(above)
        while keep and all(piece.size < HEADLINE * size and _fits(piece, columns) for piece in above[keep - 1]):
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
