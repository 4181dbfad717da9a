"""Articles, their stretches, and the way back to what they were read from.

Offsets count code points of `Article.text`, the cleaned text.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

Language = Literal["zh-Hant", "zh-Hans", "en"]


@dataclass(frozen=True, slots=True)
class Article:
    """One news story, cleaned. `published` may be partial: 2020, 2020-08 or 2020-08-26."""

    id: str
    title: str
    text: str
    published: str | None = None
    publisher: str = ""
    url: str = ""
    language: Language = "zh-Hant"
    source: str = ""
    page_starts: tuple[int, ...] = ()
    """Offsets at which the pages of a paged source begin; empty for a source without pages."""
    reporters: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()
    """Which of title, published, publisher and reporters were read from the text because the file did not say."""
    copies: tuple[Copy, ...] = ()
    """Other printings of the same story, exact or nearly so, that are not indexed themselves."""

    def page_at(self, offset: int) -> int | None:
        """The page, counted from 1, that holds the code point at `offset`; None for a source without pages."""
        return bisect_right(self.page_starts, offset) or 1 if self.page_starts else None

    def passage(self, start: int = 0, end: int | None = None) -> Passage:
        """A stretch of the article; all of it without offsets."""
        return Passage(self, start, len(self.text) if end is None else end)


@dataclass(frozen=True, slots=True)
class Copy:
    """A reprint of an article: enough to name it beside the one that is indexed."""

    id: str
    title: str
    publisher: str = ""
    published: str | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, counted from 1; the edges are fractions of the page, from its top left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Source:
    """An article as it was read, before any repair: one story, or a page with several.

    `article.text` is the text as it came, with a form feed between the pages of a paged file. `boxes`, for a PDF, has one
    box for each line of it, in order, None for an empty line (lines end at a line feed or a form feed).
    """

    article: Article
    boxes: tuple[Box | None, ...] = ()
    whole: bool = False
    """The file itself says that this is one article, so it is never split into stories."""


@dataclass(frozen=True, slots=True)
class Trace:
    """The way back from a cleaned text to its source.

    `runs` are (start in the cleaned text, start in the source, length), ascending in the cleaned text and not
    overlapping there. Characters between two runs were put in by a repair and stand where the run before them ends.
    """

    runs: tuple[tuple[int, int, int], ...]

    def place(self, offset: int) -> int:
        """Where in the source the code point at `offset` of the cleaned text came from."""
        at = max(bisect_right(self.runs, offset, key=_run_start) - 1, 0)
        if not self.runs:
            return 0
        start, source, length = self.runs[at]
        return source + min(max(offset - start, 0), length)

    def spans(self, start: int, end: int) -> list[tuple[int, int]]:
        """The stretches of the source that `[start, end)` of the cleaned text came from, in the cleaned text's order."""
        found: list[tuple[int, int]] = []
        first = max(bisect_right(self.runs, start, key=_run_start) - 1, 0)
        for run, source, length in self.runs[first:]:
            low, high = max(start, run), min(end, run + length)
            if run >= end:
                break
            if low < high:
                found.append((source + low - run, source + high - run))
        return found


def _run_start(run: tuple[int, int, int]) -> int:
    return run[0]


@dataclass(frozen=True, slots=True)
class Story:
    """One cleaned article with the source it was taken from and the way back to it."""

    article: Article
    source: Source
    trace: Trace


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one article: the indexed unit, a quoted sentence, or the gold evidence of a question.

    `start` and `end` count code points of `article.text`. The text is always the slice, so a quote cannot drift.
    """

    article: Article
    start: int
    end: int

    @property
    def text(self) -> str:
        """`article.text[start:end]`."""
        return self.article.text[self.start : self.end]

    def overlaps(self, other: Passage) -> bool:
        """Whether both hold one code point of one article in common."""
        return self.article.id == other.article.id and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or line that could not be read while the rest went on."""

    where: str
    why: str


@dataclass(frozen=True, slots=True)
class Repair:
    """One change to the text of a source: what kind, at which line of it (counted from 1), how it read before and after."""

    kind: str
    line: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place of a source that looks broken but was left as it came: its line (counted from 1), the text, and why."""

    line: int
    text: str
    why: str
