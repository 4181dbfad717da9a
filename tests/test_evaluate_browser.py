"""The report in a real browser, without a network: it opens, filters, and asks nobody for anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from rag.evaluate import save
from tests.browser import CHROMIUM, SWITCHES, needs_browser
from tests.test_evaluate_report import report

pytestmark = needs_browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield running
        running.close()


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """The report as a file; a request for anything else, or a word on the console, fails the test."""
    save(report(), tmp_path)
    context = browser.new_context(offline=True)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    address = (tmp_path / "report.html").as_uri()
    page.goto(address)
    yield page
    assert said == []
    assert asked == [address]
    context.close()


def test_buttons_filter_and_a_second_press_shows_all_again(opened: Page) -> None:
    cards = opened.locator(".q:visible")
    expect(cards).to_have_count(4)
    refused = opened.get_by_role("button", name="wrongly refused")
    refused.click()
    expect(cards).to_have_count(1)
    expect(opened.locator("#count")).to_have_text("1")
    expect(refused).to_have_attribute("aria-pressed", "true")
    opened.get_by_role("button", name="date").click()
    expect(cards).to_have_count(0)
    opened.get_by_role("button", name="date").click()
    refused.click()
    expect(cards).to_have_count(4)


def test_search_looks_into_the_cards(opened: Page) -> None:
    opened.get_by_role("searchbox").fill("幾多店")
    expect(opened.locator(".q:visible")).to_have_count(1)


def test_a_question_opens_to_its_quote_in_context(opened: Page) -> None:
    opened.get_by_text("幾時").first.click()
    expect(opened.locator(".q[open] mark").first).to_have_text("新展覽館在2016年開幕。")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_follows_light_and_dark(opened: Page, scheme: str) -> None:
    opened.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    ground = opened.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == {"light": "rgb(251, 250, 246)", "dark": "rgb(23, 22, 20)"}[scheme]


def test_it_fits_a_narrow_window(opened: Page) -> None:
    opened.set_viewport_size({"width": 390, "height": 800})
    assert opened.evaluate("document.documentElement.scrollWidth") <= 390
