"""Whether a sentence speaks of another thing of the very sort that is asked of: another university, another person, another phase."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.read.neural.vocabulary import Vocabulary
from rag.read.stands import begins_word, stands
from rag.text import fold, numbers
from rag.types import Name, Query

_NUMERALS = "一二三四五六七八九十"
_FIRST = dict.fromkeys("首头初", "1")
_PARTS = "期|轮|届|段|阶段|季|座|馆|线|楼|塔|翼|厂|机组|号机|号线|号楼|号馆|号|卷|版|代|级|批|场|集|幕|站|区|组|队|局"
_PART = re.compile(
    rf"(?<![\d年月.])(?:第?(?P<number>[{_NUMERALS}]{{1,2}}|\d{{1,2}})|(?P<mark>[a-z]|[首头初末东南西北]))(?P<thing>{_PARTS})(?!\d)"
)
"""One of several parts of a thing: 二期, 第五届, A輪, 南塔, 2號機組."""
_PHASED = frozenset(("期", "轮", "届", "段", "阶段", "号线", "号机", "号楼", "号馆"))
"""Parts that a bare number tells apart: 二期 is the second one, 三座 are three."""


def of_another(query: Query, sentence: str, title: str, vocabulary: Vocabulary) -> bool:
    """Whether the sentence names something that is surely not what the question names, of which neither it nor the title speaks.

    A title that names both does not tell of which the sentence speaks.

    >>> from rag.read.neural import Reader
    >>> from rag.types import Name
    >>> asked = Query("城大有多少人", "城大有多少人", "zh-Hans", (), (), "", (Name("城大", ("香港城市大学",), ("港大", "理大")),))
    >>> vocabulary = Reader.open().vocabulary
    >>> of_another(asked, "理大有三百人。", "", vocabulary), of_another(asked, "城大和理大各有三百人。", "", vocabulary)
    (True, False)
    """
    folded, under = fold(sentence), fold(title)
    if query.language != "en" and _another_part(fold(query.text), folded, under):
        return True
    names = _told_apart(query, vocabulary)
    own = {one for name in query.names for one in (name.text, *name.others)}
    for name in names:
        rivals = [one for one in name.rivals if one not in own]
        titled = _names(name, under) and not any(stands(one, under) for one in rivals)
        if _names(name, folded) or titled:
            continue
        named = (one for one in rivals if stands(one, folded))
        if any(one.isascii() or begins_word(one, folded, vocabulary) for one in named):
            return True
    return False


def names_all(query: Query, sentence: str, vocabulary: Vocabulary) -> bool:
    """Whether the sentence itself names everything that the question names and nothing else stands for, which is one thing at least."""
    names = _told_apart(query, vocabulary)
    return bool(names) and all(_names(name, fold(sentence)) for name in names)


def _told_apart(query: Query, vocabulary: Vocabulary) -> list[Name]:
    """The names of the question that have rivals, and stand in it as words of their own."""
    asked = fold(query.text)
    return [
        name
        for name in query.names
        if name.rivals and (query.language == "en" or begins_word(name.text, asked, vocabulary))
    ]


def _names(name: Name, folded: str) -> bool:
    return any(stands(one, folded) for one in (name.text, *name.others))


def _another_part(asked: str, sentence: str, title: str) -> bool:
    """Whether a question is of one part (二期, 第七屆) and the sentence of others of the kind alone (一期), or of none under a title that is
    of others (第八屆論壇閉幕)."""
    told, headed = set(_parts(sentence)), set(_parts(title))
    wanted = {part for part in _parts(asked) if not re.search(rf"[哪几][一个]?{part[1]}", asked)}
    for number, thing in wanted - told:
        others = {other for other, kind in told if kind == thing}
        if not others and (number, thing) not in headed:
            others = {other for other, kind in headed if kind == thing and other.isdecimal()}
        if any((other, thing) not in wanted for other in others):
            return True
    return False


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """(number or mark, kind of part) of each part named; a number in characters as in figures."""
    for match in _PART.finditer(text):
        number, mark = match["number"] or "", match["mark"] or ""
        if number and not (match.group().startswith("第") or match["thing"] in _PHASED or number.isdecimal()):
            continue  # 三座 are three
        value = next((one.value for one in numbers(f"第{number}")), number)
        yield (value if number else _FIRST.get(mark, mark)), match["thing"]
