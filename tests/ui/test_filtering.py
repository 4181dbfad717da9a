"""Filters in a real browser over a real index: chosen, asked under, cleared, by hand and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from rag.pipeline import build
from rag.ui.desk import Desk
from rag.ui.house import House
from tests.browser import ask, needs_browser, served, visit

pytestmark = needs_browser
BAD = "<img src=x onerror=owned()>報"
HARBOUR = "港口改建工程預計耗資{cost}，由新成立的港務公司負責。"
STORIES = [("大公報", "2020-08", "三百億元"), ("文匯報", "2021-10-15", "五百億元"), (BAD, "2021", "七百億元")]
QUESTION = "港口改建工程預計耗資多少？"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("house")
    corpus, index = folder / "corpus", folder / "index"
    corpus.mkdir()
    for number, (publisher, published, cost) in enumerate(STORIES):
        head = f'---\ntitle: 港口{number}\npublished: {published}\npublisher: "{publisher}"\n---\n'
        (corpus / f"{number}.md").write_text(head + HARBOUR.format(cost=cost), encoding="utf-8")
    build(corpus, index)
    yield from served(Desk(corpus, House(index, corpus)))


@pytest.fixture
def page(context: BrowserContext, base: str) -> Page:
    opened = visit(context, base)
    expect(opened.locator(".filters")).to_be_visible()
    return opened


def chip(page: Page, kind: str) -> None:
    page.locator(f'.filter[data-filter="{kind}"] summary').click()


def choose(page: Page, kind: str, value: str) -> None:
    chip(page, kind)
    page.locator(f'.choices [data-filter="{kind}"][data-value="{value}"]').click()
    expect(page.locator(f'.filter.narrowed[data-filter="{kind}"]')).to_be_visible()


def test_only_the_articles_chosen_are_cited(page: Page) -> None:
    choose(page, "publisher", "文匯報")
    choose(page, "dates", "2021")
    expect(page.locator(".filter.narrowed summary b")).to_have_text(["2021年", "文匯報"])
    expect(page.locator(".filters .left")).to_have_text("餘下 1 篇")
    ask(page, QUESTION)
    expect(page.locator(".turn.done .only")).to_have_text("只看：2021年 · 文匯報")
    expect(page.locator(".turn.done .short")).to_contain_text("五百億元")
    assert all("文匯報" in where for where in page.locator(".card .where").all_text_contents())
    page.get_by_role("button", name="English").click()
    expect(page.locator(".turn.done .only")).to_have_text("Only: 2021 · 文匯報")
    expect(page.locator(".filter.narrowed summary b")).to_have_text(["2021", "文匯報"])
    page.get_by_role("button", name="Clear filters").click()
    expect(page.locator(".filter.narrowed")).to_have_count(0)
    expect(page.locator("#box textarea")).to_be_focused()
    expect(page.locator(".turn.done .only")).to_have_count(1)


def test_a_filter_that_leaves_nothing_can_be_cleared_where_it_says_so(page: Page) -> None:
    chip(page, "dates")
    page.fill(".fields [name=since]", "1999")
    page.fill(".fields [name=until]", "1999-12")
    page.locator(".fields .apply").click()
    expect(page.locator(".filters .left")).to_have_text("沒有符合的報道")
    ask(page, QUESTION)
    expect(page.locator(".turn.done .calm")).to_have_text("沒有報道符合這些條件，所以這次無從回答。")
    page.get_by_role("button", name="清除篩選，再問一次").click()
    expect(page.locator(".turn.done .short")).to_contain_text("億元")
    expect(page.locator(".turn.done")).to_have_count(2)
    expect(page.locator(".filter.narrowed")).to_have_count(0)
    expect(page.locator(".turn.done .only")).to_have_count(1)


def test_dates_are_typed_and_a_wrong_one_is_a_sentence(page: Page) -> None:
    chip(page, "dates")
    page.fill(".fields [name=since]", "遲些")
    page.keyboard.press("Enter")
    expect(page.locator(".choices .wrong")).to_contain_text("看不懂「遲些」是哪一天")
    expect(page.locator(".fields [name=since]")).to_be_focused()
    expect(page.locator(".filter.narrowed")).to_have_count(0)
    page.fill(".fields [name=since]", "2020年9月")
    page.fill(".fields [name=until]", "今年")
    page.keyboard.press("Enter")
    expect(page.locator(".filter.narrowed summary b")).to_have_text(f"2020年9月 – {date.today().year}年")
    expect(page.locator(".filters .left")).to_have_text("餘下 2 篇")
    expect(page.locator(".choices:visible")).to_have_count(0)


def test_everything_can_be_done_from_the_keyboard(page: Page) -> None:
    page.locator('.filter[data-filter="dates"] summary').focus()
    for key in ("Enter", "Tab", "Enter"):
        page.keyboard.press(key)
    expect(page.locator(".filter.narrowed summary b")).to_have_text("2020年")
    expect(page.locator('.filter[data-filter="dates"] summary')).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".choices:visible")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".choices:visible")).to_have_count(0)
    for key in ("Tab", "Enter"):
        page.keyboard.press(key)
    expect(page.locator(".filter.narrowed")).to_have_count(0)
    expect(page.locator('.filter[data-filter="dates"] summary')).to_be_focused()


def test_a_hostile_publisher_is_only_a_name(page: Page) -> None:
    chip(page, "publisher")
    page.locator(".options button", has_text=BAD).click()
    expect(page.locator(".filter.narrowed summary b")).to_have_text(BAD)
    ask(page, QUESTION)
    expect(page.locator(".turn.done .only")).to_have_text(f"只看：{BAD}")
    expect(page.locator(".turn.done .short")).to_contain_text("七百億元")
    assert page.locator("#filters img, #conversation img").count() == 0


def test_a_question_read_with_the_one_before_is_asked_again_as_it_stands(page: Page) -> None:
    choose(page, "publisher", "大公報")
    ask(page, QUESTION)
    expect(page.locator(".turn.done")).to_have_count(1)
    ask(page, "由誰負責？")
    expect(page.locator(".turn.done")).to_have_count(2)
    expect(page.locator(".understood")).to_contain_text("港口改建工程預計耗資")
    page.get_by_role("button", name="不理上文，照字面再問").click()
    expect(page.locator(".turn.done")).to_have_count(3)
    expect(page.locator(".turn.done").last.locator(".asked")).to_have_text("由誰負責？")
    expect(page.locator(".turn.done").last.locator(".only")).to_have_text("只看：大公報")
    expect(page.locator(".turn.done").last.locator(".understood")).to_have_count(0)


def test_on_a_phone_the_lists_stay_on_the_screen(page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 812})
    for kind in ("dates", "publisher"):
        chip(page, kind)
        box = page.locator(".choices:visible").bounding_box()
        assert box and box["x"] >= 0 and box["y"] >= 0 and box["x"] + box["width"] <= 375
    page.locator(".options button", has_text=BAD).click()
    choose(page, "dates", "2021")
    ask(page, QUESTION)
    expect(page.locator(".turn.done .short")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
