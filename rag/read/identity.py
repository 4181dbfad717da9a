"""Who somebody is: what a sentence calls a person whom a question names, 「陸洋是誰」, "who is Lu Yang"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.read.spans import SURNAMES, TITLE_ENDS, Place, Span
from rag.text import fold
from rag.text.spoken import written
from rag.types import Language

_HAN = r"\u3400-\u9fff"
_NAME = rf"(?:[{SURNAMES}][{_HAN}]{{1,3}}|[{_HAN}]+·[{_HAN}·]+|[a-z][a-z .'-]+)"
_STANDING = r"(?:身[份分]|职[位务衔称业]|头衔|背景|学历|来头)"
_CHINESE = (
    re.compile(
        rf"^{_NAME}(?:现在|现时|目前|而家)?的?{_STANDING}(?:[和与及、]{_STANDING})*(?:是|系|为)?(?:什么|甚么)?\W*$"
    ),
    re.compile(rf"^{_NAME}(?:现在|现时|目前)?(?:担任|出任|任|做)(?:着)?(?:什么|甚么)(?:职位|职务|工作)?\W*$"),
    re.compile(rf"^{_NAME}(?:究竟|到底)?(?:是|系)(?:谁|什么人|何人|哪位)\W*$"),
    re.compile(rf"^(?:谁|何人|哪位)(?:是|系){_NAME}\W*$"),
)
_POST = r"(?:post|job|role|position|title|occupation)"
_ENGLISH = re.compile(
    rf"^\s*[Ww]ho(?:'s| is| was) (?:[A-Z][\w'-]+[ -]?){{2,4}}(?:,? (?:and )?what(?:'s| is| was) (?:his|her|their) {_POST})?\W*$"
    rf"|^\s*[Ww]hat(?:'s| is| was) (?:[A-Z][\w-]+[ -]?){{2,4}}['’]s? {_POST}\W*$"
)
_AS = re.compile(r"以(?P<title>[^,。;]{2,30}?)的?身[份分]")
_IS = re.compile(
    r"(?:最初|现时|现在|目前|当时|曾经?|同时)?(?:的身[份分])?(?:(?:现任|担任|出任|任职|历任|前任|任|为|系)|(?:就|也|正)?是)"
)
_CLAUSE_END = re.compile(r"[,。;!?\n](?!\d{3})")
_TITLE_START = re.compile(r"[,。、;:!?\"\n]|据|由|与|向|获|邀请")
_TITLE_END = re.compile(rf"(?:[{TITLE_ENDS}总]|ceo)$")
_LONGEST = 40


def asks_who(question: str, language: Language) -> bool:
    """Whether a question names a person and asks who that is.

    >>> asks_who("陸洋係邊個", "zh-Hant"), asks_who("鎮長是誰", "zh-Hant"), asks_who("Who is the mayor?", "en")
    (True, False, False)
    """
    if language == "en":
        return _ENGLISH.match(question) is not None
    asked = written(fold(question.strip()))
    return any(pattern.match(asked) for pattern in _CHINESE)


def identity(sentence: str, matched: Sequence[Place]) -> Span | None:
    """What the sentence says a person is, after the name or before it, as (start, end) in the sentence; None when it says nothing.

    `matched` are the places of the question's terms, in any order, which are those of the name.
    """
    folded = fold(sentence)
    for start, end in _names(matched):
        if role := _AS.match(folded, end):
            return role.span("title")
        if (after := _IS.match(folded, end)) and (span := _clause(folded, after.end())):
            return span
        if span := _title(folded, start):
            return span
    return None


def _names(matched: Sequence[Place]) -> list[Span]:
    """The places that touch or overlap, as one each, of two characters or more."""
    joined: list[Span] = []
    for start, end, _ in sorted(matched):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return [(start, end) for start, end in joined if end - start > 1]


def _clause(folded: str, start: int) -> Span | None:
    """From an offset to the end of its clause; what stands in brackets belongs to it."""
    stop = _CLAUSE_END.search(folded, start)
    end = stop.start() if stop else len(folded)
    return (start, end) if 2 <= end - start <= _LONGEST else None


def _title(folded: str, name: int) -> Span | None:
    """The title that ends where the name begins."""
    starts = [match.end() for match in _TITLE_START.finditer(folded, 0, name)]
    start = max(starts, default=0)
    return (start, name) if 2 <= name - start <= _LONGEST and _TITLE_END.search(folded[start:name]) else None
