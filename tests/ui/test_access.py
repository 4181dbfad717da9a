"""Screen readers, contrast, small screens and dark mode: axe-core finds nothing serious in any state of the page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from rag.ui.desk import Desk
from tests.browser import ask, needs_browser, served, visit
from tests.ui.conftest import Visitors
from tests.ui.fakes import FakeHouse, FakePipeline

pytestmark = needs_browser
TABS = {
    "en": ("Rebuild", "Articles", "Repairs", "Evaluate"),
    "zh-HK": ("重建索引", "報道", "整理紀錄", "評估"),
    "zh-CN": ("重建索引", "报道", "整理记录", "评估"),
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("desk")
    yield from served(
        Desk(folder / "corpus", FakeHouse(FakePipeline()), folder / "feedback.jsonl", Path("eval/questions"))
    )


def assert_accessible(page: Page, state: str) -> None:
    """No finding of axe-core that is serious or critical, nothing wider than the screen."""
    found = Axe().run(page).response["violations"]
    serious = [
        (one["id"], node["html"][:200], node.get("failureSummary", "")[:200])
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]
    assert serious == [], state
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), state


@pytest.mark.parametrize(
    ("locale", "width", "scheme"), [("en", 375, "light"), ("zh-HK", 1280, "dark"), ("zh-CN", 375, "dark")]
)
def test_nothing_serious_is_found(visitors: Visitors, base: str, locale: str, width: int, scheme: str) -> None:
    page = visit(visitors(locale=locale, viewport={"width": width, "height": 812}, color_scheme=scheme), base)
    expect(page.locator(".examples")).to_be_visible()
    assert_accessible(page, "first visit")
    ask(page, "高端")
    page.locator(".older > summary").click()
    ask(page, "2035年河套有多少科研人才？")
    expect(page.locator(".instead")).to_be_visible()
    if locale == "en":
        page.locator(".aid summary").first.click()
    page.locator("#conversation .feedback summary").last.click()
    assert_accessible(page, "answers")
    page.locator(".chip").first.click()
    expect(page.locator(".reader mark")).to_be_visible()
    page.wait_for_timeout(300)
    assert_accessible(page, "an open article")
    page.keyboard.press("Escape")
    for name in TABS[locale]:
        page.locator("#tabs .tab-container:not(.visually-hidden)").get_by_role("tab", name=name).click()
        page.wait_for_timeout(150)
        assert_accessible(page, name)
