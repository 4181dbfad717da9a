"""What 這個產業園 and 該公司 in an answer are called in full."""

from __future__ import annotations

import re

from rag.read.series import around
from rag.text import CJK, fold
from rag.types import Passage

_THIS = r"(?:(?<!应)该|(?<![因故由如彼至对为])此|上述|[这那]一?)[个家间所座条项种名位块支款届次份片只艘]?"
_POINTS, _LEADS = re.compile(rf"{_THIS}$"), re.compile(_THIS)
_STOPS = re.compile(rf"[^{CJK}a-z0-9]|[的在是与和及由为于到从对向把被将有]")
_REACH = 3
"""Sentences before an answer in which the full name is looked for."""
_LONGEST = 16


def full_name(short: Passage) -> Passage | None:
    """The name, in the sentences before, of what a short answer only points at; None when it does not point, or nothing is found.

    The nearest longer word counts that ends as the answer does.
    """
    folded, text = fold(short.text), fold(short.article.text[max(0, short.start - 4) : short.start])
    lead = _LEADS.match(folded)
    noun = folded[lead.end() :] if lead else folded
    if len(noun) < 2 or not (lead or _POINTS.search(text)):
        return None
    before = [sentence for sentence in around(short) if sentence.end <= short.start][-_REACH:]
    return next((name for sentence in reversed(before) if (name := _ending_in(noun, sentence))), None)


def _ending_in(noun: str, sentence: Passage) -> Passage | None:
    """The last word of a sentence that ends in the noun and is longer."""
    folded = fold(sentence.text)
    for match in reversed(list(re.finditer(re.escape(noun), folded))):
        low = max(0, match.start() - _LONGEST)
        stops = [stop.end() for stop in _STOPS.finditer(folded, low, match.start())]
        start = max(stops, default=low)
        if match.start() - start > 1 and not _LEADS.match(folded, start):
            return sentence.article.passage(sentence.start + start, sentence.start + match.end())
    return None
