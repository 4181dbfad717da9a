"""Readers of text files: .txt, .md with front matter, .jsonl."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from rag.load.decode import decode
from rag.text import script_of
from rag.types import Article, Box, Language, Skipped, Source

_FRONT = re.compile(r"\A---[ \t]*\r?\n(?P<block>.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_KEY = re.compile(r"^(?P<key>[A-Za-z_]+)\s*:\s*(?P<value>.*?)\s*$")
_DATE = re.compile(r"[12]\d{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_TITLE_LENGTH = 60
_REPORTERS = re.compile(r"[,;、，；]")


def text(data: bytes, file: str) -> Iterator[Source | Skipped]:
    """One article or a page of several. Front matter is read; else the first line is the title when it is short."""
    keys, body = _front_matter(decode(data))
    yield source(keys, body, file, whole=bool(keys.get("title") or keys.get("id")))


def markdown(data: bytes, file: str) -> Iterator[Source | Skipped]:
    """One article, the marks of Markdown taken off: headings, emphasis, link targets, images."""
    keys, body = _front_matter(decode(data))
    whole = bool(keys.get("title") or keys.get("id"))
    heading = re.search(r"^#\s+(.+?)\s*#*\s*$", body, re.MULTILINE)
    if heading and not keys.get("title"):
        keys = {**keys, "title": heading[1]}
        body = body[: heading.start()] + body[heading.end() :]
    yield source(keys, _unmark(body), file, whole=whole)


def json_lines(data: bytes, file: str) -> Iterator[Source | Skipped]:
    """One article a line; all keys but `text` are optional. A line that is no article is named and skipped."""
    for number, line in enumerate(decode(data).split("\n"), 1):
        if not line.strip():
            continue
        try:
            keys = _json_object(line)
            numbered = {**keys, "id": keys.get("id") or f"{name_of(file)}#{number}"}
            yield source(numbered, keys["text"], file, whole=True)
        except ValueError as error:
            yield Skipped(f"{file}, line {number}", str(error))


PLAIN: dict[str, Callable[[bytes, str], Iterator[Source | Skipped]]] = {
    ".txt": text,
    ".md": markdown,
    ".markdown": markdown,
    ".jsonl": json_lines,
}


def source(
    keys: Mapping[str, Any], body: str, file: str, *, whole: bool = False, boxes: tuple[Box | None, ...] = ()
) -> Source:
    """A source from the contract's keys; the title is taken from the text if missing. Raises ValueError for a bad date."""
    published = _string(keys, "published") or None
    if published and not _DATE.fullmatch(published):
        raise ValueError(f"published {published!r} is not a date like 2020, 2020-08 or 2020-08-26")
    body, name = _storable(body), name_of(file)
    article = Article(
        id=_string(keys, "id") or name,
        title=_string(keys, "title") or _title(body, name),
        text=body,
        published=published,
        publisher=_string(keys, "publisher"),
        url=_string(keys, "url"),
        language=_language(_string(keys, "language"), body),
        source=_string(keys, "source") or file,
        reporters=tuple(part.strip() for part in _REPORTERS.split(_string(keys, "reporters")) if part.strip()),
        inferred=() if _string(keys, "title") else ("title",),
    )
    return Source(article, boxes, whole)


def name_of(file: str) -> str:
    """The id of a file: its path in the folder without its ending.

    >>> name_of("2020/hetao.v2.pdf")
    '2020/hetao.v2'
    """
    return str(PurePosixPath(file).with_suffix(""))


def _string(keys: Mapping[str, Any], key: str) -> str:
    value = keys.get(key)
    return "" if value is None else _storable(str(value))


def _storable(value: str) -> str:
    """The text without halves of surrogate pairs, which JSON can spell but no file can hold."""
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _json_object(line: str) -> dict[str, Any]:
    try:
        keys = json.loads(line)
    except RecursionError:
        raise ValueError("JSON that is nested too deeply") from None
    except ValueError as error:
        raise ValueError(f"not JSON: {error}") from None
    if not isinstance(keys, dict) or not isinstance(keys.get("text"), str):
        raise ValueError('not an object with a "text"')
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
