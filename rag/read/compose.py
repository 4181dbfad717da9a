"""A reading as a person sees it: the short answer, then quotes with their papers and dates, in the question's language."""

from __future__ import annotations

from collections.abc import Sequence

from rag.text import to_script
from rag.types import Article, Citation, Language, Passage

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_NOT_FOUND: dict[Language, str] = {
    "zh-Hant": "這些文章裏找不到答案。",
    "zh-Hans": "这些文章里找不到答案。",
    "en": "The answer is not in these articles.",
}


def not_found_text(language: Language) -> str:
    """The honest refusal, in the language of the question."""
    return _NOT_FOUND[language]


def answer_text(short: str | None, citations: Sequence[Citation], language: Language) -> str:
    """Lines apart by an empty one: the short answer if there is one, then each quote with its source and [number]."""
    lines = [_quoted(citation, language) for citation in citations]
    if short:
        lines.insert(0, f"{short} [1]")
    return "\n\n".join(lines)


def short_text(short: Passage | None, language: Language) -> str | None:
    """The short answer in the script of the question; for an English question as printed, since it is a quote."""
    return to_script(short.text, language) if short else None


def _quoted(citation: Citation, language: Language) -> str:
    article = citation.quote.article
    opening, closing = ("“", "”") if language == "en" or article.language != "zh-Hant" else ("「", "」")
    source = " ".join(part for part in (to_script(article.publisher, language), date_text(article, language)) if part)
    lead = f"{source}{': ' if language == 'en' else '：'}" if source else ""
    return f"{lead}{opening}{citation.quote.text}{closing} [{citation.number}]"


def date_text(article: Article, language: Language) -> str:
    """The article's date in words, as exact as it is known: August 2020, 2020年8月26日; empty without one."""
    parts = [int(part) for part in (article.published or "").split("-") if part]
    if not parts:
        return ""
    if language != "en":
        return "".join(f"{part}{unit}" for part, unit in zip(parts, "年月日", strict=False))
    month = _MONTHS[parts[1] - 1] if len(parts) > 1 else ""
    return " ".join(part for part in (str(parts[2]) if len(parts) > 2 else "", month, str(parts[0])) if part)
