"""A Chinese text word by word, for who does not read it: how each word is read, and what a dictionary says it means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rag.text import CJK, fold
from rag.translate.table import SortedTable, open_table
from rag.translate.translator import MODELS

LONGEST = 8
"""Characters of the longest word looked up."""
UNKNOWN = 250
"""What a character costs that the table does not have; tenths of the negative natural logarithm of a probability."""
_RUN = re.compile(rf"[{CJK}]+")


@dataclass(frozen=True, slots=True)
class Glossed:
    """A stretch of the text; `pinyin`, with tone marks, and `gloss` are empty for what is not Chinese or not known."""

    text: str
    pinyin: str = ""
    gloss: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table: what the word costs (see UNKNOWN), how it is read, and the first sense of it in English."""

    cost: int
    pinyin: str
    gloss: str


def glosses(text: str) -> list[Glossed]:
    """The text in words, which joined are the text again. Of all ways to split it the likeliest is taken (unigrams).

    >>> [(one.text, one.pinyin, one.gloss) for one in glosses("研究項目160個")]
    [('研究', 'yánjiū', 'research'), ('項目', 'xiàngmù', 'item'), ('160', '', ''), ('個', 'gè', '(measure word)')]
    """
    found, at = [], 0
    for run in _RUN.finditer(text):
        if run.start() > at:
            found.append(Glossed(text[at : run.start()]))
        found += _words(run.group())
        at = run.end()
    return [*found, Glossed(text[at:])] if at < len(text) else found


def _words(run: str) -> Iterator[Glossed]:
    """Viterbi over the words of the table; a character without an entry stands alone."""
    folded, table = fold(run), _table()
    best: list[tuple[int, int]] = [(0, 0)]  # (cost, where the last word begins) of every beginning of the run
    for end in range(1, len(run) + 1):
        ways = [(best[end - 1][0] + UNKNOWN, end - 1)]
        for start in range(max(0, end - LONGEST), end):
            entry = _entry(table, folded[start:end])
            if entry:
                ways.append((best[start][0] + entry.cost, start))
        best.append(min(ways))
    cuts = [len(run)]
    while cuts[-1]:
        cuts.append(best[cuts[-1]][1])
    for end, start in zip(reversed(cuts[:-1]), reversed(cuts[1:]), strict=True):
        entry = _entry(table, folded[start:end])
        yield Glossed(run[start:end], entry.pinyin, entry.gloss) if entry else Glossed(run[start:end])


def _entry(table: SortedTable, word: str) -> Entry | None:
    line = table.get(word)
    return _parsed(line) if line else None


def _parsed(line: str) -> Entry:
    cost, pinyin, gloss = line.split("\t")
    return Entry(int(cost), pinyin, gloss)


@cache
def _table(path: Path = MODELS / "glosses.txt") -> SortedTable:
    return open_table(path)
