"""The questions we wrote over passages of the reading sets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rag.train.span_data import SHORT
from rag.train.written import QUESTIONS, Written, key_of, read_written, written_rows

DATA = Path(__file__).parent.parent.parent / "shared" / "data"
PASSAGE = "漁港的燈塔建於1931年，高23米，由工程師周海設計。燈塔在1987年停用。"


def test_every_line_names_a_passage_and_asks_of_it_in_two_languages() -> None:
    seen = set()
    for line in QUESTIONS.read_text("utf-8").splitlines():
        keys = json.loads(line)
        assert keys["passage"] not in seen and len(keys["questions"]) >= 2
        seen.add(keys["passage"])
        for chinese, english, answer in keys["questions"]:
            assert chinese.strip() and english.strip() and answer == answer.strip()


def test_about_half_have_no_answer() -> None:
    lines = map(json.loads, QUESTIONS.read_text("utf-8").splitlines())
    answers = [answer for line in lines for _, _, answer in line["questions"]]
    assert 0.45 < sum(not answer for answer in answers) / len(answers) < 0.55


def test_a_question_becomes_a_row_in_each_language() -> None:
    chinese, english = next(
        written_rows(
            [Written("drcd.dev", "燈塔", PASSAGE, "漁港燈塔有幾高？", "How tall is the lighthouse?", "23米", True)]
        )
    )
    assert chinese.question == "渔港灯塔有多高?" and chinese.style == SHORT
    assert english.question.endswith("多高") and "灯塔" in english.question
    assert all(row.passage[start:end] == "23米" for row in (chinese, english) for start, end in row.spans)


def test_a_near_miss_has_no_place() -> None:
    missed = Written("drcd.dev", "燈塔", PASSAGE, "漁港燈塔花了多少錢？", "What did the lighthouse cost?", "", True)
    assert all(row.spans == () and row.answers == () for row in next(written_rows([missed])))


@pytest.mark.skipif(not (DATA / "qa").is_dir(), reason="the reading sets are not here")
def test_every_answer_is_a_slice_and_nothing_held_out_is_trained_on() -> None:
    found = read_written(DATA)
    assert all(one.answer in one.passage for one in found)
    held = {key_of(one.passage) for one in found if not one.trained}
    assert held and not held & {key_of(one.passage) for one in found if one.trained}
