from __future__ import annotations

import json
from pathlib import Path

import pytest

from rag.errors import QuestionSetError, Unusable
from rag.evaluate import evaluate, save
from rag.evaluate.report import Report, as_text, write
from rag.types import Answer, Question
from tests.fakes_evaluate import HALL, ByHeart, answered, refused, span

OPENED, SHOPS = span(HALL, "新展覽館在2016年開幕。"), span(HALL, "開幕時有14家商店。")
QUESTIONS = [
    Question("幾時", id="a", kind="date", answers=("2016年",), evidence=(("hall", OPENED.text),)),
    Question("幾多店", id="b", kind="number", answers=("14家",), evidence=(("hall", SHOPS.text),)),
    Question("票價", id="c", kind="number", answerable=False, trap="near-miss"),
    Question("shops", id="d", kind="number", answers=("14家",), evidence=(("hall", SHOPS.text),)),
]
ANSWERS = {
    "幾時": answered([OPENED], "2016年", confidence=0.9),
    "幾多店": answered([OPENED], confidence=0.6, hits=[OPENED, SHOPS]),
    "票價": refused(0.2),
    "shops": refused(0.3, hits=[SHOPS]),
}
CANDID = ByHeart({"shops": answered([SHOPS], confidence=0.3)})


def report() -> Report:
    return evaluate(QUESTIONS, ByHeart(ANSWERS), CANDID)


def test_figures_by_hand() -> None:
    found = report().to_json()["figures"]
    assert found["right"] == 0.5  # a answered, c refused; b wrong, d refused
    assert found["answer_hit"] == pytest.approx(1 / 3, abs=1e-6)
    assert found["hit@1"] == pytest.approx(2 / 3, abs=1e-6)
    assert (found["refused_unanswerable"], found["refused_answerable"]) == (1.0, pytest.approx(1 / 3, abs=1e-6))
    assert (found["coverage"], found["risk"]) == (0.5, 0.5)
    # surest first: a right, b wrong, d would be right, c would be wrong
    assert found["aurc"] == pytest.approx((0 + 1 / 2 + 1 / 3 + 1 / 2) / 4, abs=1e-6)
    assert found["auroc"] == 0.75
    assert found["items"] is None


def test_two_runs_are_the_same_bytes_but_for_times() -> None:
    one, other = report().to_json(), report().to_json()
    assert one["times"]["stages"] == {"retrieve": 0.005, "read": 0.01}
    assert (one["times"]["p50"], one["times"]["p95"]) == (0.01, 0.02)
    one.pop("times"), other.pop("times")
    assert "seconds" not in as_text(one)
    assert as_text(one).encode() == as_text(other).encode()


def test_the_text_is_json_with_one_answer_a_line() -> None:
    data = report().to_json()
    text = as_text(data)
    assert json.loads(text) == data
    rows = [json.loads(line.rstrip(",")) for line in text.splitlines() if line.startswith('  {"id"')]
    assert [(row["id"], row["verdict"]) for row in rows] == [
        ("a", "right"),
        ("b", "not chosen"),
        ("c", "rightly refused"),
        ("d", "wrongly refused"),
    ]
    assert rows[0]["answer"]["citations"][0]["quote"] == OPENED.text


def test_slices_count_their_questions() -> None:
    parts = report().to_json()["slices"]
    assert {name: part["questions"] for name, part in parts["kind"].items()} == {"date": 1, "number": 3}
    assert parts["language"]["en"]["right"] == 0.0


def test_gold_is_checked_before_anything_is_asked() -> None:
    class Silent(ByHeart):
        def ask(self, question: Question) -> Answer:
            raise AssertionError("was asked")

    with pytest.raises(QuestionSetError):
        evaluate([*QUESTIONS, Question("問", evidence=(("hotel", "x"),))], Silent({}))


def test_a_set_of_only_unanswerable_questions_has_no_zeros_for_what_does_not_apply() -> None:
    found = evaluate([Question("票價", answerable=False)], ByHeart({})).to_json()["figures"]
    known = {key: value for key, value in found.items() if value is not None}
    assert known == {
        "right": 1.0,
        "refused_unanswerable": 1.0,
        "coverage": 0.0,
        "aurc": 1.0,
        "calibration_error": pytest.approx(0.1),
    }


def test_save_writes_both_forms(tmp_path: Path) -> None:
    save(report(), tmp_path / "out" / "here")
    assert {path.name for path in (tmp_path / "out" / "here").iterdir()} == {"report.json", "report.html"}


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Unusable, match="cannot be written"):
        write("", tmp_path / "file" / "report.json")
