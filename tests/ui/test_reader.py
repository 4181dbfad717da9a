"""The open article: the mark is the quote, and what was inferred says so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.types import Article, Copy, Language, Passage
from rag.ui import reader
from rag.ui.languages import LANGUAGES
from rag.ui.reader import Opened
from rag.ui.words import WORDS
from tests.ui.fakes import ARTICLES, HETAO, HOSTILE, RAILWAY, passage
from tests.ui.markup import Page, assert_ours

BAD = "<img src=x onerror=owned()>\"'"


@pytest.mark.parametrize("article", ARTICLES)
def test_the_mark_is_the_quote_to_the_code_point(article: Article) -> None:
    for start, end in [(0, 1), (2, 17), (len(article.text) - 3, len(article.text)), (0, len(article.text))]:
        page = Page(reader.cleaned(Passage(article, start, end), "en"))
        assert page.marked == article.text[start:end]
        assert page.text == article.text


def test_an_article_opened_from_the_list_marks_nothing() -> None:
    assert "<mark" not in reader.cleaned(HETAO.passage(0, 0), "en")


def test_the_switch_says_which_text_is_shown() -> None:
    html = Page(reader.panel(Opened(HETAO.passage(0, 0), "source"), "", "#", "en"))
    pressed = {one["data-view"]: one["aria-pressed"] for one in html.having("data-kind", "view")}
    assert pressed == {"clean": "false", "source": "true"}
    assert "As cleaned" in html.text and "As it came" in html.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_read_from_the_text_is_dotted_and_explained(language: Language) -> None:
    words = WORDS[language]
    html = Page(reader.panel(Opened(RAILWAY.passage(0, 0)), "", "#", language))
    assert len(html.having("title", words.inferred)) == 3
    assert words.inferred_note in html.text and "陳大文" in html.text
    assert words.inferred_note not in Page(reader.panel(Opened(HETAO.passage(0, 0)), "", "#", language)).text


def test_publisher_date_reporters_page_and_printings_stand_under_the_title() -> None:
    quoted = passage(RAILWAY, "政府会在年内启动可行性研究。")
    text = Page(reader.panel(Opened(quoted), "", "#", "zh-Hant")).text
    assert "文匯報 · 2021年10月15日 · 記者 陳大文、李小明 · 第 2 頁" in text
    assert "另載於：大公報 · 2021年10月16日、copies/<b>.txt" in text


def test_only_web_addresses_become_links() -> None:
    assert "href" not in reader.panel(Opened(HOSTILE.passage(0, 0)), "", "#", "en")
    assert "https://example.org/hetao" in reader.panel(Opened(HETAO.passage(0, 0)), "", "#", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_foreign_becomes_markup(language: Language) -> None:
    copies = (Copy(BAD, BAD, BAD, BAD, BAD), Copy(BAD, BAD))
    worst = replace(
        HOSTILE, reporters=(BAD,), published=BAD, inferred=("title", "published", "reporters"), copies=copies
    )
    opened = Opened(passage(worst, "毒餌引文${owned()}"))
    assert_ours(reader.panel(opened, reader.cleaned(opened.passage, language, BAD), BAD, language))
    assert_ours(reader.not_open(BAD, language))
