"""The index folder: which generation serves, which served before, and how one takes the other's place."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from rag.errors import BadIndex, Busy, NoIndex, Unusable
from rag.store.generation import Draft, write_generation
from rag.store.manifest import NAME, Manifest, verify
from rag.types import Progress

_BESIDE = ".building-"


class Shelf:
    """Generations in a folder. Reading needs no lock: CURRENT is replaced in one step and generations never change."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def current(self) -> str:
        """The name of the generation that serves. Raises NoIndex when nothing was published."""
        try:
            name = (self.folder / "CURRENT").read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            raise NoIndex(f"There is no index in {self.folder}: run `baowen build` first.") from None
        if not name or Path(name).name != name:
            raise BadIndex(f"{self.folder / 'CURRENT'} names no generation: run `baowen build`.")
        return name

    def path(self, name: str) -> Path:
        """The folder of a generation."""
        return self.folder / name

    def manifests(self) -> list[Manifest]:
        """The readable generations, oldest first; generations of another format are left out."""
        found = []
        for path in self.folder.glob(f"*/{NAME}"):
            if not path.parent.name.startswith("."):
                try:
                    found.append(Manifest.open(path.parent))
                except BadIndex:
                    continue
        return sorted(found, key=lambda manifest: (manifest.built, manifest.generation))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the folder for one writer, and clear away what a killed build left. Raises Busy when it is held."""
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.folder / ".lock")
        try:
            lock.acquire(blocking=False)
        except Timeout:
            raise Busy(f"Another build is writing {self.folder}: wait until it is done.") from None
        try:
            self._sweep()
            yield
        finally:
            self._sweep()
            lock.release()

    def holds(self, name: str) -> bool:
        """Whether a whole, unharmed generation of this name is here."""
        try:
            return verify(self.path(name)).generation == name
        except BadIndex:
            return False

    def add(self, draft: Draft, name: str, progress: Callable[[Progress], None]) -> None:
        """Write a generation beside the others, check it, and give it its name. Call within `writing`."""
        beside = self.folder / f"{_BESIDE}{name}"
        write_generation(draft, name, beside, progress)
        progress(Progress("verify", 0, 1))
        verify(beside)
        if self.path(name).exists():  # a damaged one of the same name
            self.path(name).rename(self.folder / f"{_BESIDE}{name}-damaged")
        beside.rename(self.path(name))
        progress(Progress("verify", 1, 1))

    def publish(self, name: str, progress: Callable[[Progress], None]) -> None:
        """Let `name` serve: one atomic replacement of CURRENT. A crash before it leaves the old one serving."""
        progress(Progress("publish", 0, 1))
        served = self._served()
        if not served or served[-1] != name:
            self._replace("HISTORY", "".join(f"{old}\n" for old in [*served, name]))
        self._replace("CURRENT", f"{name}\n")
        progress(Progress("publish", 1, 1))

    def rollback(self, name: str | None = None) -> str:
        """Let the generation before the current one serve again, or the named one; returns its name.

        Raises Unusable when there is none to go back to, BadIndex when it is damaged.
        """
        with self.writing():
            served = self._served()
            target = name or next((old for old in reversed(served[:-1]) if self.path(old).is_dir()), None)
            if target is None:
                raise Unusable(f"There is no earlier generation in {self.folder} to roll back to.")
            if Path(target).name != target or not (self.path(target) / NAME).is_file():
                raise Unusable(f"There is no generation {target} in {self.folder}: see `baowen index list`.")
            verify(self.path(target))
            self._replace("CURRENT", f"{target}\n")
        return target

    def prune(self, keep: int = 2) -> list[str]:
        """Remove all generations but the current one and those that served just before, `keep` in all; returns the names."""
        with self.writing():
            kept = {*self._served()[-keep:], self.current}
            folders = [path for path in self.folder.iterdir() if (path / NAME).is_file() and path.name not in kept]
            for path in folders:
                shutil.rmtree(path)
            return sorted(path.name for path in folders)

    def _served(self) -> list[str]:
        """Names published up to the current one, oldest first, the current one last."""
        try:
            current = self.current
        except NoIndex:
            return []
        history = self.folder / "HISTORY"
        names = history.read_text(encoding="utf-8").split() if history.exists() else []
        last = max((i for i, name in enumerate(names) if name == current), default=-1)
        return [*names[:last], current] if last >= 0 else [*names, current]

    def _replace(self, file: str, text: str) -> None:
        descriptor, beside = tempfile.mkstemp(prefix=_BESIDE, dir=self.folder)
        with os.fdopen(descriptor, "w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        Path(beside).replace(self.folder / file)
        directory = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)

    def _sweep(self) -> None:
        for path in self.folder.glob(f"{_BESIDE}*"):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
