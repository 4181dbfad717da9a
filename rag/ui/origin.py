"""An article as it came, as HTML: its source line by line, or the printed page, with the quote where it stands there."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import PurePosixPath

from rag.clean.pieces import lines_of
from rag.types import Box, Language, Source
from rag.ui.boxes import boxes_of, pages_of
from rag.ui.pictures import Picture
from rag.ui.words import WORDS, Words

Spans = Sequence[tuple[int, int]]
"""Stretches of a source's text."""


def by_line(source: Source, spans: Spans, here: int, language: Language, notice: str = "") -> str:
    """The whole source with its lines numbered and each stretch marked; `here` is the offset to open at without any.

    The text inside the tags is the source's to the code point, with a line feed in the place of a page break.
    """
    numbers = _numbers(source, spans)
    caption = WORDS[language].quote_lines.format(lines=numbers) if numbers else ""
    said = [
        f'<p class="{name}">{escape(line)}</p>' for name, line in (("notice", notice), ("caption", caption)) if line
    ]
    return "".join(said) + _lines(source, spans, (0, len(source.article.text)), here)


def page(source: Source, spans: Spans, number: int, picture: Picture, language: Language) -> str:
    """One printed page with the quote's lines framed on it, the way to the next, and the text that was read from it."""
    words, file = WORDS[language], PurePosixPath(source.article.source).name
    boxes = [box for box in boxes_of(source, spans, picture.height / picture.width) if box.page == number]
    frames = "".join(_frame(box, words) for box in boxes)
    alt = escape(words.page_picture.format(file=file, number=number))
    text = _lines(source, spans, _page_span(source.article.text, number), -1)
    return (
        f"{_leaf(number, pages_of(source), words)}"
        f'<div class="paper"><img alt="{alt}" src="{picture.address}" width="{picture.width}" height="{picture.height}">'
        f"{frames}</div><details><summary>{escape(words.page_text)}</summary>{text}</details>"
    )


def _numbers(source: Source, spans: Spans) -> str:
    """The lines of the stretches, from 1: 41 or 41–43."""
    touched = [
        number
        for number, (start, end) in enumerate(lines_of(source.article.text), 1)
        if any(max(low, start) < min(high, end) for low, high in spans)
    ]
    return "–".join(str(number) for number in dict.fromkeys((touched[0], touched[-1]))) if touched else ""


def _lines(source: Source, spans: Spans, part: tuple[int, int], here: int) -> str:
    """The lines of a part of the source; a style sheet numbers them, so that copied text holds no numbers."""
    text, rows, pages = source.article.text, [], 1
    for number, (start, end) in enumerate(lines_of(text), 1):
        if part[0] <= start and end <= part[1]:
            leaf = f' data-page="{pages}"' if pages > 1 and text[start - 1] == "\f" else ""
            opens = ' id="here"' if start <= here <= end and not spans else ""
            row = _marked(text, start, end, spans)
            rows.append(f'<span class="line" data-line="{number}"{leaf}{opens}>{row}\n</span>')
        pages += text[end : end + 1] == "\f"
    return f'<div class="text source" lang="{source.article.language}">{"".join(rows)}</div>'


def _marked(text: str, start: int, end: int, spans: Spans) -> str:
    parts, at = [], start
    for low, high in sorted(spans):
        low, high = max(low, at), min(high, end)  # noqa: PLW2901 - cut to the line and to what is marked already
        if low < high:
            parts.append(f'{escape(text[at:low])}<mark tabindex="-1">{escape(text[low:high])}</mark>')
            at = high
    return "".join(parts) + escape(text[at:end])


def _page_span(text: str, number: int) -> tuple[int, int]:
    pages = text.split("\f")
    start = sum(len(part) + 1 for part in pages[: number - 1])
    return start, start + len(pages[number - 1])


def _frame(box: Box, words: Words) -> str:
    """A frame in percent of the page, so that it stays in its place at any width."""
    sides = (box.left, box.top, box.right - box.left, box.bottom - box.top)
    places = zip(("left", "top", "width", "height"), sides, strict=True)
    style = ";".join(f"{name}:{100 * share:.2f}%" for name, share in places)
    return f'<span class="frame" role="img" tabindex="-1" aria-label="{escape(words.quotes)}" style="{style}"></span>'


def _leaf(number: int, total: int, words: Words) -> str:
    """The buttons to the pages before and after; at an end the button has nowhere to go."""
    before = _turn(number - 1, words.previous_page, number > 1)
    after = _turn(number + 1, words.next_page, number < total)
    return f'<nav class="leaf">{before}<span>{escape(words.page_of.format(number=number, total=total))}</span>{after}</nav>'


def _turn(to: int, label: str, possible: bool) -> str:
    off = "" if possible else " disabled"
    return f'<button type="button" data-kind="page" data-page="{to}"{off}>{escape(label)}</button>'
