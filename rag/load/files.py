"""The files of a corpus folder: found without following links, opened without blocking, known by what they hold."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from rag.errors import CorpusError
from rag.types import Skipped

LARGEST = 200 * 1024 * 1024
ENDINGS = (".txt", ".md", ".markdown", ".jsonl", ".html", ".htm", ".pdf", ".docx")
_NOT_ARTICLES = {"README.md", "aliases.txt"}
_BINARY = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word file or one locked with a password"),
    (b"\x1f\x8b", "a gzip file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z file"),
    (b"Rar!", "a RAR file"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "a rich text file"),
)
_HTML = re.compile(
    rb"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html[\s>])", re.IGNORECASE | re.DOTALL
)
_EXPECTED = {".pdf": "a PDF", ".docx": "a zip file", ".html": "a web page", ".htm": "a web page"}


def candidates(folder: Path) -> Iterator[Path | Skipped]:
    """Files with a known ending that are not hidden, in the order of their paths; what must not be opened comes as Skipped.

    Raises CorpusError when there is no such folder.
    """
    if not folder.is_dir():
        raise CorpusError(f"There is no folder {folder}: name the folder of the articles with --corpus.")
    root = folder.resolve()
    barred: list[OSError] = []
    found: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=barred.append):
        here = Path(place)
        linked = [name for name in folders if (here / name).is_symlink()]
        folders[:] = [name for name in folders if name not in linked and not name.startswith(".")]
        found += [here / name for name in names if _may_be_article(name)]
        found += [here / name for name in linked if not (here / name).resolve().is_relative_to(root)]
    for error in barred:
        yield Skipped(shown(Path(str(error.filename)), folder), "a folder that may not be opened")
    for path in sorted(found):
        why = _barred(path, root)
        yield Skipped(shown(path, folder), why) if why else path


def corpus_files(folder: Path) -> Iterator[Path]:
    """Files that may hold articles, sorted: known endings, not hidden, not links out of the folder."""
    return (path for path in candidates(folder) if isinstance(path, Path))


def shown(path: Path, folder: Path) -> str:
    """The path inside the folder as text that can be printed and stored, also when its bytes are no UTF-8."""
    return path.relative_to(folder).as_posix().encode("utf-8", "replace").decode()


def _may_be_article(name: str) -> bool:
    return Path(name).suffix.lower() in ENDINGS and not name.startswith(".") and name not in _NOT_ARTICLES


def _barred(path: Path, root: Path) -> str:
    """Why a file must not be opened; empty for an ordinary file in the folder."""
    try:
        real = path.resolve(strict=True)
        mode = real.stat().st_mode
    except (OSError, RuntimeError):
        return "a link that leads nowhere" if path.is_symlink() else "it cannot be opened"
    if not real.is_relative_to(root):
        return "a link out of the folder"
    return "" if stat.S_ISREG(mode) else "not a file but a folder, a pipe or a device"


def read_file(path: Path) -> bytes:
    """The bytes of an ordinary file. Raises ValueError in a few words: not a file, too large, or not allowed."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode):
                raise ValueError("not a file but a pipe or a device")
            if about.st_size > LARGEST:
                raise ValueError(f"larger than {LARGEST >> 20} MB")
            return file.read(LARGEST + 1)
    except OSError as error:
        raise ValueError(f"it cannot be read: {error.strerror}") from None


def check_kind(path: Path, data: bytes) -> None:
    """Raises ValueError, saying what the file really is, when its bytes are those of another kind than its ending says."""
    ending = path.suffix.lower()
    kind = _kind(data)
    expected = _EXPECTED.get(ending)
    if kind and kind != expected:
        raise ValueError(f"it is {kind}, although its name ends in {ending}")
    if expected in {"a PDF", "a zip file"} and kind != expected:
        name = "PDF" if ending == ".pdf" else "Word"
        raise ValueError(f"not a readable {name} file: it does not begin like one")


def _kind(data: bytes) -> str:
    if b"%PDF-" in data[:1024]:
        return "a PDF"
    for start, kind in _BINARY:
        if data.startswith(start):
            return kind
    return "a web page" if _HTML.match(data[:4096]) else ""
