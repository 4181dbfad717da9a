"""What of a question a text does not speak of: its units (words, names, numbers), each with how much it tells.

A near miss shares its names with an article and asks for something else; a swapped name shares everything but the name. In both
the share of the question that is found is high, and one unit is missing altogether.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np

from rag.check.vocabulary import vocabulary as known
from rag.read.neural.units import tokens, unit_spans
from rag.read.neural.vocabulary import Floats, Vocabulary
from rag.read.spans import SURNAMES, TITLE_ENDS
from rag.read.stands import begins_word, digits_stand, stands, stands_in_characters
from rag.text import fold, numbers, terms
from rag.text.terms import EMPTY, question_words
from rag.types import Group, Name, Query

_TELLING = 8.0
"""Natural logarithm by which a pair of characters is rare when a unit with it tells all it can."""
_POOR = 0.5
"""A translation that the articles hold stands for an English word when it is this likely beside the likeliest."""
_LONE = 0.5
"""Share that a lone character says of a longer word that the articles do not hold: 后 stands in many words, and 女王 is asked for."""
_WORDED_OTHERWISE = 3
"""Code points below which a word that no article holds says little."""
_NAME_LENGTH = 8
"""Code points of the longest run of characters in no dictionary word that is one name: 譚偉豪, 卡斯帕洛夫."""
_BODY = re.compile(
    r"(?:(?![的和与及在是有由到从为把被对跟同将了])[\u3400-\u9fff]){2,10}?(?P<kind>大学|医院|银行|学院|研究院|协会|基金会|委员会|合作区)"
)
"""A body by its full name: 香港教育大學 is one name, though 香港, 教育 and 大學 stand in many texts."""
_VERBS = frozenset("开办建设读进入去考离返访管属归叫搞") | {
    *("考入", "考上", "入读", "就读", "任教", "加入", "进入", "前往", "毕业"),
    *("创办", "开办", "成立", "建立", "设立", "走访", "参观", "访问"),
}
"""Words that are no part of the name of a body."""
_OFTEN_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方"
    "白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
"""The surnames of nine of ten people."""
_FUNCTION = frozenset(
    "吗呢吧呀啊么哪谁几何个些位名间家所次种年月日号做有来去到上下里外中"
    "前后被把让请要会能可以使给向从自由当时人之者等多少不没还又再曾已将才"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A word, name or number of a question. `tells` in [0, 1]: how rare it is in running text.

    `text` is folded; `named` when the dictionary has it as a name (法國) or not at
    all, or it is written in Latin letters. `others` are its other names, where nothing else stands for it. `groups` are what it is searched by,
    `beside` the words before and behind one that no dictionary has, whose ends may belong to them: 班收 of 諾貝爾班收多少人.
    """

    text: str
    tells: float
    named: bool
    number: str = ""
    groups: tuple[Group, ...] = ()
    others: tuple[str, ...] = ()
    beside: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Text:
    """A text that may speak of the units: folded, its terms, the values of its numbers, and, where likeness of words is to
    count, the vectors (k, d) of its words."""

    folded: str
    terms: Set[str]
    numbers: Set[str]
    vectors: Floats = field(default_factory=lambda: np.zeros((0, 0), dtype=np.float32))


@dataclass(frozen=True, slots=True)
class Gap:
    """What a text leaves out of a question, in [0, 1]: the most telling unit, the share of all that its units tell, the most
    telling name, whether a number."""

    most: float
    share: float
    name: float
    number: float


def gap(units: Sequence[Unit], left: Sequence[float]) -> Gap:
    """The gap of a text that leaves `left` (units,) of each unit, as `missing` says."""
    told = sum(unit.tells for unit in units)
    return Gap(
        max(left, default=0.0),
        sum(left) / told if told else 0.0,
        max((share for share, unit in zip(left, units, strict=True) if unit.named), default=0.0),
        max((share for share, unit in zip(left, units, strict=True) if unit.number), default=0.0),
    )


def text_of(text: str, vocabulary: Vocabulary) -> Text:
    """A text made ready to be looked through."""
    folded = fold(text)
    read = tokens(folded, vocabulary)
    words = np.unique((read.words * read.long)[read.words > 0])
    found = frozenset(number.value for number in numbers(text))
    return Text(folded, frozenset(terms(text)), found, vocabulary.vectors[words])


def units(query: Query, asked: str, vocabulary: Vocabulary) -> list[Unit]:
    """The telling units of a question, in its order; `asked` is the question in Chinese. Empty when it has none."""
    if query.language == "en":
        return [_with_others(unit, query.names) for unit in _translated(query.groups, vocabulary)]
    found: list[Unit] = []
    start = 0
    for begin, end in [*question_words(asked), (len(asked), len(asked))]:
        found += _apart(asked[start:begin], query.names, vocabulary)
        start = end
    return [_with_groups(unit, query.groups) for unit in dict.fromkeys(found)]


def missing(unit: Unit, text: Text, vocabulary: Vocabulary | None = None) -> float:
    """How much of what the unit tells the text does not say, in [0, 1]: nothing when it, another name or its value stands there,
    and, with a vocabulary, less for a word like it. A number is there when its value is: 14 is not in 140.
    """
    if unit.number:
        return 0.0 if _figure_stands(unit, text) else unit.tells
    if unit.others:
        return 0.0 if any(stands(name, text.folded) for name in (unit.text, *unit.others)) else unit.tells
    if (len(unit.text) > 1 and unit.text in text.folded) or _belongs(unit, text):
        return 0.0
    whole = sum(group.weight for group in unit.groups)
    share = sum(group.weight * _held(group, text) for group in unit.groups) / whole if whole else 0.0
    return unit.tells * (1 - max(share, _alike(unit, text, vocabulary)))


def unspoken(units: Sequence[Unit], frequency: Callable[[str], int]) -> float:
    """Share of what a question's units tell, in [0, 1], that no article speaks of by any pair of characters or other name.

    `frequency` gives how many passages hold a term. Only units of three characters and more count: shorter ones are often put in other words.
    """
    told = sum(unit.tells for unit in units)
    return sum(unit.tells for unit in units if _unspoken(unit, frequency)) / told if told else 0.0


def _unspoken(unit: Unit, frequency: Callable[[str], int]) -> bool:
    if unit.number or unit.text.isascii() or len(unit.text) < _WORDED_OTHERWISE:
        return False
    others = (term for group in unit.groups for term, _ in group.terms)
    return not any(frequency(term) for term in (*_pairs(unit.text), *others))


def _belongs(unit: Unit, text: Text) -> bool:
    """Whether one of a unit's two characters belongs to the word beside it where the text has that; what may be a name stays whole."""
    before, behind = unit.beside
    if len(unit.text) != 2 or unit.text[0] in _OFTEN_SURNAMES:
        return False
    leads = bool(before) and before[-1] not in TITLE_ENDS and before + unit.text[0] in text.folded
    return leads or (bool(behind) and not unit.named and unit.text[1] + behind in text.folded)


def _figure_stands(unit: Unit, text: Text) -> bool:
    """By its value, its digits, or in characters before whatever it counts."""
    alone = unit.number in text.numbers or digits_stand(unit.text, text.folded)
    return alone or stands_in_characters(unit.number, text.folded)


def _alike(unit: Unit, text: Text, vocabulary: Vocabulary | None) -> float:
    return max(_pairs_held(unit.text, text), 0.0 if unit.named else _likeness(unit.text, text, vocabulary))


def _held(group: Group, text: Text) -> float:
    """Weight of the best of the group's terms that the text holds, as a share of the likeliest word's for its unit."""
    sought, best = group.sought
    lone = _LONE if len(sought) > 1 else 1.0
    held = 0.0
    for term, weight in group.terms:  # asked a thousand times an answer: no lists
        best = max(best, weight)
        if term in text.terms:
            held = max(held, weight * lone if len(term) == 1 else weight)
    return held / best if best else 0.0


def _pairs_held(name: str, text: Text) -> float:
    """Share of the name's pairs of characters that the text holds: a verb may have been taken into the name."""
    pairs, folded, held = _pairs(name), text.folded, 0
    for pair in pairs:
        held += pair in folded
    return held / len(pairs) if pairs else 0.0


@lru_cache(maxsize=1_000)
def _pairs(name: str) -> tuple[str, ...]:
    return tuple(name[i : i + 2] for i in range(len(name) - 1))


def _likeness(word: str, text: Text, vocabulary: Vocabulary | None) -> float:
    """Cosine of the word with the likest word of the text, by their glosses; 0 without one, or without a vocabulary."""
    if vocabulary is None:
        return 0.0
    vector = vocabulary.vectors[int(tokens(word, vocabulary).words[-1])]
    return float(max(0.0, (text.vectors @ vector).max(initial=0.0)))


def _apart(text: str, names: Sequence[Name], vocabulary: Vocabulary) -> Iterator[Unit]:
    """The names of the alias files as they stand in a part of a question, each a unit, and the words between them.

    A body may bear the name of its place: 深圳大学 is one name, 深圳 of 深圳有多少大学 another.
    """
    known = {name.text: name for name in names if name.text in text and begins_word(name.text, text, vocabulary)}
    pattern = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    bodies = [match.span() for match in _BODY.finditer(text)]
    start = 0
    for match in re.finditer(pattern, text) if known else ():
        if not any(begin <= match.start() and match.end() < end for begin, end in bodies):
            yield from _words(text[start : match.start()], vocabulary)
            yield _alias(known[match.group()], vocabulary)
            start = match.end()
    yield from _words(text[start:], vocabulary)


def _alias(name: Name, vocabulary: Vocabulary) -> Unit:
    """A name of the alias files: one of a body tells all it can, whatever characters its short name has (理大).

    Half of the name of what nothing else stands for is no mention of it: 香港 is not 香港城市大学. A place may be named in part (湾区).
    """
    body = any(_BODY.fullmatch(one) for one in (name.text, *name.others))
    tells = 1.0 if body else _tells(name.text, vocabulary)
    return Unit(name.text, tells, True, others=name.others if name.rivals else ())


def _with_others(unit: Unit, names: Sequence[Name]) -> Unit:
    """A unit of an English question with the other names of what nothing else stands for."""
    found = (name.others for name in names if name.rivals and unit.text in (name.text, *name.others))
    others = next(found, ())
    return replace(unit, named=True, others=others) if others else unit


def _words(text: str, vocabulary: Vocabulary) -> Iterator[Unit]:
    """Names of bodies, dictionary words of two characters or more, digits, Latin words, and runs of other characters as names."""
    start = 0
    for match in _BODY.finditer(text):
        name = _without_verb(match.group(), vocabulary)
        yield from _plain_words(text[start : match.end() - len(name)], vocabulary)
        yield (
            Unit(name, 1.0, True) if len(name) > len(match["kind"]) + 1 else Unit(name, _tells(name, vocabulary), False)
        )
        start = match.end()
    yield from _plain_words(text[start:], vocabulary)


def _without_verb(name: str, vocabulary: Vocabulary) -> str:
    """The name of a body without what stands before a verb of one character in it: 研究院 of 河套開研究院."""
    verbs = [end for start, end in unit_spans(tokens(name, vocabulary)) if name[start:end] in _VERBS]
    return name[verbs[-1] :] if verbs else name


def _plain_words(text: str, vocabulary: Vocabulary) -> Iterator[Unit]:
    read = tokens(text, vocabulary)
    values = list(numbers(text))
    run = before = ""
    for start, end in unit_spans(read):
        unit, kind = text[start:end], int(read.tags[start]) // 4
        if kind in (0, 3) and end - start == 1 and unit.isalnum() and unit not in EMPTY and unit not in _FUNCTION:
            run += unit
            continue
        yield from _name(run, (before, unit), vocabulary)
        run, before = "", unit
        if kind == 1:
            value = next((number.value for number in values if number.start <= start < number.end), unit)
            yield Unit(unit, 1.0, False, value)
        elif kind == 2:
            yield Unit(unit, 1.0, True)
        elif end - start > 1:
            yield Unit(unit, _tells(unit, vocabulary), unit in known().names)
    yield from _name(run, (before, ""), vocabulary)


def _name(run: str, beside: tuple[str, str], vocabulary: Vocabulary) -> Iterator[Unit]:
    """A run of characters in no dictionary word: a name when it is long or begins like a person's, else half of one at most (養出)."""
    if 2 <= len(run) <= _NAME_LENGTH:
        named = len(run) > 2 or run[0] in SURNAMES
        yield Unit(run, _tells(run, vocabulary) * (1.0 if named else 0.5), named, beside=beside)


def _tells(word: str, vocabulary: Vocabulary) -> float:
    """How rare the rarest pair of the word is, in [0, 1]; an unknown pair tells all."""
    keys = vocabulary.pair_keys(vocabulary.character_numbers(word))[:-1]
    rarity = vocabulary.pair_idf[vocabulary.pair_numbers(keys)].max(initial=0.0)
    return min(1.0, float(rarity) / _TELLING)


def _with_groups(unit: Unit, groups: Sequence[Group]) -> Unit:
    """The unit with the groups that offer other names or wordings for it."""
    pairs = {unit.text[i : i + 2] for i in range(len(unit.text) - 1)} or {unit.text}
    other = tuple(group for group in groups if len(group.terms) > 1 and any(term in pairs for term, _ in group.terms))
    return replace(unit, groups=other)


def _translated(groups: Sequence[Group], vocabulary: Vocabulary) -> Iterator[Unit]:
    """The units of an English question: a group with a label and the groups of its parts behind it."""
    parts: list[Group] = []
    for group in [*groups, Group((), 1.0, "end")]:
        value = group.terms[0][0].removeprefix("=") if group.terms and group.terms[0][0].startswith("=") else ""
        if (group.label or value) and parts:
            yield _translated_unit(parts, vocabulary)
            parts = []
        if group.label or value or (parts and group.weight < 0.8):
            parts.append(group)


def _translated_unit(parts: Sequence[Group], vocabulary: Vocabulary) -> Unit:
    first = parts[0]
    term = first.terms[0][0]
    if term.startswith("="):
        value = term.lstrip("=#%")
        return Unit(first.label or value, 1.0, False, value, (first,))
    sought, weight = first.sought
    word = fold(sought if max([share for _, share in first.terms], default=0.0) < _POOR * weight else first.label)
    if word.isascii():
        return Unit(word, 1.0, True, "", tuple(parts))
    told = max(_tells(word, vocabulary), _tells(max(first.terms, key=_weight)[0], vocabulary))
    named = word in known().names or not _in_dictionary(word, vocabulary)
    return Unit(word, told, named, "", tuple(parts))


def _weight(term: tuple[str, float]) -> float:
    return term[1]


def _in_dictionary(word: str, vocabulary: Vocabulary) -> bool:
    return len(unit_spans(tokens(word, vocabulary))) == 1
