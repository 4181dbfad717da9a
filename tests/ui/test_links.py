"""Links to a citation: whoever follows one comes to the same words, or is told that they have moved."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.types import Passage
from rag.ui.links import followed, fragment
from rag.ui.press import Press
from tests.ui.fakes import ARTICLES, HETAO, HOSTILE, FakePipeline

BY_ID = FakePipeline().article


def read(link: str) -> Press:
    return dict(parse_qsl(link.removeprefix("#"), keep_blank_values=True))


@given(st.sampled_from(ARTICLES), st.data())
def test_a_link_leads_back_to_its_passage(article: object, data: st.DataObject) -> None:
    assert article in ARTICLES
    one = next(each for each in ARTICLES if each == article)
    start = data.draw(st.integers(0, len(one.text) - 1))
    passage = Passage(one, start, data.draw(st.integers(start + 1, len(one.text))))
    opened = followed(read(fragment(passage)), BY_ID)
    assert opened and opened.passage == passage and not opened.moved


def test_a_link_to_a_whole_article_marks_nothing() -> None:
    opened = followed(read(fragment(HOSTILE.passage(0, 0))), BY_ID)
    assert opened and opened.passage == HOSTILE.passage(0, 0) and not opened.moved


def test_words_that_have_moved_are_not_marked() -> None:
    press = read(fragment(HETAO.passage(5, 20)))
    changed = replace(HETAO, text="新" + HETAO.text)
    opened = followed(press, lambda _: changed)
    assert opened and opened.moved and opened.passage.text == ""


@pytest.mark.parametrize(
    "wrong", [{"from": "9", "to": "3"}, {"to": "999999"}, {"from": "x"}, {"check": 5}, {"to": None}]
)
def test_a_link_that_was_tampered_with_opens_the_article_alone(wrong: Press) -> None:
    opened = followed({**read(fragment(HETAO.passage(5, 20))), **wrong}, BY_ID)
    assert opened and opened.passage.text == ""


@pytest.mark.parametrize("article", ["", "no such", None, ["hetao"], "../hetao"])
def test_an_unknown_article_is_none(article: object) -> None:
    assert followed({"article": article, "from": "0", "to": "3", "check": "x"}, BY_ID) is None
