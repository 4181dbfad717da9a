"""From the Chinese words that an English unit may be, to groups of terms the index can search."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import zip_longest

from rag.text import terms
from rag.types import Group

SLOTS = 3
LENGTH_GAIN = 0.2
"""What each further slot adds to the weight of a unit: a longer word is surer evidence than a pair of characters."""
LONE = 0.6
"""Share of its weight that a lone character keeps beside longer candidates: 港 stands in many words."""


@lru_cache(maxsize=1 << 16)
def pieces(word: str) -> tuple[str, ...]:
    """The terms that a candidate is searched by: Latin words, pairs of characters, a lone character.

    >>> pieces("人工智能"), pieces("港"), pieces("ai")
    (('人工', '工智', '智能'), ('港',), ('ai',))
    """
    found = terms(word)
    pairs = [term for term in found if len(term) == 2 or term[0].isascii()]
    return tuple(pairs or found)


def held(candidates: Mapping[str, float], frequency: Callable[[str], int]) -> dict[str, float]:
    """The candidates whose every piece stands in the corpus, best first.

    Left out are those that hold a shorter one at least as likely: whatever names 香港科學園 names 科學園.
    """
    kept = {word: weight for word, weight in candidates.items() if all(map(frequency, pieces(word)))}
    plain = {word: weight for word, weight in kept.items() if not _holds_another(word, weight, kept)}
    return dict(sorted(plain.items(), key=lambda item: (-item[1], item[0])))


def _holds_another(word: str, weight: float, words: Mapping[str, float]) -> bool:
    if word[0].isascii():
        return False
    return any(1 < len(other) < len(word) and other in word and words[other] >= weight for other in words)


def unit_groups(
    candidates: Mapping[str, float], frequency: Callable[[str], int], sought: tuple[str, float] = ("", 0.0)
) -> list[Group]:
    """The groups of one English unit: its candidates (Chinese word → weight up to 1) as one synonym set.

    The index knows pairs of characters, not words. So a unit has as many slots as its longest candidate has pairs, at
    most SLOTS; a candidate puts its pairs into the slots in order, its rarest ones when it has more, and repeats them
    when it has fewer. A passage with the whole of any candidate scores in every slot, one with half of it in half.
    `sought` is the likeliest word of the unit, held or not.
    """
    split = {word: _rarest(pieces(word), frequency) for word in candidates}
    slots = max(map(len, split.values()))
    weight = min(1.0, (1 + LENGTH_GAIN * (slots - 1)) / slots)
    label = best_word(candidates, frequency)
    groups: list[Group] = []
    for slot in range(slots):
        found: dict[str, float] = {}
        for word, share in candidates.items():
            piece = split[word][slot * len(split[word]) // slots]
            lone = len(piece) == 1 and len(label) > 1
            found[piece] = max(share * LONE if lone else share, found.get(piece, 0.0))
        groups.append(Group(tuple(found.items()), weight, "" if slot else label, sought))
    return merged(groups)


def _rarest(found: tuple[str, ...], frequency: Callable[[str], int]) -> list[str]:
    """The SLOTS pieces that say most, in their order."""
    places = sorted(sorted(range(len(found)), key=lambda place: frequency(found[place]))[:SLOTS])
    return [found[place] for place in places]


def best_word(candidates: Mapping[str, float], frequency: Callable[[str], int]) -> str:
    """The candidate to show people: a whole word, likely as a translation and well supported by the corpus."""
    support = {
        word: min(map(frequency, pieces(word)), default=0) * (LONE if len(word) == 1 else 1) for word in candidates
    }
    return max(candidates, key=lambda word: (candidates[word] ** 2 * support[word] ** 0.5, word))


def united(one: list[Group], other: list[Group]) -> list[Group]:
    """Two readings of the same unit as one: slot by slot the terms of both, under the label of the first."""
    found = []
    for a, b in zip_longest(one, other):
        first, second = a or b, b or a
        terms = dict(second.terms) | dict(first.terms)
        found.append(Group(tuple(terms.items()), max(first.weight, second.weight), first.label, first.sought))
    return found


def merged(groups: list[Group]) -> list[Group]:
    """Groups with the same terms as one of their summed weight, at most 1, under the first label."""
    found: dict[tuple[tuple[str, float], ...], Group] = {}
    for group in groups:
        first = found.get(group.terms, Group(group.terms, 0.0, group.label, group.sought))
        found[group.terms] = Group(group.terms, min(1.0, first.weight + group.weight), first.label, first.sought)
    return list(found.values())
