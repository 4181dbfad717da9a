"""The page in a real browser: asking, opening a quote, rebuilding, and nothing asked of any other host."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from rag.load.questions import load_questions
from rag.ui.desk import Desk
from tests.browser import ask, needs_browser, served, visit
from tests.ui.conftest import Visitors
from tests.ui.fakes import HETAO, HOSTILE, FakeHouse, FakePipeline

pytestmark = needs_browser
QUOTE = "河套合作區聚集了1.5萬餘名科技科研人才。"


class Gate:
    """Holds the fakes' streams and builds while it is shut; open unless a test shuts it."""

    def __init__(self) -> None:
        self._open = threading.Event()
        self._open.set()

    def __call__(self) -> None:
        self._open.wait(20)

    def shut(self) -> None:
        self._open.clear()

    def open(self) -> None:
        self._open.set()


@pytest.fixture(scope="module")
def gate() -> Gate:
    return Gate()


@pytest.fixture(scope="module")
def feedback(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("desk") / "eval" / "feedback.jsonl"


@pytest.fixture(scope="module")
def base(gate: Gate, feedback: Path) -> Iterator[str]:
    house = FakeHouse(FakePipeline(wait=gate), wait=gate)
    yield from served(Desk(Path("corpus"), house, feedback))


@pytest.fixture
def page(context: BrowserContext, base: str, gate: Gate) -> Iterator[Page]:
    gate.open()
    yield visit(context, base)
    gate.open()


def test_an_answer_streams_and_its_quote_opens_marked(page: Page, gate: Gate) -> None:
    gate.shut()
    ask(page, "河套有多少科研人才？")
    expect(page.locator(".turn.busy .status")).to_have_text("正在細讀 3 段文字…")
    expect(page.locator("#stop")).to_be_visible()
    gate.open()
    expect(page.locator(".turn.done .short")).to_have_text("1.5萬餘名")
    expect(page.locator("#send")).to_be_visible()
    page.locator(".chip").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".reader mark")).to_have_text(QUOTE)
    expect(page.locator(".reader mark")).to_be_in_viewport()
    expect(page.locator(".reader mark")).to_be_focused()
    assert page.locator(".reader .text").text_content() == HETAO.text
    page.keyboard.press("Escape")
    expect(page.locator(".reader")).to_have_count(0)
    expect(page.locator(".chip").first).to_be_focused()


def test_the_text_grows_while_it_comes(context: BrowserContext) -> None:
    turnstile = threading.Semaphore(0)
    house = FakeHouse(FakePipeline(wait=lambda: turnstile.acquire(timeout=20)))
    for base in served(Desk(Path("corpus"), house)):
        page = visit(context, base)
        ask(page, "高端")
        for _ in range(2):
            turnstile.release()
        expect(page.locator(".turn.busy .said")).to_have_text(re.compile("^河套合作區正在推進和已經$"))
        turnstile.release(100)
        expect(page.locator(".turn.done .chip").first).to_be_visible()
        page.close()


def test_not_found_offers_passages_that_open(page: Page) -> None:
    ask(page, "誰贏了球賽？")
    expect(page.locator(".turn.done .said")).to_have_text("這些報道沒有提到。")
    expect(page.locator(".card.hit")).to_have_count(3)
    page.locator(".card.hit").first.click()
    expect(page.locator(".reader mark")).to_have_text(HETAO.text[:120])


def test_a_follow_up_knows_what_was_asked_before(page: Page) -> None:
    ask(page, "河套有多少科研人才？")
    expect(page.locator(".turn.done")).to_have_count(1)
    ask(page, "高端呢？")
    expect(page.locator(".understood")).to_contain_text("理解為：河套有多少科研人才？ 高端呢？")


def test_an_example_is_asked_by_pressing_it(page: Page) -> None:
    expect(page.locator(".examples button")).to_have_count(12)
    page.get_by_role("button", name="How many researchers work in Hetao?").click()
    expect(page.locator(".turn.done .asked")).to_have_text("How many researchers work in Hetao?")
    expect(page.locator(".examples")).to_have_count(0)
    page.click("#clear")
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.locator(".examples")).to_be_visible()


def test_stop_leaves_a_sentence_and_a_page_to_ask_on(page: Page, gate: Gate) -> None:
    gate.shut()
    ask(page, "河套有多少科研人才？")
    page.click("#stop")
    expect(page.locator(".notice")).to_have_text("已停止，這個問題沒有答完。")
    gate.open()
    expect(page.locator("#send")).to_be_visible()
    ask(page, "高端")
    expect(page.locator(".turn.done .short")).to_have_text("超過160個")


def test_what_goes_wrong_is_a_sentence(page: Page) -> None:
    ask(page, "？？")
    expect(page.locator(".notice")).to_have_text("The question <holds> no word to look for; ask with a few words.")
    ask(page, "boom")
    expect(page.locator(".notice")).to_contain_text("出了差錯")
    assert "secret detail" not in page.content()


def test_a_thumbs_down_becomes_a_question_to_run(page: Page, feedback: Path) -> None:
    ask(page, "河套有多少科研人才？")
    page.locator("#conversation .feedback summary").focus()
    for key in ("Enter", "Tab", "Tab", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("#conversation .told")).to_have_text(f"謝謝，已記入 {feedback}，可用 baowen eval 覆核。")
    expect(page.locator("#conversation .told")).to_be_focused()
    ask(page, "誰贏了球賽？")
    expect(page.locator("#conversation .feedback")).to_have_count(2)
    page.locator("#conversation .feedback summary").click()
    page.get_by_role("button", name="報道有說，應該答得出").dblclick()
    expect(page.locator("#conversation .told")).to_have_count(2)
    assert [question.kind for question in load_questions(feedback)] == ["wrong-source", "should-have-answered"]
    assert load_questions(feedback)[1].history[0].question == "河套有多少科研人才？"
    page.get_by_role("button", name="English").click()
    expect(page.locator("#conversation .told").last).to_contain_text("Thank you")
    expect(page.locator("#conversation .told")).to_have_count(2)


def test_after_clearing_an_answer_can_be_turned_down_again(page: Page, feedback: Path) -> None:
    for _ in range(2):
        ask(page, "高端")
        page.locator("#conversation .feedback summary").click()
        page.get_by_role("button", name="答案錯了").click()
        expect(page.locator("#conversation .told")).to_be_visible()
        page.click("#clear")
        expect(page.locator(".turn")).to_have_count(0)
    assert [question.text for question in load_questions(feedback)].count("高端") == 1


def test_a_complaint_that_cannot_be_written_is_a_sentence(context: BrowserContext, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    house = FakeHouse(FakePipeline())
    for base in served(Desk(Path("corpus"), house, tmp_path / "file" / "feedback.jsonl")):
        page = visit(context, base)
        ask(page, "高端")
        page.locator("#conversation .feedback summary").click()
        page.get_by_role("button", name="答案錯了").click()
        expect(page.locator("#conversation .told")).to_contain_text("cannot be written")
        expect(page.locator("#conversation .feedback summary")).to_be_visible()
        page.close()


def test_the_language_is_chosen_and_remembered(page: Page, base: str) -> None:
    expect(page.get_by_role("tab", name="提問")).to_be_visible()
    ask(page, "高端")
    expect(page.locator(".trust")).to_have_text("這個答案很有把握")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("tab", name="Rebuild")).to_be_visible()
    expect(page.locator(".trust")).to_have_text("Confident in this answer")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(visit(page.context, base).get_by_role("tab", name="Rebuild")).to_be_visible()


def test_the_chat_answers_while_the_index_is_rebuilt(page: Page, base: str, gate: Gate) -> None:
    gate.shut()
    page.get_by_role("tab", name="重建索引").click()
    page.click("#start")
    gate.open()
    expect(page.locator(".outcome")).to_have_text("重建後：新增 1 篇，改動 1 篇，不再收錄 1 篇。")
    expect(page.locator(".changed").first).to_contain_text("<b>新報道")
    gate.shut()
    page.get_by_role("button", name="照此重建").click()
    expect(page.locator(".stage")).to_contain_text("讀入檔案")
    other = visit(page.context, base)
    ask(other, "？？")
    expect(other.locator(".notice")).to_contain_text("no word")
    gate.open()
    expect(page.locator(".outcome")).to_contain_text("3 篇報道，12 段文字")
    expect(page.locator(".skipped")).to_contain_text("It holds no text.")
    expect(page.locator(".current")).to_have_text("現用索引：77aa00bb11cc")


def test_the_articles_are_listed_and_open(page: Page) -> None:
    page.get_by_role("tab", name="報道").click()
    expect(page.locator("#shelf li")).to_have_count(3)
    page.fill("#find textarea, #find input", "大公報")
    expect(page.locator("#shelf li")).to_have_count(1)
    page.locator("#shelf button").click()
    expect(page.locator(".reader h2")).to_have_text(HETAO.title)


def test_a_hostile_article_runs_nothing(page: Page) -> None:
    ask(page, "毒 <img src=x onerror=owned()>")
    expect(page.locator(".turn.done .short")).to_have_text("<img src=x onerror=owned()>")
    page.locator(".chip").first.click()
    expect(page.locator(".reader mark")).to_have_text(HOSTILE.text[2:-2])
    expect(page.locator(".reader h2")).to_have_text(HOSTILE.title)
    page.get_by_role("button", name="原樣").click()
    expect(page.locator(".reader .source")).to_contain_text("<script>ow")
    assert "".join(page.locator(".reader mark").all_text_contents()) == HOSTILE.text[2:-2]
    page.keyboard.press("Escape")
    page.get_by_role("tab", name="整理紀錄").click()
    page.locator("#mended button", has_text="毒標題").click()
    expect(page.locator("#mended h2")).to_have_text(HOSTILE.title)
    page.get_by_role("tab", name="報道").click()
    page.locator("#shelf button", has_text="毒標題").click()
    expect(page.locator(".reader h2")).to_have_text(HOSTILE.title)
    assert page.locator("#conversation img, .reader img, #shelf script, #mended script, .reader a").count() == 0


def test_what_was_inferred_and_the_other_printings_are_told(page: Page) -> None:
    ask(page, "拨款")
    expect(page.locator(".card.cite .copies").first).to_have_text("另載於：大公報 · 2021年10月16日、copies/<b>.txt")
    expect(page.locator(".card.cite abbr").first).to_have_attribute("title", "2020年6月")
    page.locator(".chip").first.click()
    expect(page.locator(".reader mark")).to_have_text("去年6月，研究已获拨款。")
    expect(page.locator(".reader .from .inferred")).to_have_text(["2021年10月15日", "記者 陳大文、李小明"])
    expect(page.locator(".reader .copies")).to_contain_text("另載於：大公報")
    page.get_by_role("button", name="English").click()
    expect(page.locator(".reader .inferred").first).to_have_attribute("title", "read from the text")


def test_markup_that_slipped_past_escaping_would_not_run(browser: Browser, base: str) -> None:
    page = visit(browser.new_context(), base)
    refused = page.evaluate(
        """() => new Promise((resolve) => {
            document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective));
            document.body.insertAdjacentHTML('beforeend', '<b onclick="owned()">x</b>');
            document.body.lastElementChild.click();
        })"""
    )
    assert refused == "script-src-attr"
    page.context.close()


def test_without_an_index_the_page_says_so_and_can_build_one(context: BrowserContext) -> None:
    house = FakeHouse(None)
    for base in served(Desk(Path("corpus"), house)):
        page = visit(context, base)
        expect(page.locator(".empty h2")).to_have_text("還沒有可問的報道")
        expect(page.locator("#box textarea")).to_be_disabled()
        page.get_by_role("tab", name="重建索引").click()
        page.click("#start")
        expect(page.locator(".outcome")).to_be_visible()
        page.get_by_role("tab", name="提問").click()
        ask(page, "高端")
        expect(page.locator(".turn.done .short")).to_have_text("超過160個")
        page.close()


def test_several_people_ask_at_once(visitors: Visitors, gate: Gate, base: str) -> None:
    pages = [visit(visitors(), base) for _ in range(2)]
    gate.shut()
    for page in pages:
        ask(page, "高端")
        expect(page.locator(".turn.busy .status")).to_be_visible()
    gate.open()
    for page in pages:
        expect(page.locator(".turn.done .short")).to_have_text("超過160個")


def test_a_phone_shows_everything_within_its_width(page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 812})
    ask(page, "高端")
    expect(page.locator(".turn.done .chip").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    page.locator(".chip").first.click()
    expect(page.locator(".reader mark")).to_be_in_viewport()
