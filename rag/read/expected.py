"""Whether the words found are of the sort that a question calls for: money for 多少錢, a unit of area for 佔地多大, 名 for 多少名."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.read.kinds import Kind
from rag.read.spans import PERSON
from rag.text import fold
from rag.text.spoken import written
from rag.types import Language

_CALLS: list[tuple[re.Pattern[str], re.Pattern[str]]] = [
    (re.compile(words), re.compile(answer))
    for words, answer in (
        (
            r"多少年|几多?年|多久|几个?月|多少个?[天日月]|几天|几小时|几分钟|多少(?:分钟|小时)"
            r"|how (?:long|many (?:years|months|days|weeks|hours|minutes))",
            r"[年月日天周]|小时|分钟",
        ),
        (
            r"何时|几时|什么时候|哪一?[年天日月]|哪个月|几月|日期|\bwhen\b|\b(?:what|which) (?:year|date|month)",
            r"[年月日天]|世纪|\d{4}",
        ),
        (r"第几|排名?第?几|几名|排名|名次|\brank", r"第|名|位"),
        (
            r"钱|资金|融资|集资|资助|拨款|经费|投资|投入|价|费|收入|营收"
            r"|how much|money|fund|cost|invest|raise|grant|dollar|yuan|revenue|budget|salary|tuition|price|\bfee",
            r"元|镑|费",
        ),
        (r"百分|占比|比例|比率|几成|percent|share|proportion|%", r"%|成|百分|倍|分之"),
        (r"面积|占地|多大|平方|how (?:big|large)|\barea\b|\bsize\b", r"平方|公顷|亩|公里"),
        (r"多远|距离|多长|多高|how (?:far|tall|high)|distance", r"公里|米|里|层"),
    )
]
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
    sentence without any figure, or any moment, that was asked for."""

    sentence: float
    span: float
    measure: float
    sort: float
    figure: float


def fit_of(question: str, kind: Kind, language: Language, sentence: str, span: str) -> Fit:
    """How a sentence, and the words of it that may be the answer (empty for none), fit the question."""
    asked, folded, words = fold(question), fold(sentence), fold(span)
    counted = 0.0 if language == "en" else _counted(written(asked), folded)
    called = _called(asked, words) if words else 0.0
    return Fit(_called(asked, folded), called, counted, _sort(kind, words), _figure(kind, folded))


def _called(asked: str, text: str) -> float:
    """1 when the text has a unit that the question calls for, -1 when it has none of them, 0 when none is called for."""
    called = [answer.search(text) is not None for words, answer in _CALLS if words.search(asked)]
    return 0.0 if not called else 1.0 if any(called) else -1.0


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
