"""Paragraphs as printed lines: widths, wraps, indents, and whether a reader still sees where a paragraph ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

CLOSED = "。！？!?；：;:…」』”）)》】"
NO_START = "，。、；：！？」』）》】％…—·”’"
NO_END = "「『（《【“‘"
LISTLIKE = re.compile(r"[（(]?[0-9一二三四五六七八九十]{1,2}[）)、.．]|[•●■▲▼◆○◎★※]")
Kinsoku = Literal["hang", "push", "free"]
"""A mark that would begin a line hangs over the edge of the one before, takes a character down with it, or begins it."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How paragraphs are set. Widths count full-width characters; a half-width character counts a half."""

    width: int = 0
    """0 for paragraphs that stand on one line."""
    indent: str = ""
    gap: bool = True
    """An empty line between paragraphs."""
    double: bool = False
    """An empty line after every line."""
    kinsoku: Kinsoku = "hang"
    narrow: range = range(0)
    """Numbers of the lines beside a picture, which are set narrower."""

    def width_at(self, line: int) -> float:
        return self.width * 0.6 if line in self.narrow else self.width


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line. `slack` is the room left in its column; `after` stands between it and the next."""

    text: str
    starts: bool
    ends: bool
    slack: float = 0.0
    after: str = "\n"
    inserted: bool = False
    """A caption or a running head: no part of the text it stands in."""

    @property
    def closed(self) -> bool:
        return self.text[-1] in CLOSED

    @property
    def interruptible(self) -> bool:
        """Whether a reader sees that the text goes on after whatever follows this line."""
        return not self.ends and not self.inserted and not self.closed and self.slack < 2


class LossyError(Exception):
    """The case drawn would lose what no reader can restore."""


def is_heading(paragraph: str) -> bool:
    """Short and without a mark at its end."""
    return len(paragraph) <= 24 and paragraph[-1] not in CLOSED


def visual_width(text: str) -> float:
    """In full-width characters."""
    return sum(0.5 if char < "\u0250" else 1.0 for char in text)


def units(text: str) -> list[str]:
    """What a line is filled with, never cut: a Latin word or figure, one other character, and whatever a space holds together.

    Only a space between two Latin units stands alone, since only there a reader knows that a wrap swallowed one.
    """
    found: list[str] = []
    held = False
    pieces = re.findall(r"[!-~]+| |[^!-~ ]", text)
    for piece, follower in zip(pieces, [*pieces[1:], " "], strict=True):
        if piece == " " and not (_is_latin(found[-1][-1]) and _is_latin(follower[0])):
            found[-1] += piece
            held = True
        elif held:
            found[-1] += piece
            held = False
        else:
            found.append(piece)
    return found


def _is_latin(char: str) -> bool:
    return "!" <= char <= "~"


def wrap(text: str, layout: Layout, first: int, indent: str) -> list[tuple[str, float]]:
    """(line, slack) of one paragraph, whose first line is line number `first` of the page."""
    lines: list[list[str]] = [[indent] if indent else []]
    widest = min(layout.width_at(n) for n in (first, *layout.narrow)) - 2
    for unit in units(text):
        width, now = layout.width_at(first + len(lines) - 1), lines[-1]
        if visual_width(unit) > widest:
            raise LossyError("a unit wider than the column")
        fits = visual_width("".join(now)) + visual_width(unit) <= width
        if fits or (unit[0] in NO_START and layout.kinsoku == "hang"):
            now.append(unit)
        else:
            lines.append(_carried(now, unit, layout.kinsoku) + ([] if unit == " " else [unit]))
    texts = ["".join(line).rstrip(" ") for line in lines]
    return [(line, layout.width_at(first + n) - visual_width(line)) for n, line in enumerate(texts)]


def _carried(line: list[str], unit: str, kinsoku: Kinsoku) -> list[str]:
    """What goes down to the next line with `unit`: an opening mark, or the character that a mark must not leave."""
    moved: list[str] = []
    if kinsoku == "free":
        return moved
    while len(line) > 3 and (line[-1][-1] in NO_END or (moved or [unit])[0][0] in NO_START):
        moved.insert(0, line.pop())
    return moved


def lay(paragraphs: Sequence[str], layout: Layout) -> list[Line]:
    """The paragraphs as lines. Raises LossyError when a reader could not see where they end."""
    lines: list[Line] = []
    for paragraph in paragraphs:
        indent = "" if is_heading(paragraph) else layout.indent
        pieces = wrap(paragraph, layout, len(lines), indent) if layout.width else [(indent + paragraph, 0.0)]
        after = "\n\n" if layout.double else "\n"
        lines += [Line(text, not n, False, slack, after) for n, (text, slack) in enumerate(pieces)]
        lines[-1] = replace(lines[-1], ends=True, after="\n\n" if layout.gap else after)
    if layout.width:
        _check_readable(lines, layout)
    return lines


def _check_readable(lines: Sequence[Line], layout: Layout) -> None:
    broken = sum(not line.ends for line in lines)
    if broken < 4 or broken < 0.4 * len(lines):
        raise LossyError("too few wrapped lines to see a column")
    for line, follower in pairwise(lines):
        room = line.slack >= max(2.5, visual_width(_first_unit(follower.text)) + 0.5)
        if not line.ends:
            shown = layout.gap or not (line.closed and line.slack >= 2)
        elif layout.indent and follower.text.startswith(layout.indent):
            shown = True
        else:
            shown = room or (layout.gap and line.closed)
        if not shown:
            raise LossyError("the end of a paragraph does not show")
    if layout.narrow and not layout.gap and any(line.starts and is_heading(line.text) for line in lines):
        raise LossyError("a heading beside a narrow column without an empty line")


def _first_unit(text: str) -> str:
    found = units(text.strip("\u3000"))
    return found[0] + (found[1] if len(found) > 1 and found[1][0] in NO_START else "")
