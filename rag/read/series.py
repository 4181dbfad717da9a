"""Sentences of one article that say the same of one thing after another: 之一是…, 之二是…; 前兩個是…, 後兩個是…; a list of like lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from rag.cite import trim
from rag.text import fold, sentences
from rag.types import Passage

Span = tuple[int, int]
_ORDINAL = re.compile(
    r"第(?P<nth>[一二三四五六七八九十]|\d{1,2})(?:[个项家所间类种位方面点次]+)?|之(?P<of>[一二三四五六七八九十])"
    r"|(?P<half>前|后)(?P<count>[一两二三四五六七八九十])(?:[个项家所类种位点]+)"
)
_PART = re.compile(r"(?<=的)(?P<count>[一两二三四五六七八九])[个项家所类种位点]")
_REST = re.compile(r"(?<=的)另外?(?P<count>[一两二三四五六七八九])[个项家所类种位点]")
_COPULA = re.compile(r",?(?:分别)?(?:是|为|即)|:")
_NUMERAL = dict(zip("一二两三四五六七八九十", (1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10), strict=True))
_ANNOUNCES = re.compile(r"以下|如下|下列|:$")
_ONLY_ANNOUNCES = re.compile(r"(?:如下|下列|以下)[^,。;岁]{0,8}[。:]?$|:$")
_BULLETS = ("-", "•", "·", "*", "▪", "●", "◆")
_REACH = 2_000
"""Code points before and after a quote in which its series is looked for."""
_FRAME = 6
"""Characters that like lines share at least, at their beginning and end together."""


Member = tuple[Passage, Span, int]
"""A sentence, the span in it that is its own, and how many items it is said to hold."""


def series(quote: Passage) -> list[Member]:
    """The sentences of the quote's series, in order; empty when it stands alone.

    Numbered sentences must be numbered from one on without a gap; like lines must follow each other.
    """
    near = around(quote)
    if not any(sentence.overlaps(quote) for sentence in near):
        return []
    return _numbered(quote, near) or _halves(quote, near) or _alike(quote, near)


def counted(quote: Passage) -> str:
    """What a numbered sentence is one of, folded: 研究中心 of 第三個研究中心是…; empty for any other."""
    folded = fold(quote.text)
    match = _ORDINAL.search(folded)
    return _key(folded, match)[1] if match and not match["half"] else ""


def announces(quote: Passage) -> bool:
    """Whether a sentence says that what follows it is a list: 名稱如下。"""
    return bool(_ONLY_ANNOUNCES.search(fold(quote.text)))


def announced(quote: Passage) -> list[Member]:
    """The lines below a sentence that announces them (以下, a colon at its end) and ends its paragraph; empty when it does not, or there
    is but one. What all of them begin with is not their own, nor are the marks that they end with; a word that they all end with is, like
    大學.
    """
    rest, _, below = quote.article.text[quote.end : quote.end + _REACH].partition("\n")
    if rest.strip() or not _ANNOUNCES.search(fold(quote.text)):
        return []
    lines: list[Passage] = []
    at = quote.end + len(rest) + 1
    cut = quote.end + _REACH < len(quote.article.text)
    for line in below.splitlines(keepends=True)[: -1 if cut else None]:  # the last one may not be whole
        if line.lstrip().startswith(_BULLETS):
            lines.append(trim(quote.article.passage(at, at + len(line))))
        elif line.strip() or lines:
            break
        at += len(line)
    texts = [fold(line.text) for line in lines]
    if len(texts) < 2:
        return []
    head, tail = map(min, zip(*(_frame(one, other) for one, other in pairwise(texts)), strict=True))
    marks = min(tail, *(len(text) - len(text.rstrip("。.;,、")) for text in texts))
    return [(line, (head, len(line.text) - marks), 1) for line in lines if len(line.text) > head + tail]


def after(quote: Passage) -> list[Passage]:
    """The sentences behind a quote in its paragraph, in order."""
    line, _, _ = quote.article.text[quote.end : quote.end + _REACH].partition("\n")
    found = [quote.article.passage(quote.end + start, quote.end + end) for start, end in sentences(line)]
    return [sentence for sentence in found if sentence.text.strip()]


def around(quote: Passage) -> list[Passage]:
    """The sentences of the article near the quote, trimmed, in order, those that overlap it included."""
    article, text = quote.article, quote.article.text
    low = max(text.rfind(mark, 0, max(0, quote.start - _REACH)) for mark in "\n。") + 1
    spans = sentences(text[low : quote.end + _REACH])
    found = [trim(article.passage(low + start, low + end)) for start, end in spans]
    return [sentence for sentence in found if sentence.text]


def _key(folded: str, match: re.Match[str]) -> tuple[str, str]:
    """What stands before the number, and what is counted: alike in all sentences of a series."""
    copula = _COPULA.search(folded, match.end())
    return folded[: match.start()], folded[match.end() : copula.start()] if copula else ""


def _numbered(quote: Passage, near: list[Passage]) -> list[Member]:
    folded = fold(quote.text)
    match = _ORDINAL.search(folded)
    if not match or match["half"] or not _COPULA.search(folded, match.end()):
        return []
    before, counted = _key(folded, match)
    found: list[Member] = []
    for sentence, other in _matches(near):
        text = fold(sentence.text)
        there, what = _key(text, other)
        number = other["nth"] or other["of"] or "0"
        if there != before or (what != counted and len(before) < 2) or other["half"]:
            continue
        if (_NUMERAL.get(number) or int(number)) == len(found) + 1:
            found.append((sentence, _own(text, other.end()), 1))
    return found if len(found) > 1 and any(sentence.overlaps(quote) for sentence, _, _ in found) else []


def _halves(quote: Passage, near: list[Passage]) -> list[Member]:
    """前兩個是…, 後兩個是…; 四個方面是…, 另外三個方面是…."""
    pairs = [
        (sentence, match)
        for sentence, match in _matches(near)
        if match["half"] and _COPULA.search(fold(sentence.text), match.end())
    ]
    for (first, front), (second, back) in pairwise(pairs):
        alike = _key(fold(first.text), front)[0] == _key(fold(second.text), back)[0]
        if (
            alike
            and (front["half"], back["half"]) == ("前", "后")
            and (first.overlaps(quote) or second.overlaps(quote))
        ):
            return [_half(first, front), _half(second, back)]
    return _and_the_others(quote, near)


def _half(sentence: Passage, match: re.Match[str]) -> Member:
    return sentence, _own(fold(sentence.text), match.end()), _NUMERAL.get(match["count"], 2)


def _and_the_others(quote: Passage, near: list[Passage]) -> list[Member]:
    for first, second in pairwise(near):
        one, two = _PART.search(fold(first.text)), _REST.search(fold(second.text))
        if not one or not two or not (first.overlaps(quote) or second.overlaps(quote)):
            continue
        if fold(first.text)[: one.start()] == fold(second.text)[: two.start()] and _COPULA.search(
            fold(first.text), one.end()
        ):
            return [_half(first, one), _half(second, two)]
    return []


def _matches(near: list[Passage]) -> Iterator[tuple[Passage, re.Match[str]]]:
    for sentence in near:
        if match := _ORDINAL.search(fold(sentence.text)):
            yield sentence, match


def _own(folded: str, start: int) -> Span:
    """From behind the word 是 that follows `start` to the sentence's end."""
    copula = _COPULA.search(folded, start)
    begin = copula.end() if copula else start
    if copula and folded[begin : begin + 1] in ":":
        begin += 1
    return begin, len(folded.rstrip("。!? \n"))


def _alike(quote: Passage, near: list[Passage]) -> list[Member]:
    """Lines that follow each other and differ in one place only, as the quote's own line does from the next."""
    at = next(place for place, sentence in enumerate(near) if sentence.overlaps(quote))
    beside = [place for place in (at - 1, at + 1) if 0 <= place < len(near) and _own_lines(near[at], near[place])]
    frames = [_frame(fold(near[at].text), fold(near[place].text)) for place in beside]
    head, tail = max(frames, key=sum, default=(0, 0))
    if head + tail < _FRAME or 2 * (head + tail) < len(near[at].text) - _FRAME:
        return []
    return _run(near, at, fold(near[at].text)[:head], fold(near[at].text)[len(near[at].text) - tail :])


def _run(near: list[Passage], at: int, head: str, tail: str) -> list[Member]:
    """The lines before and after that begin with `head` and end with `tail`."""

    def belongs(place: int) -> bool:
        text = fold(near[place].text)
        return text.startswith(head) and text.endswith(tail) and len(text) > len(head) + len(tail)

    low = high = at
    while low > 0 and belongs(low - 1) and _own_lines(near[low - 1], near[low]):
        low -= 1
    while high + 1 < len(near) and belongs(high + 1) and _own_lines(near[high], near[high + 1]):
        high += 1
    lines = near[low : high + 1]
    return [(line, (len(head), len(line.text) - len(tail)), 1) for line in lines] if len(lines) > 2 else []


def _own_lines(one: Passage, other: Passage) -> bool:
    """Whether a line break and nothing but a list's mark stands between them."""
    between = one.article.text[min(one.end, other.end) : max(one.start, other.start)]
    return "\n" in between and len(between.strip()) <= 2


def _frame(one: str, other: str) -> Span:
    """Lengths of what both begin with and what both end with."""
    most = min(len(one), len(other))
    head = next((i for i in range(most) if one[i] != other[i]), most)
    tail = next((i for i in range(most - head) if one[-1 - i] != other[-1 - i]), most - head)
    return head, tail
