"""Newspapers as they come, in a real browser over a real index: both texts, printed pages, repairs, added articles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from rag.pipeline import build
from rag.ui.desk import Desk
from rag.ui.house import House
from rag.ui.words import WORDS
from tests import pdfs
from tests.browser import ask, needs_browser, served, visit

pytestmark = needs_browser
COLUMN = ["河套合作區聚集了1.5萬餘名科技科", "研人才，去年6月又有新的實驗室落成，", "吸引各地學者前來。"]
QUOTE = "河套合作區聚集了1.5萬餘名科技科研人才，去年6月又有新的實驗室落成，吸引各地學者前來。"
HARBOUR = """---
title: 港口改建
published: 2021-10-15
publisher: 測試報
---
港口改建工程去年動工，預計耗資三百億元，由新成立的港務公司負責。
"""
BAD = "<img src=x onerror=owned()>"
Y, SIZE, LEADING = 300, 12, 1.5


def newspaper() -> bytes:
    front = pdfs.Page()
    front.lines(60, 80, ["頭版要聞索引", "今日天氣晴朗。"], size=SIZE)
    inside = pdfs.Page()
    inside.lines(60, Y, COLUMN, size=SIZE, leading=LEADING)
    return pdfs.pdf([front, inside])


def house(folder: Path) -> Desk:
    """A desk over a corpus of a printed page and a text, with its index built."""
    corpus, index = folder / "corpus", folder / "index"
    corpus.mkdir()
    (corpus / "paper.pdf").write_bytes(newspaper())
    (corpus / "harbour.md").write_text(HARBOUR, encoding="utf-8")
    build(corpus, index)
    return Desk(corpus, House(index, corpus))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page whose articles no test changes."""
    yield from served(house(tmp_path_factory.mktemp("house")))


@pytest.fixture
def page(context: BrowserContext, base: str) -> Page:
    return visit(context, base)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return house(tmp_path)


@pytest.fixture
def own(context: BrowserContext, desk: Desk) -> Iterator[Page]:
    """The page of `desk`, which a test may change."""
    for address in served(desk):
        opened = visit(context, address)
        yield opened
        opened.close()


def open_quote(page: Page) -> None:
    ask(page, "河套合作區聚集了多少科研人才？")
    page.locator(".turn.done:last-child .chip").first.click()
    expect(page.locator(".reader mark")).to_have_text(QUOTE)


def test_a_printed_page_frames_the_quote_where_it_is_printed(page: Page) -> None:
    open_quote(page)
    page.get_by_role("button", name="原樣").focus()
    page.keyboard.press("Enter")
    image = page.locator(".paper img")
    expect(image).to_be_visible()
    expect(page.get_by_role("button", name="原樣")).to_be_focused()
    expect(page.locator(".leaf span")).to_have_text("第 2 頁，共 2 頁")
    expect(page.locator(".frame")).to_have_count(3)
    paper, frames = image.bounding_box(), [frame.bounding_box() for frame in page.locator(".frame").all()]
    for row, frame in enumerate(frames):
        assert paper and frame
        scale = paper["width"] / 595
        assert frame["x"] - paper["x"] == pytest.approx(60 * scale, abs=2)
        assert frame["y"] - paper["y"] == pytest.approx((Y + row * SIZE * LEADING) * scale, abs=3)
        assert frame["width"] == pytest.approx(pdfs.length(COLUMN[row], SIZE) * scale, abs=4)
    page.keyboard.press("Tab")
    page.get_by_role("button", name="上一頁").click()
    expect(page.locator(".leaf span")).to_have_text("第 1 頁，共 2 頁")
    expect(page.locator(".frame")).to_have_count(0)
    expect(page.get_by_role("button", name="下一頁")).to_be_focused()
    page.get_by_role("button", name="整理後").click()
    expect(page.locator(".reader mark")).to_have_text(QUOTE)
    assert "corpus" not in page.locator(".reader").inner_html()


def test_a_file_that_has_gone_leaves_a_sentence_and_its_text(own: Page, desk: Desk) -> None:
    open_quote(own)
    (desk.corpus / "paper.pdf").unlink()
    own.get_by_role("button", name="原樣").click()
    expect(own.locator(".reader .notice")).to_have_text(WORDS["zh-Hant"].file_gone)
    expect(own.locator(".reader mark")).to_have_text(COLUMN)
    expect(own.locator(".reader .caption")).to_have_text("引文在原文第 3–5 行")
    expect(own.locator(".reader mark").first).to_be_in_viewport()


def test_relative_dates_and_inferred_fields_explain_themselves(page: Page) -> None:
    ask(page, "港口改建工程預計耗資多少？")
    expect(page.locator(".card abbr")).to_have_attribute("title", "2020年")
    page.locator(".turn.done .chip").first.click()
    expect(page.locator(".reader mark abbr")).to_have_text("去年")
    expect(page.locator(".reader .inferred")).to_have_count(0)
    page.keyboard.press("Escape")
    page.get_by_role("tab", name="報道").click()
    page.locator("#shelf [data-article]", has_not_text="港口").click()
    expect(page.locator(".reader h2 .inferred")).to_have_attribute("title", "從內文讀出")


def test_repairs_are_listed_filtered_and_left(page: Page) -> None:
    page.get_by_role("tab", name="整理紀錄").click()
    expect(page.locator("#mended .shelf li")).to_have_count(2)
    page.fill("#find-mended :is(input, textarea)", "測試報")
    expect(page.locator("#mended .shelf li")).to_have_count(1)
    page.fill("#find-mended :is(input, textarea)", "")
    page.locator("#mended .shelf button", has_not_text="港口").click()
    expect(page.locator("#mended h2")).to_be_focused()
    expect(page.locator("#find-mended")).to_be_hidden()
    expect(page.locator("#mended .old", has_text="科技科⏎研人才")).to_be_visible()
    page.locator(".kinds button", has_text="斷行").click()
    expect(page.locator(".kinds [aria-pressed=true]")).to_contain_text("斷行")
    expect(page.locator(".kinds [aria-pressed=true]")).to_be_focused()
    expect(page.locator("#mended section[data-repairs]")).to_have_count(1)
    page.get_by_role("button", name="English").click()
    expect(page.locator(".kinds [aria-pressed=true]")).to_contain_text("Broken lines")
    page.locator(".back").click()
    expect(page.locator("#mended .shelf li")).to_have_count(2)


def test_added_articles_wait_are_rebuilt_and_answer(own: Page, desk: Desk, tmp_path: Path) -> None:
    content = "河套新設的量子實驗室由陳教授主持，共有八十名研究員。".encode()
    files = [
        {"name": f"{BAD}.txt", "mimeType": "text/plain", "buffer": content},
        {"name": "harbour.md", "mimeType": "text/plain", "buffer": b"other"},
        {"name": "broken.pdf", "mimeType": "application/pdf", "buffer": b"no pdf"},
        {"name": "music.mp3", "mimeType": "audio/mpeg", "buffer": b"x"},
    ]
    before = sorted(path.name for path in desk.corpus.iterdir())
    own.get_by_role("tab", name="重建索引").click()
    own.set_input_files("#adding input", files)  # type: ignore[arg-type]
    expect(own.locator(".chosen li")).to_have_count(4)
    expect(own.locator(".chosen .refused")).to_have_text(WORDS["zh-Hant"].wrong_kind)
    assert sorted(path.name for path in desk.corpus.iterdir()) == before, "nothing goes before the button is pressed"
    own.get_by_role("button", name="加入 3 個檔案").click()
    expect(own.locator(".waiting li")).to_have_count(3)
    expect(own.locator(".chosen li")).to_have_count(1)
    expect(own.locator(".waiting code")).to_have_text(
        ["_img src=x onerror=owned()_.txt", "harbour (2).md", "broken.pdf"]
    )
    own.get_by_role("button", name="移除 harbour (2).md").click()
    expect(own.locator(".waiting li")).to_have_count(2)
    assert (desk.corpus / "harbour.md").read_text(encoding="utf-8") == HARBOUR
    own.click("#start")
    own.get_by_role("button", name="照此重建").click()
    expect(own.locator(".outcome")).to_contain_text("3 篇報道")
    expect(own.locator(".skipped")).to_contain_text("broken.pdf")
    expect(own.locator(".waiting")).to_have_count(0)
    own.get_by_role("tab", name="提問").click()
    ask(own, "量子實驗室由誰主持？")
    expect(own.locator(".turn.done .card.cite").first).to_contain_text("由陳教授主持")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["corpus", "index"]


def test_files_can_be_dropped_and_left_out(page: Page) -> None:
    page.get_by_role("tab", name="重建索引").click()
    page.locator(".drop").evaluate(
        """(zone) => {
            const large = new File(['x'], 'large.txt');
            Object.defineProperty(large, 'size', { value: 201 * 1024 * 1024 });
            const files = [new File(['港口'], 'one.txt'), large];
            const event = new DragEvent('drop', { bubbles: true, cancelable: true });
            Object.defineProperty(event, 'dataTransfer', { value: { files } });
            zone.dispatchEvent(event);
        }"""
    )
    expect(page.locator(".chosen .refused")).to_have_text("超過 200 MB 的上限，不能加入")
    page.get_by_role("button", name="English").click()
    expect(page.locator(".chosen .refused")).to_have_text("over the limit of 200 MB, cannot be added")
    page.get_by_role("button", name="Leave out one.txt").click()
    expect(page.locator(".chosen li")).to_have_count(1)
    expect(page.locator(".adding .add")).to_be_hidden()


def test_on_a_phone_nothing_is_wider_than_the_screen(page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 812})
    open_quote(page)
    page.get_by_role("button", name="原樣").click()
    expect(page.locator(".frame").first).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    page.keyboard.press("Escape")
    page.get_by_role("tab", name="整理紀錄").click()
    page.locator("#mended .shelf button", has_not_text="港口").click()
    expect(page.locator("#mended .repairs").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    page.get_by_role("tab", name="重建索引").click()
    page.set_input_files("#adding input", [{"name": "長" * 60 + ".txt", "mimeType": "text/plain", "buffer": b"x"}])
    expect(page.locator(".chosen li")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
