"""Words that turn a sentence round: the claim must not say 下降 or fell where its quotes say 上升."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from rag.check.figures import Figure
from rag.check.vocabulary import MODELS
from rag.text import fold

TABLE = MODELS / "opposites.txt"
_DENIED = re.compile(r"(?:不|没有|没|未|无|非|not |never |n't |no )\s*$")
_LETTER = re.compile(r"[^\W\d_]")


@cache
def _pairs() -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The two poles of each pair, their words folded; * stands for any ending and _ for a space."""
    lines = (line.partition("#")[0].split("|") for line in fold(TABLE.read_text(encoding="utf-8")).splitlines())
    return [(_words(line[0]), _words(line[1])) for line in lines if len(line) == 2]


def _words(side: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in side.split())


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    chinese = [re.escape(word) for word in words if not word.isascii()]
    english = [re.escape(word).replace(r"\*", r"[a-z]*").replace(r"\-", "-") for word in words if word.isascii()]
    return re.compile("|".join([*chinese, *([rf"\b(?:{'|'.join(english)})\b"] if english else [])]))


def wrong_directions(claim: str, found: Sequence[Figure], quotes: str, known: Sequence[Figure]) -> Iterator[str]:
    """Why directions do not hold: the claim has one pole of a pair alone, its quotes the other alone; both texts folded.

    Where the quotes have both, the clauses of the claim's numbers decide.
    """
    beside = " ".join(_clauses(quotes, [other for other in known if any(one.value == other.value for one in found)]))
    for pair in _pairs():
        mine, theirs = ([_said(words, text) for words in pair] for text in (claim, quotes))
        if all(theirs) and beside:
            theirs = [_said(words, beside) for words in pair]
        for here, there in ((0, 1), (1, 0)):
            replaced = mine[there] and claim.count(mine[there]) < quotes.count(mine[there]) and not theirs[here]
            if mine[here] and theirs[there] and not theirs[here] and (not mine[there] or replaced):
                yield f"the claim says {mine[here]}, the quotes say {theirs[there]}"


def _clauses(text: str, figures: Sequence[Figure]) -> Iterator[str]:
    """The clauses that hold these numbers."""
    for figure in figures:
        start = max(text.rfind(mark, 0, figure.start) for mark in ",;。\n") + 1
        ends = [at for mark in ",;。\n" if (at := text.find(mark, figure.end)) >= 0]
        yield text[start : min(ends, default=len(text))]


def _said(words: tuple[str, ...], text: str) -> str:
    """The first of the words that the text says without denying it; an empty string for none."""
    for match in _pattern(words).finditer(text):
        if not _DENIED.search(text, max(0, match.start() - 8), match.start()):
            return match.group()
    return ""
