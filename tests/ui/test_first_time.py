"""Somebody who has never seen the page, by clicks alone: ask, open the source, see why not, add, rebuild, ask about it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from rag.pipeline import build
from rag.ui.desk import Desk
from rag.ui.house import House
from tests.browser import ask, needs_browser, served, visit

pytestmark = needs_browser
HARBOUR = """---
title: 海濱漁港擴建
publisher: 海濱日報
published: 2031-05
---
海濱漁港擴建工程預計耗資三百億元，由新成立的海濱港務公司負責。「藍灣計劃」是漁港的第二期工程，會在2033年動工。
"""
LIGHTHOUSE = """---
title: 燈塔重開
publisher: 海濱日報
published: 2032-01
---
白沙燈塔昨日重新開放，共有一百二十級石階，由退休船長何守成擔任導遊。
"""
ABOUT_LIGHTHOUSE = "白沙燈塔有多少級石階？"


def test_a_stranger_finds_the_way(context: BrowserContext, tmp_path: Path) -> None:
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    (corpus / "harbour.md").write_text(HARBOUR, encoding="utf-8")
    (tmp_path / "lighthouse.md").write_text(LIGHTHOUSE, encoding="utf-8")
    build(corpus, index)
    for base in served(Desk(corpus, House(index, corpus), tmp_path / "feedback.jsonl", tmp_path / "questions")):
        page = visit(context, base)
        asks_an_example_and_opens_the_source(page)
        learns_why_something_was_not_found(page)
        adds_an_article(page, tmp_path / "lighthouse.md")
        sees_what_will_change_and_rebuilds(page)
        asks_about_the_new_article(page)
        takes_it_out_again_while_it_is_open(page, corpus)
        goes_back_to_the_earlier_index(page)
        page.close()


def asks_an_example_and_opens_the_source(page: Page) -> None:
    expect(page.locator(".holdings")).to_contain_text("共 1 篇，來自海濱日報")
    page.locator(".examples button", has_text="藍灣計劃是什麼？").click()
    expect(page.locator(".turn.done .chip").first).to_be_visible()
    page.locator(".chip").first.click()
    expect(page.locator(".reader mark")).to_contain_text("「藍灣計劃」是漁港的第二期工程")
    page.locator(".reader .close").click()
    expect(page.locator(".reader")).to_have_count(0)


def learns_why_something_was_not_found(page: Page) -> None:
    ask(page, ABOUT_LIGHTHOUSE)
    expect(page.locator(".turn.done .calm")).to_contain_text("找不到")
    expect(page.locator(".turn.done").last.locator(".card.hit")).to_have_count(1)
    page.locator(".card.hit").click()
    expect(page.locator(".reader h2")).to_have_text("海濱漁港擴建")
    page.keyboard.press("Escape")


def adds_an_article(page: Page, file: Path) -> None:
    page.get_by_role("tab", name="重建索引").click()
    page.set_input_files(".adding input", file)
    page.locator(".adding .add").click()
    expect(page.locator(".waiting li code")).to_have_text("lighthouse.md")


def sees_what_will_change_and_rebuilds(page: Page) -> None:
    page.click("#start")
    expect(page.locator("#progress .outcome")).to_have_text("重建後：新增 1 篇，改動 0 篇，不再收錄 0 篇。")
    expect(page.locator(".changed")).to_contain_text("燈塔重開 海濱日報 · 2032年1月")
    page.get_by_role("button", name="照此重建").click()
    expect(page.locator("#progress .outcome")).to_contain_text("2 篇報道")
    expect(page.locator(".waiting")).to_have_count(0)


def asks_about_the_new_article(page: Page) -> None:
    page.get_by_role("tab", name="提問").click()
    page.get_by_role("button", name="再問一次").last.click()
    expect(page.locator(".turn.done").last.locator(".short")).to_contain_text("一百二十")
    page.locator(".turn.done").last.locator(".chip").first.click()
    expect(page.locator(".reader mark")).to_contain_text("共有一百二十級石階")


def takes_it_out_again_while_it_is_open(page: Page, corpus: Path) -> None:
    """The open citation stays, and still answers to its switch, though its article has gone from the index."""
    page.get_by_role("tab", name="報道").click()
    page.get_by_role("button", name="從資料夾移走 lighthouse.md（內有 1 篇）").click()
    expect(page.locator(".removed li code")).to_have_text("lighthouse.md")
    expect(page.locator(".shelf .out")).to_have_count(1)
    assert not (corpus / "lighthouse.md").exists()
    page.get_by_role("button", name="放回 lighthouse.md").click()
    expect(page.locator(".shelf .out")).to_have_count(0)
    page.get_by_role("button", name="從資料夾移走 lighthouse.md（內有 1 篇）").click()
    expect(page.locator(".shelf .out")).to_have_count(1)
    page.get_by_role("tab", name="重建索引").click()
    page.click("#start")
    page.get_by_role("button", name="照此重建").click()
    expect(page.locator("#progress .outcome")).to_contain_text("1 篇報道")
    page.get_by_role("button", name="原樣").click()
    expect(page.locator(".reader .notice")).to_contain_text("索引換過")
    expect(page.locator(".reader mark")).to_contain_text("共有一百二十級石階")
    page.keyboard.press("Escape")


def goes_back_to_the_earlier_index(page: Page) -> None:
    expect(page.locator(".holdings")).to_contain_text("共 1 篇")
    page.locator(".earlier summary").click()
    page.locator(".earlier li", has_text="2 篇報道").get_by_role("button").click()
    expect(page.locator("#progress .outcome")).to_contain_text("已改用較早的索引")
    expect(page.locator(".holdings")).to_contain_text("共 2 篇")
