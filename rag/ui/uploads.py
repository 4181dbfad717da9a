"""Articles that people add: saved into the corpus folder and nowhere else, waiting there for the next rebuild."""

from __future__ import annotations

import re
import secrets
import threading
import unicodedata
from collections.abc import Callable
from itertools import chain, count
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from rag.load.files import ENDINGS, LARGEST
from rag.types import Built, Progress

LONGEST = 180
"""The most bytes of a name, without its ending: file systems allow 255 in all."""
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*]')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_NOT_ARTICLES = {"readme.md", "aliases.txt"}
"""Names that mean something else in a corpus folder."""


class TooLarge(Exception):
    """A file beyond LARGEST."""


class WrongKind(Exception):
    """A file whose name ends in nothing that can be read."""


def safe_name(name: str) -> str:
    """A name without path, hidden dot, or characters that some file system forbids. Raises WrongKind.

    >>> safe_name("../../etc/報道: 一.PDF"), safe_name(".hidden.txt"), safe_name("con.md")
    ('報道_ 一.PDF', 'hidden.txt', '_con.md')
    """
    last = re.split(r"[/\\\\]", unicodedata.normalize("NFC", name))[-1]
    plain = "".join(char for char in last if unicodedata.category(char) not in ("Cf", "Cs", "Co", "Zl", "Zp"))
    found = PurePosixPath(_UNSAFE.sub("_", plain).strip(" ."))
    stem, ending = found.stem, found.suffix
    if ending.lower() not in ENDINGS or not stem:
        raise WrongKind(name)
    stem = stem.encode()[:LONGEST].decode(errors="ignore").strip(" .") or "_"
    return f"_{stem}{ending}" if _DEVICE.match(stem) else f"{stem}{ending}"


class Uploads:
    """The files that were added since the last rebuild, by the names they were saved under.

    Only a holder of `ticket` may add any: the page hands it to the visitors that it let in. Safe to share between threads.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ticket = secrets.token_urlsafe(24)
        self._lock = threading.Lock()
        self._waiting: dict[str, str] = {}
        self._building: frozenset[str] = frozenset()

    @property
    def waiting(self) -> dict[str, str]:
        """The name under which each file came, by the name that it was saved under, in the order they came."""
        with self._lock:
            return dict(self._waiting)

    @property
    def building(self) -> frozenset[str]:
        """Those that a rebuild under way is reading, which stay until it ends."""
        with self._lock:
            return self._building

    def begin(self, name: str) -> Incoming:
        """Room for a file of this name. Raises WrongKind, or OSError when the folder cannot be written."""
        safe = safe_name(name)
        self.folder.mkdir(parents=True, exist_ok=True)
        return Incoming(self, name, safe)

    def added(self, saved: str, name: str) -> None:
        """Note a file that has come whole."""
        with self._lock:
            self._waiting[saved] = name

    def remove(self, saved: str) -> None:
        """Delete a file that waits and that no rebuild is reading; any other name changes nothing. Raises OSError."""
        with self._lock:
            if saved in self._waiting and saved not in self._building:
                (self.folder / saved).unlink(missing_ok=True)
                del self._waiting[saved]

    def build(
        self, build: Callable[[Callable[[Progress], None]], Built], progress: Callable[[Progress], None]
    ) -> Built:
        """Run a build; what waited before it has then been read or named, and waits no longer unless it failed."""
        with self._lock:
            self._building = frozenset(self._waiting)
        try:
            built = build(progress)
            with self._lock:
                self._waiting = {saved: name for saved, name in self._waiting.items() if saved not in self._building}
            return built
        finally:
            with self._lock:
                self._building = frozenset()


class Incoming:
    """One file on its way in: a hidden part file that gets its name once it is whole, and is gone if it never is."""

    def __init__(self, uploads: Uploads, name: str, safe: str) -> None:
        self._uploads = uploads
        self._name = name
        self._safe = safe
        self._part = uploads.folder / f".{secrets.token_hex(8)}.part"
        self._file: BinaryIO = self._part.open("xb")
        self._size = 0

    def write(self, piece: bytes) -> None:
        """Raises TooLarge or OSError."""
        self._size += len(piece)
        if self._size > LARGEST:
            raise TooLarge(self._name)
        self._file.write(piece)

    def finish(self) -> str:
        """Give the file its name, or "name (2)" when that is taken; the name comes back. Nothing is overwritten."""
        self._file.close()
        saved = _free(self._uploads.folder, self._safe)
        try:
            self._part.replace(self._uploads.folder / saved)
        except OSError:
            (self._uploads.folder / saved).unlink()
            raise
        self._uploads.added(saved, self._name)
        return saved

    def abandon(self) -> None:
        """Leave nothing behind; after `finish` there is nothing left to do."""
        self._file.close()
        self._part.unlink(missing_ok=True)


def _free(folder: Path, safe: str) -> str:
    """A name that was free and is now taken by an empty file of ours."""
    whole = PurePosixPath(safe)
    for name in chain([safe], (f"{whole.stem} ({number}){whole.suffix}" for number in count(2))):
        if name.casefold() not in _NOT_ARTICLES and _take(folder / name):
            return name
    raise AssertionError("Numbers do not end.")


def _take(path: Path) -> bool:
    """Whether the name was free; now an empty file has it."""
    try:
        path.open("xb").close()
    except FileExistsError:
        return False
    return True
