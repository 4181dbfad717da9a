"""What cleaning changed in a source and what it left: for people, by line of the source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.clean.lines import BULLETS, PROSE, closed, credit
from rag.clean.pieces import Pieces, Traced
from rag.clean.repairs import REPAIRS, repaired
from rag.clean.tidy import one_form
from rag.types import Doubt, Repair, Source

_UNREADABLE = re.compile(r"[\ufffd\ue000-\uf8ff]")
_TWICE = re.compile(r"([\u3400-\u9fff0-9]{4,20})\1")
_AROUND = 12
_LONGEST = 160
_STAYS = 24
"""Characters of a stretch that parts two changes; shorter ones are shown inside one."""


def repairs(source: Source) -> list[Repair]:
    """Every change that `clean` makes to the text of a source, kind by kind in the order they are done, then by line."""
    text = source.article.text
    traced = Traced.of(text).renamed(one_form(text))
    found = [
        Repair("one_form", _number(text, at), before, after)
        for at, (before, after) in enumerate(zip(text, traced.text, strict=True))
        if before != after and not before.isspace()
    ]
    for repair in REPAIRS:
        pieces = repair(traced.text)
        if pieces is None:
            continue
        found += [
            Repair(repair.__name__, _line(text, traced, low), before, after)
            for low, before, after in _changes(traced.text, pieces)
        ]
        traced = traced.apply(repair)
    return found


def _line(text: str, traced: Traced, at: int) -> int:
    place = int(traced.origin[min(at, len(traced.origin) - 1)])
    return _number(text, max(place, ~place))


def _number(text: str, at: int) -> int:
    """The line that holds the code point at `at`, counted from 1; a line ends at a line feed or a form feed."""
    return text.count("\n", 0, at) + text.count("\f", 0, at) + 1


def _changes(text: str, pieces: Pieces) -> Iterator[tuple[int, str, str]]:
    """(offset, before, after) between each two long stretches that stay, with a little of them on both sides."""
    low, put_in, amid = 0, "", ""
    for start, end, after in [*pieces, (len(text), len(text), "")]:
        stays = start >= low and (end - start >= _STAYS or start == len(text))
        if not stays:
            amid += put_in + text[start:end]
            put_in = after
            continue
        left, right = text[max(low - _AROUND, 0) : low], text[start : start + _AROUND]
        before, now = left + text[low:start] + right, left + amid + put_in + right
        if before != now:
            yield low, before[:_LONGEST], now[:_LONGEST]
        low, put_in, amid = end, after, ""


def doubts(source: Source) -> list[Doubt]:
    """What still looks broken after every repair and was left as it came, by line of the source."""
    text = source.article.text
    traced = repaired(text)
    found = []
    at = 0
    for line in traced.text.split("\n"):
        why = _doubt(line)
        if why:
            found.append(Doubt(_line(text, traced, at), line[:_LONGEST], why))
        at += len(line) + 1
    return sorted(found, key=lambda doubt: doubt.line)


def _doubt(line: str) -> str:
    """Why a cleaned line looks broken; empty when it does not."""
    if _UNREADABLE.search(line):
        return "characters that cannot be read"
    if _TWICE.search(line):
        return "words printed twice"
    if len(line) == 1:
        return "a character by itself"
    if PROSE.search(line) and not closed(line) and line[0] not in BULLETS and "｜" not in line and not credit(line):
        return "stops in mid-sentence"
    if re.fullmatch(r"[\d.,%％/\s-]+", line):
        return "a number without its heading"
    return ""
