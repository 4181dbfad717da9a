"""Foreign names in Chinese characters: which pairs of characters may write Kavanaugh, by learnt sounds of letters."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rag.translate.candidates import LENGTH_GAIN
from rag.types import Group

_LETTERS = 5
"""Most letters that one character stands for."""
UNIT = 1e-6
"""What probabilities are counted in on disk."""
_SHORTEST, _LONGEST = 3, 16
_LEAST_CUT, _LEAST_SHARE = 0.01, 0.002
_POWER = 0.4
"""Flattens probabilities into weights: a second spelling is worth most of the first."""
_LEAST_WEIGHT = 0.25

Spans = list[tuple[int, int, Mapping[str, float], float]]
"""(start, end, characters → probability, their sum)."""


@dataclass(frozen=True, slots=True)
class Sounds:
    """Joint probabilities of letters and the character that stands for them: letters → {character: probability}."""

    chances: Mapping[str, Mapping[str, float]]

    def pairs(self, word: str) -> list[dict[str, float]]:
        """For each place between two characters of the word's likeliest spelling: pair of characters → weight up to 1.

        The posterior probability of the pair over all spellings, flattened. Empty for what is not spelled by sound.
        """
        if not _SHORTEST <= len(word) <= _LONGEST or not word.isalpha():
            return []
        spans = self._spans(word)
        before, after = _sums(spans, len(word))
        if not after[0]:
            return []
        cuts = _best_cuts(spans, len(word))
        if not cuts:
            return []
        found = [defaultdict[str, float](float) for _ in cuts]
        nearest = [_nearest(cuts, cut) for cut in range(len(word))]
        for cut, pair, share in _joined(spans, before, after):
            found[nearest[cut]][pair] += share
        return [_weighted(shares) for shares in found]

    def groups(self, word: str, frequency: Callable[[str], int]) -> list[Group]:
        """One group a place, of the pairs that the corpus holds, beside the word itself; empty when it holds none.

        The label is the word: which of the spellings is meant, only the passages tell.
        """
        held = [{pair: weight for pair, weight in pairs.items() if frequency(pair)} for pairs in self.pairs(word)]
        chained = [pairs for pairs in _chained(held) if pairs]
        weight = (1 + LENGTH_GAIN * (len(chained) - 1)) / max(len(chained), 1)
        return [
            Group(tuple(({word: 1.0} | pairs).items()), weight, "" if place else word)
            for place, pairs in enumerate(chained)
        ]

    def _spans(self, word: str) -> Spans:
        spans = []
        for start in range(len(word)):
            for end in range(start + 1, min(len(word), start + _LETTERS) + 1):
                if chars := self.chances.get(word[start:end]):
                    spans.append((start, end, chars, sum(chars.values())))
        return spans


def _sums(spans: Spans, length: int) -> tuple[list[float], list[float]]:
    before, after = [1.0] + [0.0] * length, [0.0] * length + [1.0]
    for start, end, _, chance in spans:
        before[end] += before[start] * chance
    for start, end, _, chance in reversed(spans):
        after[start] += chance * after[end]
    return before, after


def _best_cuts(spans: Spans, length: int) -> list[int]:
    best: list[tuple[float, list[int]]] = [(0.0, []), *((-math.inf, []) for _ in range(length))]
    for start, end, chars, _ in spans:
        score = best[start][0] + math.log(max(chars.values()))
        if score > best[end][0]:
            best[end] = (score, [*best[start][1], end])
    return best[length][1][:-1]


def _nearest(cuts: list[int], cut: int) -> int:
    return min(range(len(cuts)), key=lambda place: abs(cuts[place] - cut))


def _joined(spans: Spans, before: list[float], after: list[float]) -> Iterator[tuple[int, str, float]]:
    """(cut, pair of characters, posterior probability) of what meets at each cut."""
    starting = defaultdict(list)
    for span in spans:
        starting[span[0]].append(span)
    for start, cut, left, chance in spans:
        for _, end, right, further in starting[cut]:
            share = before[start] * chance * further * after[end] / after[0]
            if share < _LEAST_CUT:
                continue
            for a, p in left.items():
                for b, q in right.items():
                    part = share * p * q / (chance * further)
                    if part < _LEAST_SHARE:
                        break  # likelier characters come first
                    yield cut, a + b, part


def _chained(held: list[dict[str, float]]) -> list[dict[str, float]]:
    """The pairs that join one of a neighbouring place: a lone pair of a long name is met in other words by chance."""
    if len(held) < 2:
        return held
    ends: list[set[str]] = [set(), *({pair[1] for pair in pairs} for pairs in held[:-1])]
    starts: list[set[str]] = [*({pair[0] for pair in pairs} for pairs in held[1:]), set()]
    return [
        {pair: weight for pair, weight in pairs.items() if pair[0] in before or pair[1] in after}
        for pairs, before, after in zip(held, ends, starts, strict=True)
    ]


def _weighted(shares: Mapping[str, float]) -> dict[str, float]:
    best = max(shares.values(), default=1.0)
    weights = {pair: (share / best) ** _POWER for pair, share in shares.items()}
    return {pair: weight for pair, weight in weights.items() if weight >= _LEAST_WEIGHT}


def open_sounds(path: Path) -> Sounds:
    """The sounds in `path`: lines `letters TAB characters`, each character with its probability in millionths, likeliest first."""
    chances = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            letters, _, found = line.partition("\t")
            chances[letters] = {item[0]: int(item[1:]) * UNIT for item in found.split()}
    return Sounds(chances)
