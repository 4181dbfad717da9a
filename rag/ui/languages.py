"""The languages of the page, and which of them a visitor gets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import get_args

from rag.types import Language

LANGUAGES: tuple[Language, ...] = get_args(Language)
NAMES: Mapping[Language, str] = {"zh-Hant": "繁體", "zh-Hans": "简体", "en": "English"}


def language_or(value: object, fallback: Language) -> Language:
    """`value` when it names a language of the page (a browser may send anything), else `fallback`."""
    return next((language for language in LANGUAGES if language == value), fallback)


def preferred(accept_language: str) -> Language:
    """The page's language for a browser's Accept-Language header; Traditional Chinese when none of the three fits.

    >>> preferred("zh-CN,zh;q=0.9,en;q=0.8")
    'zh-Hans'
    >>> preferred("fr, en-GB;q=0.7, zh-HK;q=0.3")
    'en'
    """
    wishes = []
    for place, part in enumerate(accept_language.split(",")):
        tag, _, quality = part.strip().partition(";q=")
        weight = float(quality) if re.fullmatch(r"[01](\.\d*)?", quality) else 1.0
        wishes.append((-weight, place, tag.strip().lower()))
    for minus_weight, _, tag in sorted(wishes):
        language = _language_of(tag)
        if language and minus_weight:
            return language
    return "zh-Hant"


def _language_of(tag: str) -> Language | None:
    """zh alone is read as Simplified, as browsers mean it."""
    if re.match(r"zh-(hant|tw|hk|mo)\b", tag):
        return "zh-Hant"
    if tag == "zh" or tag.startswith("zh-"):
        return "zh-Hans"
    return "en" if tag == "en" or tag.startswith("en-") else None
