"""Captions and their credits: one line each, so that they are glued into no sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise

from rag.clean.lines import BULLETS, CAPTION_MARKS, NAME, closed, credit
from rag.clean.pieces import Piece, Pieces

_MARK = re.compile(rf"[{BULLETS}]")
_CREDIT_HEAD = re.compile(rf"{NAME}{{2,10}}(?:報|报|社|台|網|网)(?:\s?(?:記者|记者).*)?\Z")
_CREDIT_BEGINS = re.compile(
    rf"資料|资料|網[絡上]|网[络上]|檔案|档案|受訪者|受访者|主辦|主办|[新中路法美央聯]\w{{1,2}}社|{NAME}{{0,8}}(?:記者|记者|報|报)|(?:圖片|图片)由"
)
_CREDIT_CUT = re.compile(
    r"[\s。](?:本報|本报|記者|记者|本|資|资|網|网|新華|新华|新|受|受訪|受访|[\u3400-\u9fff]{1,8}(?:記|记))$"
)
_LONGEST = 160
"""Characters of the longest caption."""
_WIDEST = 40
_MOST_BELOW = 8
"""Lines below a caption, empty ones too, in which its credit is looked for."""
_CREDIT_LINE = 20
"""Characters of the longest line that belongs to a credit below a caption."""


def captions(text: str) -> Pieces | None:
    """Each caption on one line with its credit, an empty line before and after; two captions in one line are parted.

    A caption begins with a mark (▲, or ■ and ● when a credit follows) and ends with its credit, its sentence or its block.
    """
    if not _MARK.search(text):
        return None
    lines = text.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    pieces: list[Piece] = []
    kept = 0
    for at, end in _spans(lines):
        pieces.append((kept, starts[at], "" if at == 0 or not lines[at - 1].strip() else "\n"))
        pieces += _as_lines(lines, starts, at, end)
        kept = min(starts[end], len(text))
        if end < len(lines) and lines[end].strip():
            pieces.append((kept, kept, "\n"))
    return [*pieces, (kept, len(text), "")] if pieces else None


def _spans(lines: list[str]) -> Iterator[tuple[int, int]]:
    """(first line, line after the last) of each caption that is to be joined or parted, in order."""
    at = 0
    while at < len(lines):
        line = lines[at].lstrip()
        end = _end(lines, at) if line and line[0] in BULLETS else at
        begun, at = at, max(end, at + 1)
        if end > begun or (line and line[0] in BULLETS and _inner(line)):
            yield begun, at


def _end(lines: list[str], at: int) -> int:
    """The line after the caption that begins at `at`; `at` itself when nothing is to be joined, or it is no caption."""
    pointed = lines[at].lstrip()[0] in CAPTION_MARKS
    said, last = lines[at].strip(), at
    for here in range(at, min(at + 12, len(lines))):
        line = lines[here].strip()
        if here > at:
            if not line:
                break
            if line[0] in BULLETS or len(said) > _LONGEST or len(line) > max(_WIDEST, 1.2 * len(lines[at])):
                return at
            said, last = said + line, here
        if credit(said) or (here > at and len(line) <= _CREDIT_LINE and credit(line)):
            end = _rest_of_credit(lines, here + 1, said)
            return end if end > at + 1 else at
        if pointed and closed(said) and here + 1 < len(lines) and len(lines[here + 1].strip()) > 1.3 * len(line):
            break
    with_credit = _credit_below(lines, last + 1, said, pointed=pointed)
    if with_credit > last + 1:
        return with_credit
    return last + 1 if pointed and last > at else at


def _rest_of_credit(lines: list[str], at: int, said: str) -> int:
    """The line after the last character or two of a credit, 資料圖 and 片; `at` when it was whole."""
    below = at + 1 if at < len(lines) and not lines[at].strip() else at
    rest = lines[below].strip() if below < len(lines) else ""
    return below + 1 if 0 < len(rest) <= 3 and rest[0] not in BULLETS and credit(said + rest) else at


def _credit_below(lines: list[str], at: int, caption: str, *, pointed: bool) -> int:
    """The line after a credit that stands below a caption, an empty line between; `at` when there is none.

    Below a pointed caption the rest of its words may come first: then it was set with an empty line after each line.
    """
    below = at
    while below < len(lines) and not lines[below].strip():
        below += 1
    if below == len(lines) or below - at > 2 or below == at:
        return at
    said = caption
    for here in range(below, min(below + _MOST_BELOW, len(lines))):
        line = lines[here].strip()
        if not line:
            if not lines[here - 1].strip():
                break
            continue
        if not _of_caption(line, said, pointed=pointed):
            break
        said += line
        if (credit(said) and not credit(caption)) or (len(line) <= _CREDIT_LINE and credit(line)):
            return _rest_of_credit(lines, here + 1, said)
    return at


def _of_caption(line: str, said: str, *, pointed: bool) -> bool:
    """Whether a line below a caption can be more of it: short as a credit is, or its words, no wider than it and no new sentence."""
    if line[0] in BULLETS:
        return False
    if len(line) <= _CREDIT_LINE and not PROSE_MARK.search(line):
        return True
    sentence = "。" in line[:-1] and not credit(line)
    return not closed(said) and len(line) <= len(said) + 2 and not sentence and (pointed or "。" in line)


PROSE_MARK = re.compile(r"[，。；：]")


def _inner(line: str) -> list[int]:
    """Where a further caption begins inside a line, straight after the end or the credit of the one before."""
    return [
        match.start()
        for match in _MARK.finditer(line, 1)
        if credit(line[: match.start()]) or closed(line[: match.start()])
    ]


def _as_lines(lines: list[str], starts: list[int], at: int, end: int) -> list[Piece]:
    """Lines `at` to `end` as one caption, or as several when one line holds more."""
    pieces: list[Piece] = []
    for here in range(at, end):
        line = lines[here].strip()
        if not line:
            continue
        begin = starts[here] + len(lines[here]) - len(lines[here].lstrip())
        cuts = [0, *_inner(line), len(line)]
        for low, high in pairwise(cuts):
            pieces.append((begin + low, begin + high, "\n\n" if high < len(line) else ""))
        following = next((one.strip() for one in lines[here + 1 : end] if one.strip()), "")
        if following:
            pieces[-1] = (*pieces[-1][:2], _between(line, following, not lines[here + 1].strip()))
    pieces[-1] = (*pieces[-1][:2], "\n")
    return pieces


def _between(line: str, following: str, apart: bool) -> str:
    both_latin = line[-1].isascii() and following[0].isascii()
    cut = _CREDIT_CUT.search(line) is not None
    named = not cut and len(following) <= _CREDIT_LINE and credit(following) and _CREDIT_BEGINS.match(following)
    named = named or (apart and _CREDIT_HEAD.fullmatch(following))
    return " " if both_latin or named or (closed(line) and not cut) else ""
