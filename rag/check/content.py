"""What a claim says beside numbers, dates and names, as its quotes may word it, and how much of that they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from rag.check.evidence import Evidence
from rag.check.lexicon import Lexicon
from rag.check.names import short_form, stands
from rag.check.units import is_unit
from rag.check.vocabulary import vocabulary
from rag.text import CJK, fold, language_of
from rag.translate.english import caseless
from rag.translate.reading import PHRASE, read

_RUN = re.compile(rf"[{CJK}]+")
_EMPTY = frozenset(fold("""
表示 指出 認為 透露 強調 介紹 報道 根據 據 稱 以及 並且 而且 因此 所以 由於 因為 但是 不過 可以 可能 將會 已經 正在 目前 現時 有關 關於 對於
其中 當中 之間 這個 那個 這些 那些 一個 一些 一項 一家 一名 一間 同時 其他 包括 例如 作為 成為 進行 方面 他們 我們 自己 以 這 其 並 共 共有 設有
內容 情況 文章 論文 文中 記者 說 提到 提及 所有 各自 分別 此外 另外 仍然 還 亦 均 屬於 是否 該校 該公司 兩者 雙方 各方 為了 以便 從而 藉此 通過
""").split())  # fmt: skip
"""Words that hold a Chinese sentence together, or only say that somebody said it."""
_GENERAL = """
mr ms mrs dr professor prof president chairman chairwoman chair director secretary chief executive minister
mayor head officer commissioner manager founder reporter journalist spokesman spokesperson vice deputy acting
senior assistant government bureau department office university college school institute academy centre center
laboratory lab hospital company corporation group limited ltd inc co bank fund park zone district area city
town province region station line project plan policy scheme programme program initiative agreement report
address newspaper daily news association society federation council committee commission board team phase stage
part the and of for in north south east west
"""
_GENERIC = frozenset(_GENERAL.split())
"""English words that are part of many names and name nothing by themselves."""
HALF = 0.5
LEAST = 0.34
"""Least share of a claim's words that its quotes must hold."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A word of a claim at `start`: how the quotes may word it, folded, and how far they do, 0 to 1."""

    start: int
    word: str
    wordings: tuple[str, ...]
    held: float
    named: bool = False
    """Whether it is written like a name in English and no quote holds it."""


def chinese_words(claim: str) -> Iterator[tuple[int, str]]:
    """The words of two characters or more of a folded text, with their offsets."""
    for run in _RUN.finditer(claim):
        for start, end in vocabulary().divide(run.group()):
            if end - start > 1:
                yield run.start() + start, run.group()[start:end]


def chinese_units(claim: str, evidence: Evidence, lexicon: Lexicon) -> Iterator[Unit]:
    """The content words of a folded Chinese claim; where the quotes are English, as these may say them."""
    translated = _translated(evidence, lexicon) if language_of(evidence.text) == "en" else ""
    for start, word in chinese_words(claim):
        if word not in _EMPTY:
            yield Unit(start, word, (word,), float(word in translated) or _held(word, evidence))


def _translated(evidence: Evidence, lexicon: Lexicon) -> str:
    """All that the English words of the quotes may be in Chinese, a line each."""
    return "\n".join(candidate for word in evidence.latin for candidate in lexicon.candidates(word))


def _held(word: str, evidence: Evidence) -> float:
    """1 for a word of the quotes, or one that other regions use for it; half for one that shares a character or more."""
    if word in evidence.folded or any(other in evidence.folded for other in evidence.other_wordings(word)):
        return 1.0
    shared = sum(char in evidence.folded for char in word)
    return HALF * (shared > 0) if len(word) < 4 else shared / len(word)


def english_units(claim: str, evidence: Evidence, lexicon: Lexicon) -> Iterator[Unit]:
    """The content words and phrases of an English claim, as the quotes hold them in translation, by sound or as they are."""
    known = lexicon.translator
    longest = max(PHRASE, known.aliases.longest)
    reading = read(claim, lexicon.candidates, longest, known.names, known.sounds, evidence.frequency)
    found = list(reading.groups())
    for place, (start, group) in enumerate(found):
        if not group.label or any(char.isdigit() for char in group.label) or group.terms[0][0].startswith("="):
            continue
        parts = [group, *takewhile(lambda other: not other.label, (other for _, other in found[place + 1 :]))]
        held = float(any(evidence.holds(word) for word, _ in group.terms))
        named = not held and _name_like(claim, start, group.label, evidence, lexicon)
        yield Unit(start, group.label, tuple(word for part in parts for word, _ in part.terms), held, named)


def _name_like(claim: str, start: int, word: str, evidence: Evidence, lexicon: Lexicon) -> bool:
    """Whether a word that no quote holds is a name that would be known there: a place of the dictionary, a name in pinyin.

    A name that nobody can spell in Chinese from its letters is not held against the claim here, only as a missing word.
    """
    written = claim[start : start + len(word)]
    if (
        not (written[:1].isupper() or caseless(claim))
        or len(word) < 2
        or is_unit(word)
        or claim[start - 1 : start] == "-"
    ):
        return False
    if stands(word, evidence, lexicon):
        return False
    if evidence.latin and written.isupper() and word not in _GENERIC and not lexicon.candidates(word):
        return not any(len(other) > 1 for other in lexicon.candidates(word)) and len(evidence.latin) > 3
    likeliest = next(iter(lexicon.candidates(word)), "")
    if likeliest in vocabulary().names and word not in _GENERIC:
        return not any(_partly(other, evidence) for other in lexicon.candidates(word))
    return lexicon.person_at(claim, start)


def _partly(name: str, evidence: Evidence) -> bool:
    """Whether the quotes hold the head of a name, or write it with one character: 雅典 for 雅典人, 深 for 深圳."""
    return short_form(name, evidence) or (len(name) > 2 and evidence.holds(name[:2]))


def least_held(units: Sequence[Unit]) -> tuple[str, ...]:
    """The words that the quotes hold nothing of, when they hold too few of all; empty when they hold enough."""
    missing = tuple(unit.word for unit in units if not unit.held)
    if len(units) < 2:
        return missing
    share = sum(unit.held for unit in units) / len(units)
    return missing if share < LEAST and len(missing) > 1 else ()
