"""The few words of the best sentence that answer."""

from __future__ import annotations

from dataclasses import replace

from rag.read.sentence import Candidate, Said
from rag.read.short import short_answer
from rag.types import Query
from tests.readings import a_candidate, a_query, a_story, sentence

STORY = a_story("鎮長葉文說，燈塔由周海設計。燈塔高23米。")


def heard(query: Query, quote: str, span: str) -> Candidate:
    """The candidate of a sentence of which the span reader likes some words."""
    return replace(a_candidate(query, sentence(STORY, quote)), said=Said(0.9, 0.1, sentence(STORY, span), 0.8))


def test_what_the_span_reader_found_answers() -> None:
    query = a_query("燈塔有多高", "燈塔")
    found = short_answer(query, "number", heard(query, "燈塔高23米。", "23米"))
    assert found and found.text == "23米"


def test_what_the_question_says_is_no_answer() -> None:
    query = a_query("誰設計了燈塔", "燈塔")
    found = short_answer(query, "person", heard(query, "鎮長葉文說，燈塔由周海設計。", "燈塔"))
    assert found and found.text != "燈塔"


def test_how_many_there_are_is_no_name_of_what_they_are() -> None:
    story = a_story("鎮上批准了8家船廠。")
    query = a_query("批准了哪些船廠", "船廠")
    best = replace(a_candidate(query, story.passage()), said=Said(0.9, 0.1, sentence(story, "8家"), 0.8))
    assert short_answer(query, "list", best) is None


def test_who_somebody_is_is_a_title() -> None:
    query = a_query("葉文是誰", "葉文")
    best = heard(query, "鎮長葉文說，燈塔由周海設計。", "周海")
    found = short_answer(query, "person", replace(best, places=((2, 4, 1.0),)))
    assert found and found.text == "鎮長"


def test_a_sentence_that_does_not_say_who_somebody_is_stands_whole() -> None:
    query = a_query("周海是誰", "周海")
    best = heard(query, "燈塔由周海設計。", "設計")
    assert short_answer(query, "person", replace(best, places=((3, 5, 1.0),))) is None
