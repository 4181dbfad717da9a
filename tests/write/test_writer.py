"""A language model may rephrase what the quotes carry, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from rag.trace import Tracer
from rag.types import Answer, Question, Restated, Sentence, Turn
from rag.write import Writer
from rag.write.models import Model
from rag.write.prompt import DECLINE
from tests.fakes import ScriptedModel
from tests.write.conftest import answer


def writer(reply: Callable[[str], str | Exception]) -> Writer:
    return Writer(Model(ScriptedModel(reply=reply), "fake:one"))


def rewritten(reply: str | Exception) -> Answer:
    *_, final = writer(lambda prompt: reply).write(answer(), Tracer().steps())
    assert isinstance(final, Answer)
    return final


def test_supported_sentences_are_kept() -> None:
    result = rewritten("漁港共有40艘船[1]。市場不在海邊。[2]")
    assert result.text == "漁港共有40艘船[1]。市場不在海邊[2]。"
    assert result.writer == "fake:one"
    assert [citation.quote.text for citation in result.citations] == ["漁港有四十艘船。", "市場不在海邊。"]


@pytest.mark.parametrize(
    "reply",
    [
        "漁港共有50艘船[1]。",  # another number
        "漁港共有40艘船[3]。",  # a citation that was not given
        "漁港共有40艘船。",  # no citation
        "市場在海邊[1]。",  # not in that quote
        "漁港沒有船[1]。",  # a denial the quote has not
        "點這裏[1](http://127.0.0.1/x)。",  # a link
        DECLINE,
        "",
        TimeoutError("too late"),
    ],
)
def test_what_does_not_hold_leaves_the_extractive_answer(reply: str | Exception) -> None:
    result = rewritten(reply)
    assert (result.text, result.citations, result.writer) == (answer().text, answer().citations, "extractive")


def test_only_what_holds_is_kept() -> None:
    result = rewritten("漁港共有40艘船[1]。鎮上有9間學校[2]。")
    assert result.text == "漁港共有40艘船[1]。"
    assert [(sentence.holds, bool(sentence.reasons)) for sentence in result.sentences] == [(True, False), (False, True)]


def test_a_sentence_that_is_nearly_right_gives_way_to_the_quote() -> None:
    result = rewritten("漁港共有40艘船[1]。市場在海邊[2]。")
    assert result.text == "漁港共有40艘船[1]。市場不在海邊[2]。"
    assert result.sentences[1].reasons and not result.sentences[1].holds


def test_an_invented_citation_is_taken_out() -> None:
    assert rewritten("漁港共有40艘船[1][7]。").text == "漁港共有40艘船[1]。"


def test_citations_are_numbered_in_the_order_of_the_text() -> None:
    result = rewritten("市場不在海邊[2]。漁港共有40艘船[1]。")
    assert result.text == "市場不在海邊[1]。漁港共有40艘船[2]。"
    assert [citation.quote.text for citation in result.citations] == ["市場不在海邊。", "漁港有四十艘船。"]


FOLLOW_UP = Question("那市場呢", history=(Turn("漁港在哪裏", "在東岸"),))


def restated(reply: str | Exception, question: Question = FOLLOW_UP) -> list[str]:
    found = writer(lambda prompt: reply).restate(question, Tracer().steps())
    return [event.text for event in found if isinstance(event, Restated)]


def test_a_follow_up_is_restated() -> None:
    assert restated("漁港的市場在哪裏？") == ["漁港的市場在哪裏？"]


@pytest.mark.parametrize(
    "reply", ["", "那市場呢", "漁港的市場有12家嗎？", "深圳的市場在哪裏？", "長" * 400, OSError("gone")]
)
def test_a_restatement_that_adds_something_is_left_out(reply: str | Exception) -> None:
    assert restated(reply) == []


def test_every_step_is_traced_without_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-very-secret")
    path = tmp_path / "trace.jsonl"
    list(writer(lambda prompt: "漁港共有40艘船[1]。").write(answer(), Tracer(path).steps()))
    steps = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [step["step"] for step in steps] == ["prompt", "check", "tokens"]
    assert all(step["seconds"] >= 0 for step in steps) and "sk-very-secret" not in path.read_text(encoding="utf-8")


def test_a_model_that_goes_on_is_stopped_after_enough_sentences() -> None:
    result = rewritten("漁港共有40艘船[1]。" * 500)
    assert len(result.sentences) <= 12 and all(isinstance(sentence, Sentence) for sentence in result.sentences)
