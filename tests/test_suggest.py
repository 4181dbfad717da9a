"""A question that was not answered, asked without its year or without what the articles do not speak of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rag.pipeline import Pipeline, build
from rag.pipeline.suggest import Suggestion, suggestions, without
from rag.types import Filter, Question


def always(question: str) -> bool:
    return True


@pytest.mark.parametrize(
    ("question", "left_out", "shorter"),
    [
        ("2035年河套有多少間診所？", "2035年", "河套有多少間診所？"),
        ("在2035年的河套有多少間診所？", "2035年", "河套有多少間診所？"),
        ("What did the Hetao park open in 2035?", "2035", "What did the Hetao park open?"),
        ("Which labs of Peking Hospital are in Hetao?", "Peking Hospital", "Which labs are in Hetao?"),
        ("大公報，2035年，有甚麼計劃？", "2035年", "大公報，有甚麼計劃？"),
    ],
)
def test_what_is_left_reads_well(question: str, left_out: str, shorter: str) -> None:
    start = question.index(left_out)
    assert without(question, start, start + len(left_out)) == shorter


def test_only_what_is_answered_is_suggested() -> None:
    asked = "2035年海濱醫院在河套合作區有多少個項目？"
    assert suggestions(asked, ["海滨医院"], lambda text: False) == []
    assert suggestions(asked, ["海滨医院"], always) == [
        Suggestion("2035年", "海濱醫院在河套合作區有多少個項目？"),
        Suggestion("海濱醫院", "2035年在河套合作區有多少個項目？"),
    ]


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("河套合作區有多少間診所？", "诊所"),
        ("How many clinics does the Hetao park have?", "clinics"),
        ("Which private clinics are in the Hetao park?", "clinics"),
    ],
)
def test_what_is_asked_for_is_never_left_out(question: str, word: str) -> None:
    assert suggestions(question, [word], always) == []


def test_a_question_must_be_left() -> None:
    assert suggestions("2035年呢？", [], always) == []
    assert suggestions("診所？", ["诊所"], always) == []
    assert suggestions("河套合作區有多少個項目？", [], always) == []


def test_at_most_three_are_given_and_few_are_tried() -> None:
    tried: list[str] = []
    words = ["港口", "漁船", "燈塔", "船長", "石階", "大橋", "公園"]
    found = suggestions("".join(words) + "有多少？", words, lambda text: bool(tried.append(text)) or True)
    assert len(found) == 3 and len(tried) <= 5


def test_the_pipeline_tries_what_it_suggests(write_corpus: Callable[..., Path], tmp_path: Path) -> None:
    corpus = write_corpus({"one.md": "---\npublished: 2031-05\npublisher: 海濱日報\n---\n海濱漁港共有四十艘漁船。"})
    build(corpus, tmp_path / "index")
    pipeline = Pipeline.open(tmp_path / "index")
    asked = Question("2045年海濱漁港有多少艘漁船？")
    found = pipeline.suggestions(asked)
    assert all(pipeline.ask(Question(one.question)).outcome == "answered" for one in found)
    assert pipeline.suggestions(asked, Filter(publisher="no such")) == []
