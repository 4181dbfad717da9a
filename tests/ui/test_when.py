"""Relative dates say what they mean, and the text stays the slice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.ui.when import LONGEST, timed
from tests.conftest import an_article
from tests.ui.markup import Page

TEXT = "協議於2018年8月簽訂。去年10月14日通車，同年11月增班，昨日（14日）慶祝，今年6月檢討。"
ARTICLE = an_article(TEXT, published="2021-10")


def titles(html: str) -> list[str]:
    return [attributes["title"] for tag, attributes in Page(html).tags if tag == "abbr"]


def test_relative_dates_are_resolved_and_full_ones_left_alone() -> None:
    html = timed(ARTICLE, 0, len(TEXT), "zh-Hant")
    assert titles(html) == ["2020年10月14日", "2020年11月", "2021年10月14日", "2021年6月"]
    assert Page(html).text == TEXT


def test_a_stretch_is_read_with_what_stands_before_it() -> None:
    start = TEXT.index("同年")
    assert titles(timed(ARTICLE, start, start + 7, "en")) == ["Nov 2020"]


@given(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))
def test_the_text_is_the_slice_wherever_it_is_cut(one: int, other: int) -> None:
    start, end = sorted((one, other))
    assert Page(timed(ARTICLE, start, end, "en")).text == TEXT[start:end]


@pytest.mark.parametrize("published", [None, "2021"])
def test_a_date_that_cannot_be_told_is_not_told(published: str) -> None:
    text = "昨日，<b>他說</b>。"
    html = timed(an_article(text, published=published), 0, len(text), "en")
    assert titles(html) == [] and Page(html).text == text


def test_a_very_long_stretch_is_only_escaped() -> None:
    text = "去年。" * (LONGEST // 3 + 1)
    assert "<" not in timed(an_article(text, published="2020"), 0, len(text), "en")
