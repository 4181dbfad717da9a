"""Where a passage is from, in words."""

from __future__ import annotations

from rag.types import Article, Language, Passage
from rag.ui.words import WORDS, date_in_words


def provenance(passage: Passage, language: Language) -> str:
    """Publisher, date and page of a passage, as plain text: 「大公報 · 2020年8月 · 第 1 頁」."""
    page = passage.article.page_at(passage.start)
    parts = [source(passage.article, language), WORDS[language].page.format(number=page) if page else ""]
    return " · ".join(part for part in parts if part)


def source(article: Article, language: Language) -> str:
    """Publisher and date of an article, as plain text: 「大公報 · 2020年8月」."""
    return " · ".join(part for part in (article.publisher, date_in_words(article.published, language)) if part)
