"""The reading aid under a quote is for readers of English, and only for Chinese."""

from __future__ import annotations

from dataclasses import replace

from rag.ui.aid import aid
from tests.ui.fakes import HETAO, HOSTILE, RAILWAY
from tests.ui.markup import Page, assert_ours


def test_each_word_has_its_pinyin_and_a_gloss() -> None:
    html = aid(RAILWAY.passage(0, 23), "en")
    assert "tiělù" in html and "railroad" in html
    assert_ours(html)


def test_nobody_else_gets_it() -> None:
    assert aid(HETAO.passage(0, 20), "zh-Hant") == aid(HETAO.passage(0, 20), "zh-Hans") == ""
    assert aid(replace(HETAO, text="All English.", language="en").passage(), "en") == ""
    assert aid(replace(HETAO, text="2020 – 2024").passage(), "en") == ""


def test_markup_in_a_quote_is_text() -> None:
    html = aid(HOSTILE.passage(), "en")
    assert_ours(html)
    assert "<script>owned()</script>" in Page(html).text
