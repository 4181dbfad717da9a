"""What people and things are called, and the pronouns that stand for them: shared by the turns of both languages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from rag.text import CJK, fold

WORDS = Path(__file__).parent.parent / "models" / "words" / "turns.txt"

Kind = Literal["person", "thing", "place", "year", "fact", "whoever"]
"""What a pronoun stands for; `fact` is all that was asked, `whoever` a person or a thing."""


@dataclass(frozen=True, slots=True)
class Pronoun:
    """`text[start:end]` stands for something said before; `category` is 公司 of 呢間公司 and company of "that company"."""

    start: int
    end: int
    kind: Kind
    category: str = ""
    possessive: bool = False


SHORT = 16
"""Words or Chinese characters of an answer that may be a name."""

_DOUBLE = ("欧阳", "司徒", "上官", "诸葛", "司马", "皇甫", "林郑", "陈方")
_TITLE = re.compile(r"(?:教授|博士|先生|女士|院士|校长|局长|署长|主席|总裁|董事长)$")
_NO_PERSON = re.compile(r"[司局署部会院校园区市省县国社厂店团学港系所室厅台库网车机心人名年月日个家元技大单油]$")
_ENGLISH_TITLE = re.compile(r"^(?:prof(?:essor)?|dr|mr|mrs|ms|sir)\.?\s+", re.IGNORECASE)
_ENGLISH_PERSON = re.compile(r"[A-Z][a-z'.-]+(?:\s[A-Z][A-Za-z'.-]*){1,3}")
_NO_ENGLISH_PERSON = re.compile(
    r"\b(?:the|of|and|in|at|park|university|company|limited|ltd|centre|center|institute|lab|laboratory|technology|technologies|group"
    r"|fund|scheme|plan|bureau|office|department|government|corporation|hong|kong|district|bay|area|zone|city|street|road|school|college"
    r"|association|bank|commission|council|authority|yes|no|about|over|more|than|campus|index)\b",
    re.IGNORECASE,
)
_FIGURES = re.compile(
    r"(?=.*\d)(?:[\W\d]|[约逾超过共第名个家间年月日号元万亿港平方米公里岁人次]|\b(?:in|on|about|over|million|billion|[a-z]+th|january"
    r"|february|march|april|may|june|july|august|september|october|november|december)\b)+"
)
_MARK = re.compile(r"\[\d+\]")
_ANSWERING = re.compile(r"^(?:是|系|由|在|喺|it is|it was|it's|he is|she is)\s*")
_CLAUSE_END = re.compile(rf"(?:是|为|由|的)([{CJK}]{{2,6}}?)(?=[。,;]|$|创|成|担|出)")
_BY_WHOM = re.compile(
    r"\b(?:by|is|was)\s+((?:(?:Prof(?:essor)?|Dr|Mr|Mrs|Ms)\.?\s+)?[A-Z][a-z'-]+(?:\s[A-Z][A-Za-z'-]*){1,2})"
)
_QUOTED = re.compile(r'"[^"]*"|《[^》]*》')


def is_person(name: str) -> bool:
    """Whether a name is of a person: a surname and one or two characters, or two to four Latin words that no body is called by.

    >>> is_person("劉軼"), is_person("汤晓鸥教授"), is_person("Jia Jiaya"), is_person("深圳"), is_person("Hong Kong")
    (True, True, True, False, False)
    """
    folded = _TITLE.sub("", fold(name).strip())
    if re.fullmatch(rf"[{CJK}]{{2,4}}", folded):
        given = len(folded) - (2 if folded.startswith(_DOUBLE) else 1)
        known = folded.startswith(_DOUBLE) or folded[0] in lexicon("surname")
        word = folded in (*lexicon("zh.place"), *lexicon("zh.no-person")) or _NO_PERSON.search(folded)
        return known and 1 <= given <= 2 and not word
    latin = _ENGLISH_TITLE.sub("", name.strip())
    return bool(_ENGLISH_PERSON.fullmatch(latin)) and not _NO_ENGLISH_PERSON.search(latin)


def may_be(name: str, kind: Kind) -> bool:
    """Whether a pronoun of this kind can stand for the name: he and she for a person only, it for none, there for a place."""
    if kind == "place":
        return any(place in fold(name) for place in lexicon("zh.place"))
    return kind == "whoever" or is_person(name) == (kind == "person")


def name_in(answer: str) -> str:
    """The answer given, when it is short enough to be the name of something; else empty."""
    plain = " ".join(_MARK.sub("", answer).split()).strip(" 。.!！?？,，;；:：\"'「」『』“”")
    lead = _ANSWERING.match(fold(plain))
    plain = plain[lead.end() :] if lead else plain
    folded = fold(plain)
    size = len(re.findall(rf"[{CJK}]|[^\s{CJK}]+", plain))
    nameless = size > SHORT or re.search(r"[。!?；;,，]", folded) or _FIGURES.fullmatch(folded)
    return "" if nameless or len(plain) < 2 else plain


def person_in(answer: str) -> str:
    """The first person that an answer of a whole sentence names at the end of a clause; empty when there is none.

    >>> person_in("該公司的創辦人是香港中文大學的賈佳亞教授，2019年成立。"), person_in("It was founded by Jia Jiaya in 2019.")
    ('賈佳亞教授', 'Jia Jiaya')
    """
    found = [match.span(1) for match in (*_CLAUSE_END.finditer(fold(answer)), *_BY_WHOM.finditer(answer))]
    return next((answer[start:end] for start, end in found if is_person(answer[start:end])), "")


def unquoted(folded: str) -> str:
    """The folded text with blanks for what stands in quotes, offsets kept: a pronoun there is the quote's own."""
    return _QUOTED.sub(lambda match: " " * len(match.group()), folded)


@cache
def lexicon(name: str) -> tuple[str, ...]:
    """The words listed under a name in `turns.txt`, longest first."""
    lines = (line.partition("#")[0].partition(" = ") for line in WORDS.read_text(encoding="utf-8").splitlines())
    found = {word for key, _, listed in lines if key == name for word in listed.split()}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def any_of(words: Iterable[str]) -> str:
    """A pattern of any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))
