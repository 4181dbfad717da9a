"""Letters set apart to fill a line or to make a heading wide are closed up again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.clean.pieces import Pieces, joined, lines_of, without

_HAN = r"\u3400-\u9fff"
_MARK = "，。、；：！？「」『』（）《》“”‘’〈〉【】．·—…／－"
_LETTER = rf"[{_MARK}]*[{_HAN}]{{1,2}}[{_MARK}]*|[{_MARK}]+"
_NUMBER = r"[0-9][0-9.,%％]*"
_TOKEN = re.compile(rf"(?:{_LETTER}|{_NUMBER})(?=[ \n\u3000]|\Z)")
_SINGLE = re.compile(rf"[{_MARK}]*[{_HAN}]?[{_MARK}]*")
_MAYBE = re.compile(rf"[{_HAN}](?:[{_MARK}]*[ \u3000])+[{_MARK}]*[{_HAN}](?:[{_MARK}]*[ \u3000])+[{_MARK}]*[{_HAN}]")
_SHORT = re.compile(rf"[{_HAN}](?:[ \u3000][{_HAN}]){{1,2}}")
"""A line of two or three characters: set apart when they stand together elsewhere."""
_GAP = re.compile(r"[ \u3000]")
_LEAST = 4
"""Fewest characters that count as set apart: 左 中 右 may be three words; one fewer with wide spaces: 問　與　答."""


def letters_apart(text: str) -> Pieces | None:
    """Where Chinese characters stand one by one with a space between, the spaces go.

    >>> close("培 育 了 4 家 独 角 兽 企 业， 过去三年")
    '培育了4家独角兽企业，过去三年'
    >>> close("左 中 右 都是 AI 公司")
    '左 中 右 都是 AI 公司'
    """
    if not _MAYBE.search(text):
        return None
    return without(text, list(_spaces(text)))


def close(text: str) -> str:
    """`letters_apart` as text to text."""
    pieces = letters_apart(text)
    return text if pieces is None else joined(text, pieces)


def _spaces(text: str) -> Iterator[tuple[int, int]]:
    for start, end in lines_of(text):
        if _MAYBE.search(text, start, end) and not _SHORT.fullmatch(text, start, end):
            yield from _spaces_of_line(text[start:end], start)
        elif _SHORT.fullmatch(text, start, end) and _one_word(text, start, end):
            yield from ((start + at, start + at + 1) for at, char in enumerate(text[start:end]) if char.isspace())


def _one_word(text: str, start: int, end: int) -> bool:
    """Whether a short line's characters belong together: they stand so elsewhere, or three of them have wide spaces or a paragraph
    to themselves, as headings do.
    """
    line = text[start:end]
    above, below = text[max(start - 2, 0) : start], text[end : end + 2]
    heading = len(line) > _LEAST and above in {"\n\n", ""} and below in {"\n\n", ""}
    return heading or line.count("\u3000") >= _LEAST - 2 or re.sub(r"\s", "", line) in text


def _spaces_of_line(line: str, offset: int) -> Iterator[tuple[int, int]]:
    """The spaces inside each run of tokens of the line that are mostly single characters."""
    run: list[tuple[int, int]] = []
    at = 0
    for token in _GAP.split(line):
        end = at + len(token)
        if _TOKEN.fullmatch(line, at, end):
            run.append((at, end))
        else:
            yield from _closed(line, run, offset)
            run = []
        at = end + 1
    yield from _closed(line, run, offset)


def _closed(line: str, run: list[tuple[int, int]], offset: int) -> Iterator[tuple[int, int]]:
    single = sum(bool(_SINGLE.fullmatch(line, start, end)) for start, end in run)
    numbers = sum(line[start].isdecimal() for start, _ in run)
    wide = len(run) > 1 and all(line[end] == "\u3000" for _, end in run[:-1])
    if single >= _LEAST - wide and single >= 3 * (len(run) - single - numbers):
        last = run[-1][1]
        followed = line[last - 1] in _MARK and line[last : last + 1] in {" ", "\u3000"}
        yield from ((offset + end, offset + end + 1) for _, end in (run if followed else run[:-1]))
