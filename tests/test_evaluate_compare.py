"""Two runs compared: a real loss is one that luck does not explain."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from rag.errors import Unusable
from rag.evaluate import compare, evaluate, raise_baseline
from rag.evaluate.report import Report, as_text, write
from rag.types import Answer, Question
from tests.fakes_evaluate import HALL, ByHeart, answered, refused, span

OPENED, SHOPS = span(HALL, "新展覽館在2016年開幕。"), span(HALL, "開幕時有14家商店。")
GOOD, BAD = answered([OPENED]), answered([SHOPS], hits=[SHOPS, OPENED])
QUESTIONS = [Question(f"第{n}問", id=str(n), answers=("2016年",), evidence=(("hall", OPENED.text),)) for n in range(40)]


def run(wrong: int, answer: Answer = BAD, questions: list[Question] = QUESTIONS) -> Report:
    """A run in which the first `wrong` questions get this answer and the others a right one."""
    return evaluate(questions, ByHeart({one.text: answer if n < wrong else GOOD for n, one in enumerate(questions)}))


@pytest.fixture
def baseline(tmp_path: Path) -> Path:
    raise_baseline(run(wrong=4), tmp_path / "baseline.json")
    return tmp_path / "baseline.json"


def test_the_same_run_loses_nothing(baseline: Path) -> None:
    comparison = compare(run(wrong=4), baseline)
    assert (comparison.losses, comparison.worse, comparison.better, comparison.unmatched) == ([], (), (), 0)


def test_a_real_loss_is_found_and_its_questions_named(baseline: Path) -> None:
    comparison = compare(run(wrong=16), baseline)
    fell = next(change for change in comparison.losses if change.measure == "right")
    assert (fell.before, fell.now, fell.questions) == (0.9, 0.6, 40)
    assert fell.low < -0.3 < fell.high < 0
    assert comparison.worse == tuple(str(n) for n in range(4, 16))


def test_one_question_less_may_be_luck(baseline: Path) -> None:
    comparison = compare(run(wrong=5), baseline)
    assert comparison.losses == []
    assert comparison.worse == ("4",)


def test_a_gain_is_no_loss(baseline: Path) -> None:
    comparison = compare(run(wrong=0), baseline)
    assert comparison.losses == []
    assert comparison.better == ("0", "1", "2", "3")


def test_more_false_refusals_are_a_loss(baseline: Path) -> None:
    losses = {change.measure for change in compare(run(wrong=16, answer=refused(hits=[OPENED])), baseline).losses}
    assert "refused_answerable" in losses
    assert "hit@1" not in losses


def test_one_inexact_citation_is_a_loss(baseline: Path) -> None:
    bent = answered([span(replace(HALL, text=HALL.text.replace("2016年", "2016年，")), "新展覽館在2016年，開幕。")])
    losses = [change.measure for change in compare(run(wrong=1, answer=bent), baseline).losses]
    assert losses == ["exact"]


def test_a_loss_in_one_language_does_not_hide_behind_the_others(baseline: Path, tmp_path: Path) -> None:
    questions = [replace(one, language="en" if n < 8 else "zh-Hant") for n, one in enumerate(QUESTIONS * 4)]
    questions = [replace(one, id=f"{n}", text=f"{n}") for n, one in enumerate(questions)]
    raise_baseline(run(0, questions=questions), tmp_path / "mixed.json")
    losses = {change.measure for change in compare(run(6, questions=questions), tmp_path / "mixed.json").losses}
    assert "right en" in losses
    assert "right zh-Hant" not in losses


def test_only_the_same_question_with_the_same_gold_is_compared(baseline: Path) -> None:
    changed = [replace(one, answers=("2017年",)) if n < 10 else one for n, one in enumerate(QUESTIONS[:30])]
    comparison = compare(run(wrong=0, questions=changed), baseline)
    assert comparison.unmatched == 20
    assert {change.questions for change in comparison.changes} == {20}


def test_verdicts_do_not_depend_on_chance(baseline: Path) -> None:
    assert compare(run(wrong=9), baseline) == compare(run(wrong=9), baseline)


def test_a_whole_report_is_a_baseline_too(tmp_path: Path) -> None:
    write(as_text(run(wrong=4).to_json()), tmp_path / "report.json")
    assert compare(run(wrong=16), tmp_path / "report.json").losses


def test_a_baseline_is_raised_but_never_lowered(baseline: Path) -> None:
    promised = baseline.read_text(encoding="utf-8")
    lowered = raise_baseline(run(wrong=16), baseline)
    assert lowered is not None and lowered.losses
    assert baseline.read_text(encoding="utf-8") == promised
    raise_baseline(run(wrong=0), baseline)
    assert json.loads(baseline.read_text(encoding="utf-8"))["figures"]["right"] == 1.0


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{", "is not a report"),
        ("[]", "is not a report"),
        ('{"format": 99, "answers": []}', "its format is 99"),
        ('{"format": 1, "answers": [{"id": "1"}]}', "is not a report"),
        ('{"format": 1, "answers": []}', "has none of these questions"),
        (None, "cannot be read"),
    ],
)
def test_a_file_that_is_no_baseline_is_one_sentence(tmp_path: Path, content: str | None, reason: str) -> None:
    if content is not None:
        (tmp_path / "b.json").write_text(content, encoding="utf-8")
    with pytest.raises(Unusable, match=reason):
        compare(run(wrong=0), tmp_path / "b.json")
