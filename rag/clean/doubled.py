"""Lines printed twice (fake bold) are read once."""

from __future__ import annotations

import re
from collections import Counter

from rag.clean.pieces import Piece, Pieces, joined, lines_of

_HAN = re.compile(r"[\u3400-\u9fff]")
_PAIR = re.compile(r"([，。、；：！？」』）])\1|([\u3400-\u9fff]{2,8}?)\2")
_LONGEST = 2_000


def printed_twice(text: str) -> Pieces | None:
    """Every line that was printed twice, read once; see `undouble`.

    A short line counts only beside a line that is clearly doubled: 圳圳 after 成立深成立深, but never 人人 alone.
    """
    if not _PAIR.search(text):
        return None
    spans = [span for span in lines_of(text) if span[0] < span[1]]
    runs = [_runs_of_words(text[start:end]) for start, end in spans]
    clear = [found is not None and _clearly(text[span[0] : span[1]]) for span, found in zip(spans, runs, strict=True)]
    pieces: list[Piece] = []
    kept = 0
    for at, (span, found) in enumerate(zip(spans, runs, strict=True)):
        if found and (clear[at] or any(clear[max(at - 1, 0) : at + 2])):
            pieces.append((kept, span[0], ""))
            pieces += [(span[0] + start, span[0] + end, "") for start, end in found]
            kept = span[1]
    return [*pieces, (kept, len(text), "")] if pieces else None


def undouble(line: str) -> str:
    """Read a line once that was printed twice, run by run (fake bold in newspaper pages).

    >>> undouble("目前在研項目目前在研項目400400多個多個，，")
    '目前在研項目400多個，'
    >>> undouble("好好學習，天天向上")          # ordinary repetition stays
    '好好學習，天天向上'

    The whole line must split into doubled runs XX; of all such splits the one with the fewest runs is taken. Words
    apart by a space may be doubled each by itself.
    """
    runs = _runs_of_words(line)
    return line if runs is None else joined(line, [(start, end, "") for start, end in runs])


def _runs_of_words(line: str) -> list[tuple[int, int]] | None:
    """What is read of a line that was printed twice, as stretches of it; None for any other line."""
    indent = len(line) - len(line.lstrip())
    whole = _runs(line[indent:])
    if whole is not None:
        return [(0, indent), *((indent + start, indent + end) for start, end in whole)]
    if " " not in line.strip():
        return None
    found: list[tuple[int, int]] = []
    at = 0
    for word in line.split(" "):
        runs = _runs(word) if word else []
        if runs is None:
            return None
        if found and found[-1][1] < at:
            found.append((at - 1, at))
        found += [(at + start, at + end) for start, end in runs]
        at += len(word) + 1
    return found


def _runs(line: str) -> list[tuple[int, int]] | None:
    if (
        not line
        or len(line) % 2
        or len(line) > _LONGEST
        or line.count(line[-1]) % 2
        or any(count % 2 for count in Counter(line).values())
    ):
        return None
    most = len(line)
    fewest: list[tuple[int, int]] = [(0, 0)] + [(most, 0)] * most  # per end: (runs so far, start of the last one)
    for start in range(0, most, 2):
        if start and fewest[start][0] == most:
            continue
        for half in range(1, (most - start) // 2 + 1):
            middle, end = start + half, start + 2 * half
            if line[start:middle] == line[middle:end] and fewest[start][0] + 1 < fewest[end][0]:
                fewest[end] = (fewest[start][0] + 1, start)
    if fewest[-1][0] == most:
        return None
    runs, end = [], most
    while end:
        start = fewest[end][1]
        runs.append((start, (start + end) // 2))
        end = start
    return runs[::-1]


def _clearly(line: str) -> bool:
    return len(line) >= 8 and len(_HAN.findall(line)) >= 6
