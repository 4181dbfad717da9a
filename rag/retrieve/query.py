"""What a question asks for: its language, the terms to look up, and the earlier question it leans on."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from rag.errors import BadQuestion
from rag.lexical import plain_groups
from rag.text import CJK, fold, keywords, language_of, terms
from rag.text.wordings import wordings
from rag.translate import Translator
from rag.types import Group, Query, Question

LONGEST = 2_000
"""Code points of a question; what is longer is no question."""

ALIAS = 0.5
"""Weight of the other names of a thing beside the name a Chinese question uses itself."""

WORDING = 0.7
"""Weight of another region's word for the same thing beside the word that the question uses."""

_WORD = re.compile(rf"[A-Za-z0-9{CJK}]")
_LEANING = re.compile(
    r"^(?:咁|那么?|然后|还有|另外|其中|它|他|她|佢|其|该|这|呢个|同埋|再|又|and\b|but\b|what about|how about|then\b)"
    r"|(?:呢|呢\?|呢？)$|\b(?:it|its|he|his|she|her|they|their|them|that|those|there|one)\b"
)
_YEAR = re.compile(r"(?:19|20)\d\d年?|今年|去年|前年")


def understand(
    question: Question, translator: Translator, frequency: Callable[[str], int], leaning: bool | None = None
) -> Query:
    """The query of a question; `frequency(term)` counts the passages a term stands in.

    With `leaning`, the topic of the last question is put before it; by default when its words ask for that.
    Raises BadQuestion when it is empty, longer than LONGEST, or holds no word or number.
    """
    asked = question.text.strip()
    if not asked:
        raise BadQuestion("The question is empty: type what you want to know.")
    if len(asked) > LONGEST:
        raise BadQuestion(f"The question has {len(asked):,} characters: ask in at most {LONGEST:,}.")
    if not _WORD.search(asked):
        raise BadQuestion("The question holds no word or number: type what you want to know.")
    leaning = leans(asked) if leaning is None else leaning
    parts = [_topic(question, asked), asked] if question.history and leaning else [asked]
    read = [_groups(part, translator, frequency) for part in parts if part.strip()]
    groups = tuple(dict.fromkeys(group for part, _ in read for group in part))
    own = tuple(read[-1][0])
    return Query(asked, " ".join(parts), language_of(asked), groups, own, " ".join(shown for _, shown in read))


def leans(asked: str) -> bool:
    """Whether a question leans on the one before it: a pronoun, 咁…呢, hardly any word."""
    folded = fold(asked)
    return bool(_LEANING.search(folded)) or len(re.findall(rf"[{CJK}]|[a-z0-9]+", folded)) <= 6


def _groups(text: str, translator: Translator, frequency: Callable[[str], int]) -> tuple[list[Group], str]:
    """The groups of a text in its own language, and what people are shown of them."""
    if language_of(text) == "en":
        groups = translator.groups(text, frequency)
        return groups, " ".join(dict.fromkeys(group.label for group in groups if group.label)) or text
    aliases = [replace(group, weight=ALIAS * group.weight) for group in translator.expand(text, frequency)]
    return _with_wordings(plain_groups(keywords(text)), text, frequency) + aliases, text


def _with_wordings(groups: list[Group], text: str, frequency: Callable[[str], int]) -> list[Group]:
    """The groups, those of a word that other regions have another for with the pairs of the other as alternatives.

    The first pair of the one word stands for the first of the other, as in `rag.translate.candidates`.
    """
    others: dict[str, dict[str, float]] = {}
    folded = fold(text)
    for start, end, words in wordings(text):
        own = _pairs(folded[start:end])
        for pairs in map(_pairs, words):
            if own and pairs and all(map(frequency, pairs)):
                for place, pair in enumerate(own):
                    others.setdefault(pair, {})[pairs[place * len(pairs) // len(own)]] = WORDING
    return [_wider(group, others.get(group.terms[0][0], {})) for group in groups]


def _pairs(word: str) -> list[str]:
    """The terms of a word that a passage with all of it holds: pairs of characters, Latin words."""
    return [term for term in terms(word) if len(term) > 1]


def _wider(group: Group, others: dict[str, float]) -> Group:
    new = {term: weight for term, weight in others.items() if term != group.terms[0][0]}
    return replace(group, terms=group.terms + tuple(new.items())) if new else group


def _topic(question: Question, asked: str) -> str:
    """The question before; without its year when the new one names another."""
    before = question.history[-1].question[:LONGEST]
    return _YEAR.sub("", before) if _YEAR.search(fold(asked)) else before
