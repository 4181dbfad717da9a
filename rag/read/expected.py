"""Whether the words found are of the sort that a question calls for: money for 多少錢, a unit of area for 佔地多大, 名 for 多少名."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.read.calls import called_for, clashes
from rag.read.kinds import Kind
from rag.read.offices import same_office
from rag.read.sorts import of_another_sort
from rag.read.spans import PERSON
from rag.text import fold
from rag.text.spoken import written
from rag.types import Language

_COUNTED = re.compile(r"(?:多少|几)(平方|公里|[个名位人家间所项份座栋款种篇次辆架条只支队岁年天倍层元钱])")
_ALIKE = ("个名位人", "个家间所只头", "个项份座款种", "座栋幢", "辆架台", "支队", "天日", "元钱")
"""Measure words that may stand for one another."""
_DIGIT = r"[\d〇零一二两三四五六七八九十百千万亿多余]"
_FIGURE = re.compile(r"[\d〇零一二两三四五六七八九十百千万亿]")
_MOMENT = re.compile(r"[年月日]|世纪|\d{4}")


@dataclass(frozen=True, slots=True)
class Fit:
    """How what was found fits what the question calls for, each in [-1, 1], 0 where the question calls for nothing: units of the
    whole sentence and of the span, the measure word in the sentence, the sort of the span (figure, moment, person), and -1 for a
    sentence without any figure, or any moment, that was asked for, and for a span that is a figure of something else, holds another
    office or is no name of such a thing."""

    sentence: float
    span: float
    measure: float
    sort: float
    figure: float
    clash: float


def fit_of(question: str, kind: Kind, language: Language, sentence: str, span: str) -> Fit:
    """How a sentence, and the words of it that may be the answer (empty for none), fit the question."""
    asked, folded, words = fold(question), fold(sentence), fold(span)
    asked = asked if language == "en" else written(asked)
    unit = called_for(asked, kind)
    counted = 0.0 if language == "en" else _counted(asked, folded)
    called = _called(unit, words) if words else 0.0
    another = same_office(question, language, sentence, span) < 0 or of_another_sort(asked, words)
    return Fit(
        _called(unit, folded),
        called,
        counted,
        _sort(kind, words),
        _figure(kind, folded),
        -float(another or clashes(asked, kind, words)),
    )


def _called(unit: re.Pattern[str] | None, text: str) -> float:
    """1 when the text has the unit, -1 when it has not, 0 without one."""
    return 0.0 if unit is None else 1.0 if unit.search(text) else -1.0


def _counted(asked: str, sentence: str) -> float:
    """Whether the sentence counts by the measure word that the question counts by."""
    match = _COUNTED.search(asked)
    if match is None:
        return 0.0
    words = {match[1], *(word for alike in _ALIKE if match[1] in alike for word in alike)}
    return 1.0 if re.search(rf"{_DIGIT}\s*(?:{'|'.join(sorted(words))})", sentence) else -1.0


def _figure(kind: Kind, sentence: str) -> float:
    wanted = {"number": _FIGURE, "date": _MOMENT}.get(kind)
    return -1.0 if wanted and not wanted.search(sentence) else 0.0


def _sort(kind: Kind, span: str) -> float:
    if kind == "number":
        fits = _FIGURE.search(span) is not None
    elif kind == "date":
        fits = _MOMENT.search(span) is not None
    elif kind == "person":
        fits = PERSON.search(f" {span} ") is not None
    else:
        return 0.0
    return 1.0 if fits else -1.0
