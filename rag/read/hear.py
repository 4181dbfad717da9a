"""What the span reader says of the candidates: it reads the windows around those that look best, and is asked in Chinese."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.read.asked import asked_in_chinese
from rag.read.kinds import Kind
from rag.read.models import SpanReader
from rag.read.neural import Reading
from rag.read.sentence import Candidate, Said
from rag.read.windows import windows
from rag.types import Passage, Query


def heard(
    query: Query, kind: Kind, found: Sequence[Candidate], order: Sequence[int], spans: SpanReader
) -> list[Candidate]:
    """The candidates in their order, those that the span reader read with what it says of them; `order` lists them best first."""
    read = windows([found[i] for i in order])
    asked: dict[str, list[Passage]] = {}
    for window in read:
        asked.setdefault(asked_in_chinese(query, kind, window.text), []).append(window)
    readings = [
        pair for question, texts in asked.items() for pair in zip(texts, _readings(question, texts, spans), strict=True)
    ]
    return [_with(candidate, readings) for candidate in found]


def _readings(question: str, texts: Sequence[Passage], spans: SpanReader) -> list[Reading]:
    return spans.read(question, [text.text for text in texts], [text.article.title for text in texts])


def _with(candidate: Candidate, readings: Sequence[tuple[Passage, Reading]]) -> Candidate:
    for window, reading in readings:
        if candidate.passage.overlaps(window):
            return replace(candidate, said=_said(candidate.passage, window, reading))
    return candidate


def _said(quote: Passage, window: Passage, reading: Reading) -> Said:
    start, end = quote.start - window.start, quote.end - window.start
    chance = max((part.probability for part in reading.sentences if part.start <= start < part.end), default=0.0)
    best = next((span for span in reading.spans if start <= span.start and span.end <= end), None)
    if best is None:
        return Said(chance, reading.nothing)
    span = Passage(quote.article, window.start + best.start, window.start + best.end)
    return Said(chance, reading.nothing, span, best.probability)
