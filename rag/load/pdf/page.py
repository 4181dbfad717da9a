"""A page to its blocks in reading order: frames, pieces, regions, then lines and blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from rag.load.pdf.cuts import bands
from rag.load.pdf.frames import frames
from rag.load.pdf.glyphs import Sheet
from rag.load.pdf.lines import Frame, Line, follow, pieces
from rag.load.pdf.regions import regions

Block = tuple[Line, ...]
_EDGE = 0.08
"""Running heads and feet stand within this share of the height from an edge."""
_SAME_SIZE = 1.04
_NEARLY = 1.12
_EQUAL = 1.01
_SOLID = 1.2
_PITCH = 1.35
_LARGEST_PITCH = 2.2


def blocks(sheet: Sheet) -> list[Block]:
    """The lines of a page as they are read, block by block, with their boxes in points from the top left corner.

    Lines at the top and bottom edge that stand off from the rest are blocks of their own, first and last on the page.
    """
    found = {angle: pieces(glyphs) for angle, glyphs in frames(sheet.marks).items()}
    head, foot, found[0] = _edges(found.get(0, []), sheet.height, _extent(found))
    straight = {angle: lines for angle, lines in found.items() if lines and angle % 90 == 0}
    slanted = [lines for angle, lines in found.items() if lines and angle % 90]
    body: list[Block] = []
    if straight:
        main = max(straight, key=lambda angle: sum(len(line.text) for line in straight[angle]))
        body = list(_body(straight, main))
    return [*head, *body, *foot, *(tuple(_whole(lines)) for lines in slanted)]


def _whole(lines: Sequence[Line]) -> Iterator[Line]:
    """Slanted text, a stamp or a watermark: its lines from top to bottom."""
    return iter(sorted(lines, key=lambda line: line.top))


def _body(straight: dict[int, list[Line]], main: int) -> Iterator[Block]:
    frame = Frame(main)
    everything = list(straight[main])
    for angle, lines in straight.items():
        if angle != main:
            everything += [frame.turned(_sealed(group, Frame(angle))) for group in _groups(lines)]
    for region in regions(everything):
        for block in _blocks(region):
            for line in block:
                yield from line.blocks
            turned = tuple(frame.back(line) for line in block if not line.blocks)
            if turned:
                yield turned


def _sealed(lines: Sequence[Line], frame: Frame) -> Line:
    """A stretch of text in another direction as one piece that knows its own lines."""
    inner = [tuple(frame.back(line) for line in block) for region in regions(lines) for block in _blocks(region)]
    flat = [line for block in inner for line in block]
    box = (min(line.left for line in flat), min(line.top for line in flat))
    end = (max(line.right for line in flat), max(line.bottom for line in flat))
    return Line(*box, *end, median(line.size for line in flat), "", tuple(inner))


def _groups(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines that belong together: within an em at their ends, within two and a half from line to line."""
    groups: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.top):
        touched = [group for group in groups if any(_touch(line, other) for other in group)]
        groups = [group for group in groups if not any(group is one for one in touched)]
        groups.append([line, *(other for group in touched for other in group)])
    return groups


def _touch(one: Line, other: Line) -> bool:
    size = max(one.size, other.size)
    across = max(one.left, other.left) - min(one.right, other.right)
    down = max(one.top, other.top) - min(one.bottom, other.bottom)
    return across < size and down < 2.5 * size


def _extent(found: dict[int, list[Line]]) -> tuple[float, float]:
    """Top and bottom of what is not read across."""
    others = [Frame(angle).back(line) for angle, lines in found.items() if angle for line in lines]
    return min((line.top for line in others), default=1e9), max((line.bottom for line in others), default=-1e9)


def _edges(
    lines: Sequence[Line], height: float, others: tuple[float, float]
) -> tuple[list[Block], list[Block], list[Line]]:
    """Head, foot and the rest. An edge line is no larger than the text, and white space parts it from the page."""
    parts = bands(lines)
    if len(parts) < 2:
        return [], [], list(lines)
    size = median(line.size for line in lines)
    head: list[Block] = []
    foot: list[Block] = []
    bottom = max(line.bottom for line in parts[0])
    following = min(others[0], *(line.top for line in parts[1]))
    if bottom < _EDGE * height and following - bottom > 0.9 * size and _is_edge(parts[0], size):
        head = [(line,) for line in sorted(parts.pop(0))]
    top = min(line.top for line in parts[-1])
    before = max([line.bottom for part in parts[:-1] for line in part] + [others[1]])
    if len(parts) > 1 and top > (1 - _EDGE) * height and top - before > 0.9 * size and _is_edge(parts[-1], size):
        foot = [(line,) for line in sorted(parts.pop())]
    return head, foot, [line for part in parts for line in part]


def _is_edge(band: Sequence[Line], size: float) -> bool:
    return all(line.size < 1.2 * size for line in band) and max(len(line.text) for line in band) < 60


def _blocks(region: Sequence[Line]) -> list[Block]:
    """The lines of one column, parted where the font size changes or the step from line to line is unusually large."""
    lines = _lines(region)
    steps = [1 + (after.top - before.bottom) / max(before.size, after.size) for before, after in pairwise(lines)]
    same = _same_text(lines, steps)
    usual = [step for step, one_text in zip(steps, same, strict=True) if one_text]
    most = _PITCH * min(median(usual), _LARGEST_PITCH / _PITCH) if usual else _LARGEST_PITCH
    found: list[list[Line]] = [[lines[0]]]
    for step, one_text, line in zip(steps, same, lines[1:], strict=True):
        if one_text and step < most:
            found[-1].append(line)
        else:
            found.append([line])
    return [tuple(block) for block in found]


def _same_text(lines: Sequence[Line], steps: Sequence[float]) -> list[bool]:
    """For each line but the last: whether its size lets the next one belong to it.

    Sizes that are a little apart do when the lines are set solid, when all sizes vary as in a scan, or when a line is odd among
    others: Latin in a smaller font. A headline and a second line somewhat smaller are two texts.
    """
    ratios = [_ratio(one, other) for one, other in pairwise(lines)]
    scanned = len(ratios) > 2 and 2 * sum(ratio < _EQUAL for ratio in ratios) < len(ratios)
    found = []
    for place, (step, ratio) in enumerate(zip(steps, ratios, strict=True)):
        around = [(lines[at], lines[at + 2]) for at in (place - 1, place) if 0 <= at < len(lines) - 2]
        odd = any(_ratio(one, other) < _EQUAL for one, other in around)
        found.append(ratio < (_NEARLY if scanned or odd or step < _SOLID else _SAME_SIZE))
    return found


def _ratio(one: Line, other: Line) -> float:
    """How much larger the larger one is; stretches in another direction are like nothing else."""
    return float("inf") if one.blocks or other.blocks else max(one.size, other.size) / min(one.size, other.size)


def _lines(region: Sequence[Line]) -> list[Line]:
    """Pieces of one column to lines, from top to bottom, pieces on one level joined from left to right."""
    rows: list[list[Line]] = []
    for piece in sorted(region, key=lambda line: line.middle):
        if rows and not piece.blocks and not rows[-1][0].blocks and _on_row(rows[-1], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_line(row) for row in rows]


def _on_row(row: Sequence[Line], piece: Line) -> bool:
    largest = max(row, key=lambda line: line.size)
    beside = all(
        piece.left >= other.right - 0.6 * other.size or piece.right <= other.left + 0.6 * other.size for other in row
    )
    return beside and abs(piece.middle - largest.middle) < 0.4 * largest.size


def _line(row: Sequence[Line]) -> Line:
    first, *others = sorted(row)
    for piece in others:
        first = follow(first, piece)
    return first
