"""The browser of the tests: Debian's Chromium, told to keep to itself."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from rag.ui.desk import Desk
from rag.ui.server import address, start

CHROMIUM = "/usr/bin/chromium"
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
needs_browser = pytest.mark.skipif(
    not Path(CHROMIUM).exists() and "CI" not in os.environ, reason=f"no browser at {CHROMIUM}"
)


def served(desk: Desk) -> Iterator[str]:
    """The address of a desk's page, served until the iterator goes on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    page = start(desk, "127.0.0.1", port)
    yield address("127.0.0.1", port)
    page.close(verbose=False)


def visit(context: BrowserContext, base: str) -> Page:
    """The page once it shows something to do."""
    page = context.new_page()
    page.goto(base)
    page.wait_for_selector(".masthead")
    return page


def ask(page: Page, question: str) -> None:
    page.fill("#box textarea", question)
    page.keyboard.press("Enter")
