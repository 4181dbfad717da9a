"""The same thing in the words of Hong Kong, Taiwan and the mainland: 芯片 and 晶片, 質量 and 品質, 的士 and 計程車.

From OpenCC's phrase dictionary, which knows the mainland's and Taiwan's words, and a list of our own that adds Hong Kong's.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from rag.text.fold import fold

REGIONS = Path(__file__).parent.parent / "models" / "words" / "regions.txt"


def wordings(text: str) -> list[tuple[int, int, tuple[str, ...]]]:
    """Where a text uses a word that other regions have another for: (start, end, the others, folded), in order.

    Of overlapping words the longest from the left counts.

    >>> wordings("有幾多架的士")
    [(4, 6, ('计程车', '出租车'))]
    """
    folded, others = fold(text), _others()
    longest = max(map(len, others))
    found, start = [], 0
    while start < len(folded):
        ends = range(min(len(folded), start + longest), start + 1, -1)
        end = next((end for end in ends if folded[start:end] in others), start)
        if end > start:
            found.append((start, end, others[folded[start:end]]))
        start = max(end, start + 1)
    return found


@cache
def _others() -> dict[str, tuple[str, ...]]:
    """Folded word → the folded other words for it, our own list's first."""
    found: dict[str, dict[str, None]] = {}
    for words in [*_regions(), *_phrases()]:
        for word in words:
            found.setdefault(word, {}).update(dict.fromkeys(other for other in words if other != word))
    return {word: tuple(others) for word, others in found.items()}


def _regions() -> list[tuple[str, ...]]:
    lines = (line.partition("#")[0] for line in REGIONS.read_text(encoding="utf-8").splitlines())
    return [tuple(fold(word).strip() for word in line.split(",")) for line in lines if line.strip()]


def _phrases() -> list[tuple[str, ...]]:
    """Pairs of OpenCC's mainland and Taiwan words, of two characters or more."""
    lines = files("opencc").joinpath("dictionary", "TWPhrases.txt").read_text(encoding="utf-8").splitlines()
    pairs = (
        (fold(word), fold(other))
        for word, _, values in (line.partition("\t") for line in lines)
        for other in values.split()
    )
    return [pair for pair in pairs if min(map(len, pair)) > 1 and not any(word.isascii() for word in pair)]
