"""Word files: paragraphs and table rows in their order, text boxes where they are anchored; no headers, footers or notes."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

Element = Any
"""An element of lxml, which has no types."""
_UNPACKED = 300 * 1024 * 1024
_ENTRIES = 10_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = {f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sectPr")} | {
    _FALLBACK
}
CELL = "｜"


def read_docx(data: bytes) -> tuple[dict[str, str], str]:
    """Title, author and date of the file's properties as keys, and its text. Raises ValueError for what is not a Word file."""
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    _check_size(data)
    try:
        document = Document(io.BytesIO(data))
        properties = document.core_properties
        lines = list(_blocks(document.element.body))
    except (
        zipfile.BadZipFile,
        zlib.error,
        PackageNotFoundError,
        NotImplementedError,
        SyntaxError,  # lxml's errors of syntax are Python's
        KeyError,
        AttributeError,
        EOFError,
        ValueError,
        OSError,
    ):
        raise ValueError("not a readable Word file: broken, or not Word inside") from None
    return {"title": _text(properties.title), "id": _text(properties.identifier)}, "\n\n".join(lines)


def _text(value: Any) -> str:
    return str(value or "").strip()


def _check_size(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > _ENTRIES:
                raise ValueError(f"holds more than {_ENTRIES:,} files")
            if sum(entry.file_size for entry in entries) > _UNPACKED:
                raise ValueError(f"unpacks to more than {_UNPACKED >> 20} MB")
            if any(entry.flag_bits & 1 for entry in entries):
                raise ValueError("locked with a password")
            if "word/document.xml" not in archive.namelist():
                raise ValueError("a zip file, but not a Word file")
    except (zipfile.BadZipFile, NotImplementedError):
        raise ValueError("not a readable Word file: broken or cut short") from None


def _blocks(parent: Element) -> Iterator[str]:
    """Paragraphs and table rows below an element, also those inside content controls."""
    for child in parent:
        if child.tag == f"{_W}p":
            yield from _paragraph(child)
        elif child.tag == f"{_W}tbl":
            yield "\n".join(_rows(child))
        elif child.tag not in _LEFT_OUT and isinstance(child.tag, str):
            yield from _blocks(child)


def _paragraph(element: Element) -> Iterator[str]:
    """The paragraph, then the text boxes anchored in it."""
    boxes: list[Element] = []
    text = "".join(_runs(element, boxes)).strip("\n")
    if text.strip():
        yield text
    for box in boxes:
        yield from _blocks(box)


def _runs(element: Element, boxes: list[Element]) -> Iterator[str]:
    for child in element:
        if child.tag in _LEFT_OUT or not isinstance(child.tag, str):
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag == f"{_W}tab":
            yield "\t"
        elif child.tag in {f"{_W}br", f"{_W}cr"}:
            yield "\n"
        elif child.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif child.tag == f"{_W}txbxContent":
            boxes.append(child)
        else:
            yield from _runs(child, boxes)


def _rows(table: Element) -> Iterator[str]:
    for row in table.iterchildren(f"{_W}tr"):
        cells = [" ".join(" ".join(_blocks(cell)).split()) for cell in row.iter(f"{_W}tc") if cell.getparent() is row]
        if any(cells):
            yield CELL.join(cells)
