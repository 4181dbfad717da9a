"""Dates that a text speaks of from where it stands (昨日, 去年, 今年6月), with the day or year they mean on hover."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from rag.text.dates import Dated, dates
from rag.types import Article, Language
from rag.ui.words import period_in_words

BEFORE = 2_000
"""How many characters before a stretch are read with it: 同年 leans on what was said a few sentences ago."""
LONGEST = 100_000
"""A longer stretch shows no dates: they are read at about 200,000 characters a second."""


def timed(article: Article, start: int, end: int, language: Language) -> str:
    """`article.text[start:end]`, escaped, each relative date in an <abbr> that says which date it is.

    The text inside the tags is the slice to the code point; a date that reaches over an edge is cut there.
    """
    text, at, parts = article.text, start, []
    for low, high, value in _relative(article, start, end):
        title = escape(period_in_words(value, language))
        parts.append(f'{escape(text[at:low])}<abbr title="{title}">{escape(text[low:high])}</abbr>')
        at = high
    return "".join(parts) + escape(text[at:end])


def _relative(article: Article, start: int, end: int) -> list[tuple[int, int, str]]:
    """(start, end, date) of the relative dates in a stretch, cut to it."""
    if not 0 < end - start <= LONGEST:
        return []
    first = max(0, start - BEFORE)
    found = _dates(article.text[first : min(end + 20, len(article.text))], article.published)
    cut = [(max(one.start + first, start), min(one.end + first, end), one.value) for one in found]
    return [(low, high, value) for low, high, value in cut if low < high]


@lru_cache(maxsize=512)
def _dates(text: str, published: str | None) -> tuple[Dated, ...]:
    """Those of the text's dates that mean nothing, or something else, when read by themselves."""
    return tuple(one for one in dates(text, published) if not _says_itself(text[one.start : one.end], one.value))


def _says_itself(expression: str, value: str) -> bool:
    return any(alone.value == value and alone.end - alone.start == len(expression) for alone in dates(expression, None))
