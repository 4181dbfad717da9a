"""Does a sentence say no more than the quotes it cites?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.text import CJK, fold, numbers, terms

_MARK = re.compile(r"\[(\d{1,3})\]")
_NEGATION = re.compile(rf"[不没未无非](?=[{CJK}])|\b(?:not|no|never|without|none)\b|n't\b")
_LEAST_COVERED = 0.5


def cited(sentence: str) -> list[int]:
    """The citation numbers in a sentence, in order."""
    return [int(number) for number in _MARK.findall(sentence)]


def unmarked(sentence: str) -> str:
    """The sentence without its citation marks."""
    return _MARK.sub("", sentence)


def supported(sentence: str, quotes: Sequence[str], same_language: bool) -> bool:
    """Whether the quotes hold every number of the sentence, and, in the same language, its negations and half its terms."""
    claim, evidence = unmarked(sentence), "\n".join(quotes)
    held = {number.value for number in numbers(evidence)}
    if any(number.value not in held for number in numbers(claim)):
        return False
    if not same_language:
        return True
    if _NEGATION.search(fold(claim)) and not _NEGATION.search(fold(evidence)):
        return False
    pairs = [term for term in terms(claim) if len(term) > 1]
    known = set(terms(evidence))
    return not pairs or sum(term in known for term in pairs) >= _LEAST_COVERED * len(pairs)
