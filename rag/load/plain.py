"""Readers of text files: .txt, .md with front matter, .jsonl."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from rag.load.decode import decode
from rag.text import script_of
from rag.types import Article, Language

_FRONT = re.compile(r"\A---[ \t]*\r?\n(?P<block>.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_KEY = re.compile(r"^(?P<key>[A-Za-z_]+)\s*:\s*(?P<value>.*?)\s*$")
_DATE = re.compile(r"[12]\d{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_TITLE_LENGTH = 60


def text(data: bytes, name: str) -> list[Article]:
    """One article. Front matter is read; else the first line is the title when it is short."""
    keys, body = _front_matter(decode(data))
    return [article(keys, body, name)]


def markdown(data: bytes, name: str) -> list[Article]:
    """One article, the marks of Markdown taken off: headings, emphasis, link targets, images."""
    keys, body = _front_matter(decode(data))
    heading = re.search(r"^#\s+(.+?)\s*#*\s*$", body, re.MULTILINE)
    if heading and not keys.get("title"):
        keys = {**keys, "title": heading[1]}
        body = body[: heading.start()] + body[heading.end() :]
    return [article(keys, _unmark(body), name)]


def json_lines(data: bytes, name: str) -> list[Article]:
    """One article a line; all keys but `text` are optional. Raises ValueError naming the first bad line."""
    found = []
    for number, line in enumerate(decode(data).split("\n"), 1):
        if line.strip():
            keys = _json_object(line, number)
            found.append(article(keys, str(keys["text"]), str(keys.get("id") or f"{name}#{number}"), name))
    return found


def article(keys: Mapping[str, Any], body: str, name: str, source: str = "") -> Article:
    """An article from the contract's keys, whatever is missing filled from the text. Raises ValueError for a bad date."""
    published = str(keys.get("published") or "") or None
    if published and not _DATE.fullmatch(published):
        raise ValueError(f"published {published!r} is not a date like 2020, 2020-08 or 2020-08-26")
    return Article(
        id=str(keys.get("id") or name),
        title=str(keys.get("title") or "") or _title(body, name),
        text=body,
        published=published,
        publisher=str(keys.get("publisher") or ""),
        url=str(keys.get("url") or ""),
        language=_language(str(keys.get("language") or ""), body),
        source=str(keys.get("source") or "") or source or name,
    )


def _json_object(line: str, number: int) -> dict[str, Any]:
    try:
        keys = json.loads(line)
    except ValueError as error:
        raise ValueError(f"line {number} is not JSON: {error}") from None
    if not isinstance(keys, dict) or not isinstance(keys.get("text"), str):
        raise ValueError(f'line {number} is not an object with a "text"')
    return keys


def _front_matter(body: str) -> tuple[dict[str, str], str]:
    match = _FRONT.match(body)
    if not match:
        return {}, body
    pairs = (_KEY.match(line) for line in match["block"].splitlines())
    keys = {pair["key"].lower(): pair["value"].strip("\"'") for pair in pairs if pair}
    return keys, body[match.end() :]


def _unmark(body: str) -> str:
    body = re.sub(r"<!--.*?-->", "", body, flags=re.DOTALL)
    body = re.sub(r"!?\[([^\]\n]*)\]\([^)\s]*\)", r"\1", body)
    body = re.sub(r"^#{1,6}[ \t]+", "", body, flags=re.MULTILINE)
    body = re.sub(r"^([ \t]*)[-*+][ \t]+", r"\1• ", body, flags=re.MULTILINE)
    return re.sub(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1", r"\2", body)


def _title(body: str, name: str) -> str:
    lines = (line.strip() for line in body.splitlines())
    first = next((line for line in lines if line), "")
    return first if 0 < len(first) <= _TITLE_LENGTH else name.rsplit("/", 1)[-1]


def _language(given: str, body: str) -> Language:
    folded = given.lower()
    if folded.startswith("en"):
        return "en"
    if folded.startswith("zh"):
        simplified = any(mark in folded for mark in ("hans", "cn", "sg"))
        traditional = any(mark in folded for mark in ("hant", "tw", "hk", "mo"))
        if simplified or traditional:
            return "zh-Hans" if simplified else "zh-Hant"
    return script_of(body)
