"""Whether the best sentence tells a reason, a list or two sides where such is asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.read.kinds import Kind
from rag.read.told import Told, told
from tests.readings import a_candidate, a_query, a_story, sentence


def of(question: str, kind: Kind, text: str, quote: str, right_kind: bool = False) -> Told:
    query = a_query(question, "漁港", "鹽場")
    best = replace(a_candidate(query, sentence(a_story(text), quote)), right_kind=right_kind)
    others = [a_candidate(query, sentence(a_story(text), part)) for part in text.split("\n") if part != quote]
    return told(query, kind, [best, *others])


def test_a_reason_stands_in_the_sentence_or_beside_it() -> None:
    assert of("漁港為何搬", "reason", "漁港搬了。\n舊港水淺。", "漁港搬了。").reason == -1
    assert of("漁港為何搬", "reason", "漁港搬了。\n這是因為舊港水淺。", "漁港搬了。").reason == 1
    assert of("漁港為何搬", "reason", "漁港搬了。\n舊港水淺。", "漁港搬了。", right_kind=True).reason == 1


@pytest.mark.parametrize(("text", "value"), [("漁港有冰庫、魚市和碼頭。", 1), ("漁港去年擴建。", -1)])
def test_a_list_has_items(text: str, value: float) -> None:
    assert of("漁港有哪些設施", "list", text, text).items == value


def test_a_comparison_has_two_sides() -> None:
    text = "漁港有40艘船。\n鹽場有15艘船。"
    assert of("漁港和鹽場哪個的船多", "other", text, "漁港有40艘船。").sides == 1
    assert of("漁港和鹽場哪個的船多", "other", "漁港有40艘船。\n鹽場很大。", "漁港有40艘船。").sides == -1


def test_nothing_is_told_where_nothing_of_the_sort_is_asked() -> None:
    assert of("漁港有多少艘船", "number", "漁港有40艘船。", "漁港有40艘船。") == Told(0, 0, 0, 0)


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("葉文說了什麼", "葉文說，漁港去年擴建。", 0),
        ("葉文講咗啲乜", "葉文出席了漁港的典禮。", -1),
        ("what did Yip say about the harbour", "葉文出席了漁港的典禮。", -1),
        ("what did Yip do", "葉文出席了漁港的典禮。", 0),
        ("哪三家船廠獲批", "漁港有3家船廠。", -1),
        ("哪三家船廠獲批", "漁港有東廠、西廠和南廠。", 0),
    ],
)
def test_names_and_words_that_are_asked_for(question: str, text: str, value: float) -> None:
    assert of(question, "other", text, text).words == value
