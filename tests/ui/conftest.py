"""A real browser that keeps to this machine, for the tests of the page."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser import CHROMIUM, SWITCHES


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield running
        running.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh visitor, whose every request stays here and whose console stays silent."""
    hosts: set[str] = set()
    errors: list[str] = []
    visitor = browser.new_context(locale="zh-HK", viewport={"width": 1280, "height": 900})
    visitor.set_default_timeout(15_000)
    visitor.on("request", lambda request: hosts.add(urlsplit(request.url).hostname or request.url[:5]))
    visitor.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    visitor.on("weberror", lambda error: errors.append(str(error.error)))
    visitor.expose_function("owned", lambda: errors.append("A script from an article ran."))
    yield visitor
    visitor.close()
    assert hosts <= {"127.0.0.1", "data:"}
    assert errors == []
