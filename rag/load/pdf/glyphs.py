"""The characters of a PDF page with their places, each once, in the order the file draws them.

Places are in points from the top left corner of the page as it is shown, its rotation done. Positions come from origin and
font size, not from ink: the ink of 一 or of a full stop says little about the line it stands on.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Sequence
from functools import cache
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from rag.load.pdf.marks import Floats, Integers, Marks, Truths, is_full, is_unreadable, is_wide, once

_SMALLEST = 0.8
_INVISIBLE = 3
_SPACES = frozenset(" \u00a0\u2002\u2003\u2009\u200a\t\u3000")
_NOTHING = frozenset("\r\n\0\u200b\ufeff\ufffe\u0002")
_STRIDE = 8
_WIDE_SPACE = 0x3000
_REPLACEMENT = 0xFFFD
_IGNORED, _SPACE, _WIDE, _FULL, _NARROW = range(5)


def _function(name: str, back: Any, *takes: Any) -> Callable[..., Any]:
    """A function of the library that takes addresses as plain numbers: called for every character, half the cost."""
    address = ctypes.cast(getattr(pdfium, name), ctypes.c_void_p).value or 0
    return ctypes.CFUNCTYPE(back, *takes)(address)


_ADDRESS, _INDEX = ctypes.c_size_t, ctypes.c_int
_all_text = _function("FPDFText_GetText", ctypes.c_int, _ADDRESS, _INDEX, _INDEX, _ADDRESS)
_unicode = _function("FPDFText_GetUnicode", ctypes.c_uint, _ADDRESS, _INDEX)
_text_object = _function("FPDFText_GetTextObject", ctypes.c_size_t, _ADDRESS, _INDEX)
_origin = _function("FPDFText_GetCharOrigin", ctypes.c_int, _ADDRESS, _INDEX, _ADDRESS, _ADDRESS)
_loose_box = _function("FPDFText_GetLooseCharBox", ctypes.c_int, _ADDRESS, _INDEX, _ADDRESS)
_matrix = _function("FPDFText_GetMatrix", ctypes.c_int, _ADDRESS, _INDEX, _ADDRESS)
_font_size = _function("FPDFText_GetFontSize", ctypes.c_double, _ADDRESS, _INDEX)
_is_generated = _function("FPDFText_IsGenerated", ctypes.c_int, _ADDRESS, _INDEX)
_render_mode = _function("FPDFTextObj_GetTextRenderMode", ctypes.c_int, _ADDRESS)


class Sheet(NamedTuple):
    """A page as it is shown: its size in points, its marks, and how many of its characters are unreadable."""

    width: float
    height: float
    marks: Marks
    unreadable: int


class _View(NamedTuple):
    """From the coordinates of the file to those of the page as it is shown: x' = ax + by + c, y' = dx + ey + f."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float
    quarter: int
    """Quarter turns clockwise."""

    def place(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        return self.a * x + self.b * y + self.c, self.d * x + self.e * y + self.f


def read_sheet(document: Any, number: int, most: int) -> Sheet:
    """Page `number` (from 0) of an open document. Raises ValueError when it is broken or has over `most` characters."""
    page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        raise ValueError(f"page {number + 1} is broken")
    try:
        text = pdfium.FPDFText_LoadPage(page)
        if not text:
            raise ValueError(f"the text of page {number + 1} is broken")
        try:
            return _sheet(page, text, number, most)
        finally:
            pdfium.FPDFText_ClosePage(text)
    finally:
        pdfium.FPDF_ClosePage(page)


def _sheet(page: Any, text: Any, number: int, most: int) -> Sheet:
    count = pdfium.FPDFText_CountChars(text)
    if count > most:
        raise ValueError(f"page {number + 1} has over {most:,} characters")
    view, width, height = _view(page)
    marks, seen = _read(ctypes.cast(text, ctypes.c_void_p).value or 0, count, view)
    x, y, size = marks.x, marks.y, marks.size
    shown = (-0.5 * size < x) & (x < width) & (y > 0) & (y < height + 0.5 * size)
    if seen.any():  # when all is invisible, it is the text under a scanned picture
        shown &= seen
    marks = marks.take(shown)
    codes, counts = np.unique(marks.codes, return_counts=True)
    unreadable = sum(
        often for code, often in zip(codes.tolist(), counts.tolist(), strict=True) if is_unreadable(chr(code))
    )
    return Sheet(width, height, once(marks), unreadable)


def _view(page: Any) -> tuple[_View, float, float]:
    edges = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, edges)
    left, right = edges.left, edges.right
    low, high = min(edges.bottom, edges.top), max(edges.bottom, edges.top)
    quarter = pdfium.FPDFPage_GetRotation(page) % 4
    maps = (
        (1, 0, -left, 0, -1, high),
        (0, 1, -low, 1, 0, -left),
        (-1, 0, right, 0, 1, -low),
        (0, -1, high, -1, 0, right),
    )
    return _View(*maps[quarter], quarter), pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)


class _Styles(NamedTuple):
    """What the characters of one text object have in common: a row for each character."""

    size: Floats
    across: Floats
    angle: Integers
    seen: Truths


def _read(text: int, count: int, view: _View) -> tuple[Marks, Truths]:
    """Every character, and whether it is drawn visibly. Calls of the library are what costs here: as few as can be."""
    codes = _codes(text, count)
    kinds = _kinds(codes)
    drawn = np.flatnonzero(kinds > _SPACE)
    drawers = _drawers(text, drawn)
    styles = _styles(text, drawn, drawers, view)
    large = np.minimum(styles.size, styles.across) >= _SMALLEST
    drawn, drawers = drawn[large], drawers[large]
    size, advance, angle = styles.size[large], styles.across[large], styles.angle[large]
    x, y = view.place(*_origins(text, drawn))
    narrow = np.flatnonzero(kinds[drawn] > _WIDE)
    x[narrow], advance[narrow] = _narrow(
        _boxes(text, drawn[narrow], view), x[narrow], size[narrow], angle[narrow], kinds[drawn[narrow]] == _FULL
    )
    marks = Marks(codes[drawn], x, y, advance, size, angle, np.full(len(drawn), "", dtype=np.object_))
    _spread(marks, narrow, drawers)
    _put_blanks(text, np.flatnonzero(kinds == _SPACE), codes, drawn, marks)
    return marks, styles.seen[large]


def _codes(text: int, count: int) -> NDArray[np.uint32]:
    """The code point of each character: all at once, or one by one where some have none. The second half of a rare one is 0."""
    units = np.zeros(count + 1, dtype=np.uint16)
    written = _all_text(text, 0, count, units.ctypes.data) - 1
    codes = units[:count].astype(np.uint32)
    if written != count:
        codes = np.fromiter(map(_unicode, repeat(text), range(count)), np.uint32, count)
    first, second = (codes >= 0xD800) & (codes < 0xDC00), (codes >= 0xDC00) & (codes < 0xE000)
    pairs = np.flatnonzero(first[:-1] & second[1:])
    whole = 0x10000 + ((codes[pairs] & 0x3FF) << 10) + (codes[pairs + 1] & 0x3FF)
    codes[first | second | (codes > 0x10FFFF)] = _REPLACEMENT
    codes[pairs] = whole
    codes[pairs + 1] = 0
    return codes


def _drawers(text: int, drawn: Integers) -> NDArray[np.uint64]:
    """The text object that draws each character. Its characters follow one another: what stands between two of one is its, too.

    So every eighth is asked for, then the fourth between two that differ, the second, the rest.
    """
    count = len(drawn)
    found = np.full(count + _STRIDE, np.iinfo(np.uint64).max, dtype=np.uint64)
    asked, step = np.arange(0, count, _STRIDE), _STRIDE
    while True:
        found[asked] = np.fromiter(map(_text_object, repeat(text), drawn[asked].tolist()), np.uint64, len(asked))
        if step == 1:
            return found[:count]
        between = np.arange(step // 2, count, step)
        step //= 2
        found[between] = found[between - step]
        asked = between[found[between] != found[between + step]]


def _kinds(codes: NDArray[np.uint32]) -> Integers:
    distinct, places = np.unique(codes, return_inverse=True)
    return np.fromiter(map(_kind, distinct.tolist()), np.int64, len(distinct))[places]


@cache
def _kind(code: int) -> int:
    char = chr(code)
    if char in _NOTHING:
        return _IGNORED
    if char in _SPACES:
        return _SPACE
    return _WIDE if is_wide(char) else _FULL if is_full(char) else _NARROW


def _styles(text: int, drawn: Integers, drawers: NDArray[np.uint64], view: _View) -> _Styles:
    """The library is asked once for each text object; its characters follow one another."""
    first = np.flatnonzero(np.concatenate((np.ones(1, dtype=np.bool_), drawers[1:] != drawers[:-1]))[: len(drawers)])
    many = len(first)
    a, b, c, d = _filled(_matrix, text, drawn[first].tolist(), 6).astype(np.float64).T[:4]
    points = np.fromiter(map(_font_size, repeat(text), drawn[first].tolist()), np.float64, many)
    turned = np.rint(np.degrees(np.arctan2(b, a))).astype(np.int64)
    modes = np.fromiter(map(_render_mode, drawers[first].tolist()), np.int64, many)
    each = np.repeat(np.arange(many), np.diff(first, append=len(drawn)))
    return _Styles(
        (points * np.hypot(c, d))[each],
        (points * np.hypot(a, b))[each],
        ((90 * view.quarter - turned) % 360)[each],
        (modes != _INVISIBLE)[each],
    )


def _filled(function: Callable[..., Any], text: int, places: Sequence[int], columns: int) -> NDArray[np.float32]:
    """What the library writes for each of these characters: a row of `columns` numbers, zeros where it has none."""
    rows = np.zeros((len(places), columns), dtype=np.float32)
    start, step = rows.ctypes.data, 4 * columns
    deque(map(function, repeat(text), places, range(start, start + step * len(places), step)), maxlen=0)
    return rows


def _origins(text: int, drawn: Integers) -> tuple[Floats, Floats]:
    rows = np.zeros((len(drawn), 2))
    start, end = rows.ctypes.data, rows.ctypes.data + 16 * len(drawn)
    deque(map(_origin, repeat(text), drawn.tolist(), range(start, end, 16), range(start + 8, end + 8, 16)), maxlen=0)
    return rows[:, 0], rows[:, 1]


class _Boxes(NamedTuple):
    left: Floats
    right: Floats
    height: Floats


def _boxes(text: int, drawn: Integers, view: _View) -> _Boxes:
    """The boxes that the font gives these characters, on the page as shown."""
    left, top, right, bottom = _filled(_loose_box, text, drawn.tolist(), 4).astype(np.float64).T
    (x, y), (x_other, y_other) = view.place(left, top), view.place(right, bottom)
    return _Boxes(np.minimum(x, x_other), np.maximum(x, x_other), np.abs(y - y_other))


def _narrow(boxes: _Boxes, x: Floats, size: Floats, angle: Integers, full: Truths) -> tuple[Floats, Floats]:
    """x and advance of characters that are no full em wide. Parts of a ligature share an origin, so the box decides."""
    upright = angle == 0
    start = np.where(boxes.left - x > 0.15 * size, boxes.left, np.minimum(x, boxes.left))
    start = np.where(upright & ~full, start, x)
    turned = np.minimum(np.where(angle % 180 == 90, boxes.height, boxes.right - boxes.left), size)
    advance = np.maximum(np.where(upright, boxes.right - start, turned), 0.1 * size)
    return start, np.where(upright & full, np.clip(advance, 0.5 * size, 1.05 * size), advance)


def _spread(marks: Marks, narrow: Integers, drawers: NDArray[np.uint64]) -> None:
    """Put the parts of a ligature, —— drawn as one, one after the other: the file gives all of them the origin of the first."""
    narrow = narrow[narrow > 0]
    before = narrow - 1
    same = (marks.x[narrow] == marks.x[before]) & (marks.y[narrow] == marks.y[before])
    for row in narrow[same & (drawers[narrow] == drawers[before])].tolist():
        turn = np.radians(marks.angle[row - 1])
        marks.x[row] = marks.x[row - 1] + marks.advance[row - 1] * np.cos(turn)
        marks.y[row] = marks.y[row - 1] + marks.advance[row - 1] * np.sin(turn)


def _put_blanks(text: int, spaces: Integers, codes: NDArray[np.uint32], drawn: Integers, marks: Marks) -> None:
    """Blanks belong to the character after them when it stands on the same line as the one before; 　 also opens a line."""
    spaces = spaces[np.fromiter(map(_is_generated, repeat(text), spaces.tolist()), np.int64, len(spaces)) != 1]
    after = np.searchsorted(drawn, spaces)
    spaces, after = spaces[after < len(drawn)], after[after < len(drawn)]
    turn = np.radians(marks.angle[after])
    dx, dy = marks.x[after] - marks.x[after - 1], marks.y[after] - marks.y[after - 1]
    along, aside = dx * np.cos(turn) + dy * np.sin(turn), dy * np.cos(turn) - dx * np.sin(turn)
    on = (after > 0) & (marks.angle[after] == marks.angle[after - 1])
    on &= (along > 0) & (np.abs(aside) < 0.5 * marks.size[after])
    wide = codes[spaces] == _WIDE_SPACE
    for row, char in zip(after[on | wide].tolist(), np.where(wide, "\u3000", " ")[on | wide].tolist(), strict=True):
        marks.blanks[row] += char
