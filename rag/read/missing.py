"""What of a question a text does not speak of.

A near miss shares its names with an article and asks for something else; a swapped name shares everything but the name. In both
the share of the question that is found is high, and one unit is missing altogether.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from rag.read.neural.units import tokens
from rag.read.neural.vocabulary import Floats, Vocabulary
from rag.read.spans import TITLE_ENDS
from rag.read.stands import digits_stand, stands, stands_in_characters
from rag.read.units import Unit
from rag.text import fold, numbers, terms
from rag.types import Group

_LONE = 0.5
"""Share that a lone character says of a longer word that the articles do not hold: 后 stands in many words, and 女王 is asked for."""
_WORDED_OTHERWISE = 3
"""Code points below which a word that no article holds says little."""
_OFTEN_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方"
    "白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
"""The surnames of nine of ten people."""


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


def missing(unit: Unit, text: Text, vocabulary: Vocabulary | None = None) -> float:
    """How much of what the unit tells the text does not say, in [0, 1]: nothing when it (a lone letter or character as one), another name or
    its value stands there, and, with a vocabulary, less for a word like it. A number is there when its value is: 14 is not in 140.
    """
    if unit.number:
        return 0.0 if _figure_stands(unit, text) else unit.tells
    if unit.others:
        return 0.0 if any(stands(name, text.folded) for name in (unit.text, *unit.others)) else unit.tells
    if unit.text in (text.folded if len(unit.text) > 1 else text.terms) or _belongs(unit, text):
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
    word = unit.chinese or unit.text
    if unit.number or word.isascii() or (len(word) < _WORDED_OTHERWISE and not (unit.chinese and unit.named)):
        return False
    others = (term for group in unit.groups for term, _ in group.terms)
    return not any(frequency(term) for term in (*_pairs(word), *others))


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
    word = unit.chinese or unit.text
    return max(_pairs_held(word, text), 0.0 if unit.named else _likeness(word, text, vocabulary))


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
