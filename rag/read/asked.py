"""The question as a reader of Chinese wants it: an English one in Chinese words, a Cantonese one in the written language's."""

from __future__ import annotations

import re
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


_BEFORE = r"^\W*(?:(?:in|to|at|on|from|for|by|under|of|with|about|until|since)\s+)?"
_VERB = r"(?:is|are|was|were|be|do|does|did|has|have|had|can|could|will|would|should|may|might)\b|'s\b"
_PHRASES: list[tuple[re.Pattern[str], str, bool]] = [
    (re.compile(pattern), words, first)
    for pattern, words, first in (
        (_BEFORE + r"how many\b", "多少", True),
        (r"\bhow (?:many|much)\b", "多少", False),
        (r"\bhow long ago\b", "多久以前", False),
        (r"\bhow long\b", "多长", False),
        (r"\bhow (?:tall|high)\b", "多高", False),
        (r"\bhow far\b", "多远", False),
        (r"\bhow (?:large|big)\b", "多大", False),
        (r"\bhow old\b", "多少岁", False),
        (r"\bhow wide\b", "多宽", False),
        (r"\bhow deep\b", "多深", False),
        (r"\bhow heavy\b", "多重", False),
        (r"\bhow fast\b", "多快", False),
        (r"\b(?:what|which) year\b", "哪一年", False),
        (r"\b(?:what|which) (?:date|day)\b", "哪一天", False),
        (r"\b(?:what|which) month\b", "哪个月", False),
        (r"\b(?:what|which) (?:share|percentage|proportion)\b", "多大比例", False),
        (r"\b(?:what|which) time\b", "几点", False),
        (r"\bwhose\b", "谁的", False),
        (_BEFORE + rf"which(?!\s+(?:{_VERB}))", "哪个", True),
        (_BEFORE + rf"what(?!\s*(?:{_VERB}))\s", "什么", True),
        (r"\b(?:called|known as|named)\W*$|\bname of\b", "叫什么", False),
    )
]
"""English question phrases, what they are in Chinese, and whether the thing asked for, the first that the question names, follows."""


def asked_in_chinese(query: Query, kind: Kind, passage: str = "") -> str:
    """The stand-alone question in written Chinese, folded; of an English one the words it was understood as.

    Of a word's translations the likeliest that the passage holds is taken, so that a reader that compares characters sees it.
    """
    if query.language != "en":
        return written(fold(query.text))
    held, written_numbers = fold(passage), {number.term: number for number in numbers(passage)}
    words = list(dict.fromkeys(_word(group, held, written_numbers) for group in query.groups if group.label))
    asked = fold(query.text)
    phrase, first = next(
        ((phrase, first) for pattern, phrase, first in _PHRASES if pattern.search(asked)), (QUESTION_WORDS[kind], False)
    )
    thing = next((word for word in words if first and not word.isdecimal()), "")
    return "".join([*(word for word in words if word != thing), phrase, thing])


def _word(group: Group, held: str, written_numbers: Mapping[str, Number]) -> str:
    """The group's label, or the likeliest of its other words when the text holds that and not the label; a number as the text
    writes it."""
    number = written_numbers.get(group.terms[0][0])
    if number:
        return held[number.start : number.end]
    label = fold(group.sought[0] if group.sought[0] and group.label.isascii() else group.label)
    if label in held:
        return label
    others = [(weight, term) for term, weight in group.terms if len(term) > 1 and term in held]
    return max(others)[1] if others and len(label) <= 2 else label
