"""The characters of a PDF page with their places, each once, in the order the file draws them.

Places are in points from the top left corner of the page as it is shown, its rotation done. Positions come from origin and
font size, not from ink: the ink of 一 or of a full stop says little about the line it stands on.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import compress, pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

ASCENT = 0.88
"""Share of the em above the baseline, as in fonts for Chinese; the rest is below."""
_SMALLEST = 0.8
_INVISIBLE = 3
_SPACES = frozenset(" \u00a0\u2002\u2003\u2009\u200a\t\u3000")
_NOTHING = frozenset("\r\n\0\u200b\ufeff\ufffe\u0002")
_SAME_PLACE = 0.45
"""Copies of a fake bold character lie within this share of its width of each other."""


_IGNORED, _SPACE, _WIDE, _NARROW = range(4)


class _Kinds(dict[int, tuple[str, int]]):
    """A code point to its character and what kind of character it is, worked out once."""

    def __missing__(self, code: int) -> tuple[str, int]:
        char = chr(code)
        kind = _IGNORED if char in _NOTHING else _SPACE if char in _SPACES else _WIDE if is_wide(char) else _NARROW
        self[code] = ("\u3000" if char == "\u3000" else " " if kind == _SPACE else char, kind)
        return self[code]


_KINDS = _Kinds()
_text_object = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    ctypes.cast(pdfium.FPDFText_GetTextObject, ctypes.c_void_p).value or 0
)
"""The library's function with addresses as numbers: its pointers do not compare."""


class Mark(NamedTuple):
    """One drawn character: origin on the baseline, advance and font size in points, clockwise angle in degrees.

    A tuple and not a dataclass: a dense page makes five thousand, and building is half of the time.
    """

    text: str
    x: float
    y: float
    advance: float
    size: float
    angle: int
    space: str
    """The blanks drawn just before it on its line."""


class Sheet(NamedTuple):
    """A page as it is shown: its size in points, its marks, and how many of its characters are unreadable."""

    width: float
    height: float
    marks: list[Mark]
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

    def place(self, x: float, y: float) -> tuple[float, float]:
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
    marks, seen = _read(text, count, view)
    if not all(seen) and any(seen):  # when all is invisible, it is the text under a scanned picture
        marks = list(compress(marks, seen))
    shown = [mark for mark in marks if -0.5 * mark.size < mark.x < width and 0 < mark.y < height + 0.5 * mark.size]
    often = Counter(mark.text for mark in shown)
    unreadable = sum(count for char, count in often.items() if _is_unreadable(char))
    return Sheet(width, height, once(shown), unreadable)


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


class _Style(NamedTuple):
    """What the characters of one text object have in common."""

    size: float
    across: float
    angle: int
    seen: bool


def _read(text: Any, count: int, view: _View) -> tuple[list[Mark], list[bool]]:
    """Every character, and whether it is drawn visibly. The innermost loop of all: three or four calls a character, no more."""
    x_in, y_in = ctypes.c_double(), ctypes.c_double()
    x_at, y_at = ctypes.byref(x_in), ctypes.byref(y_in)
    unicode_of, origin_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetCharOrigin
    a, b, c, d, e, f, _ = view
    last, shares, blanks, style = -1, -1, "", _Style(0.0, 0.0, 0, True)
    marks: list[Mark] = []
    seen: list[bool] = []
    for index in range(count):
        char, kind = _KINDS[unicode_of(text, index)]
        if kind <= _SPACE:
            if kind == _SPACE and pdfium.FPDFText_IsGenerated(text, index) != 1:
                blanks += char
            continue
        drawn_by = _text_object(text, index)
        if drawn_by != last:
            last, style = drawn_by, _style(text, index, view)
        size, advance, angle, visible = style
        if size < _SMALLEST or advance < _SMALLEST:
            continue
        origin_of(text, index, x_at, y_at)
        x, y = x_in.value, y_in.value
        x, y = a * x + b * y + c, d * x + e * y + f
        if kind == _NARROW:
            x, y, advance = _narrow(text, index, char, view, x, y, style)
            if marks and drawn_by == shares and (x, y) == (marks[-1].x, marks[-1].y):
                x, y = _after(marks[-1])
        shares = drawn_by
        if blanks:
            blanks = _kept_blanks(blanks, marks[-1] if marks else None, x, y, style)
        marks.append(Mark(char, x, y, advance, size, angle, blanks))
        seen.append(visible)
        blanks = ""
    return marks, seen


def _style(text: Any, index: int, view: _View) -> _Style:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, index, ctypes.byref(matrix))
    points = pdfium.FPDFText_GetFontSize(text, index)
    size, across = points * math.hypot(matrix.c, matrix.d), points * math.hypot(matrix.a, matrix.b)
    turned = round(math.degrees(math.atan2(matrix.b, matrix.a)))
    handle = pdfium.FPDFText_GetTextObject(text, index)
    seen = not handle or pdfium.FPDFTextObj_GetTextRenderMode(handle) != _INVISIBLE
    return _Style(size, across, (90 * view.quarter - turned) % 360, seen)


def _after(mark: Mark) -> tuple[float, float]:
    """Where the next part of a ligature stands, —— drawn as one: the file gives both the origin of the first."""
    turn = math.radians(mark.angle)
    return mark.x + mark.advance * math.cos(turn), mark.y + mark.advance * math.sin(turn)


def _narrow(
    text: Any, index: int, char: str, view: _View, x: float, y: float, style: _Style
) -> tuple[float, float, float]:
    """Origin and advance of a character that is no full em wide. Parts of a ligature share an origin, so the box decides."""
    size, angle, box = style.size, style.angle, pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box))
    left, top = view.place(box.left, box.top)
    right, bottom = view.place(box.right, box.bottom)
    low, high = sorted((left, right)), sorted((top, bottom))
    if angle == 0 and is_full(char):
        return x, y, min(max(low[1] - x, 0.5 * size), 1.05 * size)
    if angle == 0:
        start = low[0] if low[0] - x > 0.15 * size else min(x, low[0])
        return start, y, max(low[1] - start, 0.1 * size)
    span = high[1] - high[0] if angle in (90, 270) else low[1] - low[0]
    return x, y, max(min(span, size), 0.1 * size)


def _kept_blanks(blanks: str, before: Mark | None, x: float, y: float, style: _Style) -> str:
    """Blanks belong to the character after them when it stands on the same line as the one before; 　 also opens a line."""
    if before is not None and style.angle == before.angle:
        along, across = _along(x - before.x, y - before.y, style.angle)
        if abs(across) < 0.5 * style.size and along > 0:
            return blanks
    return "".join(blank for blank in blanks if blank == "\u3000")


def _along(dx: float, dy: float, angle: int) -> tuple[float, float]:
    """A step seen by text of this angle: (forwards, downwards)."""
    turn = math.radians(angle)
    return dx * math.cos(turn) + dy * math.sin(turn), dy * math.cos(turn) - dx * math.sin(turn)


@cache
def is_wide(char: str) -> bool:
    """Whether a character takes a full em: Chinese characters, kana, and full-width forms other than punctuation."""
    return unicodedata.east_asian_width(char) in "WF" and unicodedata.category(char)[0] in "LNS"


@cache
def is_full(char: str) -> bool:
    """Whether a character belongs to Chinese text, punctuation included, where words have no blanks between them."""
    return unicodedata.east_asian_width(char) in "WFA" and not char.isascii()


def _is_unreadable(char: str) -> bool:
    """The replacement character, private use, and control characters: what fonts without a Unicode table leave."""
    return char == "\ufffd" or unicodedata.category(char) in {"Co", "Cn", "Cc", "Cs"}


def once(marks: Sequence[Mark]) -> list[Mark]:
    """The marks without copies drawn over one another (fake bold), in their order.

    A copy is the same character less than half its width away from one that is kept or from another copy.
    """
    ranked = sorted([(mark.text, mark.x, index) for index, mark in enumerate(marks)])
    dropped: set[int] = set()
    for place, ((text, x, index), (following, right, _)) in enumerate(pairwise(ranked)):
        if text == following and right - x < _SAME_PLACE * marks[index].size:
            dropped.update(_copies(marks, ranked[place + 1 : place + 65], index))
    return [mark for index, mark in enumerate(marks) if index not in dropped]


def _copies(marks: Sequence[Mark], following: Iterable[tuple[str, float, int]], index: int) -> Iterator[int]:
    here = marks[index]
    near = _SAME_PLACE * min(here.advance, here.size)
    for text, x, other in following:
        if text != here.text or x - here.x >= near:
            return
        if abs(marks[other].y - here.y) < 0.3 * here.size:
            yield max(index, other)
