"""A question of two things taken apart: 中大和城大各有多少個項目 asks of each by itself, and so does 中大和城大誰的項目多."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.retrieve.parts import Part
from rag.text import fold
from rag.text.terms import question_words
from rag.types import Name, Query

_JOINS = "和|與|与|同埋|同|跟|及|以及"
_AND = f"(?:{_JOINS})"
_OR = f"(?:{_JOINS}|還是|还是|定係|定系)"
_THING = r"[^\s,，。;；:：?？、和與与跟及]{2,20}?"
_LEAD = r"(?P<lead>(?:(?:截至|到|在)?(?:(?:19|20)\d\d年?(?:\d{1,2}月)?|[今去前]年)底?[,，]?)?|[^,，。;；?？]+[,，\s])"
"""What is said of both before they are named: a date, or a clause."""
_OF = r"(?P<of>(?:[的嘅喺在於于]|(?:19|20)\d\d)[^,，。;；:：?？、]*?)?"
_EACH = re.compile(
    rf"{_LEAD}(?P<one>{_THING})\s*{_AND}\s*(?P<other>{_THING}){_OF}"
    r"(?:各自|分别|分別|各(?=[有是係系叫在喺佔占位設设得獲获收花投用]))(?P<asks>[^,，。;；]+)"
)


def _which(thing: str, joint: str) -> re.Pattern[str]:
    return re.compile(
        rf"{_LEAD}(?P<one>{thing})\s*{joint}\s*(?P<other>{thing}){_OF}(?:[,，\s]+(?P<topic>[^\s,，。;；:：?？、]{{2,12}}?))??[,，\s]*"
        r"(?:哪|邊|边|誰|谁)(?:一?[個个家間间所邊边類类者方位座條条項项]|[度處处裏里])?(?P<asks>[^,，。;；]*?)"
        r"(?:得|更|較|较|比較|比较)?(?P<degree>便宜|[多少大小高低早遲迟晚先長长貴贵快])(?:[啲些]|一點|一点)?[?？]?"
    )


_WHICH = (_which(_THING, _OR), _which(_THING.replace("及", ""), _OR.replace("|及", "")))
"""A thing may have 及 in its name where 和 stands between the two."""
_DEGREES = {
    **dict.fromkeys("多少", "有多少"), **dict.fromkeys("大小", "有多大"), **dict.fromkeys("高低", "有多高"), **dict.fromkeys("長长", "有多長"),
    **dict.fromkeys("早遲迟晚先", "在什麼時候"), **dict.fromkeys("貴贵", "有多少"), "便宜": "有多少", "快": "有多快",
}  # fmt: skip
_OWNED = re.compile(r".+[的嘅]")
_NAME = r"(?:the )?[A-Z][\w'’.-]*(?: (?:of |the )?[A-Z][\w'’.-]*)*"
_EACH_EN = re.compile(rf"(?P<before>.*?\b)(?P<one>{_NAME}) and (?P<other>{_NAME})(?P<after>(?:'s)?\b.*)")
_EACH_WORD = re.compile(r",?\s*\b(?:each|respectively)\b")
_PAIR_EN = r"(?P<one>[^,?]+?) or (?P<other>[^,?]+?)"
_WHICH_EN = (
    re.compile(rf"{_PAIR_EN},\s*(?:which(?: one| of them)?|who)\b(?P<asks>[^,?]+)\??", re.IGNORECASE),
    re.compile(rf"(?:which(?: one| of them)?|who)\b(?P<asks>[^,?]+),\s*{_PAIR_EN}\??", re.IGNORECASE),
    re.compile(
        rf"(?i:do|does|did|has|have|had|is|are|was|were) (?P<one>(?:the )?[^,?]+?) or (?P<other>{_NAME})(?P<asks> [^,?]+?)\??"
    ),
)
_MORE = re.compile(r"\b(?:more|fewer|less)\b")
_SEVERAL = re.compile(r"^(?:[\w&'’-]+ ){0,3}?(?:[\w-]+s|staff|people|men|women|children)\b", re.IGNORECASE)
"""What is counted, not weighed or measured."""
_LARGER = re.compile(r"\b(?:larger|bigger|smaller)\b")
_EARLIER = re.compile(r"\b(?:earlier|later|first|sooner)\b")


def two_things(question: str) -> tuple[Part, Part] | None:
    """The question asked of each of the two things that it asks about one by one (各, 分別, each, respectively), in its order; None
    when it does not say so, or names more or fewer.

    >>> [part.text for part in two_things("漁港和墟市各有幾多個攤位")]
    ['漁港有幾多個攤位', '墟市有幾多個攤位']
    """
    asked = question.strip()
    if found := _EACH.fullmatch(asked):
        return _of_each(found, found["asks"])
    plain = _EACH_WORD.sub("", asked)
    in_english = _EACH_EN.fullmatch(plain) if plain != asked else None
    if in_english is None:
        return None
    before, after = in_english["before"], in_english["after"]
    one, other = (Part(f"{before}{in_english[name]}{after}", in_english[name]) for name in ("one", "other"))
    return one, other


def two_sides(question: str) -> tuple[Part, Part] | None:
    """How many, how large or when, asked of each of the two things that a question sets against each other, in its order; None when
    it does not, or not in words that are known here.

    >>> [part.text for part in two_sides("漁港和墟市，哪個的攤位多")]
    ['漁港的攤位有多少', '墟市的攤位有多少']
    """
    asked = question.strip()
    for which in _WHICH:
        if found := which.fullmatch(asked):
            return _of_each(found, f"{found['topic'] or ''}{found['asks']}{_DEGREES[found['degree']]}")
    for pattern in _WHICH_EN:
        if in_english := pattern.fullmatch(asked):
            return _english_sides(in_english)
    return None


def told_apart(queries: Sequence[Query], parts: Sequence[Part]) -> list[Query]:
    """The queries of two parts, each knowing the other's thing for one that it does not ask of."""
    names = [_named(query, part.head) for query, part in zip(queries, parts, strict=True)]
    return [
        replace(query, names=(*(name for name in query.names if name.text != own.text), _rivalling(own, other)))
        for query, own, other in zip(queries, names, reversed(names), strict=True)
    ]


def _named(query: Query, head: str) -> Name:
    """What the query knows of the thing that a part is about, by that name or another; the name alone where it knows nothing."""
    folded = fold(head).removeprefix("the ")
    return next((name for name in query.names if folded in (name.text, *name.others)), Name(folded, ()))


def _rivalling(name: Name, other: Name) -> Name:
    return replace(name, rivals=tuple(dict.fromkeys((*name.rivals, other.text, *other.others))))


def _of_each(found: re.Match[str], asks: str) -> tuple[Part, Part] | None:
    """What belongs to both (中大和城大的研究院, 海大的校長和副校長) is said of both."""
    lead, one, other, of = found["lead"] or "", found["one"], found["other"], found["of"] or ""
    if _asks(lead) or _asks(one) or _asks(other):
        return None
    owner = _OWNED.match(one)
    if owner and of:
        other, of = other + of, ""
    shared = owner.group() if owner and not _OWNED.match(other) else ""
    return Part(f"{lead}{one}{of}{asks}", one), Part(f"{lead}{shared}{other}{of}{asks}", other)


def _english_sides(found: re.Match[str]) -> tuple[Part, Part] | None:
    asks = found["asks"]
    if more := _MORE.search(asks):
        verb, thing = asks[: more.start()].strip(), asks[more.end() :].strip()
        how = "how many" if _SEVERAL.search(thing) else "how much"
        one, other = (
            Part(f"{how} {thing} {verb} {found[name].strip()}?", found[name].strip()) for name in ("one", "other")
        )
        return one, other
    for pattern, how in ((_LARGER, "how large"), (_EARLIER, "when")):
        if pattern.search(asks):
            one, other = (
                Part(" ".join(f"{how} {found[name]}{pattern.sub('', asks)}".split()) + "?", found[name].strip())
                for name in ("one", "other")
            )
            return one, other
    return None


def _asks(thing: str) -> bool:
    return any(thing[start:end] != "嘅" for start, end in question_words(thing))
