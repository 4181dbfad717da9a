"""Every label of the page in Traditional Chinese, Simplified Chinese and English.

`WORDS[language].send` is the label; a `{name}` in one is filled with `str.format` by the renderer, which escapes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from rag.types import Language
from rag.ui.words.english import ENGLISH
from rag.ui.words.form import Words
from rag.ui.words.hans import HANS
from rag.ui.words.hant import HANT

__all__ = ["WORDS", "Words", "date_in_words", "period_in_words"]

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

WORDS: Mapping[Language, Words] = {"zh-Hant": HANT, "zh-Hans": HANS, "en": ENGLISH}


def date_in_words(published: str | None, language: Language) -> str:
    """A full or partial date as people write it; what is not a date comes back as it is.

    >>> date_in_words("2020-08", "zh-Hant"), date_in_words("2021-10-15", "en"), date_in_words("2018", "en")
    ('2020年8月', '15 Oct 2021', '2018')
    """
    if not published:
        return WORDS[language].undated
    found = re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?", published)
    if not found:
        return published
    year, month, day = found.groups()
    if language == "en":
        return " ".join(part for part in (day and str(int(day)), month and MONTHS[int(month) - 1], year) if part)
    return f"{year}年" + (f"{int(month)}月" if month else "") + (f"{int(day)}日" if day else "")


def period_in_words(value: str, language: Language) -> str:
    """As `date_in_words`, also for two dates with a slash between them.

    >>> period_in_words("2021-10-21/2021-10-31", "zh-Hant")
    '2021年10月21日 – 2021年10月31日'
    """
    return " – ".join(date_in_words(date, language) for date in value.split("/"))
