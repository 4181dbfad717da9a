"""What people do with answers, in a real browser: share, ask instead, read with an aid, copy, come back, measure."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from rag.ui.desk import Desk
from rag.ui.server import address, start
from tests.browser import ask, needs_browser, served, visit
from tests.ui.conftest import Visitors
from tests.ui.fakes import HETAO, FakeHouse, FakePipeline

pytestmark = needs_browser
QUOTE = "河套合作區聚集了1.5萬餘名科技科研人才。"
TALENT = "河套有多少科研人才？"
CLIPBOARD = ["clipboard-read", "clipboard-write"]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("desk")
    questions = folder / "questions"
    questions.mkdir()
    lines = [{"question": "高端", "answers": ["超過160個"]}, {"question": "拨款", "answers": ["明年"]}]
    (questions / "own.jsonl").write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    desk = Desk(folder / "corpus", FakeHouse(FakePipeline()), folder / "feedback.jsonl", questions)
    yield from served(desk)


@pytest.fixture
def page(context: BrowserContext, base: str) -> Page:
    context.grant_permissions(CLIPBOARD)
    return visit(context, base)


def clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_a_citation_opens_from_the_keyboard_and_gives_the_focus_back(page: Page) -> None:
    ask(page, TALENT)
    expect(page.locator(".turn.done .chip").first).to_be_visible()
    page.locator("#box textarea").focus()
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('.said .chip')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(".reader mark")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".reader")).to_have_count(0)
    expect(page.locator(".said .chip").last).to_be_focused()


def test_a_link_to_a_citation_opens_it_for_somebody_else(page: Page, visitors: Visitors, base: str) -> None:
    ask(page, TALENT)
    page.locator(".chip").first.click()
    page.get_by_role("button", name="複製連結").click()
    expect(page.get_by_role("button", name="已複製")).to_be_visible()
    link = clipboard(page)
    assert link.startswith(f"{base}/#article=hetao&from=")
    other = visit(visitors(), link)
    expect(other.locator(".reader mark")).to_have_text(QUOTE)
    expect(other.locator(".reader mark")).to_be_in_viewport()
    other.keyboard.press("Escape")
    expect(other.locator(".reader")).to_have_count(0)
    expect(other).to_have_url(f"{base}/")
    page.keyboard.press("Escape")
    expect(page.locator(".reader")).to_have_count(0)


def test_a_link_that_leads_nowhere_says_so(visitors: Visitors, base: str) -> None:
    gone = visit(visitors(), f"{base}/#article=<img src=x onerror=owned()>&from=1&to=2&check=0")
    expect(gone.locator(".reader .notice")).to_have_text("索引已更新，這篇報道不在其中。")
    moved = visit(visitors(), f"{base}/#article=hetao&from=3&to=9&check=00000000")
    expect(moved.locator(".reader .notice")).to_contain_text("連結製成後這篇報道改動過")
    assert moved.locator(".reader .text").text_content() == HETAO.text


def test_not_found_offers_a_question_that_is_answered(page: Page) -> None:
    ask(page, "2035年河套有多少科研人才？")
    expect(page.locator(".instead button")).to_have_text(["不理「2035年」再問"])
    page.locator(".instead button").click()
    expect(page.locator(".turn.done").last.locator(".asked")).to_have_text(TALENT)
    expect(page.locator(".turn.done .short")).to_have_text("1.5萬餘名")


def test_an_older_figure_is_folded_under_the_newest(page: Page) -> None:
    ask(page, "高端")
    expect(page.locator(".turn.done .said").first).not_to_contain_text("較早")
    expect(page.locator(".older .said")).to_be_hidden()
    page.locator(".older > summary").click()
    expect(page.locator(".older .said")).to_contain_text("較早（2022年）：三組")
    expect(page.locator(".older .card")).to_be_visible()


def test_a_reader_of_english_gets_pinyin_and_glosses(page: Page) -> None:
    ask(page, TALENT)
    expect(page.locator(".turn.done .card").first).to_be_visible()
    expect(page.locator(".aid")).to_have_count(0)
    page.get_by_role("button", name="English").click()
    page.locator(".aid summary").first.click()
    word = page.locator(".aid .word", has_text="人才").first
    expect(word.locator("i")).to_have_text("réncái")
    expect(word.locator("small")).to_have_text("talent")


def test_a_question_is_asked_again_and_edited(page: Page) -> None:
    ask(page, "高端")
    page.get_by_role("button", name="再問一次").click()
    expect(page.locator(".turn.done .short")).to_have_count(2)
    page.get_by_role("button", name="修改問題").last.click()
    expect(page.locator("#box textarea")).to_have_value("高端")
    expect(page.locator("#box textarea")).to_be_focused()
    page.keyboard.type("人才")
    page.keyboard.press("Enter")
    expect(page.locator(".turn.done").last.locator(".asked")).to_have_text("高端人才")


def test_what_failed_can_be_asked_again(page: Page) -> None:
    ask(page, "boom")
    expect(page.locator(".notice")).to_be_visible()
    page.get_by_role("button", name="修改問題").click()
    expect(page.locator("#box textarea")).to_have_value("boom")
    page.get_by_role("button", name="再問一次").click()
    expect(page.locator("#box textarea")).to_have_value("")
    expect(page.locator(".notice")).to_have_count(1)


def test_an_answer_is_copied_with_its_citations(page: Page) -> None:
    ask(page, TALENT)
    page.get_by_role("button", name="複製答案").click()
    expect(page.get_by_role("button", name="已複製")).to_be_visible()
    assert f"[1] 「{QUOTE}」 {HETAO.title}, 大公報 · 2024年7月" in clipboard(page)
    page.get_by_role("button", name="複製為 Markdown").click()
    expect(page.get_by_role("button", name="已複製")).to_have_count(2)
    assert clipboard(page).startswith(f"## {TALENT}\n") and f"> {QUOTE}" in clipboard(page)


def test_a_conversation_is_taken_along(page: Page) -> None:
    ask(page, TALENT)
    with page.expect_download() as download:
        page.get_by_role("button", name="匯出這段對話").click()
    assert download.value.suggested_filename == "baowen.md"
    assert f"> {QUOTE}" in Path(download.value.path()).read_text(encoding="utf-8")


def test_conversations_stay_apart_and_in_this_browser(page: Page, base: str, visitors: Visitors) -> None:
    ask(page, TALENT)
    expect(page.locator(".turn.done")).to_have_count(1)
    second = visit(page.context, base)
    ask(second, "高端")
    expect(second.locator(".turn.done")).to_have_count(1)
    page.reload()
    expect(page.locator(".talks .open span")).to_have_text(["高端", TALENT])
    page.locator(".talks .open", has_text=TALENT).click()
    expect(page.locator(".turn.done .short")).to_have_text("1.5萬餘名")
    page.locator(".chip").first.click()
    expect(page.locator(".reader mark")).to_have_text(QUOTE)
    page.keyboard.press("Escape")
    ask(page, "高端呢？")
    expect(page.locator(".understood")).to_contain_text(TALENT)
    page.click("#clear")
    expect(page.locator(".talks .open span")).to_have_text([TALENT, "高端"])
    page.get_by_role("button", name=f"刪除對話：{TALENT}").click()
    expect(page.locator(".talks .open span")).to_have_text(["高端"])
    page.get_by_role("button", name="全部刪除").click()
    expect(page.locator(".talks")).to_be_hidden()
    stranger = visit(visitors(), base)
    expect(stranger.locator(".examples")).to_be_visible()
    expect(stranger.locator(".talks")).to_be_hidden()


def test_an_earlier_index_serves_again(page: Page) -> None:
    page.get_by_role("tab", name="重建索引").click()
    page.click("#start")
    page.get_by_role("button", name="暫不重建").click()
    expect(page.locator("#progress .outcome")).to_have_count(0)
    page.click("#start")
    page.get_by_role("button", name="照此重建").click()
    expect(page.locator(".current")).to_have_text("現用索引：77aa00bb11cc")
    page.locator(".earlier summary").click()
    expect(page.locator(".earlier li")).to_contain_text("3f9a1c0b7d2e，建於 2026-01-02 03:04，3 篇報道")
    page.get_by_role("button", name="改用這個").click()
    expect(page.locator(".outcome")).to_have_text("已改用較早的索引 3f9a1c0b7d2e。")
    expect(page.locator(".current")).to_have_text("現用索引：3f9a1c0b7d2e")


def test_a_question_set_is_run_and_complaints_become_one(page: Page) -> None:
    ask(page, "高端")
    page.locator("#conversation .feedback summary").click()
    page.get_by_role("button", name="答案錯了").click()
    expect(page.locator("#conversation .told")).to_be_visible()
    page.get_by_role("tab", name="評估").click()
    expect(page.locator(".sets button")).to_have_text(["全部題目2", "own2", "讀者指出的錯誤1"])
    page.locator(".sets button", has_text="own").click()
    expect(page.locator(".exam .outcome")).to_have_text("「own」共 2 題，以下為百分比。")
    expect(page.locator(".tiles dd").first).to_have_text("50.0")
    page.locator(".exam details summary").click()
    expect(page.locator(".exam li")).to_contain_text("拨款")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="完整報告").click()
    expect(opened.value.locator("body")).to_contain_text("拨款")
    page.locator(".sets button", has_text="讀者指出的錯誤").click()
    expect(page.locator(".exam .outcome")).to_contain_text("共 1 題")


def test_a_page_goes_on_after_the_server_was_started_again(browser: Browser) -> None:
    """Not a watched visitor: while the server is away the browser itself reports what it cannot reach."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    context = browser.new_context(locale="zh-HK")
    first = start(Desk(Path("no-corpus"), FakeHouse(FakePipeline())), "127.0.0.1", port)
    page = visit(context, address("127.0.0.1", port))
    ask(page, TALENT)
    expect(page.get_by_role("button", name="匯出這段對話")).to_be_visible()
    page.fill("#box textarea", "未問完")
    page.evaluate("document.body.dataset.before = 'the server went'")
    first.close(verbose=False)
    second = start(Desk(Path("no-corpus"), FakeHouse(FakePipeline())), "127.0.0.1", port)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.locator("body[data-before]")).to_have_count(0, timeout=15_000)  # the page has loaded again
    expect(page.locator("#box textarea")).to_have_value("未問完", timeout=15_000)
    expect(page.locator(".turn.done .asked")).to_have_text(TALENT)
    ask(page, "高端")
    expect(page.locator(".turn.done .asked")).to_have_text([TALENT, "高端"])
    context.close()
    second.close(verbose=False)
