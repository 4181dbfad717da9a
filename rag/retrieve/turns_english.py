"""How an English question leans on the one before it: its topic, its pronouns, what it puts in place of what."""

from __future__ import annotations

import re

from rag.retrieve.mentions import Kind, Pronoun, any_of, lexicon, may_be, unquoted
from rag.text import CJK, fold
from rag.translate.english import Word, words

Span = tuple[int, int]

BRIEF = 6
"""Words up to which a question without a name may lean on the one before."""

_NOUNS, _VERBS = frozenset(lexicon("en.noun")), frozenset(lexicon("en.verb"))
_PREPOSITIONS, _AUXILIARIES = frozenset(lexicon("en.preposition")), frozenset(lexicon("en.auxiliary"))
_INSIDE = frozenset({"in", "at", "on", "under"})
_ARTICLES = frozenset({"the", "a", "an"})
_JOINING = frozenset({"of", "and", "the", "for"})
_ASKING = frozenset({"what", "which", "who", "whose", "whom", "when", "where", "why", "how"})

_LEAD = re.compile(
    r"(?:(?:and|but|so|then|ok|okay|also|plus|now)\b[,\s]*)*(?:(?:what|how)\s+about\b[,\s]*)?", re.IGNORECASE
)
_DATE = re.compile(
    r"\b(?:(?:in|by|during|since|for)\s+)?"
    r"(?P<date>(?P<first>(?:19|20)\d\d|(?:last|this|next) year)(?:(?:,|,? and| &| or)\s+(?:in\s+)?(?:19|20)\d\d)*)\b"
)
"""A year, or several in a row: in 2016 and 2020."""
_CLASS, _PEOPLE = any_of(lexicon("en.class")), any_of(lexicon("en.person"))
_NO_NOUN = any_of(_VERBS | _AUXILIARIES | _PREPOSITIONS)
_PRONOUNS = re.compile(
    rf"""\b(?:(?P<year>(?:in\s+)?that\s+year)
    |(?P<person>(?:this|that|the\s+same)\s+(?:{_PEOPLE})|he|she|him|(?P<his>his|hers?))
    |(?P<fact>(?:this|that)(?=\s*(?:$|[?!.,;])))
    |(?P<thing>(?:this|that|the|the\s+same)\s+(?:{_CLASS})(?=\s*(?:$|[?!.,;]|'s|(?:{_NO_NOUN})\b))
       |it(?!\s+(?:true|possible|takes?|took)\b)|(?P<its>its))
    |(?P<place>(?<!\bis\ )(?<!\bare\ )(?<!\bwas\ )(?<!\bwere\ )there(?!\s+(?:is|are|was|were|any|an?)\b))
    |(?P<whoever>they|them|(?P<their>theirs?)|these|those))\b""",
    re.VERBOSE,
)
_KINDS: tuple[Kind, ...] = ("year", "person", "fact", "thing", "place", "whoever")
_CATEGORY = re.compile(rf"\b(?:{_CLASS})$")
_HAN = re.compile(rf"[{CJK}0-9]*[{CJK}][{CJK}0-9a-zA-Z]*")
_QUOTED = re.compile(r'"([^"]+)"')
_COUNTED = re.compile(r"\bhow (?:many|much)\s+")
_OWNED = re.compile(r"['’]s\s")
_OF = re.compile(r"\b(?:of|behind)\s+(?:the\s+)?")
_ONE = re.compile(r"^(?:the\s+)?(.*?)\s+ones?$", re.IGNORECASE)
_PART = re.compile(r"the\s", re.IGNORECASE)
_WHO = re.compile(r"\bwho\b")
_WHERE = re.compile(r"\bwhere\b|\bwhich (?:city|district|place|town|country)\b")
_THINGS_DO = re.compile(r"\b(?:listed|list|employ|launched|opened|headquartered|users|staff|revenue|shares)\b")
_ABOUT_TIME = frozenset({"year", "month", "day", "date", "time", "place", "reason"})
_END = re.compile(r"[\s?!.,;:]+$")


def body_of(asked: str) -> tuple[str, bool]:
    """The question without what links it to the one before (and, what about), and whether there was such a word."""
    lead = _LEAD.match(asked)
    return (asked[lead.end() :], True) if lead and 0 < lead.end() < len(asked) else (asked, False)


def topic(text: str) -> str:
    """The thing that a question is about, as typed; empty when it names none (when was it launched, who is the founder)."""
    span = _topic_span(text)
    return _END.sub("", text[span[0] : span[1]]) if span else ""


def leans(body: str, linked: bool) -> bool:
    """Whether a question without a pronoun leans on the one before: it names nothing, or says "and" and little else."""
    found = words(_DATE.sub("", body))
    return not _names(body) and (_bare(found) or (linked and len(found) <= BRIEF))


def may_lean(body: str) -> bool:
    """Whether a question might lean although it names something: it is short, and what it names is in small letters."""
    found = words(body)
    return len(found) <= BRIEF and not _names(body) and sum(not _bare([word]) for word in found) < 2


def says_nothing(body: str) -> bool:
    """Whether nothing is left of a question beside its question words: why, in which year."""
    return all(word.functional or word.key in _ABOUT_TIME for word in words(body))


def asks_where(text: str) -> bool:
    """Whether the answer to a question is a place."""
    return bool(_WHERE.search(fold(text)))


def asks_who(text: str) -> bool:
    """Whether the answer to a question is a person."""
    return bool(_WHO.search(fold(text)))


def of_things(body: str) -> bool:
    """Whether only a thing can do what a question asks of "they": listed, employ."""
    return bool(_THINGS_DO.search(fold(body)))


def pronoun(text: str) -> Pronoun | None:
    """The first pronoun that is not inside quotes and that no name before it can stand for."""
    for match in _PRONOUNS.finditer(unquoted(fold(text))):
        kind = next(kind for kind in _KINDS if match[kind])
        if not any(_holds(text[start:end], kind) for start, end in _names(text[: match.start()])):
            possessive = bool(match["his"] or match["its"] or match["their"])
            category = _CATEGORY.search(match.group())
            return Pronoun(match.start(), match.end(), kind, category.group() if category else "", possessive)
    return None


def _holds(name: str, kind: Kind) -> bool:
    """Whether a pronoun can stand for the name, or for what the name owns (Chen's firm)."""
    return may_be(name, kind) or (kind == "thing" and name.endswith("'s"))


def instead(text: str, linked: bool) -> str:
    """X of "what about X" and of "and X?", and the year of "how many in 2020"; empty when there is none."""
    plain, date = _END.sub("", text), _DATE.search(fold(text))
    if date and _bare(words(_DATE.sub("", fold(text)))):
        return _dates(text)
    found = words(plain)
    asks = not found or any(word.key in _ASKING for word in found) or found[0].key in _AUXILIARIES
    return plain if linked and not asks and len(found) <= BRIEF + 2 else ""


def swap(before: str, other: str) -> str:
    """The earlier question with `other` where the thing of its kind stood: a year, what was counted, or its topic."""
    date = _DATE.search(fold(other))
    if date:
        before = _redated(before, _dates(other))
        other = (other[: date.start()] + other[date.end() :]).strip(" ,")
    if not other:
        return before
    span = _counted(before) if _bare(words(other)) else _name_span(before, other)
    return _put(before, span, other) if span else before


def join(name: str, body: str) -> str:
    """The question with its topic behind it."""
    return f"{_END.sub('', body)} ({name})?"


def year(text: str) -> str:
    """The first year of a text; empty when it has none."""
    match = _DATE.search(fold(text))
    return text[match.start("first") : match.end("first")] if match else ""


def _dates(text: str) -> str:
    match = _DATE.search(fold(text))
    return text[match.start("date") : match.end("date")] if match else ""


def _bare(found: list[Word]) -> bool:
    """Whether none of the words names a thing by itself."""
    return all(word.functional or word.key in _NOUNS or word.key in _VERBS for word in found)


def _names(text: str) -> list[Span]:
    """(start, end) of the names of a text: quoted, in Chinese characters, or in capitals but for the first word's."""
    spans = [found.span(1) for found in _QUOTED.finditer(fold(text))] or [found.span() for found in _HAN.finditer(text)]
    found, start, end = words(text), -1, -1
    for place, word in enumerate(found):
        if _proper(word, place):
            start, end = (word.start if start < 0 else start), word.end
        elif start >= 0 and not (word.key in _JOINING and _continues(found, place)):
            spans.append((start, end))
            start = -1
    return sorted([*spans, (start, end)] if start >= 0 else spans)


def _proper(word: Word, place: int) -> bool:
    """Whether a word is written as a name is; the first one of a question is in capitals anyway."""
    plain = word.functional or word.key.isdigit() or (place == 0 and (word.key in _VERBS or word.key in _NOUNS))
    return word.capital and not plain


def _continues(found: list[Word], place: int) -> bool:
    """Whether a name goes on after `of`, `and`, `of the`: University of Hong Kong."""
    after = next((word for word in found[place : place + 3] if word.key not in _JOINING), None)
    return after is not None and after.capital and not after.functional


def _topic_span(text: str) -> Span | None:
    """The noun phrase asked about; of a role or quality the thing it belongs to."""
    span = _phrase(text)
    if span and not _bare(words(text[span[0] : span[1]])):
        return _owner(text, span)
    names = _names(text)
    if names:
        return names[0]
    content = [word for word in words(_DATE.sub(_blank, fold(text))) if not word.functional and word.key not in _VERBS]
    while content and content[0].key in _NOUNS:
        content = content[1:]
    return (content[0].start, content[-1].end) if content else None


def _owner(text: str, span: Span) -> Span:
    """Y of "R of Y" and of "Y's R", the phrase itself when it is neither."""
    start, end = span
    of, owned = _OF.search(text, start, end), _OWNED.search(text, start, end)
    if of and of.end() < end and _bare(words(text[start : of.start()])):
        return of.end(), end
    return (start, owned.start()) if owned and owned.start() > start else span


def _phrase(text: str) -> Span | None:
    """The noun phrase behind the first auxiliary, else behind the first verb or article, up to its verb or a preposition."""
    found = words(text)
    place = next((i + 1 for i, word in enumerate(found) if word.key in _AUXILIARIES), 0)
    place = place or next((i + 1 for i, word in enumerate(found[1:], 1) if word.key in _VERBS and not word.capital), 0)
    place = place or next((i for i, word in enumerate(found[1:], 1) if word.key in _ARTICLES), 0)
    place += bool(place) and place < len(found) and found[place].key in _INSIDE
    if not place or place >= len(found):
        return None
    end = place + (found[place].key in _ARTICLES)
    while end < len(found) and not _ends(found[end], end > place):
        end += 1
    return (found[place].start, found[end - 1].end) if end > place else None


def _ends(word: Word, inside: bool) -> bool:
    """Whether a noun phrase ends before this word."""
    verb = inside and (word.key in _VERBS or word.key.endswith("ed"))
    ends = verb or word.key in _PREPOSITIONS or word.key in _AUXILIARIES
    return word.key.isdigit() or (ends and not word.capital)


def _name_span(before: str, other: str) -> Span | None:
    """The name that another name takes the place of: the topic when that is one, else the first inside it or of all.

    None for a part of what was asked about (the tax policy).
    """
    topic_span, names = _topic_span(before), _names(before)
    if names and _PART.match(other) and not _names(other) and not _ONE.match(other):
        return None
    if not names or topic_span in names or not (_names(f"x {other}") or _ONE.match(other)):
        return topic_span
    inside = (name for name in names if topic_span and topic_span[0] <= name[0] < topic_span[1])
    return topic_span if _ONE.match(other) else next(inside, names[0])


def _put(before: str, span: Span, other: str) -> str:
    """The question with the stretch replaced: a name takes the article with it, and "one" the last word of what stood there."""
    start, end = span
    one = _ONE.match(other)
    if one:
        return f"{before[:start]}the {one[1]} {words(before[start:end])[-1].key}{before[end:]}"
    article = re.search(r"\bthe\s+$", before[:start], re.IGNORECASE)
    owned = "'s" if before[start:end].endswith("'s") and not other.endswith("'s") else ""
    return before[: article.start() if article else start] + other + owned + before[end:]


def _counted(before: str) -> Span | None:
    """The noun of "how many noun", else the topic."""
    counted = _COUNTED.search(fold(before))
    found = [word for word in words(before) if counted and word.start >= counted.end()]
    end = next((i for i, word in enumerate(found) if word.key in _AUXILIARIES or word.key in _VERBS), len(found))
    return (found[0].start, found[end - 1].end) if end else _topic_span(before)


def _redated(before: str, date: str) -> str:
    found = _DATE.search(fold(before))
    if found:
        return before[: found.start("date")] + date + before[found.end("date") :]
    return f"{_END.sub('', before)} in {date}?"


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())
