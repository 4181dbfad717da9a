"""A PDF file to its text and the boxes of its lines, and one page of it to a picture."""

from __future__ import annotations

import ctypes
import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pypdfium2.raw as pdfium

from rag.load.pdf.glyphs import read_sheet
from rag.load.pdf.lines import Line
from rag.load.pdf.page import Block, blocks

MOST_PAGES = 2_000
MOST_CHARACTERS = 5_000_000
MOST_ON_A_PAGE = 100_000
MOST_PIXELS = 4_000
PAGE_BREAK = "\f"
_UNREADABLE = 0.3
_PASSWORD = 4
_EDGE = 0.1
_DIGITS = re.compile(r"\d+|[〇零一二三四五六七八九十]+")
_PAGE_NUMBER = re.compile(
    r"[\W_]*(?:第|page|p\.?)?\s*[A-Z]{0,2}\d{1,4}\s*(?:頁|页|版)?(?:\s*/\s*\d{1,4})?[\W_]*", re.IGNORECASE
)

PlacedLine = tuple[str, tuple[int, float, float, float, float] | None]
"""A line and its box: page from 1, then left, top, right, bottom as fractions of the page. None for an empty line."""


def read_pdf(data: bytes) -> list[list[PlacedLine]]:
    """The lines of every page in reading order, an empty line between blocks. Running heads and feet come last on their page.

    Raises ValueError in a few words: locked, broken, too large, without text, or with text that nobody can read.
    """
    with _opened(data) as document:
        count = pdfium.FPDF_GetPageCount(document)
        if count > MOST_PAGES:
            raise ValueError(f"more than {MOST_PAGES:,} pages")
        pages, sizes, total, unreadable = [], [], 0, 0
        for number in range(count):
            sheet = read_sheet(document, number, MOST_ON_A_PAGE)
            total += len(sheet.marks)
            unreadable += sheet.unreadable
            if total > MOST_CHARACTERS:
                raise ValueError(f"more than {MOST_CHARACTERS:,} characters")
            pages.append(blocks(sheet))
            sizes.append((sheet.width, sheet.height))
    _check(total, unreadable)
    ordered = _furniture_last(pages, [height for _, height in sizes])
    return [
        list(_placed(page, number, *size)) for number, (page, size) in enumerate(zip(ordered, sizes, strict=True), 1)
    ]


def _check(total: int, unreadable: int) -> None:
    if not total:
        raise ValueError("no text layer; run OCR first")
    if unreadable > _UNREADABLE * total:
        raise ValueError(
            "its text layer is unreadable (its fonts do not say which characters they draw); run OCR first"
        )


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        locked = pdfium.FPDF_GetLastError() == _PASSWORD
        raise ValueError("locked with a password" if locked else "not a readable PDF: broken or cut short")
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def _placed(page: Sequence[Block], number: int, width: float, height: float) -> Iterator[PlacedLine]:
    for place, block in enumerate(page):
        if place:
            yield "", None
        for line in block:
            left, right = _clip(line.left / width), _clip(line.right / width)
            yield line.text, (number, left, _clip(line.top / height), right, _clip(line.bottom / height))


def _clip(share: float) -> float:
    return 0.0 if share < 0 else 1.0 if share > 1 else round(share, 5)


def _furniture_last(pages: Sequence[list[Block]], heights: Sequence[float]) -> list[list[Block]]:
    """Each page with its running heads and feet and its page number after everything else.

    Such a line stands alone at an edge, and is a bare page number or comes back on other pages, its digits aside.
    """
    edges = [[block for block in page if _at_edge(block, height)] for page, height in zip(pages, heights, strict=True)]
    often = Counter(key for page in edges for key in {_key(block[0]) for block in page})
    least = 2 if len(pages) < 6 else 3
    found = []
    for page, edge in zip(pages, edges, strict=True):
        moved = [b for b in edge if often[_key(b[0])] >= least or _PAGE_NUMBER.fullmatch(b[0].text)]
        found.append([block for block in page if not any(block is one for one in moved)] + moved)
    return found


def _at_edge(block: Block, height: float) -> bool:
    return len(block) == 1 and (block[0].bottom < _EDGE * height or block[0].top > (1 - _EDGE) * height)


def _key(line: Line) -> str:
    return _DIGITS.sub("0", line.text)


def draw_page(data: bytes, page: int, width: int) -> bytes:
    """Page `page` (from 1) as a PNG picture `width` pixels wide. Raises ValueError when there is no such page."""
    with _opened(data) as document:
        if not 1 <= page <= pdfium.FPDF_GetPageCount(document):
            raise ValueError(f"it has no page {page}")
        opened = pdfium.FPDF_LoadPage(document, page - 1)
        if not opened:
            raise ValueError(f"page {page} is broken")
        try:
            shape = pdfium.FPDF_GetPageHeightF(opened) / max(pdfium.FPDF_GetPageWidthF(opened), 1.0)
            width = min(max(width, 1), MOST_PIXELS)
            return _drawn(opened, width, min(max(round(width * shape), 1), MOST_PIXELS))
        finally:
            pdfium.FPDF_ClosePage(opened)


def _drawn(page: Any, width: int, height: int) -> bytes:
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_BGR, None, 0)
    if not bitmap:
        raise ValueError("there is not enough memory to draw it")
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        flags = pdfium.FPDF_ANNOT | pdfium.FPDF_REVERSE_BYTE_ORDER
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, flags)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return _png(pixels, width, height, stride)


def _png(pixels: bytes, width: int, height: int, stride: int) -> bytes:
    """Rows of red, green and blue bytes as a PNG file: a signature and three chunks, each with its length and checksum."""
    lines = b"".join(b"\0" + pixels[row * stride : row * stride + 3 * width] for row in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(lines, 6)), (b"IEND", b""))
    body = b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body
