"""Questions that want just so many things named."""

from __future__ import annotations

import doctest
from dataclasses import replace

import pytest

from rag.read import named
from rag.read.named import named_things, only_a_sort, unnamed
from rag.read.sentence import Said
from tests.readings import a_candidate, a_query, a_story, sentence


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("獲批的是哪八家船廠", 8),
        ("四個碼頭叫什麼名字", 4),
        ("三间船厂分别是什么", 3),
        ("which seven shipyards won a licence", 7),
        ("what are the three piers", 3),
        ("names of the 12 captains", 12),
        ("the five piers of the harbour", 5),
        ("第三家船廠是哪家", 0),
        ("哪兩家船廠", 0),
        ("五座燈塔是哪位工程師設計的", 0),
        ("三個碼頭的用途是什麼", 0),
        ("how many of the three piers are open", 0),
        ("有哪些船廠", 0),
    ],
)
def test_how_many_are_to_be_named(question: str, count: int) -> None:
    assert named_things(question) == count


@pytest.mark.parametrize(
    ("text", "span", "missing"),
    [
        ("鎮上有8家船廠。", "8家", True),
        ("船廠是東廠、西廠和南廠。", "", False),
        ("獲批的東廠、西廠和南廠去年開工。", "東廠、西廠和南廠", False),
        ("船廠是東廠和西廠。", "東廠和西廠", True),
    ],
)
def test_three_are_named_or_not(text: str, span: str, missing: bool) -> None:
    query, story = a_query("哪三家船廠獲批", "船廠"), a_story(text)
    best = a_candidate(query, story.passage())
    said = Said(0.9, 0.1, sentence(story, span), 0.8) if span else best.said
    assert unnamed(query.asked, [replace(best, said=said)]) is missing


def test_two_may_be_one_word() -> None:
    query = a_query("哪兩家船廠獲批", "船廠")
    assert not unnamed(query.asked, [a_candidate(query, a_story("船廠去年獲批。").passage())])


def test_the_worked_examples_hold() -> None:
    assert doctest.testmod(named).failed == 0


@pytest.mark.parametrize(
    ("asked", "found", "sort"),
    [
        ("做这门生意的是哪家公司", "民营公司", True),
        ("做这门生意的是哪家公司", "渔昇公司", False),
        ("哪些大学参加", "香港高校", True),
        ("哪所大学参加", "香港大学", False),
        ("基金投了哪些公司", "本地的初创企业和科技公司", True),
        ("which companies did the fund back", "本地的初创企业", True),
        ("公司在哪里", "民营公司", False),
    ],
)
def test_a_sort_of_thing_is_no_name_of_one(asked: str, found: str, sort: bool) -> None:
    assert only_a_sort(asked, found) is sort
