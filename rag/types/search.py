"""Questions, what they are searched by, and what is found."""

from __future__ import annotations

from dataclasses import dataclass, field

from rag.types.articles import Article, Language, Passage

Ranked = list[tuple[int, float]]
"""[(row, score)], best first. A row is a passage's number in its generation."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A retrieved passage. `score` is the fused score, and once its sentences are read the score it is reranked by.

    A rank counts from 1 within its leg; None when the leg missed it.
    """

    passage: Passage
    score: float
    lexical_rank: int | None = None
    dense_rank: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """One unit of a question as the index sees it: terms that count as one, each with a weight of at most 1.

    Pirkola's structured query (1998): a passage is scored by the best of the terms, with one document frequency for all.
    """

    terms: tuple[tuple[str, float], ...]
    weight: float = 1.0
    """0 for a phrase that no passage holds: it is asked for, not searched by."""
    label: str = ""
    """What people are shown of this unit: 通道 for "channel"; empty for terms that need no showing."""
    sought: tuple[str, float] = ("", 0.0)
    """The likeliest Chinese of an English unit, folded, and its weight, though no passage hold it; empty where none is likelier than the terms."""
    asked: str = field(default="", compare=False)
    """The words of an English question that it was read from."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the alias files that a question mentions, folded: as it calls it, its `others`, and the `rivals`, names of things of
    the same sort that it is not."""

    text: str
    others: tuple[str, ...]
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """A question made ready to search.

    `asked` is what the person typed, `text` the stand-alone question, `groups` its terms, `understood_as` what people are shown.
    `own` are the groups of what was typed alone, without what a follow-up takes from the question before; `names` what `text`
    mentions of the alias files, each once.
    """

    asked: str
    text: str
    language: Language
    groups: tuple[Group, ...]
    own: tuple[Group, ...]
    understood_as: str
    names: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier question of a conversation and what was answered."""

    question: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as typed, or one line of a question file; only `text` is needed to ask."""

    text: str
    id: str | None = None
    history: tuple[Turn, ...] = ()
    language: str = ""
    kind: str = ""
    answerable: bool = True
    answers: tuple[str, ...] = ()
    items: tuple[tuple[str, ...], ...] = ()
    """List questions: groups of wordings; every group must be hit."""
    evidence: tuple[tuple[str, str], ...] = ()
    """Gold: (article id, quote)."""
    trap: str = ""
    """What makes an unanswerable question tempting: near-miss, presupposition, off-topic."""
    rejected: tuple[str, ...] = ()
    """Answers and quotes that a person turned down: whoever gives one of them again is wrong."""
    file: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)
    """Where the question was read, for messages about it; empty and 0 for one that was typed."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which articles may answer. Dates may be partial; `until` is inclusive of the whole year, month or day it names."""

    since: str = ""
    until: str = ""
    publisher: str = ""
    language: str = ""
    """zh-Hant, zh-Hans or en; zh admits both scripts of Chinese, and nothing everything."""

    def admits(self, article: Article) -> bool:
        """An article without a date passes no date filter; publishers match as substrings, languages as beginnings."""
        date = article.published or ""
        if (self.since or self.until) and not date:
            return False
        if self.since and _last_day(date) < _first_day(self.since):
            return False
        if self.until and _first_day(date) > _last_day(self.until):
            return False
        return self.publisher in article.publisher and article.language.startswith(self.language)


def _first_day(date: str) -> str:
    return date + "-01-01"[len(date) - 4 :] if len(date) < 10 else date


def _last_day(date: str) -> str:
    return date + "-12-31"[len(date) - 4 :] if len(date) < 10 else date
