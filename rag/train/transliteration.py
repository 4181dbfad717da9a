"""How foreign names are written in Chinese: which characters stand for which letters, learnt from names in a dictionary.

A joint source-channel model (Li, Zhang and Su 2004) of one character at a time: a name is a sequence of pairs
(letters, character), each drawn on its own, its cuts unknown and learnt by EM.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from rag.train.cedict import Entry

Sounds = dict[tuple[str, str], float]
"""(letters, character) → joint probability."""

LETTERS = 5
"""Most letters that one character stands for."""
ROUNDS = 8
_LIKE_SOUND = 12.0
"""How much likelier at the start a pair is whose letters begin as the character is read."""
_POOR = -9.5
"""Mean log probability of a pair below which a name is taken for a translation and left out."""
_LEAST, _LEAST_SHARE = 2e-6, 1e-4
"""Probabilities of a pair, and of a part within one name, below which they are dropped."""
_KINDS = frozenset("县市乡镇区省州座语国岛河湖山洲海湾族教人星旗盟")
"""What ends a name without being part of it: a county, an island, a people."""
_WORD = re.compile(r"^[a-z]{3,14}$")
_ALIKE = {"c": "kxsq", "v": "fw", "w": "w", "r": "rl", "l": "l", "h": "hx", "j": "jyqz", "g": "gj", "th": "s", "x": "sk", "q": "k",
          "p": "pb", "b": "bp", "d": "d", "t": "td", "s": "sx", "z": "zsc", "k": "kg", "y": "y", "n": "n", "m": "m", "f": "f"}  # fmt: skip


def name_pairs(rows: Iterable[Entry], keys: Mapping[str, Mapping[str, float]]) -> Iterator[tuple[str, str, str]]:
    """(English word, Chinese word, initial letters of its syllables) of the names that may be written by sound."""
    listed: dict[str, list[str]] = defaultdict(list)
    for key, found in keys.items():
        for word in found:
            listed[word].append(key)
    for row in rows:
        syllables = [re.sub(r"\d", "", syllable).lower() for syllable in row.pinyin.split()]
        if not row.pinyin[:1].isupper() or not 2 <= len(syllables) <= 7:
            continue
        for word in row.spellings:
            for key in listed[word] if word[-1] not in _KINDS else ():
                if len(word) == len(syllables) and _WORD.match(key) and not _is_pinyin(key, syllables):
                    yield key, word, "".join(syllable[0] for syllable in syllables)


def _is_pinyin(key: str, syllables: list[str]) -> bool:
    """Whether an English name only spells Chinese syllables out, with or without what kind of place it is."""
    parts = {
        "".join(syllables[start:end]) for start in range(len(syllables)) for end in range(start + 1, len(syllables) + 1)
    }
    return key in parts


def learn(pairs: Iterable[tuple[str, str, str]]) -> Sounds:
    """Joint probabilities of letters and characters; what is too improbable to matter is left out."""
    names = sorted(set(pairs))
    sounds: Sounds = {}
    for turn in range(ROUNDS):
        counts: dict[tuple[str, str], float] = defaultdict(float)
        for english, chinese, initials in names:
            total, found = _posteriors(english, chinese, initials, sounds)
            if turn < 2 or (total > 0 and math.log(total) / len(chinese) > _POOR):
                for pair, share in found.items():
                    counts[pair] += share
        whole = sum(counts.values())
        sounds = {pair: count / whole for pair, count in counts.items()}
    return {pair: chance for pair, chance in sounds.items() if chance >= _LEAST}


def _guess(letters: str, initial: str) -> float:
    """A guess before anything is learnt: a character stands rather for letters that begin as it is read."""
    return 1e-4 * (_LIKE_SOUND if initial in _ALIKE.get(letters[0], letters[0]) else 1.0)


Part = tuple[int, int, int, float]
"""Letters `english[start:end]` written by character number `place`: (place, start, end, probability)."""


def _parts(english: str, chinese: str, initials: str, sounds: Sounds) -> list[Part]:
    """Every possible part of a name, in the order of its characters."""
    found = []
    for place, (char, initial) in enumerate(zip(chinese, initials, strict=True)):
        for start in range(place, len(english)):
            for end in range(start + 1, min(len(english), start + LETTERS) + 1):
                letters = english[start:end]
                chance = sounds.get((letters, char), 0.0) if sounds else _guess(letters, initial)
                if chance:
                    found.append((place, start, end, chance))
    return found


def _posteriors(english: str, chinese: str, initials: str, sounds: Sounds) -> tuple[float, Sounds]:
    """The probability of a name, and how probably each pair of letters and character is one of its parts."""
    parts = _parts(english, chinese, initials, sounds)
    before: dict[tuple[int, int], float] = defaultdict(float, {(0, 0): 1.0})
    after: dict[tuple[int, int], float] = defaultdict(float, {(len(chinese), len(english)): 1.0})
    for place, start, end, chance in parts:
        before[place + 1, end] += before[place, start] * chance
    for place, start, end, chance in reversed(parts):
        after[place, start] += chance * after[place + 1, end]
    total = after[0, 0]
    found: Sounds = defaultdict(float)
    for place, start, end, chance in parts if total else []:
        share = before[place, start] * chance * after[place + 1, end] / total
        if share > _LEAST_SHARE:
            found[english[start:end], chinese[place]] += share
    return total, found
