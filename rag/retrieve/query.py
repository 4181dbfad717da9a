"""What a question asks for: its language, the terms to look up, and the earlier question it leans on."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from rag.errors import BadQuestion
from rag.lexical import plain_groups
from rag.retrieve.followup import stand_alone
from rag.text import CJK, fold, keywords, language_of, terms
from rag.text.wordings import wordings
from rag.translate import Translator
from rag.types import Group, Query, Question

LONGEST = 2_000
"""Code points of a question; what is longer is no question."""

RESTATED = " → "
"""What stands, in what people are shown of an English follow-up, between the restated question and its Chinese."""

ALIAS = 0.5
"""Weight of the other names of a thing beside the name a Chinese question uses itself."""

WORDING = 0.7
"""Weight of another region's word for the same thing beside the word that the question uses."""

CONTEXT = 0.2
"""Weight of what was spoken of before beside the words of a follow-up."""

_SHORT_YEAR = re.compile(
    r"(?<![\d.近约約这這那逾])(\d\d)年(?=\d{1,2}月|[底尾末](?![层層下线線部端])|初(?![次中级級步期])|[春夏秋冬]|[上下]半年)"
)
_THIS_CENTURY = 40
"""Two figures below it are a year after 2000, from it on one before."""
_WORD = re.compile(rf"[A-Za-z0-9{CJK}]")


def understand(
    question: Question, translator: Translator, frequency: Callable[[str], int], leaning: bool | None = None
) -> Query:
    """The query of a question; `frequency(term)` counts the passages a term stands in.

    A follow-up is made to stand alone first, as `rag.retrieve.followup` says; with `leaning` one that names its own topic is, too.
    Raises BadQuestion when it is empty, longer than LONGEST, or holds no word or number.
    """
    asked = question.text.strip()
    if not asked:
        raise BadQuestion("The question is empty: type what you want to know.")
    if len(asked) > LONGEST:
        raise BadQuestion(f"The question has {len(asked):,} characters: ask in at most {LONGEST:,}.")
    if not _WORD.search(asked):
        raise BadQuestion("The question holds no word or number: type what you want to know.")
    full = _SHORT_YEAR.sub(_whole_year, asked)
    alone = stand_alone(full, question.history, bool(leaning))
    read = [_groups(part, translator, frequency) for part in (alone.parts if alone else (full,)) if part.strip()]
    groups = list(dict.fromkeys(group for part, _ in read for group in part))
    own = tuple(_groups(full, translator, frequency)[0] if alone and not alone.whole else groups)
    if alone and alone.context:
        groups += _beside(groups, _groups(alone.context, translator, frequency)[0])
    shown, language = " ".join(shown for _, shown in read), language_of(asked)
    names = tuple(translator.named(alone.text if alone else full, groups if language == "en" else ()))
    if alone is None:
        return Query(asked, full, language, tuple(groups), own, shown, names)
    understood = f"{alone.text}{RESTATED}{shown}" if language == "en" and shown != alone.text else alone.text
    return Query(asked, alone.text, language, tuple(groups), own, understood, names)


def _whole_year(match: re.Match[str]) -> str:
    """2017年 for 17年 where a month or a season follows: 17年6月."""
    return f"{19 if int(match[1]) >= _THIS_CENTURY else 20}{match[0]}"


def _beside(groups: list[Group], context: list[Group]) -> list[Group]:
    """The groups of the context that the question has not itself, of less weight and unshown."""
    held = {group.terms for group in groups}
    return [replace(group, weight=CONTEXT * group.weight, label="") for group in context if group.terms not in held]


def _groups(text: str, translator: Translator, frequency: Callable[[str], int]) -> tuple[list[Group], str]:
    """The groups of a text in its own language, and what people are shown of them."""
    if language_of(text) == "en":
        groups = translator.groups(text, frequency)
        return groups, " ".join(_shown(groups)) or text
    aliases = [replace(group, weight=ALIAS * group.weight) for group in translator.expand(text, frequency)]
    return _with_wordings(plain_groups(keywords(text)), text, frequency) + aliases, text


def _shown(groups: list[Group]) -> list[str]:
    """The labels of the groups, each once, without the parts of a phrase that no article holds: 世界杯, not 世界 as well."""
    absent = [group.label for group in groups if not group.weight]
    labels = dict.fromkeys(group.label for group in groups if group.label)
    return [label for label in labels if not any(label != phrase and label in phrase for phrase in absent)]


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
