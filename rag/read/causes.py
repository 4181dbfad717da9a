"""Why and how: the sentence before one that begins with 因此, the one behind that begins with 這是因為."""

from __future__ import annotations

import re

from rag.read.series import around
from rag.text import fold
from rag.types import Passage

_ASKS_HOW = re.compile(
    r"怎[么样]|如何|点样|凭什么|何以|\bhow\b(?! (?:many|much|long|large|big|often|far|high|tall|old))"
)
_SPEAKER = r'"?[^,。;:]{1,14}?(?:指出|认为|表示|解释|强调|补充|坦言|称|说|指|报道)[,:]'
"""Who says it, at the head of a sentence."""
_FOLLOWS = re.compile(
    rf'^(?:{_SPEAKER})?"?(?:因此|因而|故此|故而|所以|为此|于是|由此|有了[这此上]|有见及此|有鉴于此|鉴于[这此上]|基于[这此上]|受此|正因为?[如这此]'
    r"|如此一来|这样一来|结果,|[这此]举?[也就才]?[令使让]|[^,。;:]{1,14}?(?:因此|因而|故此|为此))"
)
"""What follows from the sentence before."""
_EXPLAINS = re.compile(
    rf'^(?:{_SPEAKER})?"?(?:这(?:主要|也|正)?是(?:因为|由于)|[^,。;:]{{0,8}}?原因(?:是|在于|有|之一|包括|,)|究其原因|(?:主要)?是?因为|主要由于)'
)
"""What gives the reason of the sentence before."""
_ANNOUNCES = re.compile(r"(?:解释|说明|阐述|讲述|谈到|谈及|介绍|道出).{0,20}(?:原因|理由|目的|缘由|考虑|初衷)[。!]?$")
"""What says that the sentence behind gives the reason."""
_GIVEN = re.compile(r"因为|由于|原因|为了|旨在|以便|鉴于|基于")
"""A sentence with one of these gives its reason itself."""
_SAYS = re.compile(rf"^{_SPEAKER}")
_ENDS = "。！？；!?;」』”"
_LONGEST = 60
"""Characters of a reason that is given whole as the short answer."""


def asks_how(question: str) -> bool:
    """Whether a question asks in what way something came about or is done.

    >>> asks_how("漁港如何擴建"), asks_how("how did the harbour grow"), asks_how("how many boats")
    (True, True, False)
    """
    return bool(_ASKS_HOW.search(fold(question)))


def gives_reason(sentence: Passage) -> bool:
    """Whether a sentence gives the reason of what it says itself."""
    folded = fold(sentence.text)
    return bool(_GIVEN.search(folded)) and not _ANNOUNCES.search(folded)


def cause_of(quote: Passage) -> Passage | None:
    """The neighbouring sentence that gives the reason of what a sentence says; None where neither does.

    The words of a sentence tell that it leans on the one before; the words of the one behind, that it explains.
    """
    near = around(quote)
    place = next((i for i, sentence in enumerate(near) if sentence.overlaps(quote)), None)
    if place is None or gives_reason(quote):
        return None
    if place and _FOLLOWS.search(fold(quote.text)) and near[place - 1].text[-1] in _ENDS:
        return near[place - 1]
    behind = near[place + 1] if place + 1 < len(near) else None
    explains = _EXPLAINS.search(fold(behind.text)) or _ANNOUNCES.search(fold(quote.text)) if behind else None
    return behind if explains else None


def stated(cause: Passage) -> Passage | None:
    """What a sentence states, without who says it and the marks at its end; None when that is too long for a short answer."""
    folded = fold(cause.text)
    said = _SAYS.match(folded)
    start, end = said.end() if said else 0, len(folded.rstrip('。!?;」』”" '))
    return cause.article.passage(cause.start + start, cause.start + end) if 1 < end - start <= _LONGEST else None
