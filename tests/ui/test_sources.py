"""What a press in the panel or the repairs tab shows, and what is said when the source is not at hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from rag.errors import BadIndex
from rag.types import Story
from rag.ui.desk import Desk
from rag.ui.mending import Inspected
from rag.ui.press import number_or
from rag.ui.reader import Opened
from rag.ui.sources import Sources
from rag.ui.words import WORDS
from tests.ui.fakes import HETAO, HOSTILE, RAILWAY, FakeHouse, FakePipeline, in_columns, passage
from tests.ui.markup import Page

QUOTE = passage(HETAO, "河套合作區正在推進和已經落地的高端科研項目，總數超過160個。")


class BrokenPipeline(FakePipeline):
    """An index whose sources cannot be read."""

    def story(self, article_id: str) -> Story | None:
        raise BadIndex("The source of <b> cannot be read.")


def sources(pipeline: FakePipeline | None) -> Sources:
    house = FakeHouse(pipeline)
    return Sources(Desk(Path("corpus"), house))


def test_as_it_came_the_quote_is_marked_line_by_line() -> None:
    story = in_columns(HETAO)
    page = Page(sources(FakePipeline()).panel(Opened(QUOTE, "source"), "en"))
    assert page.marked == QUOTE.text
    assert story.source.article.text + "\n" in page.text
    assert "text: 4–5" in page.text


def test_the_switch_turns_to_the_page_of_the_quote() -> None:
    story = in_columns(RAILWAY)
    feeds = story.source.article.text.replace("\n", "\f")
    paged = replace(story, source=replace(story.source, article=replace(story.source.article, text=feeds)))
    do = sources(FakePipeline(stories={RAILWAY.id: paged}))
    opened = do.turned({"kind": "view", "view": "source"}, Opened(passage(RAILWAY, "去年6月")))
    assert (opened.view, opened.page) == ("source", feeds[: feeds.index("去年")].count("\f") + 1)
    assert do.turned({"kind": "page", "page": "1"}, opened).page == 1
    assert do.turned({"kind": "page", "page": "x"}, opened).page == opened.page
    assert do.turned({"kind": "view", "view": "<script>"}, opened).view == "clean"


@pytest.mark.parametrize("pipeline", [None, FakePipeline(stories={}), BrokenPipeline()])
def test_without_a_source_there_is_a_sentence_and_the_cleaned_text(pipeline: FakePipeline | None) -> None:
    do = sources(pipeline)
    opened = do.turned({"kind": "view", "view": "source"}, Opened(QUOTE))
    page = Page(do.panel(opened, "en"))
    assert page.having("class", "notice") and page.marked == QUOTE.text


def test_a_source_of_another_text_is_not_passed_off_as_this_ones() -> None:
    newer = replace(HETAO, text="另一篇" + HETAO.text)
    page = Page(sources(FakePipeline([newer])).panel(Opened(QUOTE, "source"), "zh-Hant"))
    assert WORDS["zh-Hant"].source_gone in page.text and page.marked == QUOTE.text


def test_the_repairs_tab_goes_from_list_to_article_to_kind_and_back() -> None:
    do = sources(FakePipeline())
    assert len(Page(do.mended(None, "", "en")).having("data-kind", "inspect")) == 3
    assert len(Page(do.mended(None, "大公報", "en")).having("data-kind", "inspect")) == 1
    chosen = do.inspect({"kind": "inspect", "article": HETAO.id}, None)
    assert chosen == Inspected(HETAO.id)
    report = Page(do.mended(chosen, "", "en"))
    assert HETAO.title in report.text and report.having("data-repair", "broken_lines")
    one = do.inspect({"kind": "repair", "repair": "broken_lines"}, chosen)
    assert one == Inspected(HETAO.id, "broken_lines")
    assert do.inspect({"kind": "back"}, one) is None
    assert do.inspect({"kind": "repair", "repair": "x"}, None) is None


def test_the_repairs_tab_says_what_is_missing() -> None:
    assert WORDS["en"].empty_text in sources(None).mended(None, "", "en")
    assert WORDS["en"].forgotten_article in sources(FakePipeline()).mended(Inspected("none"), "", "en")
    assert "The source of &lt;b&gt;" in sources(BrokenPipeline()).mended(Inspected(HOSTILE.id), "", "en")


def test_only_plain_numbers_are_numbers() -> None:
    assert [number_or(value, -1) for value in ("3", "-1", "x", "٣", 3, None, "9" * 5000)] == [3, -1, -1, -1, -1, -1, -1]
