"""Reasons that stand in the sentence beside the one that a question finds."""

from __future__ import annotations

import doctest
import importlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.read.causes import cause_of, gives_reason, stated
from tests.readings import a_story, sentence

LEANING = [
    ("舊港水淺，大船不能停泊。", "因此，漁港在2031年遷到東灣。"),
    ("舊港水淺，大船不能停泊。", "漁港因此在2031年遷到東灣。"),
    ("舊港水淺，大船不能停泊。", "葉文說，所以漁港要遷到東灣。"),
    ("鎮上設有三部自助售票機。", "有了這些機器，遊客不必到碼頭排隊。"),
    ("島上人口兩年跌了一半。", "這令學校只剩一班。"),
]
EXPLAINING = [
    ("漁港在2031年遷到東灣。", "這是因為舊港水淺。"),
    ("漁港在2031年遷到東灣。", "葉文說，主要原因是舊港水淺。"),
    ("葉文解釋了遷港的原因。", "舊港水淺，大船不能停泊。"),
]


@pytest.mark.parametrize(("cause", "effect"), LEANING)
@pytest.mark.parametrize("joint", ["", "\n\n"])
def test_a_sentence_that_leans_on_the_one_before(cause: str, effect: str, joint: str) -> None:
    article = a_story(f"漁港建於1990年。{cause}{joint}{effect}工程用了兩年。")
    found = cause_of(sentence(article, effect))
    assert found and found.text == cause


@pytest.mark.parametrize(("effect", "cause"), EXPLAINING)
def test_a_sentence_that_the_one_behind_explains(effect: str, cause: str) -> None:
    article = a_story(f"漁港建於1990年。{effect}{cause}工程用了兩年。")
    found = cause_of(sentence(article, effect))
    assert found and found.text == cause


@pytest.mark.parametrize(
    "text",
    [
        "漁港建於1990年。由於水淺，漁港在2031年遷到東灣。",
        "漁港建於1990年。漁港在2031年遷到東灣。",
        "遷港的消息\n因此，漁港在2031年遷到東灣。",
        "因此，漁港在2031年遷到東灣。",
    ],
)
def test_no_neighbour_gives_the_reason(text: str) -> None:
    article = a_story(text)
    last = text[max(text.rfind("。", 0, -1), text.rfind("\n")) + 1 :]
    assert cause_of(sentence(article, last)) is None


def test_a_sentence_that_only_says_that_reasons_were_given_gives_none() -> None:
    assert gives_reason(a_story("由於水淺，漁港要遷。").passage())
    assert not gives_reason(a_story("葉文解釋了遷港的原因。").passage())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("葉文指出，舊港水淺，大船不能停泊。", "舊港水淺，大船不能停泊"),
        ("舊港水淺，大船不能停泊。", "舊港水淺，大船不能停泊"),
        ("報告說：「舊港水淺」。", "「舊港水淺"),
    ],
)
def test_what_is_stated_is_said_without_the_speaker(text: str, said: str) -> None:
    found = stated(a_story(text).passage())
    assert found and found.text == said


def test_a_long_reason_has_no_short_answer() -> None:
    assert stated(a_story("舊港" * 40 + "。").passage()) is None


@given(st.text("因此所以這是因為漁港，。\n「」原因解釋", max_size=60), st.integers(0, 59), st.integers(1, 20))
def test_what_is_found_is_another_sentence_of_the_article(text: str, start: int, length: int) -> None:
    article = a_story(text)
    quote = article.passage(min(start, len(text)), min(start + length, len(text)))
    found = cause_of(quote)
    assert found is None or (found.article == article and not found.overlaps(quote) and found.text)


def test_the_worked_examples_hold() -> None:
    assert doctest.testmod(importlib.import_module("rag.read.causes")).failed == 0
