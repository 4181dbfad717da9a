"""The units of a question, its words, names and numbers, each with how much it tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rag.check.vocabulary import vocabulary as known
from rag.read.neural.units import tokens, unit_spans
from rag.read.neural.vocabulary import Vocabulary
from rag.read.spans import SURNAMES
from rag.read.stands import begins_word
from rag.text import fold, numbers
from rag.text.terms import EMPTY, question_words
from rag.types import Group, Name, Query

_TELLING = 8.0
"""Natural logarithm by which a pair of characters is rare when a unit with it tells all it can."""
_POOR = 0.5
"""A translation that the articles hold stands for an English word when it is this likely beside the likeliest."""
_SOUGHT = 0.5
"""How likely the Chinese of an English word that no article holds must be for the word to be taken for it."""
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
_FUNCTION = frozenset(
    "吗呢吧呀啊么哪谁几何个些位名间家所次种年月日号做有来去到上下里外中"
    "前后被把让请要会能可以使给向从自由当时人之者等多少不没还又再曾已将才"
)


FRAME = re.compile(
    "作用|用途|用处|除了|发生|大约|大概|里面|单位|职务|职位|还有|用来|拿来|带来|好处|坏处|通常|一般|那个|那些|这些|地方|属于|影响|成了|变成|大多|原来|方法|办法|方式"
    "|情况|事情|东西|关于|觉得|叫做|目的|特点|类型|打算|做出|导致|出自|前身|家的|要是|以前|之前|需要|担任|特别|知道|曾经|后果|出现|达到|做到|相比|活动"
)
"""Words of the way in which something is asked (有何作用, 擔任什麼職務): what answers has other words for them, docs/experiments.md has the count."""
_FRAME_ENGLISH = re.compile(
    "comes?|came|coming|take[sn]?|took|ma[dk]es?|run|runs|ran|reach|reached|helps?|helped|needs?|needed|go|goes|went|gets?|got|gives?|gave|used?|uses"
    "|puts?|brings?|brought|draws?|drew|lets?|places?"
)
"""The same in English: which of many Chinese words is meant by these is hardly ever known."""
_AFTER_NAMES = frozenset("系用获因现占定卖离凭出搭收赚同花令话说")
_BEFORE_NAMES = frozenset("买系用按搞受办换赢想起")
"""Words of one character that stand against a name in a question (國巨用幾多錢, 越秀買創興), and seldom end or begin one."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A word, name or number of a question. `tells` in [0, 1]: how rare it is in running text.

    `text` is folded; `named` when the dictionary has it as a name (法國) or not at
    all, or it is written in Latin letters. `others` are its other names, where nothing else stands for it. `groups` are what it is searched by,
    `beside` the words before and behind one that no dictionary has, whose ends may belong to them: 班收 of 諾貝爾班收多少人. `chinese` is the
    likeliest Chinese of an English word that no article holds, `asked` what an English question has for it.
    """

    text: str
    tells: float
    named: bool
    number: str = ""
    groups: tuple[Group, ...] = ()
    others: tuple[str, ...] = ()
    beside: tuple[str, str] = ("", "")
    chinese: str = ""
    asked: str = ""


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
        elif end - start > 1 and not FRAME.fullmatch(unit):
            yield Unit(unit, _tells(unit, vocabulary), unit in known().names)
    yield from _name(run, (before, ""), vocabulary)


def _name(run: str, beside: tuple[str, str], vocabulary: Vocabulary) -> Iterator[Unit]:
    """A run of characters in no dictionary word: a name when it is long or begins like a person's, else half of one at most (養出)."""
    if len(run) > 2 and run[-1] in _AFTER_NAMES:
        run = run[:-1]
    if len(run) > 2 and run[0] in _BEFORE_NAMES:
        run = run[1:]
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
            if not _FRAME_ENGLISH.fullmatch(fold(parts[0].asked)):
                yield _translated_unit(parts if parts[0].weight else parts[:1], vocabulary)
            parts = []
        if group.label or value or (parts and group.weight < 0.8):
            parts.append(group)


def _translated_unit(parts: Sequence[Group], vocabulary: Vocabulary) -> Unit:
    return replace(_unit_of(parts, vocabulary), asked=parts[0].asked)


def _unit_of(parts: Sequence[Group], vocabulary: Vocabulary) -> Unit:
    first = parts[0]
    term = first.terms[0][0]
    if term.startswith("="):
        value = term.lstrip("=#%")
        return Unit(first.label or value, 1.0, False, value, (first,))
    sought, weight = first.sought
    word = fold(sought if max([share for _, share in first.terms], default=0.0) < _POOR * weight else first.label)
    if word.isascii():
        if sought and weight >= _SOUGHT:
            likely = fold(sought)
            return Unit(word, _tells(likely, vocabulary), likely in known().names, "", tuple(parts), chinese=likely)
        return Unit(word, 1.0, True, "", tuple(parts))
    told = max(_tells(word, vocabulary), _tells(max(first.terms, key=_weight)[0], vocabulary))
    named = word in known().names or not _in_dictionary(word, vocabulary)
    return Unit(word, told, named, "", tuple(parts))


def _weight(term: tuple[str, float]) -> float:
    return term[1]


def _in_dictionary(word: str, vocabulary: Vocabulary) -> bool:
    return len(unit_spans(tokens(word, vocabulary))) == 1
