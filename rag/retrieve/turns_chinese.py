"""How a Chinese question, Cantonese or not, leans on the one before it: its topic, its pronouns, what it puts in place of what.

Everything is found on the folded text, whose offsets are those of the text as typed, so that what is kept is kept as typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.retrieve.mentions import Kind, Pronoun, any_of, is_person, lexicon, may_be, unquoted
from rag.text import CJK, fold
from rag.text.terms import question_words

Span = tuple[int, int]

LONGEST_NAME = 40
"""Code points of the longest topic."""
BRIEF = 10
"""Characters up to which a question whose topic is no name of its own may lean on the one before."""

_ROLES, _VERBS, _ADVERBS = any_of(lexicon("zh.role")), any_of(lexicon("zh.verb")), any_of(lexicon("zh.adverb"))
_LITTLE = any_of(lexicon("zh.little"))
_BARE = "|".join(
    [any_of([*lexicon("zh.role"), *lexicon("zh.noun"), *lexicon("zh.verb"), *lexicon("zh.adverb")]), _LITTLE]
)
_CLASS, _PEOPLE = any_of(lexicon("zh.class")), any_of(lexicon("zh.person"))

_DATE = re.compile(
    r"(?:截至)?(?:(?:19|20)\d\d年?(?:\d{1,2}月份?)?(?:\d{1,2}日)?|今年|去年|前年|上年|旧年|明年)(?:[初中底末]|上半年|下半年)?"
)
_DATES = re.compile(rf"(?:{_DATE.pattern})(?:\s*(?:[和与及跟同、/]|以及|同埋)\s*(?:{_DATE.pattern}))*")
"""A date, or several in a row: 2016年和2020年."""
_LEAD = re.compile(
    r"(?:即是|即系|咁样?|那么?(?!个|间|家|所|项(?!目)|位|里|边|年|些|是|条)|然后|还有|另外|同埋|再问|又|噉)[，,\s]*"
)
_BREAK = re.compile(
    rf"""[，。、；：？！,;:?!…"《》\[\]{{}}\s]+(?![a-z])|是|边(?=[一二两三几])|点[睇看]|(?<![所国私拥含享持具])有(?![限关效机色轨线害利])
    |(?<![现存潜])在(?!线|职)|喺|(?<![自理])由|(?<![共合联不相协])同(?![济志学年时样])|(?<!参)与|(?<![共平])和(?![平记黄谐])|跟|被
    |占|(?<![绝反针应])对(?!外)|(?:{_VERBS})(?=了|咗|过|到|在|于)|(?:[会要可想]|(?<![智功性机节产才动])能)(?={_VERBS}|有|喺|在)|未|冇|唔|不(?=会|能|可|是)""",
    re.VERBOSE,
)
_EMPTY = re.compile(rf"(?:{_BARE}|\s)+")
_TAIL = re.compile(
    rf"(?:{_VERBS}|{_ADVERBS}|[都仲还又就才的嘅]|(?<=..)[做搞卖叫住读教讲开建办招收管排值花投养出改]|(?<=..)[{CJK}]了|\s)+$"
)
_ROLE = re.compile(rf"(?:的|嘅)?(?:世界|全球|整体|最新|{_ADVERBS})*(?:{_ROLES})$|(?:的|嘅)(?:{_BARE})+$")

_THAT = fold("嗰")
_DEMONSTRATIVE = rf"(?:(?<!应)该|这|那|呢|{_THAT}|此)"
_COUNTER = "(?:一?(?:个|间|家|所|项|条|座|份|种|款|只|套|次|届|些|啲|班))"
_PRONOUNS = re.compile(
    rf"""(?P<person>{_DEMONSTRATIVE}(?:位|{_COUNTER}?(?:{_PEOPLE}))(?:{_PEOPLE})?|(?<![其吉维])[他她](?!们|人))
    |(?P<place>那里|那儿|那边|{_THAT}度|{_THAT}边|呢度|这里|当地|该处|该地)
    |(?P<year>(?:那|{_THAT}|该)一?年|当年|同年)
    |(?P<thing>{_DEMONSTRATIVE}{_COUNTER}?(?:{_CLASS}|(?<=该)[校园院署局司会区市国社])
      |{_DEMONSTRATIVE}{_COUNTER}(?=$|\W|[是有在喺由会要可能占也都又还仲几多的嘅边咩乜点何什]|{_VERBS})|[这那](?=是)
      |它(?!们)|(?<![尤极与何耳])其(?![中他它实次余间]))
    |(?P<whoever>佢(?:哋)?|[他它她]们)""",
    re.VERBOSE,
)
_KINDS: dict[str, Kind] = {
    "person": "person", "place": "place", "year": "year", "thing": "thing", "whoever": "whoever",
}  # fmt: skip
_CATEGORY = re.compile(rf"(?:{_CLASS}|(?<=该)[校园院署局司会区市国社])$")

_PLACES = re.compile(any_of(lexicon("zh.place")))
_NUMBERED = re.compile(
    r"(?:第[〇一二三四五六七八九十百\d]+|首|[a-z](?=轮)|\d+(?=号|期|月)|[一二三四五六七八九十](?=号|期|轮|月))(?P<unit>个?[轮期批届号名次年月季阶段条项]+)"
)
_LATIN = re.compile(r"[a-z][a-z0-9.&@+'-]*(?:\s[a-z0-9][a-z0-9.&@+'-]*)*")
_COUNTED = re.compile(r"(?:多少|几多|几)(?:个|家|间|所|名|项|条|位|只|种|份|辆|架|人次)?")
_QUANTITY = re.compile(r"有?(?:多少|几多|第几|几大|几长|几高|几)(?:个|家|间|所|名|项)?$")
_ALSO = re.compile(r"(?:也|都|亦)(?:有|是|会|可以|一样)?\w?(?:吗|么)?$")
_RELATIVE = ("的", "嘅")
"""What stands before 那個計劃 when the clause before says which one."""
_CLOSING = ('"', "》")
_CLASSED = frozenset("大城市园港院校省区国社学会局署司法案桥路线站")
_NAMED = re.compile(
    r"(?:公司|大学|学院|研究院|中心|基金|计划|园|区|会|局|署|院|馆|银行|实验室|平台|科技|集团|蓝图|规划|纲要|通道|专线|铁路|线|站|桥|口岸"
    r"|指数|联盟|班|榜|通|港|邨|城|塔|名单|制度|码头|工程|机场)$"
)
_WHEN_OR_WHY = re.compile(r"为什么|为何|点解|几时|何时|什么时候|怎样|点样|如何|为咩")
_WHO = re.compile(r"谁|边个|何人|什么人|咩人|哪位|边位")
_DEFINED = re.compile(r".{2,}是(?:什么|咩|谁|边个|乜|甚么|咩人|咩嚟)\w{0,2}[?\s]*$")
_GENERIC = re.compile(rf"(?:{any_of([*lexicon('zh.role'), *lexicon('zh.noun')])})$")
_WHERE = re.compile(r"边度|哪里|哪儿|何处|何地|什么地方|边处|喺边|在哪")
_THINGS_DO = re.compile(any_of(lexicon("zh.thing-verb")))
_PREDICATE = re.compile(rf"[，,;；]|(?:{_VERBS})(?=了|咗|过)")
_NO_WORD = re.compile(r"[\W呀啊吗呢㗎]+")


def body_of(asked: str) -> tuple[str, bool]:
    """The question without what links it to the one before (咁, 還有), and whether there was such a word."""
    lead = _LEAD.match(fold(asked))
    return (asked[lead.end() :], True) if lead and lead.end() < len(asked) else (asked, False)


def topic(text: str) -> str:
    """The thing that a question is about, as typed; empty when it names none (幾時推出, 創辦人係邊個)."""
    folded = _folded(text)
    return next((text[start:end] for start, end in _named(folded)), "")


def leans(body: str, linked: bool) -> bool:
    """Whether a question without a pronoun leans on the one before: it names nothing, or says 咁 and little else.

    A place behind the verb does not say who: 點解選址河套.
    """
    folded, name = _folded(body), _folded(topic(body))
    elsewhere = bool(_PLACES.fullmatch(name)) and bool(_WHEN_OR_WHY.match(folded))
    also = bool(_ALSO.search(folded)) and len(folded) <= BRIEF
    linked = linked or folded.rstrip("?").endswith("呢")
    return not name or elsewhere or also or folded.startswith("其中") or (linked and len(folded) <= BRIEF)


def may_lean(body: str) -> bool:
    """Whether a question might lean although it names something: it is short, and what it names is no name of its own (授牌儀式)."""
    name = topic(body)
    named = len(name) > 2 and not _GENERIC.search(fold(name))
    named = named or is_person(name) or bool(_PLACES.search(fold(name))) or bool(_NAMED.search(fold(name)))
    named = named or bool(_DEFINED.match(_folded(body)))
    return len(body) <= BRIEF and not named and unquoted(fold(body)) == fold(body)


def says_nothing(body: str) -> bool:
    """Whether nothing is left of a question beside its question words: 點解, 幾多."""
    return not any(_NO_WORD.sub("", piece) for piece in _kept(_folded(body)))


def asks_where(text: str) -> bool:
    """Whether the answer to a question is a place."""
    return bool(_WHERE.search(fold(text)))


def asks_who(text: str) -> bool:
    """Whether the answer to a question is a person."""
    return bool(_WHO.search(fold(text)))


def of_things(body: str) -> bool:
    """Whether only a thing can do what a question asks of 佢: 成立, 上市."""
    return bool(_THINGS_DO.search(fold(body)))


def pronoun(text: str) -> Pronoun | None:
    """The first pronoun that is not inside quotes and that nothing named before it can stand for."""
    folded = unquoted(_folded(text))
    for match in _PRONOUNS.finditer(folded):
        kind, before = _KINDS[match.lastgroup or "thing"], topic(text[: match.start()])
        if folded[: match.start()].endswith(_RELATIVE):
            continue
        if not before or not may_be(before, kind):
            category = _CATEGORY.search(match.group())
            said = category.group() if category else ""
            return Pronoun(match.start(), match.end(), kind, said, match.group() == "其")
    return None


def instead(text: str, linked: bool) -> str:
    """X of 咁X呢 and X呢, with a quantity asked again or not, and the year of 2021年有幾多; empty when there is none."""
    folded = _folded(text).rstrip("?!。 ")
    if _DATE.search(folded) and not any(high > low for low, high in _pieces(folded)):
        return _dates(text)
    asks = folded.endswith("呢")
    folded = folded.removesuffix("呢")
    quantity = _QUANTITY.search(folded)
    if quantity and (linked or asks):
        folded = folded[: quantity.start()]
    elif not asks and not (linked and len(folded) <= 2 * BRIEF):
        return ""
    other = text[: len(folded)].strip()
    return "" if not other or question_words(other) or _PREDICATE.search(fold(other)) else other


def swap(before: str, other: str) -> str:
    """The earlier question with `other` where the thing of its kind stood: a year, a number, a place, a name, or its topic."""
    date = _DATES.match(fold(other))
    if date:
        before = _redated(before, other[: date.end()])
        other = other[date.end() :].lstrip("的嘅 ")
    place = _place_for(before, other) if other else None
    return before[: place[0]] + other + before[place[1] :] if place else before


def join(name: str, body: str) -> str:
    """The question with its topic in front."""
    return f"{name} {body}" if name[-1:].isascii() and body[:1].isascii() else f"{name}{body}"


def year(text: str) -> str:
    """The first date of a text, as typed; empty when it has none."""
    match = _DATE.search(fold(text))
    return text[match.start() : match.end()] if match else ""


def _dates(text: str) -> str:
    match = _DATES.search(fold(text))
    return text[match.start() : match.end()] if match else ""


def _folded(text: str) -> str:
    """The text folded, with 係 read as 是: folding alone makes it the 系 of 學系."""
    return fold(text.replace("係", "是"))


def _pieces(folded: str) -> Iterator[Span]:
    """What stands between question words, verbs and dates, without the words around it that name nothing."""
    breaks = [span for span in question_words(folded) if folded[slice(*span)] != "嘅"]
    breaks += [match.span() for match in (*_BREAK.finditer(folded), *_DATE.finditer(folded))]
    start, asked = 0, False
    for low, high in [*sorted(breaks), (len(folded), len(folded))]:
        if low > start:
            yield from _peeled(folded, start, low, asked)
        asked = asked or high > start
        start = max(start, high)


def _kept(folded: str) -> Iterator[str]:
    """The text between its question words."""
    start = 0
    for low, high in [*question_words(folded), (len(folded), len(folded))]:
        yield folded[start:low]
        start = max(start, high)


def _peeled(folded: str, start: int, end: int, asked: bool) -> Iterator[Span]:
    """The piece without the verbs and adverbs around it, and of a role or a quality what it is asked of."""
    head = _EMPTY.match(folded, start, end) if asked else None
    low = max(head.end() if head else start, end - LONGEST_NAME)
    tail = None if folded[end : end + 1] in _CLOSING else _TAIL.search(folded[low:end])
    high = low + tail.start() if tail else end
    while high > low and (found := _ROLE.search(folded[low:high])) and found.start() > 1:
        high = low + found.start()
    if high > low:
        yield low, high


def _redated(before: str, date: str) -> str:
    found = _DATES.search(fold(before))
    return before[: found.start()] + date + before[found.end() :] if found else date + before


def _place_for(before: str, other: str) -> Span | None:
    """Where in the earlier question the thing stands that `other` takes the place of; None when nowhere."""
    folded, new = _folded(before), _folded(other)
    numbered = _NUMBERED.fullmatch(new)
    if numbered:
        same = (match for match in _NUMBERED.finditer(folded) if match["unit"] == numbered["unit"])
        return next((match.span() for match in same), None)
    if _PLACES.fullmatch(new) and (place := _PLACES.search(folded)):
        return place.span()
    if _EMPTY.fullmatch(new):
        return _counted(folded)
    part = _GENERIC.search(new) and not _NAMED.search(new)
    return _alike(folded, new) or (None if part else next(_named(folded), None))


def _counted(folded: str) -> Span | None:
    """項目 of 有多少個項目."""
    counted = _COUNTED.search(folded)
    noun = re.compile(rf"[{CJK}a-z0-9]+").match(folded, counted.end()) if counted else None
    return noun.span() if noun else None


def _alike(folded: str, new: str) -> Span | None:
    """The piece that ends as the new name does, or that is in Latin letters as it is."""
    if _LATIN.fullmatch(new):
        latin = _LATIN.search(folded)
        return latin.span() if latin else None
    for start, end in _pieces(folded):
        shared = next((n for n in range(min(len(new), end - start), 0, -1) if folded[start:end].endswith(new[-n:])), 0)
        if shared > 1 or (shared and new[-1] in _CLASSED):
            return start, end
    return None


def _named(folded: str) -> Iterator[Span]:
    """The pieces that name something."""
    return ((low, high) for low, high in _pieces(folded) if high - low > 1 and not _EMPTY.fullmatch(folded, low, high))
