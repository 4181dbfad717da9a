"""A thumbs-down becomes a question that fails until the complaint is met."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from rag.errors import Unusable
from rag.evaluate import REASONS, Reason, evaluate, save_feedback
from rag.load.questions import load_questions
from rag.types import Answer, Turn
from tests.fakes_evaluate import HALL, ByHeart, answered, refused, span

OPENED, SHOPS = span(HALL, "新展覽館在2016年開幕。"), span(HALL, "開幕時有14家商店。")
WRONG = replace(answered([SHOPS], "14家"), question="幾時開幕")
REFUSED = replace(refused(), question="幾時開幕")
MENDED = {
    "wrong-answer": (WRONG, answered([OPENED], "2016年")),
    "wrong-source": (WRONG, answered([OPENED], "2016年")),
    "should-have-refused": (WRONG, refused()),
    "should-have-answered": (REFUSED, answered([OPENED])),
}


@pytest.mark.parametrize("reason", REASONS)
def test_the_line_fails_today_and_passes_when_the_complaint_is_met(tmp_path: Path, reason: Reason) -> None:
    path = tmp_path / "eval" / "feedback.jsonl"
    disliked, mended = MENDED[reason]
    save_feedback(disliked, reason, path=path)
    (question,) = load_questions(path)
    assert (question.text, question.kind) == ("幾時開幕", reason)

    def right(answer: Answer) -> float | None:
        (one,) = evaluate([question], ByHeart({question.text: answer})).judged
        return one.values["right"]

    assert right(disliked) == 0.0
    assert right(mended) == 1.0


def test_the_same_complaint_is_kept_once_and_another_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "feedback.jsonl"
    first = save_feedback(WRONG, "wrong-answer", path=path)
    assert save_feedback(WRONG, "wrong-answer", path=path) == first
    save_feedback(WRONG, "wrong-source", path=path)
    assert [question.kind for question in load_questions(path)] == ["wrong-answer", "wrong-source"]


def test_a_follow_up_keeps_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "feedback.jsonl"
    save_feedback(replace(WRONG, question="咁邊個設計呢"), "wrong-answer", [Turn("展覽館幾時開幕", "2016年")], path)
    (question,) = load_questions(path)
    assert question.history == (Turn("展覽館幾時開幕", "2016年"),)


def test_a_file_edited_by_hand_without_a_last_line_end_stays_whole(tmp_path: Path) -> None:
    path = tmp_path / "feedback.jsonl"
    path.write_text('{"question": "自己寫的", "answers": ["好"]}', encoding="utf-8")
    save_feedback(WRONG, "wrong-answer", path=path)
    assert [json.loads(line)["question"] for line in path.read_text(encoding="utf-8").splitlines()] == [
        "自己寫的",
        "幾時開幕",
    ]


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Unusable, match=r"feedback file .* cannot be written"):
        save_feedback(WRONG, "wrong-answer", path=tmp_path / "file" / "feedback.jsonl")
