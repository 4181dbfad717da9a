"""Questions to start with, drawn from the articles that are there and tried before they are shown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice

from rag.text import to_script
from rag.types import Answer, Article, Language

_DEFINED = re.compile(r"[「“《](?P<name>[^「」“”《》\n]{2,12})[」”》](?:是|指|為|为)")
_LATIN = re.compile(r"(?<![A-Za-z@])[A-Z][A-Za-z]*[A-Z][A-Za-z]*(?:@[A-Za-z]+)?(?![A-Za-z@])")
"""Names that a reader of English knows by sight: HKIC, InnoHK, Health@InnoHK."""
_FRAMES: dict[Language, str] = {"zh-Hant": "{}是什麼？", "zh-Hans": "{}是什么？", "en": "What is {}?"}
_TRIES = 24


def examples(articles: Sequence[Article], language: Language, limit: int, ask: Callable[[str], Answer]) -> list[str]:
    """At most `limit` questions in this language whose answers the articles hold, those with a short answer first.

    Empty when the articles define nothing.
    """
    names = chain(_latin_names(articles), _names(articles)) if language == "en" else _names(articles)
    questions = dict.fromkeys(_FRAMES[language].format(to_script(name, language)) for name in islice(names, _TRIES))
    short: list[str] = []
    long: list[str] = []
    for question in questions:
        answer = ask(question)
        if answer.outcome == "answered":
            (short if answer.short_answer else long).append(question)
        if len(short) == limit:
            break
    return [*short, *long][:limit]


def _latin_names(articles: Sequence[Article]) -> list[str]:
    """Latin names in the articles, those in most articles first."""
    counts = Counter(name for article in articles for name in set(_LATIN.findall(article.text)))
    return [name for name, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])) if len(name) > 3]


def _names(articles: Sequence[Article]) -> Iterator[str]:
    """Names in quotation marks that a sentence goes on to define, one an article in turn, short ones first."""
    by_article = [sorted({match["name"] for match in _DEFINED.finditer(one.text)}, key=len) for one in articles]
    seen: set[str] = set()
    for turn in range(max(map(len, by_article), default=0)):
        for names in by_article:
            if turn < len(names) and (key := to_script(names[turn], "zh-Hans")) not in seen:
                seen.add(key)
                yield names[turn]
