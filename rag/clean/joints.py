"""Whether a line goes on in the paragraph before it: the joint between two lines, and what can be read from it.

Running text does not end in mid-sentence: a paragraph that is open goes on in the next line, over an empty line, a page or
a caption. What has no sentences (headings, lists, credits) keeps its lines.
"""

from __future__ import annotations

from dataclasses import dataclass

from rag.clean.columns import LONG, WIDEST, Line, Paragraph, Setting
from rag.clean.lines import (
    BULLETS,
    HANGING,
    NEAR,
    OPENING,
    PAUSES,
    bulleted,
    byline,
    caption,
    dateline,
    first_unit,
    label,
    numbered,
    open_brackets,
)

_NARROW = 9
"""Columns of a column so narrow that a paragraph's indent makes its first line look short."""
_WORD = 5
"""Columns up to which a line straight below another is rather a word by itself than the first line of a paragraph."""
_FAR = 200
_MOST_EMPTY = 6
_STOPS = frozenset("，。；")
_UNITS = frozenset("年月日时時個个项項名人家所間间億亿萬万元倍歲岁次種种米％%")
_QUOTED = frozenset("」』”")
_NEVER_LAST = frozenset("的在與与和及是為为將将由對对於于從从向把被讓让使並并而或以")
_NEVER_FIRST = frozenset("的了等及和與与並并而或但")


@dataclass(slots=True)
class Joint:
    """The end of a paragraph, the line that may go on in it, and the line after that one.

    `held`: captions stood between. Not frozen: one is made for each line of a text, and freezing doubles what that costs.
    """

    page: Setting
    paragraph: Paragraph
    line: Line
    after: Line | None
    held: bool

    def goes_on(self) -> bool:
        """Whether the line belongs to the paragraph."""
        if self._barred():
            return False
        line, last = self.line, self.paragraph.last
        if line.text[0] in HANGING:
            return self._gap <= 1
        if line.indented or self._begins_item():
            return False
        if self._unindented():
            return not self._ends_unindented()
        if last.closed:
            return self._gap == 0 and not line.lead and self._same_block()
        surely = last.text[-1] in PAUSES or last.text[-1] in OPENING
        return surely or (self._resumes() if self._gap else self._broken())

    @property
    def _gap(self) -> int:
        return 1 if self.held else self.line.gap

    @property
    def _open(self) -> bool:
        """Whether the paragraph is running text that stops in mid-sentence."""
        return self.paragraph.prose and not self.paragraph.last.closed and not caption(self.paragraph.first.text)

    def _barred(self) -> bool:
        """Whether what the lines are keeps them apart: rows of tables, items, bylines."""
        last, line = self.paragraph.last.text, self.line.text
        if "｜" in last or bulleted(line):
            return True
        return byline(line) or (byline(last) and line[0] not in HANGING and line[0] not in _NEVER_FIRST)

    def _begins_item(self) -> bool:
        """Whether the line begins an item by its number or label, and is not the middle of a sentence about 5、6 things."""
        if self._gap and label(self.line.text) and not (self.line.page and self._leaves_no_room):
            return True
        number = numbered(self.line.text)
        if not number:
            return False
        if number in self.page.items:
            return True
        before = numbered(self.paragraph.first.text)
        return bool(self._gap) or not (self._open and self._full()) or (bool(before) and number != before)

    def _unindented(self) -> bool:
        """Whether the text indents its paragraphs, this one too, and the line straight below is not indented."""
        return self.page.indented and not self._gap and not self.line.lead and self.paragraph.first.indented

    def _ends_unindented(self) -> bool:
        """Whether a heading, which has no indent either, comes after the paragraph: between a short line and an indented one."""
        last, line = self.paragraph.last, self.line
        if last.closed:
            over = last.width < 0.85 * self.page.column and not self._full_above()
            return self._heading() or (over and not line.sentence)
        before_indent = self.after is not None and self.after.indented
        return before_indent and not self._fills_column and not self._full_above() and self._heading()

    def _same_block(self) -> bool:
        """Whether the paragraph goes on though a sentence ended with its last line: that line is full, the block is broken text."""
        last = self.paragraph.last
        if self._heading():
            return False
        if self.page.spaced and self.page.column:
            beside_picture = self.line.width < 0.75 * self.page.column and abs(last.width - self.line.width) <= 1.5
            return last.width <= WIDEST and (
                last.width >= 0.75 * self.page.column or self._full_above() or beside_picture
            )
        return last.prose and self.line.prose and self._full()

    def _broken(self) -> bool:
        """Whether the line straight below goes on where the last one stopped."""
        last, line = self.paragraph.last, self.line
        if line.lead and not (self.paragraph.prose and last.prose):
            return False
        if open_brackets(self.paragraph.text[-NEAR:]):
            return True
        if self._open:
            return self._open_goes_on()
        if self.paragraph.first.text[0] in BULLETS:
            spaced = self.page.spaced and self.page.column > 0
            full = self._leaves_no_room or self._full()
            return not line.lead and (spaced or (full and self.paragraph.first.width <= WIDEST))
        single = line.width < 2 and last.width <= WIDEST and (self._word_cut() or self._fills_column)
        if single or self._heading_goes_on():
            return True
        cut = (self._word_cut() or self._tail()) and last.width >= (0.4 if self.page.spaced else 0.85) * line.width
        return last.prose and last.width <= WIDEST and (cut or self._full())

    def _heading_goes_on(self) -> bool:
        """Whether a heading that stands by itself between empty lines is wrapped: it fills its column, or stops inside a word."""
        last, alone = self.paragraph.last, self.after is None or self.after.gap > 0
        inside = last.text[-1] in _NEVER_LAST or self.line.text[0] in _NEVER_FIRST
        if not self.page.column or self.line.lead or not alone or not self.paragraph.first.apart:
            return False
        return self._leaves_no_room or inside or self._word_cut()

    def _open_goes_on(self) -> bool:
        """Whether the line straight below an open paragraph goes on: all but labels and headings do."""
        if self._full_above() or self._word_cut() or (self.page.spaced and self.paragraph.last.prose):
            return True
        if label(self.line.text):
            return False
        return self.after is None or self.after.gap > 0 or not self._heading()

    def _resumes(self) -> bool:
        """Whether the line goes on after an empty line, a page or a caption."""
        if self.line.gap > _MOST_EMPTY or caption(self.paragraph.first.text):
            return False
        if open_brackets(self.paragraph.text[-NEAR:]) or (self._prose and open_brackets(self.paragraph.text[-_FAR:])):
            return True
        if self.page.indented and self._without_indent():
            return True
        if (self.held or self.line.page) and self._leaves_no_room and self._heading_goes_on() and self._heading():
            return True
        return self._open_resumes() or self._cut_by_page() or self._cut_in_words() or self._first_line()

    @property
    def _prose(self) -> bool:
        return self.paragraph.prose or self.line.prose

    def _open_resumes(self) -> bool:
        """Whether an open paragraph that stops at a column's end, or alone among closed ones, goes on."""
        last = self.paragraph.last
        if not self._open:
            return False
        broken = last.prose or len(self.paragraph.lines) > 1
        heading = self._heading() and last.width > self.line.width
        if self._fills_column or (broken and self._full() and not heading):
            return True
        return last.width >= LONG and self.page.few_stops and self.line.sentence

    def _without_indent(self) -> bool:
        """Whether the line is the rest of a cut sentence, since it has no indent and paragraphs of this text do."""
        one_cut = self.page.few_stops and self.line.gap == 1
        return one_cut and self.paragraph.first.indented and not self.line.lead and self.line.sentence

    def _cut_by_page(self) -> bool:
        """Whether a page, a caption or a column's end stands in the middle of a paragraph without punctuation so far."""
        last, line = self.paragraph.last, self.line
        between = line.page or self.held
        if self.paragraph.first.text[0] in BULLETS:
            return (between or self._fills_column) and (line.prose or line.sentence)
        if not between or not (self._open or line.prose or line.sentence):
            return False
        if last.width >= LONG or not self.page.column:
            return self._fills_column or (self.page.few_stops and line.sentence)
        return self._fills_column or self._full()

    def _cut_in_words(self) -> bool:
        """Whether the joint stands inside a word or a clause: no sentence stops with 的 or 在, none begins with 的 or 等."""
        last = self.paragraph.last.text
        inside = last[-1] in _NEVER_LAST or self.line.text[0] in _NEVER_FIRST or self._word_cut() or self._tail()
        goes_on = self._leaves_no_room and self.line.sentence
        return inside and (self.paragraph.prose or self.paragraph.last.prose or goes_on)

    def _first_line(self) -> bool:
        """Whether a single line without punctuation is the first of the running text below: as wide as it, or below a label."""
        last, line = self.paragraph.last, self.line
        if len(self.paragraph.lines) > 1 or not line.prose or dateline(line.text) or last.text[-1] in _QUOTED:
            return False
        if last.width <= _NARROW and last.lead and abs(last.width - line.width) <= 1.5:
            return True
        below = not last.gap and last.width > _WORD
        if not below and (last.width <= _NARROW or _short(last, last, line)):
            return False
        return (0.6 if below else 0.95) * line.width <= last.width <= 1.25 * line.width

    @property
    def _fills_column(self) -> bool:
        column = self.page.column
        return column > 0 and column - 1.5 <= self.paragraph.last.width <= column + 3

    @property
    def _leaves_no_room(self) -> bool:
        """Whether the last line fills the text's column so far that the line's first word would not have fitted behind it."""
        column, wide = self.page.column, self.paragraph.last.width
        return 0 < column <= wide + first_unit(self.line.text) - 0.5 and wide <= column + 3

    def _full(self) -> bool:
        """Whether the last line is as wide as its column, as far as the lines beside it show.

        Beside a picture a column changes its width, so the narrower of the two lines beside it is what counts. A line is
        also full when what comes next would not have fitted.
        """
        last, lines = self.paragraph.last, self.paragraph.lines
        beside = self.line.width
        if len(lines) > 1:
            beside = lines[-2].width if last.closed else min(beside, lines[-2].width)
        if last.closed and not self.page.loose:
            beside = max(beside, self.page.column)
        short = beside - last.width
        slack = (0.03 if last.closed else 0.15) * beside if self.page.loose else 0.5
        indent = len(lines) == 1 and beside <= _NARROW + 2 and short <= 2.5
        return short <= 0.5 or short <= first_unit(self.line.text) + slack or indent

    def _full_above(self) -> bool:
        """Whether the last line is as wide as the one above it in its paragraph."""
        lines = self.paragraph.lines
        return len(lines) > 1 and lines[-1].width > lines[-2].width - 1.5

    def _heading(self) -> bool:
        """Whether the line looks like a heading: no punctuation, shorter than what follows it."""
        return _short(self.paragraph.last, self.line, self.after)

    def _tail(self) -> bool:
        """Whether the line begins with the last character of a word: no clause is one character and a mark (目，核准)."""
        return self.line.text[1:2] in _STOPS and self.line.text[0].isalpha()

    def _word_cut(self) -> bool:
        """Whether the joint reads as one word: a number and its unit, or two characters that stand together elsewhere."""
        before, after = self.paragraph.last.text[-1], self.line.text[0]
        if before.isdigit() and after in _UNITS:
            return True
        return not before.isascii() and before.isalnum() and after.isalnum() and self.page.together(before + after)


def _short(last: Line, line: Line, after: Line | None) -> bool:
    if line.sentence or line.width < 2 or line.text[-1] in PAUSES:
        return False
    beside = after.width if after is not None and not after.gap else max(last.width, after.width if after else 0.0)
    return line.width < 0.85 * min(beside, WIDEST)
