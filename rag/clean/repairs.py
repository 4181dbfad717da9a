"""The repairs in their order, until nothing changes."""

from __future__ import annotations

import re

from rag.clean.apart import letters_apart
from rag.clean.captions import captions
from rag.clean.doubled import printed_twice
from rag.clean.furniture import running_heads
from rag.clean.pieces import Find, Pieces, Traced, without
from rag.clean.tables import tables
from rag.clean.tidy import close_up, invisible, one_form
from rag.clean.wraps import broken_lines


def page_breaks(text: str) -> Pieces | None:
    """An empty line in the place of a page break that is still there."""
    if "\f" not in text:
        return None
    breaks = list(re.finditer(r"\s*\f\s*", text))
    starts = [0, *(one.end() for one in breaks)]
    ends = [*(one.start() for one in breaks), len(text)]
    pieces = [(start, end, "\n\n") for start, end in zip(starts, ends, strict=True) if start < end]
    return [*pieces[:-1], (*pieces[-1][:2], "")] if pieces else [(0, 0, "")]


def empty_lines(text: str) -> Pieces | None:
    """At most one empty line in a row."""
    return without(text, [(match.start() + 2, match.end()) for match in re.finditer(r"\n{3,}", text)])


REPAIRS: tuple[Find, ...] = (
    invisible,
    running_heads,
    letters_apart,
    printed_twice,
    close_up,
    tables,
    captions,
    broken_lines,
    page_breaks,
    empty_lines,
)
_ROUNDS = 6


def repaired(text: str) -> Traced:
    """The text with every repair done, as often as one of them still finds something."""
    traced = Traced.of(text).renamed(one_form(text))
    settled: dict[Find, str] = {}  # the text in which a repair found nothing: there it need not look again
    for _ in range(_ROUNDS):
        before = traced.text
        for repair in REPAIRS:
            if settled.get(repair) is traced.text:
                continue
            after = traced.apply(repair)
            if after is traced:
                settled[repair] = traced.text
            traced = after
        if traced.text == before:
            break
    return traced


def plain(text: str) -> Traced:
    """The text as it came, a line feed in the place of each page break."""
    return Traced.of(text).renamed(text.replace("\f", "\n"))
