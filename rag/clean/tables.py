"""Tables whose cells stand one to a line become rows that can be quoted, each number with its heading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from rag.clean.lines import BULLETS, numbered
from rag.clean.pieces import Piece, Pieces, lines_of

CELL = "｜"
_VALUE = r"(?:[+\-–−]?[$＄]?\d[\d,.]*(?:\s?/\s?\d[\d,.]*)?[%％]?|[-–—－─/]{1,2}|N/?A|n/?a|暫無|不適用)"
_VALUES = re.compile(rf"{_VALUE}(?:[ \t\u3000]+{_VALUE})*")
_ENDS_IN_VALUES = re.compile(rf"(?P<head>\S.*?\S|\S)(?P<values>(?:[ \t\u3000]+{_VALUE}){{2,}})")
_MAYBE = re.compile(rf"^[ \t]*(?:[^\d\s][^\n]*[ \t])?{_VALUE}(?:[ \t\u3000]+{_VALUE})*[ \t]*$", re.MULTILINE)
_NOT_A_CELL = re.compile(r"[，。；！？!?…]|[：:]$")
_TITLE = re.compile(r"\s*[表](?:格)?\s*[0-9一二三四五六七八九十]{1,3}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNIT = frozenset("年月日季")
_JOINS = frozenset("與与和及、·/／（(")
_WIDEST = 24
_MOST_FRAGMENTS = 40
_MOST_PIECES = 4
"""Lines that one heading is at most wrapped to."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """What one line gives to a table: a value, or a part of a heading. `apart`: an empty line stands before it."""

    start: int
    end: int
    text: str
    value: bool
    apart: bool
    first: bool
    """It begins its line."""


Cell = tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A heading and its values."""

    head: Cell
    values: Cell


def tables(text: str) -> Pieces | None:
    """Each table set one cell to a line as rows 「heading｜column value｜column value」; see `rows_of`."""
    if len(_MAYBE.findall(text)) < 2:
        return None
    pieces: list[Piece] = []
    kept = 0
    for start, end, fragments in _stretches(text):
        rows = rows_of(fragments)
        if rows is not None:
            pieces += [(kept, start, ""), *rows]
            kept = end
    return [*pieces, (kept, len(text), "")] if pieces else None


def _stretches(text: str) -> Iterator[tuple[int, int, list[Fragment]]]:
    """Runs of short lines without sentences that hold values, with their first and last offset."""
    run: list[Fragment] = []
    apart = False
    for start, end in lines_of(text):
        line = text[start:end].strip("\f")
        if not line.strip():
            apart = True
            continue
        cells = _cells(line, start, apart) if _is_cell(line.strip()) else []
        apart = False
        if cells:
            run += cells
            continue
        yield from _trimmed(run)
        run = []
    yield from _trimmed(run)


def _is_cell(line: str) -> bool:
    if _VALUES.fullmatch(line):
        return True
    found = _ENDS_IN_VALUES.fullmatch(line)
    head = found["head"] if found else line
    return (
        len(head) <= _WIDEST and not _NOT_A_CELL.search(head) and head[0] not in BULLETS
        and CELL not in head and not _TITLE.match(head) and not numbered(head)
    )  # fmt: skip


def _cells(line: str, offset: int, apart: bool) -> list[Fragment]:
    stripped = line.strip()
    begin = offset + line.index(stripped)
    found = _ENDS_IN_VALUES.fullmatch(stripped)
    if _VALUES.fullmatch(stripped):
        head, values = "", stripped
    elif found:
        head, values = found["head"], found["values"]
    else:
        head, values = stripped, ""
    cells = [Fragment(begin, begin + len(head), head, False, apart, True)] if head else []
    at = begin + len(head)
    for match in re.finditer(_VALUE, values):
        first = not cells
        cells.append(Fragment(at + match.start(), at + match.end(), match[0], True, apart and first, first))
    return cells


def _trimmed(run: list[Fragment]) -> Iterator[tuple[int, int, list[Fragment]]]:
    """The run up to its last value, if it can be a table: two rows of values at least, and not headings without end."""
    last = max((at for at, one in enumerate(run) if one.value), default=-1)
    kept = run[: last + 1]
    if sum(one.value for one in kept) >= 2 and any(not one.value for one in kept):
        kept = kept[-_MOST_FRAGMENTS * 6 :]
        yield kept[0].start, kept[-1].end, kept


def rows_of(fragments: Sequence[Fragment]) -> list[Piece] | None:
    """The rows of a table as pieces, or None when the fragments make no table.

    Values in a row must be as many in every row; the fragments before the first row's heading are the columns'.
    """
    fragments = _years_joined(fragments)
    runs = _runs(fragments)
    counts = Counter(len(values) for _, values in runs)
    if not counts:
        return None
    columns, rows = counts.most_common(1)[0]
    if rows < 2 or rows < len(runs) or (columns == 1 and rows < 3):
        return None
    heads = [head for head, _ in runs]
    if any(not 1 <= len(head) <= _MOST_PIECES for head in heads[1:]):
        return None
    split = _first_split(heads, columns, joined=bool(heads[0]) and _same_line(heads[0][-1], runs[0][1][0]))
    if split is None:
        return None
    (corner, cells, spanning), first = split
    body = [Row(head, values) for head, (_, values) in zip([first, *heads[1:]], runs, strict=True)]
    return [*_header(corner, cells, spanning), *(piece for row in body for piece in _row(row, cells))]


def _first_split(
    heads: Sequence[Cell], columns: int, *, joined: bool
) -> tuple[tuple[Cell, list[Cell], list[Fragment]], Cell] | None:
    """The columns' headings and the first row's own, out of what stands before the first values; None when they do not come out.

    `joined`: the last piece stands on the line of the first row's values.
    """
    usual = Counter(len(head) for head in heads[1:])
    best: tuple[float, tuple[Cell, list[Cell], list[Fragment]], Cell] | None = None
    for own in [1] if joined else sorted(usual, key=lambda size: -usual[size]):
        header, first = heads[0][: len(heads[0]) - own], heads[0][len(heads[0]) - own :]
        cost, found = columns_of(header, columns)
        if first and (found[1] or not header) and (best is None or cost < best[0]):
            best = (cost, found, first)
    return best[1:] if best else None


def _same_line(head: Fragment, value: Fragment) -> bool:
    return not value.first and head.end < value.start


def _years_joined(fragments: Sequence[Fragment]) -> list[Fragment]:
    """A year with a lone 年 after it, or a year in a row of headings, is no value."""
    found: list[Fragment] = []
    for at, one in enumerate(fragments):
        after = fragments[at + 1] if at + 1 < len(fragments) else None
        year = bool(_YEAR.fullmatch(one.text)) and not any(other.value for other in found)
        unit = after is not None and after.text in _UNIT
        found.append(Fragment(one.start, one.end, one.text, False, one.apart, one.first) if year and unit else one)
    return found


def _runs(fragments: Sequence[Fragment]) -> list[tuple[Cell, Cell]]:
    """(headings, values) in turn."""
    runs: list[tuple[Cell, Cell]] = []
    head: list[Fragment] = []
    values: list[Fragment] = []
    for one in fragments:
        if not one.value and values:
            runs.append((tuple(head), tuple(values)))
            head, values = [], []
        (values if one.value else head).append(one)
    return [*runs, (tuple(head), tuple(values))] if values else runs


def columns_of(header: Sequence[Fragment], columns: int) -> tuple[float, tuple[Cell, list[Cell], list[Fragment]]]:
    """What the split costs, and the corner's heading, one heading a column, and headings that span columns.

    Without a split that comes out the headings are ((), [], []).

    Headings wrapped in their cells are put together: the split is taken in which pieces that cannot stand alone do not,
    whose cells have most nearly the same number of pieces, with the fewest spanning headings.
    """
    if not header:
        return 0.0, ((), [], [])
    best: tuple[float, tuple[Cell, list[Cell], list[Fragment]]] | None = None
    for corner, spanning in _choices(header, columns):
        rest = header[corner:]
        least = 1.5 * len(spanning) + 1.5 * (corner != 1) + _joint_cost(header[:corner])
        least += _span_cost(rest, spanning, header, corner)
        if best is not None and least >= best[0]:
            continue  # no split of the rest costs less than nothing
        cost, cells = _split(rest, columns, spanning)
        if cells and (best is None or least + cost < best[0]):
            best = (least + cost, (tuple(header[:corner]), cells, [rest[at] for at in spanning]))
    return best or (0.0, ((), [], []))


def _choices(header: Sequence[Fragment], columns: int) -> Iterator[tuple[int, tuple[int, ...]]]:
    """(pieces of the corner's heading, which of the pieces after it span columns): the cheaper ones first."""
    for corner in (1, 0, 2):
        rest = len(header) - corner
        for spans in range(3):
            if 0 < rest <= _MOST_FRAGMENTS and columns <= rest - spans <= 4 * columns:
                yield from ((corner, spanning) for spanning in combinations(range(rest), spans))


def _span_cost(rest: Sequence[Fragment], spanning: Sequence[int], header: Sequence[Fragment], corner: int) -> float:
    """A heading over others is a word by itself: not cut at a connective, not the corner's own word, not the last."""
    cost = 0.0
    for at in spanning:
        text = rest[at].text
        cost += 4 * (text[-1] in _JOINS or text[0] in _JOINS or at == len(rest) - 1)
        cost += 4 * any(text == one.text for one in header[:corner])
    return cost


def _split(rest: Sequence[Fragment], columns: int, spanning: Sequence[int]) -> tuple[float, list[Cell]]:
    """The cheapest split of the pieces, spanning ones left out, into `columns` cells in order: (cost, cells)."""
    pieces = [one for at, one in enumerate(rest) if at not in spanning]
    after_span = {at - before for before, at in enumerate(spanning)}
    mean = len(pieces) / columns
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for _ in range(columns):
        here: dict[int, tuple[float, int]] = {}
        for begin, (cost, _) in best[-1].items():
            for end in range(begin + 1, min(begin + 4, len(pieces)) + 1):
                if any(begin < at < end for at in after_span):
                    continue
                total = cost + 2 * (end - begin - mean) ** 2 + _cut_cost(pieces, end) + _joint_cost(pieces[begin:end])
                if end not in here or total < here[end][0]:
                    here[end] = (total, begin)
        best.append(here)
    if len(pieces) not in best[-1]:
        return float("inf"), []
    cells: list[Cell] = []
    end = len(pieces)
    for level in range(columns, 0, -1):
        begin = best[level][end][1]
        cells.append(tuple(pieces[begin:end]))
        end = begin
    return best[columns][len(pieces)][0], cells[::-1]


def _cut_cost(pieces: Sequence[Fragment], at: int) -> float:
    """What it costs to end a cell before piece `at`."""
    before = pieces[at - 1]
    if at == len(pieces):
        return 6.0 * (before.text[-1] in _JOINS)
    after = pieces[at]
    joined = before.text[-1] in _JOINS or after.text[0] in _JOINS - {"（", "("} or after.text in _UNIT
    return 6.0 * joined


def _joint_cost(cell: Sequence[Fragment]) -> float:
    """What it costs to put pieces in one cell: where wrapped cells have empty lines inside, none may be missing; no word twice."""
    mixed = len({one.apart for one in cell}) > 1
    cost = 4.0 * sum(mixed and not one.apart for one in cell[1:])
    return cost + 4.0 * (len({one.text for one in cell}) < len(cell))


def _header(corner: Cell, cells: Sequence[Cell], spanning: Sequence[Fragment]) -> list[Piece]:
    """The headings as a row of their own, those that span columns where they stood."""
    if not cells:
        return []
    units = [
        *([corner] if corner else []),
        *sorted([*cells, *((one,) for one in spanning)], key=lambda cell: cell[0].start),
    ]
    return [piece for at, cell in enumerate(units) for piece in _cell(cell, "\n" if at == len(units) - 1 else CELL)]


def _row(row: Row, columns: Sequence[Cell]) -> list[Piece]:
    pieces = _cell(row.head, CELL)
    for at, value in enumerate(row.values):
        last = at == len(row.values) - 1
        if columns:
            pieces += _cell(columns[at], " ")
        pieces.append((value.start, value.end, "\n" if last else CELL))
    return pieces


def _cell(cell: Cell, after: str) -> list[Piece]:
    """The pieces of a heading put together, Latin words with a space."""
    pieces: list[Piece] = []
    for at, one in enumerate(cell):
        following = cell[at + 1].text[0] if at + 1 < len(cell) else ""
        latin = one.text[-1].isascii() and following.isascii() and one.text[-1].isalpha() and following.isalpha()
        pieces.append((one.start, one.end, after if not following else " " if latin else ""))
    return pieces
