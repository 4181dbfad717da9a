"""Whether the best sentence tells the sort of thing that is asked, where a question wants more than a span: a reason, a list, two sides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.read.causes import cause_of
from rag.read.cells import cells
from rag.read.comparisons import asks_to_compare, compared
from rag.read.kinds import Kind
from rag.read.lists import asks_for_list, list_items, wanted_items
from rag.read.named import only_a_sort, unnamed
from rag.read.sentence import CLOSE, Candidate
from rag.text import fold
from rag.text.spoken import written
from rag.types import Query

_ASKS_WORDS = re.compile(
    r"(?:讲|说|谈|聊|回应|答|透露)(?:了|过|到)*(?:些)?(?:什么|甚么|啥|乜)(?!语|话|言|课)"
    r"|\bwhat (?:did|does|do) [\w' .-]+? (?:say|tell|answer|reply|remark)\b"
)
_SPEAKS = re.compile(
    r"说|表[示明]|指|认为|称|强调|透露|坦言|解释|谈[到及论]|讲|宣布|承诺|希望|期望|期待|提[到出及]|补充|回应|答|建议|重申|相信|呼吁|警告|批评|形容|直言|感谢|推断"
    r"|主张|[\"「“:]"
)


@dataclass(frozen=True, slots=True)
class Told:
    """1 where it tells what is asked, -1 where it does not, 0 where nothing of the sort is asked. `words` is -1 where three things or
    more are to be named and just so many are not, somebody's words are asked for and nobody speaks, or which company it was and only
    that it was one is told, else 0."""

    reason: float
    items: float
    sides: float
    words: float


def told(query: Query, kind: Kind, ranked: Sequence[Candidate]) -> Told:
    """What the first of the candidates tells, `ranked` best first; a comparison is told by two of them, or by a row of a table."""
    best = ranked[0]
    reason = items = sides = 0.0
    if kind == "reason":
        reason = _sign(best.right_kind or cause_of(best.passage) is not None)
    if asks_for_list(kind, query.asked):
        items = _sign(bool(list_items([best.passage], wanted_items(query.asked))))
    if asks_to_compare(query.asked):
        told_by_two = compared(query.asked, query.groups, ranked[:CLOSE]) is not None
        sides = _sign(told_by_two or bool(cells(best.passage)))
    lacks = unnamed(query.asked, ranked) or without_words(query, best) or _without_name(query, best)
    return Told(reason, items, sides, -float(lacks))


def without_words(query: Query, best: Candidate) -> bool:
    """Whether a question asks what somebody said, and the sentence tells of nobody's saying anything."""
    return bool(_ASKS_WORDS.search(_in_writing(query))) and not _SPEAKS.search(fold(best.passage.text))


def _without_name(query: Query, best: Candidate) -> bool:
    """Whether a question asks which company it is, and the words found only say that it is one."""
    return best.said.span is not None and only_a_sort(_in_writing(query), fold(best.said.span.text))


def _in_writing(query: Query) -> str:
    return fold(query.text) if query.language == "en" else written(fold(query.text))


def _sign(yes: bool) -> float:
    return 1.0 if yes else -1.0
