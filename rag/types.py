"""The nouns of the house: small, frozen, shared by every room.

Offsets count code points of `Article.text`, the cleaned text. Nothing here imports another room.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Language = Literal["zh-Hant", "zh-Hans", "en"]
Outcome = Literal["answered", "not_found"]
Ranked = list[tuple[int, float]]
"""[(row, score)], best first. A row is a passage's number in its generation."""


@dataclass(frozen=True, slots=True)
class Article:
    """One news story, cleaned. `published` may be partial: 2020, 2020-08 or 2020-08-26."""

    id: str
    title: str
    text: str
    published: str | None = None
    publisher: str = ""
    url: str = ""
    language: Language = "zh-Hant"
    source: str = ""
    page_starts: tuple[int, ...] = ()
    """Offsets at which the pages of a paged source begin; empty for a source without pages."""
    reporters: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()
    """Which of title, published, publisher and reporters were read from the text because the file did not say."""
    copies: tuple[Copy, ...] = ()
    """Other printings of the same story, exact or nearly so, that are not indexed themselves."""

    def page_at(self, offset: int) -> int | None:
        """The page, counted from 1, that holds the code point at `offset`; None for a source without pages."""
        return bisect_right(self.page_starts, offset) or 1 if self.page_starts else None

    def passage(self, start: int = 0, end: int | None = None) -> Passage:
        """A stretch of the article; all of it without offsets."""
        return Passage(self, start, len(self.text) if end is None else end)


@dataclass(frozen=True, slots=True)
class Copy:
    """A reprint of an article: enough to name it beside the one that is indexed."""

    id: str
    title: str
    publisher: str = ""
    published: str | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, counted from 1; the edges are fractions of the page, from its top left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Source:
    """An article as it was read, before any repair: one story, or a page with several.

    `article.text` is the text as it came, with a form feed between the pages of a paged file. `boxes`, for a PDF, has one
    box for each line of it, in order, None for an empty line (lines end at a line feed or a form feed).
    """

    article: Article
    boxes: tuple[Box | None, ...] = ()
    whole: bool = False
    """The file itself says that this is one article, so it is never split into stories."""


@dataclass(frozen=True, slots=True)
class Trace:
    """The way back from a cleaned text to its source.

    `runs` are (start in the cleaned text, start in the source, length), ascending in the cleaned text and not
    overlapping there. Characters between two runs were put in by a repair and stand where the run before them ends.
    """

    runs: tuple[tuple[int, int, int], ...]

    def place(self, offset: int) -> int:
        """Where in the source the code point at `offset` of the cleaned text came from."""
        at = max(bisect_right(self.runs, offset, key=_run_start) - 1, 0)
        if not self.runs:
            return 0
        start, source, length = self.runs[at]
        return source + min(max(offset - start, 0), length)

    def spans(self, start: int, end: int) -> list[tuple[int, int]]:
        """The stretches of the source that `[start, end)` of the cleaned text came from, in the cleaned text's order."""
        found: list[tuple[int, int]] = []
        first = max(bisect_right(self.runs, start, key=_run_start) - 1, 0)
        for run, source, length in self.runs[first:]:
            low, high = max(start, run), min(end, run + length)
            if run >= end:
                break
            if low < high:
                found.append((source + low - run, source + high - run))
        return found


def _run_start(run: tuple[int, int, int]) -> int:
    return run[0]


@dataclass(frozen=True, slots=True)
class Story:
    """One cleaned article with the source it was taken from and the way back to it."""

    article: Article
    source: Source
    trace: Trace


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one article: the indexed unit, a quoted sentence, or the gold evidence of a question.

    `start` and `end` count code points of `article.text`. The text is always the slice, so a quote cannot drift.
    """

    article: Article
    start: int
    end: int

    @property
    def text(self) -> str:
        """`article.text[start:end]`."""
        return self.article.text[self.start : self.end]

    def overlaps(self, other: Passage) -> bool:
        """Whether both hold one code point of one article in common."""
        return self.article.id == other.article.id and self.start < other.end and other.start < self.end


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
    label: str = ""
    """What people are shown of this unit: 通道 for "channel"; empty for terms that need no showing."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question made ready to search.

    `asked` is what the person typed, `text` the stand-alone question, `groups` its terms, `understood_as` what people are shown.
    `own` are the groups of what was typed alone, without what a follow-up takes from the question before.
    """

    asked: str
    text: str
    language: Language
    groups: tuple[Group, ...]
    own: tuple[Group, ...]
    understood_as: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered quote, counted from 1 in the order of the answer's text."""

    number: int
    quote: Passage


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


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer of the contract; `to_json` is its one written form."""

    question: str
    understood_as: str
    language: Language
    outcome: Outcome
    text: str
    confidence: float
    passages: tuple[Hit, ...]
    generation: str
    short_answer: str | None = None
    citations: tuple[Citation, ...] = ()
    writer: str = "extractive"
    seconds: Mapping[str, float] = field(default_factory=dict)
    id: str | None = None
    sentences: tuple[Sentence, ...] = ()
    """What a language model wrote, sentence by sentence, also what was struck; empty when none was asked."""
    failed: str = ""
    """Why the language model gave nothing, or not all of it."""

    def to_json(self) -> dict[str, Any]:
        """The object of the answer schema: keys in the schema's order, at most ten passages, best first."""
        return {
            "id": self.id,
            "question": self.question,
            "understood_as": self.understood_as,
            "language": self.language,
            "outcome": self.outcome,
            "short_answer": self.short_answer,
            "text": self.text,
            "confidence": round(self.confidence, 4),
            "citations": [_citation_json(citation) for citation in self.citations],
            "passages": [_hit_json(hit) for hit in self.passages[:10]],
            "generation": self.generation,
            "writer": self.writer,
            "seconds": {name: round(value, 4) for name, value in self.seconds.items()},
        }


def _citation_json(citation: Citation) -> dict[str, Any]:
    """The keys of the schema, and the reprints of the article when there are any."""
    quote = citation.quote
    article = quote.article
    keys = {
        "number": citation.number,
        "article_id": article.id,
        "title": article.title,
        "publisher": article.publisher,
        "published": article.published,
        "page": article.page_at(quote.start),
        "start": quote.start,
        "end": quote.end,
        "quote": quote.text,
    }
    return keys | ({"copies": [asdict(copy) for copy in article.copies]} if article.copies else {})


def _hit_json(hit: Hit) -> dict[str, Any]:
    passage = hit.passage
    return {
        "article_id": passage.article.id,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "score": round(hit.score, 4),
    }


@dataclass(frozen=True, slots=True)
class Found:
    """First event of an answer: what was retrieved."""

    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Delta:
    """A further piece of the answer's text, in order."""

    text: str


@dataclass(frozen=True, slots=True)
class Drafted:
    """The answer in the articles' own words is complete; the language model `writer` goes on from it."""

    answer: Answer
    writer: str


@dataclass(frozen=True, slots=True)
class Restated:
    """A follow-up question as the language model restated it."""

    text: str


@dataclass(frozen=True, slots=True)
class Writing:
    """The language model is at work: characters that came so far."""

    characters: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A finished sentence of a language model, checked: `wrote` is its own text, `text` what stands in the answer.

    `text` is the sentence with its citations numbered as in the answer, or the quote that took its place, or empty when
    the sentence was struck. `reasons` say why it did not stand as it was written.
    """

    wrote: str
    text: str
    citations: tuple[Citation, ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the sentence stands as the model wrote it."""
        return bool(self.text) and not self.reasons


@dataclass(frozen=True, slots=True)
class Failed:
    """The language model gave nothing, or not all of it, and why: "it refused the key"."""

    why: str


Event = Found | Delta | Drafted | Restated | Writing | Sentence | Failed | Answer
"""An answer as a stream: one `Found`, any number of `Delta`, then exactly one `Answer`.

With a language model `Drafted` follows the last `Delta`; then come `Restated` (with a new `Drafted`), `Writing`, `Sentence`
and `Failed`, before the `Answer` that holds what stands.
"""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or line that could not be read while the rest went on."""

    where: str
    why: str


@dataclass(frozen=True, slots=True)
class Repair:
    """One change to the text of a source: what kind, at which line of it (counted from 1), how it read before and after."""

    kind: str
    line: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place of a source that looks broken but was left as it came: its line (counted from 1), the text, and why."""

    line: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far long work is: `done` of `total` units of one named stage (`total` 0 when unknown)."""

    stage: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did. `reused` counts passages whose vectors came from the last generation."""

    generation: str
    articles: int
    passages: int
    reused: int
    unchanged: bool
    skipped: Sequence[Skipped]
    seconds: float
