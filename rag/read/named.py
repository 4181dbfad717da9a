"""Questions that want just so many things named: 是哪八家銀行, "which seven projects"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.read.lists import list_items
from rag.read.sentence import CLOSE, Candidate
from rag.text import fold

_HAN = dict(zip("三四五六七八九十", range(3, 11), strict=True))
_ENGLISH = dict(zip(("three", "four", "five", "six", "seven", "eight", "nine", "ten"), range(3, 11), strict=True))
_COUNT = r"[三四五六七八九十]|\d{1,2}"
_THING = r"大?[个家所项类种间座条部样几区件方点环处套步块名位国人校款支艘期只]"
_NUMBER = rf"(?:{'|'.join(_ENGLISH)}|\d{{1,2}})"
_WORDS = r"(?:(?!of\b|in\b|was\b|is\b|were\b|did\b|would\b)[\w'-]+ ){0,3}?[\w-]+s\b"
_ASKED = re.compile(
    rf"[哪边](?P<which>{_COUNT}){_THING}|(?<!第)(?P<those>{_COUNT}){_THING}[^,。?的]{{0,8}}?(?:(?:是|系|叫|分别)+(?:[哪边](?!一?[位个座家间所])|什么|甚么|咩|乜|啥|谁)|有哪|具体)"
    rf"(?!一)|\b(?:which|what|what are the|who are the) (?P<several>{_NUMBER}) {_WORDS}|^(?:list |name )?(?:all )?the (?P<all>{_NUMBER}) {_WORDS}"
    rf"|\bnames of (?:the |all |all the )?(?P<names>{_NUMBER})\b"
)
_JOINTS = re.compile(r"以及|[、,和与及跟;]")
_NEARLY = 0.5
"""Share of the best sentence's coverage from which on another may hold what was asked for."""


def named_things(question: str) -> int:
    """How many things a question wants named, from three on; 0 when it does not say.

    >>> named_things("是哪八家銀行"), named_things("which seven projects were on it"), named_things("第三家是哪家")
    (8, 7, 0)
    """
    match = _ASKED.search(fold(question))
    if match is None:
        return 0
    digits = next(value for value in match.groupdict().values() if value)
    return _HAN.get(digits) or _ENGLISH.get(digits) or (int(digits) if int(digits) > 2 else 0)


def unnamed(question: str, ranked: Sequence[Candidate]) -> bool:
    """Whether a question wants three things or more named, and neither the best sentences (best first) list just so many nor are
    the words found in the first of them joined of as many."""
    wanted = named_things(question)
    if not wanted:
        return False
    best = ranked[0]
    if best.said.span and len(_JOINTS.findall(fold(best.said.span.text))) + 1 >= wanted:
        return False
    near = [one.passage for one in ranked[:CLOSE] if one.coverage >= _NEARLY * best.coverage]
    return not list_items(near, wanted)
