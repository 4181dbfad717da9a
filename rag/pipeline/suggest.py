"""A question that found no answer, asked without its year or without what the articles do not speak of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rag.text import fold, keywords
from rag.text.dates import dates

MOST = 3
"""Suggestions given, at most."""
_TRIES = 5
_LEFT = 2
"""Words of two characters, or of Latin letters, that must be left to ask for."""
_BEFORE = re.compile(
    r"(?:在|於|于|到|至|截至|自|由|喺|\b(?:in|of|by|at|on|as|for|from|since|until|during|before|after|the|a|an)\s+)+$",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"^(?:'s\b|的|嘅|時|时|，|、|,)")
_ASKED_OF = re.compile(
    r"(?:多少|幾多|几多|幾|几|哪|邊|边|甚麼|什麼|什么)[些個个間间家名位所項项條条種种份座]?$|\b(?:how (?:many|much)|which|what|whose)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
"""Before what a question asks for: without that there is no question left."""
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,%])")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question that has an answer, and what was left out of the one that had none."""

    left_out: str
    question: str


def suggestions(question: str, uncovered: Sequence[str], answered: Callable[[str], bool]) -> list[Suggestion]:
    """The question without each of its times and each word of `uncovered` (folded), those that `answered` finds an answer to."""
    found: dict[str, Suggestion] = {}
    for start, end in list(dict.fromkeys(_places(question, uncovered)))[:_TRIES]:
        shorter = without(question, start, end)
        if len(found) < MOST and shorter not in found and _asks(shorter) and answered(shorter):
            found[shorter] = Suggestion(question[start:end], shorter)
    return list(found.values())


def without(question: str, start: int, end: int) -> str:
    """The question without `[start, end)` and the words that only tied it to the rest.

    >>> without("What did Hetao open in 2035?", 23, 27), without("在2035年的河套有多少間診所？", 1, 6)
    ('What did Hetao open?', '河套有多少間診所？')
    """
    before, behind = _BEFORE.sub("", question[:start]), _BEHIND.sub("", question[end:])
    return re.sub(r"\s+(?=[?？,，.。]|$)", "", re.sub(r"\s{2,}", " ", before + behind)).lstrip(" ，,、")


def _places(question: str, uncovered: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where the times of a question stand, then its words that are not covered."""
    times = [(one.start, one.end) for one in dates(question, None)]
    years = [found.span() for found in _YEAR.finditer(question)]
    yield from times
    yield from (year for year in years if not any(start <= year[0] < end for start, end in times))
    folded = fold(question)
    for word in uncovered:
        at = folded.find(fold(word))
        if at >= 0 and not _ASKED_OF.search(question[:at]) and not any(start <= at < end for start, end in times):
            yield at, at + len(word)


def _asks(question: str) -> bool:
    return sum(len(term) > 1 and not term.startswith("=") for term in keywords(question)) >= _LEFT
