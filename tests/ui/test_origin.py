"""The text as it came: numbered lines, and frames on the printed page."""

from __future__ import annotations

from rag.types import Box, Source
from rag.ui import origin
from rag.ui.languages import LANGUAGES
from rag.ui.pictures import Picture
from tests.conftest import an_article
from tests.ui.markup import Page, assert_ours

TEXT = "<b>第一行\n第二\f三頁\n完"
SOURCE = Source(an_article(TEXT, source="a/<i>.pdf"), tuple(Box(1 + n // 2, 0.1, 0.1, 0.5, 0.2) for n in range(4)))
PICTURE = Picture("data:image/png;base64,AAAA", 1000, 1400)


def test_the_source_is_whole_and_its_lines_are_numbered() -> None:
    page = Page(origin.by_line(SOURCE, [], 0, "en"))
    assert page.text == TEXT.replace("\f", "\n") + "\n"
    lines = page.having("class", "line")
    assert [line["data-line"] for line in lines] == ["1", "2", "3", "4"]
    assert [line.get("data-page") for line in lines] == [None, None, "2", None]
    assert "id" in lines[0], "it opens where the article begins"


def test_each_stretch_is_marked_in_its_lines() -> None:
    second = TEXT.index("二")
    page = Page(origin.by_line(SOURCE, [(second, second + 3), (3, 5)], 0, "en"))
    assert page.marked == "第一" + "二三"
    assert "text: 1–3" in page.text
    overlapping = Page(origin.by_line(SOURCE, [(3, 6), (4, 7)], 0, "en"))
    assert overlapping.marked == TEXT[3:6], "a line feed is not marked"


def test_a_page_has_a_frame_for_each_line_of_the_quote_on_it() -> None:
    third = TEXT.index("三")
    html = origin.page(SOURCE, [(0, 2), (third, third + 2)], 2, PICTURE, "en")
    frames = Page(html).having("class", "frame")
    assert [frame["style"] for frame in frames] == ["left:10.00%;top:10.00%;width:40.00%;height:10.00%"]
    assert "三頁" in Page(html).text and "第二" not in Page(html).text


def test_the_page_buttons_end_where_the_pages_end() -> None:
    turns = Page(origin.page(SOURCE, [], 2, PICTURE, "zh-Hant")).having("data-kind", "page")
    assert [(turn["data-page"], "disabled" in turn) for turn in turns] == [("1", False), ("3", True)]


def test_nothing_foreign_becomes_markup() -> None:
    for language in LANGUAGES:
        assert_ours(origin.by_line(SOURCE, [(0, 3)], 0, language, "<b>"))
        assert_ours(origin.page(SOURCE, [(0, 3)], 1, PICTURE, language))
