"""Which language and script a text is in, and the same text in the other script."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from rag.text.fold import characters
from rag.types import Language

if TYPE_CHECKING:
    from opencc import OpenCC

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_ENGLISH = re.compile(
    r"\b(?:what|which|who|whose|whom|when|where|why|how|is|are|was|were|do|does|did|can|has|have|the|of|in|for|to|and|about|tell|list|name)\b",
    re.IGNORECASE,
)


def language_of(question: str) -> Language:
    """The language to answer in. English words of a question decide over Chinese names inside it.

    >>> language_of("what is 1號通道"), language_of("InnoHK 係咩"), language_of("一号通道是什么")
    ('en', 'zh-Hant', 'zh-Hans')
    """
    han = _HAN.search(question)
    if not han or len(_ENGLISH.findall(question)) >= 2:
        return "en"
    return script_of(question)


def script_of(text: str) -> Language:
    """zh-Hans when more characters are Simplified-only than Traditional-only, else zh-Hant."""
    traditional, simplified = characters("TSCharacters"), characters("STCharacters")
    only_hant = sum(char in traditional for char in text)
    only_hans = sum(simplified.get(char, char) != char and char not in traditional for char in text)
    return "zh-Hans" if only_hans > only_hant else "zh-Hant"


@cache
def _converter(config: str) -> OpenCC:
    from opencc import OpenCC

    return OpenCC(config)


def to_script(text: str, language: Language) -> str:
    """The text in the script of `language`, phrase by phrase (Hong Kong standard for Traditional).

    Lengths may change: for words we write ourselves, never for quotes. English returns the text as it is.
    """
    if language == "en" or script_of(text) == language:
        return text
    return str(_converter("t2s" if language == "zh-Hans" else "s2hk").convert(text))
