"""Answers, as the contract writes them and as a stream of events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from rag.types.articles import Language, Passage
from rag.types.search import Hit

Outcome = Literal["answered", "not_found"]


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered quote, counted from 1 in the order of the answer's text."""

    number: int
    quote: Passage


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
