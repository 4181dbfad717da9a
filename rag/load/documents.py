"""Readers of documents: html, pdf, docx. Their libraries are imported when the first such file comes."""

from __future__ import annotations

import io
import zipfile

from rag.load.decode import decode
from rag.load.plain import article
from rag.types import Article

PAGE_BREAK = "\f"
_UNPACKED = 300 * 1024 * 1024


def html(data: bytes, name: str) -> list[Article]:
    """The main text of a page with its title and date. Raises ValueError when there is none."""
    import trafilatura

    page = trafilatura.bare_extraction(decode(data), include_comments=False, with_metadata=True)
    if page is None:
        raise ValueError("no main text in the page")
    keys = page if isinstance(page, dict) else page.as_dict()
    found = {"title": keys.get("title"), "published": keys.get("date"), "publisher": keys.get("sitename")}
    return [article(found, str(keys.get("text") or ""), name)]


def pdf(data: bytes, name: str) -> list[Article]:
    """The text layer, pages apart by a form feed. Raises ValueError for a broken or locked file, or one without text."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        pages = [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
    except pypdfium2.PdfiumError as error:
        raise ValueError(f"not a readable PDF ({error})") from None
    if not any(page.strip() for page in pages):
        raise ValueError("no text layer; run OCR first")
    return [article({}, PAGE_BREAK.join(pages), name)]


def docx(data: bytes, name: str) -> list[Article]:
    """Paragraphs and table rows in their order, cells apart by ｜. Raises ValueError for what is not a Word file."""
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from docx.table import Table

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _UNPACKED:
                raise ValueError("unpacks to more than 300 MB")
        document = Document(io.BytesIO(data))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError) as error:
        raise ValueError(f"not a readable Word file ({error})") from None
    lines = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines += ["｜".join(cell.text.strip() for cell in row.cells) for row in block.rows]
        else:
            lines.append(block.text)
    return [article({"title": document.core_properties.title}, "\n\n".join(lines), name)]
