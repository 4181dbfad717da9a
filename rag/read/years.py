"""The figure of the year that is asked for, where a sentence has one for each of several: 2016年有138家，2020年增至468家."""

from __future__ import annotations

import re

from rag.read.changes import figure_of, unit_after
from rag.text import fold, numbers
from rag.text.numbers import Number
from rag.types import Passage

_YEAR = re.compile(r"(?<![\d.比较自])((?:19|20)\d\d)(?![\d.,]\d|\d)\s*(?:年(?!代)|(?=[)/]))")
"""A year to which figures may belong: not one that they are only set beside, as in 比2013年增長."""
_ASKED = re.compile(r"(?<![\d.])((?:19|20)\d\d)(?![\d.,]\d|\d|s\b|年代)")
_BEHIND = 3
"""Characters between a figure and its year where that stands behind it in brackets."""


def of_its_year(question: str, sentence: Passage, found: Passage) -> Passage:
    """The figure of the sentence that belongs to the one year that the question names, where what was found is a figure of the same unit
    of another year; else what was found, a slice of the sentence."""
    asked = set(_ASKED.findall(fold(question)))
    text = fold(sentence.text)
    years = list(_YEAR.finditer(text))
    if len(asked) != 1 or not asked < {year[1] for year in years}:
        return found
    (wanted,) = asked
    figures = [
        one for one in numbers(sentence.text) if not any(year.start() <= one.start < year.end() for year in years)
    ]
    start, end = found.start - sentence.start, found.end - sentence.start
    own = [one for one in figures if start <= one.start and one.end <= end]
    if len(own) != 1 or _year_of(own[0], years, text) in (wanted, ""):
        return found
    alike = [one for one in figures if one.kind == own[0].kind and unit_after(text, one) == unit_after(text, own[0])]
    there = [one for one in alike if _year_of(one, years, text) == wanted]
    return figure_of(sentence, there[0]) if len(there) == 1 else found


def _year_of(figure: Number, years: list[re.Match[str]], text: str) -> str:
    """The year in brackets right behind a figure, else the last one named before it; empty when none is."""
    behind = next((year for year in years if year.start() > figure.end), None)
    if behind and "(" in text[figure.end : behind.start()] and behind.start() - figure.end <= _BEHIND:
        return behind[1]
    before = [year for year in years if year.end() <= figure.start]
    return before[-1][1] if before else ""
