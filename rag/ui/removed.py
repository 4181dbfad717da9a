"""Articles that people take out: their files are moved beside the corpus folder, never deleted, and can be put back."""

from __future__ import annotations

import threading
from pathlib import Path

from rag.errors import Unusable
from rag.load import corpus_files
from rag.load.files import shown


class Removed:
    """The files that were moved out of a corpus, in the folder `NAME-removed` beside it. Safe to share between threads."""

    def __init__(self, corpus: Path) -> None:
        self.corpus = corpus
        self.folder = corpus.with_name(f"{corpus.name}-removed")
        self._lock = threading.Lock()

    @property
    def files(self) -> list[str]:
        """The files that can be put back, as paths inside the corpus, sorted."""
        return [shown(path, self.folder) for path in corpus_files(self.folder)] if self.folder.is_dir() else []

    def remove(self, source: str) -> None:
        """Move a file of the corpus out of it. Raises Unusable when it is not there, or another of its name is in the way."""
        self._move(source, self.corpus, self.folder)

    def put_back(self, source: str) -> None:
        """Move a file back to where it was. Raises Unusable as `remove` does."""
        self._move(source, self.folder, self.corpus)

    def _move(self, source: str, out_of: Path, into: Path) -> None:
        with self._lock:
            # What is asked for comes from a browser: only a file that a walk of the folder finds is ever touched.
            found = (
                next((path for path in corpus_files(out_of) if shown(path, out_of) == source), None) if source else None
            )
            if found is None:
                raise Unusable(f"There is no file {source} in {out_of.name}.")
            target = into / found.relative_to(out_of)
            if target.exists():
                raise Unusable(f"{into.name} already holds a file {source}: rename one of the two.")
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                found.rename(target)
            except OSError as error:
                raise Unusable(f"{source} cannot be moved to {into.name}: {error.strerror}.") from None
