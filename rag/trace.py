"""What an answer went through, one JSON line a step, for whoever wants to know why it came out as it did.

A line holds the step's name, the seconds since the question came, and what that step says of itself. Keys and addresses of
language models are in none of them.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rag.errors import Unusable


class Tracer:
    """Appends steps to a file; without one it does nothing. Safe to share between threads."""

    def __init__(self, path: Path | None = None) -> None:
        """Raises Unusable when the file cannot be written."""
        self._path = path
        self._lock = threading.Lock()
        if path:
            self._append("")

    def steps(self) -> Steps:
        """The steps of one question, counted from now."""
        return Steps(self)

    def write(self, line: Mapping[str, Any]) -> None:
        """One line."""
        if self._path:
            self._append(json.dumps(line, ensure_ascii=False) + "\n")

    def _append(self, text: str) -> None:
        assert self._path
        try:
            with self._lock, self._path.open("a", encoding="utf-8") as file:
                file.write(text)
        except OSError as error:
            raise Unusable(f"The trace {self._path} cannot be written: {error.strerror}.") from None


class Steps:
    """The steps of one question."""

    def __init__(self, trace: Tracer) -> None:
        self._trace = trace
        self._began = time.perf_counter()

    def note(self, step: str, said: Mapping[str, Any]) -> None:
        """Write down a step and what it says of itself."""
        seconds = round(time.perf_counter() - self._began, 4)
        self._trace.write({"step": step, "seconds": seconds, **said})
