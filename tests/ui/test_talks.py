"""Conversations that the browser keeps: read back exactly, and never trusted."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rag.types import Answer, Filter, Question
from rag.ui.desk import Desk
from rag.ui.talks import MOST, Talks
from rag.ui.turns import Replies, Reply
from tests.ui.fakes import ARTICLES, HETAO, FakeHouse, FakePipeline
from tests.ui.markup import Page, assert_ours


def ask(text: str) -> Answer:
    *_, answer = FakePipeline().stream(Question(text))
    assert isinstance(answer, Answer)
    return answer


def talks(pipeline: FakePipeline | None) -> Talks:
    return Talks(Desk(Path("corpus"), FakeHouse(pipeline)))


def kept(replies: Replies) -> Any:
    html = talks(FakePipeline()).keep(replies, "en")
    assert_ours(html)
    return json.loads(Page(html).tags[0][1]["data-turns"])


REPLIES = (
    Reply(ask("人才"), Filter("2020", "2024-07", "大公報", "zh")),
    Reply(ask("毒 <img src=x>")),
    Reply(ask("球賽？")),
)


def test_what_the_browser_keeps_is_read_back() -> None:
    assert talks(FakePipeline()).resumed({"turns": kept(REPLIES)}) == REPLIES


def test_a_quote_that_is_gone_is_counted_and_not_shown() -> None:
    changed = FakePipeline([replace(HETAO, text="新" + HETAO.text), *ARTICLES[1:]])
    (reply, *_) = talks(changed).resumed({"turns": kept(REPLIES)})
    assert reply.answer.citations == () and reply.lost == 2
    (reply, *_) = talks(FakePipeline(ARTICLES[1:])).resumed({"turns": kept(REPLIES)})
    assert reply.lost == 2 and all(hit.passage.article != HETAO for hit in reply.answer.passages)


def test_only_the_last_turns_are_kept() -> None:
    assert len(kept(REPLIES * MOST)) == MOST
    assert len(talks(FakePipeline()).resumed({"turns": kept(REPLIES) * MOST})) == MOST


@pytest.mark.parametrize(
    "turns",
    [
        None,
        "x",
        {},
        [None],
        [{}],
        [{"answer": 3}],
        [{"answer": {}}],
        [{"answer": {"citations": 7}}],
        [{"answer": {}, "where": 1}],
    ],
)
def test_what_is_not_in_form_is_left_out(turns: object) -> None:
    assert talks(FakePipeline()).resumed({"turns": turns}) == ()


@pytest.mark.parametrize("key", ["citations", "passages", "confidence", "short_answer", "question"])
def test_a_turn_with_a_broken_part_is_left_out_alone(key: str) -> None:
    turns = kept(REPLIES)
    del turns[0]["answer"][key]
    assert talks(FakePipeline()).resumed({"turns": turns}) == REPLIES[1:]


def test_without_an_index_there_is_nothing_to_read_back() -> None:
    assert talks(None).resumed({"turns": kept(REPLIES)}) == ()
