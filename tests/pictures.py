"""The pictures of the page in docs/images, in three languages: `python -m tests.pictures`. Look at them before they are kept."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from rag.pipeline import build
from rag.ui.desk import Desk
from rag.ui.house import House
from tests.browser import CHROMIUM, SWITCHES, ask, served, visit

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
SIZE = {"width": 1100, "height": 820}
ASKED = {
    "zh-HK": ("", "河套合作區有多少個高端科研項目？", "2012年1號通道連接甚麼地方？"),
    "zh-CN": ("-hans", "河套合作区有多少个高端科研项目？", "2012年1号通道连接什么地方？"),
    "en": ("-en", "What is the No. 1 channel?", "What did the No. 1 channel connect in 2012?"),
}
"""For each language of the browser: the ending of its pictures, a question that is answered, one that is not."""


def main() -> None:
    """Draws them all over an index of the project's own articles."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        index = Path(folder) / "index"
        build(ROOT / "corpus", index)
        house = House(index, Path("corpus"), baseline=ROOT / "eval/baseline.json")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        for base in served(Desk(Path("corpus"), house, Path(folder) / "feedback.jsonl", ROOT / "eval/questions")):
            for locale, (ending, question, missing) in ASKED.items():
                page = visit(browser.new_context(locale=locale, viewport=SIZE), base)
                _chat(page, ending, question, missing)
            _phone(browser, base)
            _tabs(visit(browser.new_context(locale="en", viewport=SIZE), base))
        browser.close()


def _chat(page: Page, ending: str, question: str, missing: str) -> None:
    page.wait_for_selector(".examples")
    _draw(page, f"chat-first{ending}")
    ask(page, question)
    page.wait_for_selector(".turn.done .chip")
    if page.locator(".aid").count():
        page.locator(".aid summary").first.click()
    _draw(page, f"chat-answer{ending}")
    if not ending:
        page.locator(".chip").first.click()
        page.wait_for_selector(".reader mark")
        _draw(page, "chat-article")
        page.keyboard.press("Escape")
    page.click("#clear")
    page.wait_for_selector(".examples")
    ask(page, missing)
    page.wait_for_selector(".turn.done")
    _draw(page, f"chat-not-found{ending}")


def _phone(browser: Browser, base: str) -> None:
    page = visit(browser.new_context(locale="zh-HK", viewport={"width": 375, "height": 740}, color_scheme="dark"), base)
    ask(page, ASKED["zh-HK"][1])
    page.wait_for_selector(".turn.done .chip")
    _draw(page, "chat-phone")


def _tabs(page: Page) -> None:
    page.get_by_role("tab", name="Articles").click()
    _draw(page, "chat-articles")
    page.get_by_role("tab", name="Evaluate").click()
    page.locator(".sets button", has_text="test").click()
    page.wait_for_selector(".tiles", timeout=120_000)
    _draw(page, "chat-evaluate")


def _draw(page: Page, name: str) -> None:
    page.wait_for_timeout(900)  # scrolling and what slides in
    page.screenshot(path=IMAGES / f"{name}.png")


if __name__ == "__main__":
    main()
