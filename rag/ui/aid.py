"""A reading aid under a Chinese quote, as HTML: each word with its pinyin and what a dictionary says it means."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from rag.translate import Glossed, glosses
from rag.types import Language, Passage
from rag.ui.words import WORDS

LONGEST = 400
"""Characters of a quote that are explained; what is longer is a page and no quote."""


def aid(quote: Passage, language: Language) -> str:
    """The words of a quote, folded away; nothing for those who read Chinese, or for a quote that is not Chinese."""
    if language != "en" or not quote.article.language.startswith("zh"):
        return ""
    rows = _rows(quote.text[:LONGEST])
    return rows and (
        f'<details class="aid"><summary>{escape(WORDS[language].reading_aid)}</summary>'
        f'<p class="words">{rows}</p><p class="note">{escape(WORDS[language].gloss_note)}</p></details>'
    )


@lru_cache(maxsize=512)
def _rows(text: str) -> str:
    """Kept, for a conversation is drawn again with every piece of its next answer."""
    words = glosses(text)
    return "".join(_word(word) for word in words) if any(word.pinyin for word in words) else ""


def _word(word: Glossed) -> str:
    if not word.pinyin:
        return f'<span class="word"><span lang="zh">{escape(word.text)}</span></span>'
    return (
        f'<span class="word"><i>{escape(word.pinyin)}</i><span lang="zh">{escape(word.text)}</span>'
        f"<small>{escape(word.gloss)}</small></span>"
    )
