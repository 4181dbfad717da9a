"""Reading order: a page cut again and again into columns and bands (recursive XY cut; Nagy and Seth, 1984).

Gaps are measured against the font size. Columns are preferred to bands, and a band is cut off only where a line crosses the
gutter below or above it: a headline over its columns, an introduction over two of three.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from rag.load.pdf.cuts import bands, columns_of, high, in_one, low, merged, rows
from rag.load.pdf.lines import Line
from rag.load.pdf.tables import as_table
from rag.load.pdf.zones import HEADLINE, zones_of

_STORY_GAP = 0.8
_ALONE_GAP = 0.4
_STORY = 1.55
"""How much larger than the text a headline is; headings inside columns are smaller."""
_DECK = 1.2
"""The same for the line below a headline at the top of a page."""
_CAPTION_LINES = 4


def regions(pieces: Sequence[Line]) -> list[list[Line]]:
    """The pieces region by region in reading order; within a region they are the lines of one column, or rows of a table."""
    stories = _stories(pieces)
    if len(stories) > 1:
        return [region for story in stories for region in regions(story)]
    if in_one(pieces):
        return [list(pieces)]
    columns = columns_of(pieces)
    if len(columns) > 1:
        table = as_table(columns)
        return [table] if table else [region for part in _captioned(pieces, columns) for region in regions(part)]
    zones = zones_of(pieces)
    if len(zones) > 1:
        return [region for zone in zones for region in regions(zone)]
    return [list(pieces)]


def _captioned(pieces: Sequence[Line], columns: Sequence[list[Line]]) -> list[list[Line]]:
    """The columns, but a caption across several of them comes after all that stands above it, or last when one runs on beside it."""
    size = median(piece.size for piece in pieces)
    last: list[list[Line]] = []
    for place, column in enumerate(columns):
        for caption in _captions(column, size):
            top = min(map(low, caption))
            above = [piece for piece in pieces if low(piece) < top]
            below = _without([piece for piece in pieces if low(piece) >= top], caption)
            if _alone(above, caption, below):
                return [part for part in (above, caption, below) if part]
            following = [line for other in columns[place + 1 :] for line in other]
            under = any(low(piece) > top for piece in _without(column, caption))
            if following and not under and min(following, key=low).size < HEADLINE * size:
                last.append(caption)
    return [*(_without(column, [line for caption in last for line in caption]) for column in columns), *last]


def _without(pieces: Sequence[Line], others: Sequence[Line]) -> list[Line]:
    return [piece for piece in pieces if not any(piece is other for other in others)]


def _alone(above: Sequence[Line], caption: Sequence[Line], below: Sequence[Line]) -> bool:
    """Whether nothing stands beside it: white space runs across the page above and below it."""
    over, under = max(map(high, above), default=float("-inf")), min(map(low, below), default=float("inf"))
    return over < min(map(low, caption)) and under > max(map(high, caption))


def _captions(column: Sequence[Line], size: float) -> list[list[Line]]:
    """The few lines across several columns inside a column of the page, at most as large as a heading."""
    zones = [] if in_one(column) else zones_of(column)
    found = []
    for place, zone in enumerate(zones):
        around = zones[max(place - 1, 0) : place + 2]
        small = all(line.size < HEADLINE * size for line in zone)
        if (
            small
            and rows(zone) <= _CAPTION_LINES
            and any(_crosses(zone, other) for other in around if other is not zone)
        ):
            found.append(zone)
    return found


def _crosses(zone: Sequence[Line], columns: Sequence[Line]) -> bool:
    """Whether the first line of a zone without gutter reaches over two of these columns."""
    edges = merged([], columns)
    first = min(zone, key=low)
    return len(merged([], zone)) == 1 and sum(first.left < right and left < first.right for left, right in edges) > 1


def _stories(pieces: Sequence[Line]) -> list[list[Line]]:
    """Parted at white space across everything, above bands where each column opens with a headline: the next stories begin there."""
    if len(pieces) < 4:
        return [list(pieces)]
    size = median(piece.size for piece in pieces)
    if max(piece.size for piece in pieces) < HEADLINE * size:
        return [list(pieces)]
    title = _title(pieces, size)
    if title:
        return [title, _without(pieces, title)]
    edge = min(piece.left for piece in pieces) + size
    stories: list[list[list[Line]]] = []
    for band in bands(pieces):
        if stories and _opens(band, stories[-1][-1], size, edge):
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
        if len(band) > 1 or line.blocks or line.size < (_DECK if found else HEADLINE) * size or not placed:
            break
        found.append(line)
    return found if len(found) < len(pieces) else []


def _opens(band: Sequence[Line], before: Sequence[Line], size: float, edge: float) -> bool:
    """Whether headlines stand side by side here, white space above them, or one stands alone on its height at the left edge."""
    gap = min(line.top for line in band) - max(line.bottom for line in before)
    if all(line.size >= _STORY * size for line in before):
        return False
    top = min(line.top for line in band)
    first = [line for line in band if line.top < top + line.size]
    large = all(line.size >= _STORY * size and not line.blocks for line in first)
    alone = len(band) == 1 and first[0].left < edge and gap >= _ALONE_GAP * size
    return large and (alone or (len(first) > 1 and gap >= _STORY_GAP * size))
