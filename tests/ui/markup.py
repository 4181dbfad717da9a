"""What a browser makes of a piece of HTML, without one."""

from __future__ import annotations

import re
from html.parser import HTMLParser

OURS = {
    "a", "abbr", "aside", "b", "button", "code", "dd", "del", "details", "div", "dl", "dt", "h1", "h2", "h3", "h4", "header", "i", "img",
    "input", "ins", "label", "li", "mark", "nav", "ol", "p", "progress", "section", "small", "span", "summary", "table", "tbody", "td",
    "th", "thead", "tr", "ul",
}  # fmt: skip
VOID = {"img", "input"}
PLACED = re.compile(r"(?:(?:left|top|width|height):\d+\.\d\d%;?){4}|height:\d+\.\d\d%")


class Page(HTMLParser):
    """What a browser makes of a piece of HTML: its tags, their attributes, and the text inside chosen tags."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.open: list[str] = []
        self.marked = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        if "mark" in self.open:
            self.marked += data

    def having(self, name: str, value: str) -> list[dict[str, str]]:
        return [attributes for _, attributes in self.tags if attributes.get(name) == value]


def assert_ours(html: str) -> None:
    """No tag, handler, address or style in it but those that the page makes itself."""
    page = Page(html)
    assert {tag for tag, _ in page.tags} <= OURS
    assert page.open == []
    for tag, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on")]
        assert "src" not in attributes or (tag == "img" and attributes["src"].startswith("data:image/png;base64,"))
        assert "style" not in attributes or (tag == "span" and PLACED.fullmatch(attributes["style"]))
        assert "javascript:" not in attributes.get("href", "")
