"""However a provider behaves, the answer from the articles stays and one line says what happened. Real clients, real sockets."""

from __future__ import annotations

import logging

import pytest

from rag.trace import Tracer
from rag.types import Answer, Event, Failed, Sentence, Writing
from rag.write import Writer, open_model
from rag.write.prompt import ask_prompt
from rag.write.stream import MOST_CHARACTERS, Broken, Limits, Piece, reason, stream
from tests.write.conftest import answer
from tests.write.scripted import GOOD, SECRET, Scripted

LIMITS = Limits(whole=1.5, silence=0.8, beat=0.05)


def events(server: Scripted, name: str, limits: Limits = LIMITS) -> list[Event]:
    model = open_model(f"openai:{name}@{server.address}", seconds=0.5)
    return list(Writer(model, limits).write(answer(), Tracer().steps()))


def last(found: list[Event]) -> Answer:
    assert isinstance(found[-1], Answer)
    return found[-1]


def test_a_good_model_writes(scripted: Scripted) -> None:
    final = last(events(scripted, "good"))
    assert final.text == GOOD and final.writer == "openai:good" and not final.failed


def test_a_busy_server_is_asked_again(scripted: Scripted) -> None:
    assert last(events(scripted, "busy-once", Limits())).text == GOOD
    assert scripted.asked["busy-once"] == 2


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("late", "it did not answer in time"),
        ("broken", "its server is broken at the moment"),
        ("refused", "it refused the key"),
        ("unknown", "its server does not know a model of this name"),
        ("stuck", "it stopped in the middle and said nothing more"),
        ("pings", "it did not answer in time"),
        ("endless", "it took too long"),
        ("declines", "it finds no answer in these passages"),
    ],
)
def test_a_misbehaving_server_leaves_the_answer_as_it_was(
    scripted: Scripted, caplog: pytest.LogCaptureFixture, name: str, why: str
) -> None:
    with caplog.at_level(logging.DEBUG):
        found = events(scripted, name)
    final = last(found)
    assert [event.why for event in found if isinstance(event, Failed)] == [why]
    assert (final.text, final.citations, final.writer) == ("四十艘 [1]", answer().citations, "extractive")
    assert final.failed == why
    assert SECRET not in caplog.text and SECRET not in repr(found)


@pytest.mark.parametrize("name", ["garbage", "wrong-json", "page"])
def test_what_cannot_be_read_leaves_the_answer_as_it_was(scripted: Scripted, name: str) -> None:
    final = last(events(scripted, name))
    assert final.text == "四十艘 [1]" and final.writer == "extractive" and final.failed


def test_a_server_that_breaks_off_keeps_what_held(scripted: Scripted) -> None:
    final = last(events(scripted, "cut"))
    assert final.text.startswith(GOOD.rstrip("。")) and "市場" not in final.text


def test_nobody_at_the_address() -> None:
    model = open_model("openai:good@http://127.0.0.1:9/v1", seconds=0.5)
    found = list(Writer(model, Limits()).write(answer(), Tracer().steps()))
    assert last(found).failed == "it cannot be reached"


def test_thoughts_are_no_part_of_an_answer(scripted: Scripted) -> None:
    assert last(events(scripted, "thinking")).text == GOOD


def test_a_long_answer_is_cut_off(scripted: Scripted) -> None:
    model = open_model(f"openai:very-long@{scripted.address}")
    pieces = list(stream(model.chat, ask_prompt(answer(), 1000), Limits()))
    assert sum(len(piece.text) for piece in pieces if isinstance(piece, Piece)) <= MOST_CHARACTERS + 10
    assert pieces[-1] == Broken("it wrote without end")
    assert scripted.gone.wait(5)


def test_stopping_hangs_up(scripted: Scripted) -> None:
    running = Writer(open_model(f"openai:endless@{scripted.address}"), Limits()).write(answer(), Tracer().steps())
    assert isinstance(next(running), Writing)
    running.close()
    assert scripted.gone.wait(5)


def test_sentences_come_before_the_end(scripted: Scripted) -> None:
    kinds = [type(event).__name__ for event in events(scripted, "mixed") if not isinstance(event, Writing)]
    assert kinds[0] == "Sentence" and kinds[-1] == "Answer" and kinds.count("Sentence") >= 4
    assert all(isinstance(event, Sentence | Answer | Writing) for event in events(scripted, "mixed"))


def test_an_error_nobody_knows_is_named_by_its_class() -> None:
    assert reason(KeyError("sk-secret")) == "what it sent cannot be read (KeyError)"
