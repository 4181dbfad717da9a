"""A page with several stories is split where a new one begins; each gets its headline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.clean.lines import BULLETS, PROSE, byline, closed, dateline, label, numbered, width
from rag.clean.pieces import lines_of

_HEADLINES = 3
"""Most lines of a headline with its kicker and second deck."""
_WIDEST = 40
_SHORTEST = 20
"""Characters below which what stands alone is no story."""
_COVERED = 0.33
"""How much of a headline a story must say, in pairs of characters, to be the one it belongs to."""
_OPENING = 400
_MOST_SPARE = 60
_WORTH = 8
"""Columns below which a headline says too little to tell whose it is."""


@dataclass(frozen=True, slots=True)
class Part:
    """A story's stretch of the text, and its headline; empty when none was found."""

    start: int
    end: int
    title: str


def split(text: str) -> list[Part]:
    """The stories of a cleaned page in the order of the text, which they tile; one for a text without datelines or bylines.

    A story begins with its headline before a dateline (香港文匯報訊（記者 …）), or with a headline before a byline of
    its own line. A headline set elsewhere on the page goes to the story that says what it says.
    """
    lines = [span for span in lines_of(text) if span[0] < span[1]]
    starts = _starts(text, lines)
    bounds = [*(lines[at][0] for at in starts), len(text)] if lines else [0, 0]
    parts = [Part(start if at else 0, end, "") for at, (start, end) in enumerate(pairwise(bounds))]
    return _titled(text, parts)


def headline(line: str) -> bool:
    """Whether a line may be a headline: short, no sentence, no item, no caption, no label."""
    return (
        1 < width(line) <= _WIDEST and not closed(line) and not PROSE.search(line) and line[0] not in BULLETS
        and "｜" not in line and not byline(line) and not dateline(line) and not numbered(line) and not label(line)
        and not re.fullmatch(r"[\W\d]*", line)
    )  # fmt: skip


def _starts(text: str, lines: Sequence[tuple[int, int]]) -> list[int]:
    """The lines at which stories begin, the first line first."""
    starts = [0]
    for at, (start, end) in enumerate(lines):
        line = text[start:end]
        opens = dateline(line) and len(line) > _SHORTEST
        if not opens and not (byline(line) and _headed(text, lines, at)):
            continue
        begin = at
        while begin > 0 and at - begin < _HEADLINES and headline(text[slice(*lines[begin - 1])]):
            begin -= 1
        if begin > starts[-1] and _body(text, lines, starts[-1], begin):
            starts.append(begin)
    return starts


def _headed(text: str, lines: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether a byline follows a headline that follows the end of a sentence, and running text comes after."""
    if at < 2 or at + 1 >= len(lines):
        return False
    above = at - 1
    while above > 0 and at - above < _HEADLINES and headline(text[slice(*lines[above - 1])]):
        above -= 1
    before, after = text[slice(*lines[above - 1])], text[slice(*lines[at + 1])]
    return headline(text[slice(*lines[at - 1])]) and closed(before) and bool(PROSE.search(after))


def _body(text: str, lines: Sequence[tuple[int, int]], first: int, end: int) -> bool:
    """Whether lines `first` to `end` hold running text, so that what follows is another story."""
    return any(PROSE.search(text[slice(*span)]) and span[1] - span[0] > _SHORTEST for span in lines[first:end])


def _titled(text: str, parts: Sequence[Part]) -> list[Part]:
    titles = [_own_title(text[part.start : part.end]) for part in parts]
    stories = [text[part.start : part.end] for part in parts]
    spare = (
        [line for story in stories for line in _spare(story) if line not in titles][:_MOST_SPARE]
        if len(parts) > 1
        else []
    )
    claims = sorted(((_claim(line, stories, at), at, line) for at in range(len(parts)) for line in spare), reverse=True)
    for share, at, line in claims:
        if share >= _COVERED and not titles[at] and line not in titles:
            titles[at] = line
    return [Part(part.start, part.end, title) for part, title in zip(parts, titles, strict=True)]


def _own_title(story: str) -> str:
    """The headline that stands at the start of a story."""
    first = next((line.strip() for line in story.split("\n") if line.strip()), "")
    return first if headline(first) else ""


def _spare(story: str) -> list[str]:
    """Headlines before the first or after the last sentence of a story: those between are its own subheadings."""
    lines = [line.strip() for line in story.split("\n") if line.strip()]
    prose = [at for at, line in enumerate(lines) if PROSE.search(line) and line[0] not in BULLETS]
    outer = lines[: prose[1]] + lines[prose[-1] + 1 :] if len(prose) > 1 else lines
    return [line for line in outer if headline(line) and width(line) >= _WORTH]


def _claim(line: str, stories: Sequence[str], at: int) -> float:
    """How much of a headline this story says at its start, in pairs of characters; pairs that other stories say count less.

    0 when fewer than two of the pairs are this story's alone.
    """
    pairs = _pairs(line)
    bodies = [story[:_OPENING].replace(line, "") for story in stories]
    found = {pair: sum(pair in body for body in bodies) for pair in pairs}
    said = [pair for pair in pairs if pair in bodies[at]]
    if sum(found[pair] == 1 for pair in said) < 2:
        return 0.0
    return sum(1 / found[pair] for pair in said) / sum(1 / max(found[pair], 1) for pair in pairs)


def _pairs(line: str) -> list[str]:
    words = re.findall(r"[\u3400-\u9fffA-Za-z0-9]+", line)
    return [word[at : at + 2] for word in words for at in range(len(word) - 1)]
