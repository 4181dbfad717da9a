"""A model's sentences one by one: each keeps what its passages carry, gives way to a quote, or is struck."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.check import Verdict, check_claim, covered
from rag.cite import trim
from rag.text import sentences
from rag.types import Citation, Passage, Sentence

MOST_SENTENCES = 12
_MARK = re.compile(r"\[(\d{1,3})\]")
_SEVERAL = re.compile(r"[\[【［(（]\s*(\d{1,3}(?:\s*[,，、;]\s*\d{1,3})*)\s*[\]】］)）]")
_MARKED = re.compile(r"([。！？!?.]+[」』”’\"')]*)((?:\s*\[\d{1,3}\])+)")
_THOUGHT = re.compile(r"\s*<think>.*?</think>\s*|\s*<think>(?!.*</think>).*", re.DOTALL)
_BARE = re.compile(r"^[\s*#>•-]+|[*_`#]{2,}")
_NEAR = 2
"""Most things that may be wrong with a sentence whose place a quote takes."""
_SHARE = 0.5
"""Least share of its words that this quote must hold."""
_WIDEST = 3
"""Neighbouring sentences of a passage that are tried as one quote."""
_MARKUP = re.compile(r"https?:|www\.|!\[|\]\(|</?[a-z!]|javascript:|data:", re.IGNORECASE)
NO_CITATION = "it cites none of the passages"
NO_LINKS = "it holds a link or markup"


def finished(text: str, ended: bool) -> tuple[list[str], str]:
    """The finished sentences at the head of a growing text, and what is left of it.

    Marks after a full stop belong to the sentence before; a sentence is finished when something follows that cannot be one.

    >>> finished("The lab opened. [1] It has 4", ended=False)
    (['The lab opened [1].'], 'It has 4')
    """
    text = _MARKED.sub(_mark_first, _SEVERAL.sub(_one_each, _THOUGHT.sub("", text)))
    spans = [text[start:end] for start, end in sentences(text)]
    if not ended and spans:
        rest = spans.pop()
        if spans and re.match(r"\s*[\[【［(（][^\]】］)）]*$", rest):
            rest = spans.pop() + rest
        return [span.strip() for span in spans if span.strip()], rest
    return [span.strip() for span in spans if span.strip()], ""


def _mark_first(match: re.Match[str]) -> str:
    space = " " if match[1].startswith(".") else ""
    after = " " if match[1].startswith(".") else ""
    return f"{space}{match[2].strip()}{match[1]}{after}"


def _one_each(match: re.Match[str]) -> str:
    """[1, 2] as [1][2]; (2020) and （3） stay, for they are no marks."""
    if match.group()[0] in "(（":
        return match.group()
    return "".join(f"[{number}]" for number in re.findall(r"\d+", match[1]))


class Judge:
    """Checks the sentences of one answer and numbers what they quote in the order it is quoted."""

    def __init__(self, sources: Sequence[Citation]) -> None:
        self._sources = {source.number: source.quote for source in sources}
        self._cited: list[Passage] = []
        self._shown: set[str] = set()

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What was quoted so far."""
        return tuple(Citation(number, quote) for number, quote in enumerate(self._cited, 1))

    def judge(self, wrote: str) -> Sentence | None:
        """The sentence as it stands; None for one that says nothing, or nothing new."""
        claim = " ".join(_BARE.sub("", _MARK.sub("", wrote)).split())
        if not any(char.isalnum() for char in claim):
            return None
        given = [self._sources[number] for number in _numbers(wrote) if number in self._sources]
        if _MARKUP.search(wrote):
            return Sentence(wrote, "", (), (NO_LINKS,))
        if not given:
            return Sentence(wrote, "", (), (NO_CITATION,))
        if claim in self._shown:
            return None
        verdict, quotes = _support(claim, given)
        if verdict.supported:
            return self._standing(wrote, claim, quotes, ())
        return self._repaired(wrote, claim, given, verdict.reasons)

    def _repaired(self, wrote: str, claim: str, given: Sequence[Passage], reasons: tuple[str, ...]) -> Sentence:
        """The quote in the place of a sentence that says something near it; struck when nothing is near."""
        near = _nearest(claim, given)
        if near is None or near.text in self._shown:
            return Sentence(wrote, "", (), reasons)
        return self._standing(wrote, near.text, [near], reasons)

    def _standing(self, wrote: str, text: str, quotes: Sequence[Passage], reasons: tuple[str, ...]) -> Sentence:
        citations = tuple(self._citation(quote) for quote in quotes)
        self._shown.update((text, *(quote.text for quote in quotes)))
        marks = "".join(f"[{citation.number}]" for citation in citations)
        body, stop = text.rstrip(" 。.!！?？"), text[len(text.rstrip(" 。.!！?？")) :].strip()
        space = " " if body[-1:].isascii() else ""
        return Sentence(wrote, f"{body}{space}{marks}{stop}", citations, reasons)

    def _citation(self, quote: Passage) -> Citation:
        """The quote under its number; one that lies inside another is that one."""
        for number, other in enumerate(self._cited, 1):
            if other.article.id == quote.article.id and other.start <= quote.start and quote.end <= other.end:
                return Citation(number, other)
        self._cited.append(quote)
        return Citation(len(self._cited), quote)


def _numbers(sentence: str) -> list[int]:
    """The numbers that a sentence cites, each once, in order."""
    return list(dict.fromkeys(int(number) for number in _MARK.findall(sentence)))


def _support(claim: str, given: Sequence[Passage]) -> tuple[Verdict, list[Passage]]:
    """Whether the passages carry the claim, and the shortest stretch of each that they need for it."""
    verdict = _check(claim, given)
    if not verdict.supported:
        return verdict, []
    for passage in given:
        for stretch in _stretches(passage):
            if _check(claim, [stretch]).supported:
                return verdict, [stretch]
    return verdict, [trim(passage) for passage in given]


def _check(claim: str, quotes: Sequence[Passage]) -> Verdict:
    return check_claim(claim, [quote.text for quote in quotes], [quote.article.published for quote in quotes])


def _stretches(passage: Passage) -> Iterator[Passage]:
    """One to three neighbouring sentences of a passage, short stretches first."""
    spans = sentences(passage.text)
    for width in range(1, min(_WIDEST, len(spans)) + 1):
        for place in range(len(spans) - width + 1):
            start, end = passage.start + spans[place][0], passage.start + spans[place + width - 1][1]
            yield trim(Passage(passage.article, start, end))


def _nearest(claim: str, given: Sequence[Passage]) -> Passage | None:
    """The sentence of the passages against which least of the claim is wrong, if that is little."""
    judged: list[tuple[int, int, Passage]] = []
    for passage in given:
        for stretch in _stretches(passage):
            reasons = () if _several(stretch) else _check(claim, [stretch]).reasons
            if 0 < len(reasons) <= _NEAR and covered(claim, [stretch.text]) >= _SHARE:
                judged.append((len(reasons), len(judged), stretch))
    return min(judged)[2] if judged else None


def _several(passage: Passage) -> bool:
    return len(sentences(passage.text)) > 1
