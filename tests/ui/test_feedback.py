"""A thumbs-down: the reasons that fit, one line for one complaint, and a sentence when it cannot be written."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.evaluate import REASONS
from rag.load.questions import load_questions
from rag.types import Answer, Language, Question, Turn
from rag.ui import feedback
from rag.ui.desk import Desk
from rag.ui.feedback import Noted, NotNoted
from rag.ui.handlers import Handlers
from rag.ui.languages import LANGUAGES
from rag.ui.turns import Reply
from rag.ui.words import WORDS
from tests.ui.fakes import FakeHouse, FakePipeline


def ask(text: str) -> Answer:
    *_, answer = FakePipeline().stream(Question(text))
    assert isinstance(answer, Answer)
    return answer


REPLIES = (Reply(ask("河套有多少科研人才？")), Reply(ask("誰贏了球賽？")))


def handlers(file: Path) -> Handlers:
    house = FakeHouse(FakePipeline())
    return Handlers(Desk(Path("corpus"), house, file))


def press(turn: int | str, reason: str) -> dict[str, str]:
    return {"kind": "complain", "turn": str(turn), "reason": reason}


def test_the_reasons_fit_the_outcome() -> None:
    answered, refused = (feedback.reasons(reply.answer) for reply in REPLIES)
    assert answered == ("wrong-answer", "wrong-source", "should-have-refused")
    assert refused == ("should-have-answered",)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_a_label(language: Language) -> None:
    words = WORDS[language]
    assert tuple(words.reasons) == REASONS
    row = feedback.row(3, REASONS, None, language)
    assert row.count('data-kind="complain" data-turn="3"') == 4
    assert all(label in row for label in (words.wrong, words.what_is_wrong, *words.reasons.values()))


def test_the_thanks_name_the_file_and_end_the_asking() -> None:
    row = feedback.row(0, REASONS, Noted("eval/feedback.jsonl"), "zh-Hant")
    assert "謝謝，已記入 eval/feedback.jsonl" in row and "<button" not in row


def test_what_could_not_be_written_can_be_tried_again() -> None:
    row = feedback.row(0, REASONS, NotNoted("It is <full>."), "en")
    assert "It is &lt;full&gt;." in row and row.count("<button") == 4
    assert WORDS["en"].not_noted.split(";")[0] in feedback.row(0, REASONS, NotNoted(""), "en")


def test_an_answer_is_turned_down_once(tmp_path: Path) -> None:
    file = tmp_path / "eval" / "feedback.jsonl"
    do = handlers(file)
    complaints, row = do.complain(press(0, "wrong-source"), REPLIES, {}, "en")
    assert complaints == {0: Noted(str(file))} and str(file) in row
    for reason in ("wrong-source", "wrong-answer"):
        assert do.complain(press(0, reason), REPLIES, complaints, "en") == (complaints, row)
    do.complain(press(0, "wrong-source"), REPLIES, {}, "en")  # a second press that left before the first came back
    assert [question.kind for question in load_questions(file)] == ["wrong-source"]


def test_each_answer_has_its_complaint_with_what_was_asked_before(tmp_path: Path) -> None:
    file = tmp_path / "feedback.jsonl"
    do = handlers(file)
    complaints, _ = do.complain(press(1, "should-have-answered"), REPLIES, {}, "zh-Hant")
    complaints, _ = do.complain(press(0, "should-have-refused"), REPLIES, complaints, "zh-Hant")
    assert complaints == {0: Noted(str(file)), 1: Noted(str(file))}
    second, first = load_questions(file)
    assert (second.text, second.history) == ("誰贏了球賽？", (Turn("河套有多少科研人才？", "1.5萬餘名"),))
    assert (first.answerable, first.history) == (False, ())
    assert do.conversation(REPLIES, complaints, "en").count("Thank you") == 2


@pytest.mark.parametrize("reason", ["should-have-answered", "<script>", ""])
def test_a_reason_that_was_not_offered_writes_nothing(tmp_path: Path, reason: str) -> None:
    complaints, row = handlers(tmp_path / "feedback.jsonl").complain(press(0, reason), REPLIES, {}, "en")
    assert complaints == {} and "told" not in row
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("turn", [2, "-1", "x", "٣"])
def test_a_conversation_that_is_gone_is_said_to_be_gone(tmp_path: Path, turn: int | str) -> None:
    complaints, row = handlers(tmp_path / "feedback.jsonl").complain(press(turn, "wrong-answer"), REPLIES, {}, "en")
    assert complaints == {} and WORDS["en"].forgotten in row
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    complaints, row = handlers(tmp_path / "file" / "feedback.jsonl").complain(
        press(0, "wrong-answer"), REPLIES, {}, "en"
    )
    assert isinstance(complaints[0], NotNoted)
    assert "cannot be written" in row and row.count('class="reason"') == 3


def test_what_nobody_foresaw_is_a_sentence_too(tmp_path: Path) -> None:
    file = tmp_path / "no name\0of a file"
    complaints, row = handlers(file).complain(press(0, "wrong-answer"), REPLIES, {}, "zh-Hans")
    assert WORDS["zh-Hans"].not_noted in row and complaints == {0: NotNoted("")}
