"""Page furniture: running heads, feet and page numbers, which stand between the halves of a sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rag.clean.lines import BULLETS, HANGING, byline, closed, credit, width
from rag.clean.pieces import Pieces, lines_of

_NUMBER_ONLY = re.compile(
    r"[-–—·•\s]*(?:第\s*\d{1,4}\s*[頁页版]|[A-Z]{0,2}\d{1,4}|\d{1,4}\s*/\s*\d{1,4})[-–—·•\s]*(?:版|頁|页)?"
)
_PAGE_NUMBER = re.compile(
    r"\A\d{1,4}(?= )|(?<= )\d{1,4}\Z|\A[A-Z]?\d{1,4}\Z|(?<=第)\s?\d{1,4}\s?(?=[頁页版])|(?<=[-–—] )\d{1,4}"
)
_EDGE = 3
"""How many lines from a page's edge furniture may stand."""
_HAN = re.compile(r"[\u3400-\u9fff]")
_MARK = re.compile(r"[，。；：]")
_PAUSED = re.compile(r"[，。；、：]\s?[^\s]")
_SHORTEST = 3
_LONGEST = 60
_OFTEN = 3
"""In a text without page breaks: how often a line must come, unless it stands each time between the halves of a sentence."""

Span = tuple[int, int]


def running_heads(text: str) -> Pieces | None:
    """A page break in the place of each line that repeats from page to page; `found` says which they are."""
    spans = found(text)
    if not spans:
        return None
    starts = [0, *(end for _, end in spans)]
    ends = [*(start for start, _ in spans), len(text)]
    return [
        *((start, end, "\f") for start, end in zip(starts[:-1], ends[:-1], strict=True)),
        (starts[-1], ends[-1], ""),
    ]


def found(text: str) -> list[Span]:
    """Where the furniture stands, in order: at the edges of pages, or amid sentences of a text without page breaks."""
    if "\f" in text:
        return list(_at_edges(text))
    return list(_amid_sentences(text))


def _at_edges(text: str) -> Iterator[Span]:
    """Lines near a page's edge that come on two pages or more, their digits aside, and page numbers."""
    pages = list(_pages(text))
    edges = [[*_edge(text, spans), *_edge(text, spans[::-1])] for spans in pages]
    counts = Counter(key for page in edges for key in {_key(text[start:end]) for start, end in page})
    for page in edges:
        for start, end in sorted(set(page)):
            line = text[start:end].strip()
            if _NUMBER_ONLY.fullmatch(line) or (counts[_key(line)] > 1 and _maybe_head(line)):
                yield start, end


def _pages(text: str) -> Iterator[list[Span]]:
    at = 0
    for page in text.split("\f"):
        yield [(at + start, at + end) for start, end in lines_of(page) if page[start:end].strip()]
        at += len(page) + 1


def _edge(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """The outermost lines of a page, as far as each could be furniture."""
    for start, end in spans[:_EDGE]:
        if not _maybe_head(text[start:end].strip()):
            return
        yield start, end


def _amid_sentences(text: str) -> Iterator[Span]:
    spans = [(start, end) for start, end in lines_of(text) if text[start:end].strip()]
    places: dict[str, list[int]] = {}
    for at, (start, end) in enumerate(spans):
        if end - start <= _LONGEST:
            places.setdefault(_key(text[start:end]), []).append(at)
    repeated: list[int] = []
    for line, places_of in places.items():
        if len(places_of) > 1 and _maybe_head(line) and _repeats(text, spans, places_of):
            repeated += places_of
    yield from (spans[at] for at in sorted(repeated))


def _repeats(text: str, spans: Sequence[Span], at: Sequence[int]) -> bool:
    """Whether lines alike are furniture: numbered as pages are, or often or always between the halves of a sentence."""
    amid = sum(_interrupts(text, spans, one) for one in at)
    numbers = [int(digits[-1]) for digits in (re.findall(r"\d+", text[slice(*spans[one])]) for one in at) if digits]
    if len(numbers) == len(at) and all(after - before == 1 for before, after in pairwise(numbers)):
        return amid > 0 or not text[slice(*spans[at[0]])].strip().isdecimal()
    if numbers and len(set(numbers)) > 1:
        return False
    alone = sum(_alone(text, spans[one]) for one in at)
    if len(at) < _OFTEN:
        return alone == amid == len(at)
    narrow = sum(_narrow(text, spans, one) for one in at)
    between = amid > 0 or all(_follows_sentence(text, spans, one) for one in at)
    return between and 2 * max(alone, narrow) >= len(at)


def _alone(text: str, span: Span) -> bool:
    """Whether empty lines stand on both sides."""
    return text[max(span[0] - 2, 0) : span[0]].endswith("\n\n") and text[span[1] : span[1] + 2] in {"\n\n", "\n"}


def _narrow(text: str, spans: Sequence[Span], at: int) -> bool:
    """Whether the line is clearly shorter than the longer of the lines beside it: no line of their column."""
    beside = [width(text[start:end]) for start, end in (*spans[max(at - 1, 0) : at], *spans[at + 1 : at + 2])]
    return width(text[slice(*spans[at])]) < 0.85 * max(beside, default=0)


def _follows_sentence(text: str, spans: Sequence[Span], at: int) -> bool:
    """Whether the line names something, no reporter or picture, and stands where a sentence has ended."""
    line = text[slice(*spans[at])].strip()
    if not at or len(_HAN.findall(line)) < 4 or byline(line) or credit(line):
        return False
    return closed(text[slice(*spans[at - 1])].strip())


def _interrupts(text: str, spans: Sequence[Span], at: int) -> bool:
    """Whether a sentence stops before the line and could go on after it."""
    if not 0 < at < len(spans) - 1:
        return False
    before, after = (text[start:end].strip() for start, end in (spans[at - 1], spans[at + 1]))
    said = text[spans[max(at - 2, 0)][0] : spans[at - 1][1]]
    item = before[0] in BULLETS and closed(after)
    prose = item or bool(_PAUSED.search(said)) or before[-1] in "，、" or after[0] in HANGING
    return prose and len(_HAN.findall(before)) >= 3 and not closed(before) and after[:1] not in BULLETS


def _maybe_head(line: str) -> bool:
    return 0 < len(line) <= _LONGEST and not closed(line) and line[0] not in BULLETS and not _MARK.search(line)


def _key(line: str) -> str:
    """The line without its page number."""
    return _PAGE_NUMBER.sub("0", " ".join(line.split()))


def printed(text: str) -> list[str]:
    """The running heads and feet of a source as they are printed, each once."""
    return list(dict.fromkeys(text[start:end].strip() for start, end in found(text)))


def heads(text: str) -> list[str]:
    """The words of the running heads and feet of a source, the most frequent first, without page numbers and dates."""
    lines = [_key(text[start:end].strip()) for start, end in found(text)]
    worded = [line for line in lines if len(_HAN.findall(line)) >= 4 and not re.search(r"\d+\s*年|星期", line)]
    return [line for line, _ in Counter(worded).most_common()]
