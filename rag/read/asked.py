"""The question as a reader of Chinese wants it: an English one in Chinese words, a Cantonese one in the written language's."""

from __future__ import annotations

from collections.abc import Mapping

from rag.read.kinds import Kind
from rag.text import Number, fold, numbers
from rag.text.spoken import written
from rag.types import Group, Query

QUESTION_WORDS: dict[Kind, str] = {
    "person": "谁",
    "place": "哪里",
    "date": "什么时候",
    "number": "多少",
    "reason": "为什么",
    "list": "哪些",
    "definition": "是什么",
    "other": "什么",
}
"""What stands for the question word of an English question, after its content words: the order the span reader has seen."""


def asked_in_chinese(query: Query, kind: Kind, passage: str = "") -> str:
    """The stand-alone question in written Chinese, folded; of an English one the words it was understood as.

    Of a word's translations the likeliest that the passage holds is taken, so that a reader that compares characters sees it.
    """
    if query.language != "en":
        return written(fold(query.text))
    held, written_numbers = fold(passage), {number.term: number for number in numbers(passage)}
    words = dict.fromkeys(_word(group, held, written_numbers) for group in query.groups if group.label)
    return "".join(words) + QUESTION_WORDS[kind]


def _word(group: Group, held: str, written_numbers: Mapping[str, Number]) -> str:
    """The group's label, or the likeliest of its other words when the text holds that and not the label; a number as the text
    writes it."""
    number = written_numbers.get(group.terms[0][0])
    if number:
        return held[number.start : number.end]
    label = fold(group.label)
    if label in held:
        return label
    others = [(weight, term) for term, weight in group.terms if len(term) > 1 and term in held]
    return max(others)[1] if others and len(label) <= 2 else label
