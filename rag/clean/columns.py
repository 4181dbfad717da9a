"""How the lines of a text are set: their widths, their columns, and how the text shows its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from rag.clean.lines import (
    HANGING,
    NEAR,
    PAUSES,
    PROSE,
    bulleted,
    closed,
    dateline,
    first_unit,
    label,
    numbered,
    open_brackets,
    width,
)

_DIGITS = re.compile(r"[0-9]{1,2}")
WIDEST = 64
"""Columns of the widest column that text is wrapped to."""
LONG = 25
"""A line this wide that stops in mid-sentence is the first part of a paragraph whatever its neighbours are."""


_SOUGHT = 200_000
"""Characters in which a pair is looked for: enough to know a language's words."""


@dataclass(slots=True)
class Line:
    """A line with text in it: its offsets without the space around it, and what joining needs to know of it."""

    start: int
    end: int
    text: str
    gap: int
    """Empty lines before it, the one between all lines of a double-spaced text left out; 1 for the first line."""
    apart: bool
    """An empty line stands before it."""
    page: bool
    """A page ended before it."""
    lead: str
    """The space before it on its line."""
    width: float
    closed: bool
    prose: bool = False
    """Its block, the lines up to the next empty one, is broken running text."""

    @property
    def indented(self) -> bool:
        """Whether a paragraph's indent stands before it; a single space only tells where a text box began."""
        return "\u3000" in self.lead or len(self.lead) > 1

    @property
    def sentence(self) -> bool:
        """Whether it can be the rest of a sentence: it ends one, or holds one."""
        return self.closed or bool(PROSE.search(self.text))


@dataclass(slots=True)
class Paragraph:
    """The paragraph that is being put together; `prose`: it has a sentence's punctuation inside, or begins as news does."""

    lines: list[Line]
    text: str
    prose: bool

    @classmethod
    def of(cls, line: Line) -> Paragraph:
        """A paragraph of one line so far."""
        return cls([line], line.text, bool(PROSE.search(line.text)) or dateline(line.text))

    def add(self, line: Line) -> None:
        """One line more."""
        self.lines.append(line)
        self.text += line.text
        line.closed = line.closed or (line.text[0] in HANGING and closed(self.text))
        self.prose = self.prose or bool(PROSE.search(self.text[-80:]))

    @property
    def first(self) -> Line:
        """Its first line."""
        return self.lines[0]

    @property
    def last(self) -> Line:
        """The line it ends with so far."""
        return self.lines[-1]


@dataclass(frozen=True, slots=True)
class Setting:
    """The lines of a text and the habits they show."""

    text: str
    lines: Sequence[Line]
    column: float
    """The usual width of the broken lines; 0 when none are."""
    loose: bool
    """Lines differ in width as justified ones do, not only by what did not fit."""
    spaced: bool
    """Paragraphs stand apart by empty lines or indents, so that the end of a sentence in a line says little."""
    indented: bool
    """Paragraphs begin with an indent: a line without one goes on, unless it is a heading."""
    items: frozenset[str]
    """The numbers of lines that begin an item of a list counted through: 2、 where 1、 begins a line before."""
    few_stops: bool
    """Nearly all paragraphs end with their sentence, so that one that does not was cut: no items, no labels."""
    seen: dict[str, bool] = field(default_factory=dict)
    """Pairs of characters that were looked for, and whether they stand in the text."""

    def together(self, pair: str) -> bool:
        """Whether two characters stand side by side somewhere in the text; of a very long one, near its beginning."""
        if pair not in self.seen:
            self.seen[pair] = self.text.find(pair, 0, _SOUGHT) >= 0
        return self.seen[pair]


def setting(text: str) -> Setting:
    """How a text is set."""
    lines = _lines(text)
    loose = _is_loose(lines)
    _close_up_singles(lines)
    _judge_blocks(lines)
    widths = [line.width for line in lines if line.prose and not line.closed]
    column = median(widths) if len(widths) > 2 else 0.0
    return Setting(
        text, lines, column, loose, _is_spaced(lines), _is_indented(lines), _items(lines), _has_few_stops(lines)
    )


def _lines(text: str) -> list[Line]:
    lines: list[Line] = []
    at = gap = 0
    page = False
    for raw in text.split("\n"):
        stripped = raw.strip()
        page = page or "\f" in raw
        if stripped:
            start = at + raw.index(stripped[0])
            lead = raw[: start - at].replace("\f", "")
            gap = 1 if page or not lines else gap
            wide, over = width(stripped) + width(lead), closed(stripped)
            lines.append(Line(start, start + len(stripped), stripped, gap, gap > 0, page, lead, wide, over))
            gap = 0
            page = False
        else:
            gap += 1
        at += len(raw) + 1
    return lines


def _is_loose(lines: Sequence[Line]) -> bool:
    """Whether neighbouring lines in mid-sentence often differ though the next word would have fitted: justified type."""
    pairs = [(one, two) for one, two in pairwise(lines) if not one.closed and not two.closed and one.width > 4]
    differ = sum(0.5 < two.width - one.width - first_unit(two.text) + 1 <= 2.5 for one, two in pairs)
    return differ > 0.12 * len(pairs)


def _close_up_singles(lines: Sequence[Line]) -> None:
    """Where lines each stand alone and look like one column, one empty line says nothing about paragraphs and is not counted."""
    if not lines:
        return
    if _double_spaced(lines):
        for line in lines:
            line.gap = line.gap if line.page else max(line.gap - 1, 0)
        return
    run: list[Line] = []
    for line, after in zip(lines, [*lines[1:], None], strict=True):
        alone = (line.gap > 0 or line is lines[0]) and (after is None or after.gap > 0)
        if alone and (not run or (line.gap == 1 and _same_column(run, line))):
            run.append(line)
        else:
            _close_up(run)
            run = [line] if alone else []
    _close_up(run)


def _double_spaced(lines: Sequence[Line]) -> bool:
    """Whether nearly all of a text's lines stand alone, many of them stopping in mid-sentence."""
    gaps = [line.gap for line in lines if not line.page]
    apart = sum(gap > 0 for gap in gaps)
    columns = sum(line.width <= WIDEST for line in lines)
    if len(gaps) <= 4 or min(apart, columns) <= 0.85 * len(gaps):
        return False
    widths = [line.width for line in _stops(lines)]
    usual = median(widths) if widths else 0.0
    return 4 * sum(abs(wide - usual) <= 2.5 for wide in widths) > len(lines)


def _same_column(run: Sequence[Line], line: Line) -> bool:
    widest = max(run[-1].width, run[-2].width if len(run) > 1 else 0.0)
    if numbered(run[-1].text) and run[-1].width < line.width - 1:
        return False
    return line.width <= 1.15 * widest + 1 and line.width <= WIDEST and not (numbered(line.text) or label(line.text))


def _close_up(run: Sequence[Line]) -> None:
    if len(run) < 3:
        return
    widest = max(line.width for line in run)
    stops = [line for line in _stops(run) if line.width >= 0.8 * widest]
    if len(stops) < max(2, (len(run) - 1) / 2) or not any(PROSE.search(line.text) for line in stops):
        return
    for before, line in pairwise(run):
        if not before.closed and not line.page:
            line.gap = 0


def _stops(run: Sequence[Line]) -> list[Line]:
    """The lines that stop in mid-sentence though they are about as wide as those beside them."""
    around = zip([0.0, *(line.width for line in run)], run, [*(line.width for line in run[1:]), 0.0], strict=False)
    return [
        line for before, line, after in around
        if not line.closed and 0.75 * max(before, after) <= line.width <= WIDEST
    ]  # fmt: skip


def _judge_blocks(lines: Sequence[Line]) -> None:
    """Set `prose` block by block."""
    start = 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or (lines[at].gap and not lines[at].page):
            block = lines[start:at]
            prose = _is_broken(block)
            for line in block:
                line.prose = prose
            start = at


def _is_broken(block: Sequence[Line]) -> bool:
    """Whether a block is running text broken by a column: many lines stop in mid-sentence, and sentences stop in mid-line."""
    if len(block) < 2 or sum(line.width > WIDEST for line in block) > 0.1 * len(block):
        return False
    inner = [line for line in block[:-1] if not bulleted(line.text) or line.width > LONG]
    stops = sum(not line.closed for line in inner)
    if not stops or stops < 0.3 * len(inner):
        return False
    listed = len(block) > 2 and any("、" in line.text for line in block) and _even(block[:-1])
    broken = any(PROSE.search(line.text) or line.text[0] in HANGING or line.text[-1] in PAUSES for line in block)
    return block[-1].closed or listed or broken


def _even(lines: Sequence[Line]) -> bool:
    """Whether all lines are about equally wide."""
    widths = [line.width for line in lines]
    return max(widths) - min(widths) <= 1.5


def _is_spaced(lines: Sequence[Line]) -> bool:
    """Whether paragraphs stand apart by empty lines or indents, so that the end of a sentence in a line says little."""
    ends = [(one, two) for one, two in pairwise(lines) if one.closed and not two.page]
    ends = [(one, two) for one, two in ends if two.gap or not bulleted(two.text)]
    apart = sum(two.gap > 0 or two.indented for _, two in ends)
    short = sum(not two.gap and not two.indented and one.width < 0.75 * two.width for one, two in ends)
    return apart > max(2 * short, 0.5 * len(ends), 1)


def _is_indented(lines: Sequence[Line]) -> bool:
    """Whether paragraphs begin with an indent: then a line without one goes on, unless it is a heading."""
    indented = sum(line.indented for line in lines)
    starts = [two for one, two in pairwise(lines) if one.closed]
    return indented > 2 and 2 * sum(line.indented for line in starts) >= len(starts) and indented < 0.7 * len(lines)


def _items(lines: Sequence[Line]) -> frozenset[str]:
    """The numbers that begin a line and follow, counted by one, on another that begins a line before."""
    seen: set[str] = set()
    found: set[str] = set()
    for line in lines:
        number = numbered(line.text)
        digits = _DIGITS.search(number)
        if digits:
            before = number.replace(digits[0], str(int(digits[0]) - 1))
            found |= {number} if before in seen else set()
            seen.add(number)
    return frozenset(found)


def _has_few_stops(lines: Sequence[Line]) -> bool:
    """Whether nearly all paragraphs end with their sentence, so that one that does not was cut: no items, no labels."""
    long = [line for line in lines if line.width >= LONG and PROSE.search(line.text) and not bulleted(line.text)]
    stops = sum(
        not line.closed and line.text[-1] not in PAUSES and not open_brackets(line.text[-NEAR:]) for line in long
    )
    return stops <= max(2, 0.08 * len(long))
