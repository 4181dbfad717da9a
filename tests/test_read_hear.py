"""What the span reader is given to read, and where what it says belongs."""

from __future__ import annotations

from collections.abc import Sequence

from rag.read.hear import heard
from rag.read.neural import Reading, Span
from rag.text import sentences
from tests.readings import a_candidate, a_query, a_story

STORY = a_story("燈塔昨日啟用。塔高23米。")


class Listener:
    """Says that the last three characters of every passage answer."""

    def read(self, question: str, passages: Sequence[str], titles: Sequence[str] = ()) -> list[Reading]:
        self.passages, self.titles = list(passages), list(titles)
        return [
            Reading(
                (Span(len(text) - 4, len(text) - 1, 0.6),),
                tuple(Span(*span, chance) for span, chance in zip(sentences(text), (0.1, 0.7), strict=True)),
                0.2,
            )
            for text in passages
        ]


def test_windows_are_read_with_the_title_of_their_article() -> None:
    query, spans = a_query("燈塔有多高？", "燈塔"), Listener()
    whole = a_candidate(query, STORY.passage())
    (candidate,) = heard(query, "number", [whole], [0], spans)
    assert spans.passages == [STORY.text] and spans.titles == [STORY.title]
    assert candidate.said.span is not None and candidate.said.span.text == "23米"
    assert candidate.said.nothing == 0.2


def test_a_sentence_has_its_own_chance_and_span() -> None:
    query = a_query("燈塔有多高？", "燈塔")
    found = [a_candidate(query, STORY.passage(*span)) for span in sentences(STORY.text)]
    first, second = heard(query, "number", found, [1, 0], _Whole())
    assert (first.said.chance, first.said.span) == (0.0, None)
    assert second.said.span is not None and second.said.span.text == "23米" and second.said.span_chance == 0.6


class _Whole:
    """Says of any passage that holds it that 23米 answers."""

    def read(self, question: str, passages: Sequence[str], titles: Sequence[str] = ()) -> list[Reading]:
        found = []
        for text in passages:
            at = text.find("23米")
            spans = (Span(at, at + 3, 0.6),) if at >= 0 else ()
            found.append(Reading(spans, (Span(0, len(text), 0.6 if spans else 0.0),), 0.4))
        return found
