"""Files to articles, as they came: reading and decoding only, no repair.

One reader a format. Text files are read here; PDF, Word and web pages in a child process with limits, because their parsers
can be crashed, hung and filled by a hostile file. A file that cannot be read is named and skipped, the rest goes on.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rag.errors import CorpusError
from rag.load.child import LIMITS, Child, Limits
from rag.load.files import ENDINGS, candidates, check_kind, corpus_files, read_file, shown
from rag.load.plain import PLAIN, source
from rag.types import Box, Skipped, Source

__all__ = ["Limits", "corpus_files", "load", "page_image"]

_DRAWING = Limits(seconds=30)
_GUARDED = {".pdf": "pdf", ".docx": "docx", ".html": "html", ".htm": "html"}


def load(folder: Path, limits: Limits = LIMITS) -> Iterator[Source | Skipped]:
    """The articles of a folder, read recursively in the order of their paths, each with the file it came from as `source`.

    Ids are paths without their ending, or the ids a file gives; a second article of the same id is skipped by name.
    Raises CorpusError when there is no such folder or no file of a known kind in it.
    """
    found = list(candidates(folder))
    if not any(isinstance(one, Path) for one in found):
        raise CorpusError(f"There are no articles in {folder}: put {', '.join(ENDINGS)} files there.")
    seen: set[str] = set()
    with Child(limits) as child:
        for one in found:
            for read in _read(one, folder, child) if isinstance(one, Path) else [one]:
                yield _new(read, seen) if isinstance(read, Source) else read


def _new(read: Source, seen: set[str]) -> Source | Skipped:
    article = read.article
    if article.id in seen:
        return Skipped(article.source, f"an article with the id {article.id!r} was already read")
    if not article.text.strip():
        return Skipped(article.source, "no text in it")
    seen.add(article.id)
    return read


def _read(path: Path, folder: Path, child: Child) -> Iterator[Source | Skipped]:
    where = shown(path, folder)
    ending = path.suffix.lower()
    try:
        if ending in _GUARDED:
            yield _guarded(child.ask({"do": _GUARDED[ending], "path": str(path.resolve())}), ending, where)
        else:
            data = read_file(path)
            check_kind(path, data)
            yield from PLAIN[ending](data, where)
    except ValueError as error:
        yield Skipped(where, str(error))


def _guarded(answer: dict[str, Any], ending: str, file: str) -> Source:
    """What the child read. A web page is one article, a Word file when it says its title or id, a PDF never for certain."""
    if ending == ".pdf":
        text, boxes = _paged(answer["pages"])
        return source({}, text, file, boxes=boxes)
    keys = answer["keys"]
    whole = ending != ".docx" or bool(keys["title"] or keys["id"])
    return source(keys, answer["text"], file, whole=whole)


def _paged(pages: list[list[tuple[str, list[float] | None]]]) -> tuple[str, tuple[Box | None, ...]]:
    """The text with a form feed between pages, and a box for each of its lines; a page without text has one empty line."""
    filled = [page or [("", None)] for page in pages]
    text = "\f".join("\n".join(line for line, _ in page) for page in filled)
    return text, tuple(Box(int(box[0]), *box[1:]) if box else None for page in filled for _, box in page)


def page_image(file: Path, page: int, width: int = 1000, limits: Limits = _DRAWING) -> bytes:
    """One page (from 1) of a PDF file as a PNG picture `width` pixels wide; the fractions of a `Box` are places on it.

    Raises CorpusError when there is no such file or page, or it cannot be drawn within the limits.
    """
    try:
        with Child(limits) as child:
            answer = child.ask({"do": "draw", "path": str(file.resolve()), "page": page, "width": width})
    except ValueError as error:
        raise CorpusError(f"Page {page} of {file} cannot be shown: {error}.") from None
    return base64.b64decode(str(answer["png"]), validate=True)
