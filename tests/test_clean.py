"""Repairs: each on the damage it is for, and none on text that is whole."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given

import rag.clean
from rag.clean import clean, join_wraps, repairs, tidy, undouble, undouble_lines
from tests.conftest import an_article
from tests.strategies import articles


def test_the_worked_examples_hold() -> None:
    assert doctest.testmod(rag.clean).failed == 0


@given(articles())
def test_cleaning_twice_is_cleaning_once(article) -> None:  # type: ignore[no-untyped-def]
    once = clean(article)
    assert clean(once) == once


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("累計獲得項目累計獲得項目資助近資助近33億元億元，，", "累計獲得項目資助近3億元，"),
        ("獲批資金達獲批資金達77,,500500多萬元多萬元", "獲批資金達7,500多萬元"),
        ("「「20112011年到年到20172017年年", "「2011年到2017年"),
    ],
)
def test_overprinted_runs_are_read_once(printed: str, meant: str) -> None:
    assert undouble(printed) == meant


@pytest.mark.parametrize(
    "line", ["好好學習，天天向上", "人人平等", "66", "1010", "看看", "高高興興回家去", "人人", "3億元33億元"]
)
def test_ordinary_repetition_stays(line: str) -> None:
    assert undouble_lines(line) == line


def test_a_short_doubled_line_counts_beside_a_long_one() -> None:
    assert undouble_lines("城大早於城大早於20002000年年\n圳圳") == "城大早於2000年\n圳"


def test_a_narrow_column_becomes_a_paragraph() -> None:
    wrapped = "首屆交流會在海邊的\n小鎮舉行，來自三地\n的學者介紹了各自的\n研究，並談到 AI\nLab 的計劃。"
    assert join_wraps(wrapped) == "首屆交流會在海邊的小鎮舉行，來自三地的學者介紹了各自的研究，並談到 AI Lab 的計劃。"


def test_paragraphs_and_headings_stay_apart() -> None:
    text = "合作的由來\n\n兩地在三年前開始合作。合作由大學發起。\n\n經費\n\n經費由兩地分擔，各出一半。"
    assert join_wraps(text) == text


def test_a_mark_never_begins_a_line() -> None:
    assert (
        join_wraps("他說過很多次很多次\n，這件事很難做到的\n。大家都同意這點吧\n")
        == "他說過很多次很多次，這件事很難做到的。大家都同意這點吧"
    )


def test_invisible_characters_go() -> None:
    assert tidy("深\u200b圳\x00特區\r\n第二行\u00a0 \ufeff") == "深圳特區\n第二行"


def test_pages_are_remembered() -> None:
    article = clean(an_article("第一頁的字。\f第二頁的字。"))
    assert article.text == "第一頁的字。\n第二頁的字。"
    assert [article.page_at(0), article.page_at(5), article.page_at(7)] == [1, 1, 2]


def test_repairs_are_reported() -> None:
    found = repairs(an_article("目前在研項目目前在研項目400400多個多個，，\n安靜的一行。"))
    assert [(one.kind, one.lines, one.after) for one in found] == [("undouble_lines", 1, "目前在研項目400多個，")]
