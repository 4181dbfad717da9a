"""Questions to start with, drawn from the articles that are there and tried before they are shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from rag.text import to_script
from rag.types import Answer, Article, Language

_DEFINED = re.compile(r"[「“《](?P<name>[^「」“”《》\n]{2,12})[」”》](?:是|指|為|为)")
_FRAMES: dict[Language, str] = {"zh-Hant": "{}是什麼？", "zh-Hans": "{}是什么？", "en": "What is {}?"}
_TRIES = 40


def examples(articles: Sequence[Article], language: Language, limit: int, ask: Callable[[str], Answer]) -> list[str]:
    """At most `limit` questions in this language whose answers the articles hold; empty when they define nothing."""
    found: list[str] = []
    for _, name in zip(range(_TRIES), _names(articles), strict=False):
        question = _FRAMES[language].format(to_script(name, language))
        if len(found) == limit:
            break
        if question not in found and ask(question).outcome == "answered":
            found.append(question)
    return found


def _names(articles: Sequence[Article]) -> Iterator[str]:
    """Names in quotation marks that a sentence goes on to define, one an article in turn, short ones first."""
    by_article = [sorted({match["name"] for match in _DEFINED.finditer(one.text)}, key=len) for one in articles]
    seen: set[str] = set()
    for turn in range(max(map(len, by_article), default=0)):
        for names in by_article:
            if turn < len(names) and (key := to_script(names[turn], "zh-Hans")) not in seen:
                seen.add(key)
                yield names[turn]
