"""A real browser that keeps to this machine, for the tests of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser import CHROMIUM, SWITCHES

Visitors = Callable[..., BrowserContext]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield running
        running.close()


@pytest.fixture
def visitors(browser: Browser) -> Iterator[Visitors]:
    """Makes fresh visitors, each a browser of their own, whose every request stays here and whose console stays silent."""
    hosts: set[str] = set()
    errors: list[str] = []
    come: list[BrowserContext] = []

    def visitor(**options: Any) -> BrowserContext:
        one = browser.new_context(**{"locale": "zh-HK", "viewport": {"width": 1280, "height": 900}, **options})
        one.set_default_timeout(15_000)
        one.on("request", lambda request: hosts.add(urlsplit(request.url).hostname or request.url[:5]))
        one.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        one.on("weberror", lambda error: errors.append(str(error.error)))
        one.expose_function("owned", lambda: errors.append("A script from an article ran."))
        come.append(one)
        return one

    yield visitor
    for one in come:
        one.close()
    assert hosts <= {"127.0.0.1", "data:", "blob:"}
    assert errors == []


@pytest.fixture
def context(visitors: Visitors) -> BrowserContext:
    """One fresh visitor."""
    return visitors()
