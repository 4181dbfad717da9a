"""Web pages: the main text with its title, date, publisher and author; table rows on one line each."""

from __future__ import annotations

import re
from typing import Any

from rag.load.decode import decode

CELL = "｜"
_ROW = re.compile(r"^\|(?P<cells>.*)\|?\s*$", re.MULTILINE)
_RULE = re.compile(r"^\|?(?:\s*:?-{3,}:?\s*\|)+\s*(?::?-{3,}:?)?\s*\n?", re.MULTILINE)
_DATED_BY_THE_PAGE = {"extensive_search": False, "original_date": True}
"""The date that the page gives itself; a search through its text finds years that it only speaks of."""
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_html(data: bytes) -> tuple[dict[str, str], str]:
    """What the page says of itself as keys, and its main text. Raises ValueError when there is none."""
    import trafilatura

    page = trafilatura.bare_extraction(
        decode(data), include_comments=False, with_metadata=True, date_extraction_params=_DATED_BY_THE_PAGE
    )
    if page is None:
        raise ValueError("no main text in the page")
    found: dict[str, Any] = page if isinstance(page, dict) else page.as_dict()
    date = str(found.get("date") or "")
    keys = {
        "title": str(found.get("title") or ""),
        "published": date if _DATE.fullmatch(date) else "",
        "publisher": str(found.get("sitename") or ""),
        "url": str(found.get("url") or ""),
        "reporters": str(found.get("author") or ""),
    }
    return keys, _rows(str(found.get("text") or ""))


def _rows(text: str) -> str:
    """Rows of Markdown tables as cells joined by ｜.

    >>> _rows("|商戶|40|\\n|---|---|\\n|遊客|3萬|")
    '商戶｜40\\n遊客｜3萬'
    """
    return _ROW.sub(_row, _RULE.sub("", text))


def _row(match: re.Match[str]) -> str:
    cells = match["cells"].rstrip("| ").split("|")
    return CELL.join(cell.strip() for cell in cells)
