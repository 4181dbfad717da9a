"""What 去年 and 昨日 mean in a quote, by the date of its article."""

from __future__ import annotations

import re

from rag.read.english import date_in_english
from rag.read.words import RELATIVE, WORDS
from rag.text import Dated, dates, fold
from rag.types import Language, Passage

_LEANS = re.compile(r"(?:去年|今年|明年|前年|后年|上个?月|本月|下个?月|昨[日天]|今[日天]|明[日天]|前[日天])")
_MOST = 2
"""Dates explained of one quote."""


def date_in_words(partial: str, language: Language) -> str:
    """A partial ISO date in words.

    >>> date_in_words("2020-08", "en"), date_in_words("2020-08-26", "zh-Hant")
    ('August 2020', '2020年8月26日')
    """
    if language == "en":
        return date_in_english(partial)
    return "".join(f"{int(part)}{unit}" for part, unit in zip(partial.split("-"), "年月日", strict=False))


def meanings(quote: Passage, language: Language) -> str:
    """A note such as （去年＝2020年） of what the quote's dates mean that lean on its article's; empty when it has none, or it is not sure.

    The words stand as printed; those that English has words for stand in English for a reader of English.
    """
    words = WORDS[language]
    found: dict[str, str] = {}
    for date in _leaning(quote):
        printed = quote.text[date.start : date.end]
        name = RELATIVE.get(fold(printed), printed) if language == "en" else printed
        found.setdefault(name, date_in_words(date.value, language))
    notes = [f"{name}{words.equals}{meant}" for name, meant in list(found.items())[:_MOST]]
    return words.means.format(dates=words.comma.join(notes)) if notes else ""


def moment(short: Passage, quote: Passage) -> str | None:
    """The partial ISO date that a short answer within the quote means, when it leans on the date of the article; None when not."""
    start, end = short.start - quote.start, short.end - quote.start
    return next((date.value for date in _leaning(quote) if date.start <= start and end <= date.end), None)


def _leaning(quote: Passage) -> list[Dated]:
    text = quote.text
    return [date for date in dates(text, quote.article.published) if _tells(date, text[date.start : date.end])]


def _tells(date: Dated, printed: str) -> bool:
    """Whether the words do not say the date themselves: 今年（2021年） does."""
    return bool(_LEANS.match(fold(printed))) and "/" not in date.value and date.value[:4] not in printed
