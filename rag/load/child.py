"""A second process that reads what may be hostile: PDF, Word and web pages, within limits of time and memory.

Requests and answers are lines of JSON through two pipes. When the process crashes, hangs or needs too much memory, the file
is given up and a new process reads the next one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

_ROOT = Path(__file__).resolve().parent.parent.parent
_START = "import sys; sys.path.insert(0, sys.argv[1]); from rag.load.worker import serve; serve(int(sys.argv[2]), int(sys.argv[3]))"
_LONGEST_ANSWER = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take: seconds by the clock, and megabytes of memory."""

    seconds: int = 120
    megabytes: int = 3_000


LIMITS = Limits()


class Child:
    """The process, started with the first request and again after it was lost. Close it, or use it in a `with`.

    Requests come from one thread at a time.
    """

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Child:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """The answer to a request of `rag.load.worker`. Raises ValueError in a few words when the file cannot be read."""
        process = self._process = self._process or self._started()
        late = threading.Event()
        timer = threading.Timer(self._limits.seconds, _give_up, (process, late))
        timer.daemon = True
        timer.start()
        try:
            line = _exchange(process, json.dumps(request).encode() + b"\n")
        finally:
            timer.cancel()
            timer.join()
        if late.is_set() or not line.endswith(b"\n"):
            self.close()
            seconds = f"reading it took longer than {self._limits.seconds} seconds"
            raise ValueError(seconds if late.is_set() else "its reader crashed: the file is broken or hostile")
        return _answer(line)

    def _started(self) -> subprocess.Popen[bytes]:
        limits = [str(self._limits.seconds), str(self._limits.megabytes)]
        single = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        return subprocess.Popen(
            [sys.executable, "-P", "-c", _START, str(_ROOT), *limits],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **single},
        )


def _give_up(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _exchange(process: subprocess.Popen[bytes], request: bytes) -> bytes:
    """One line to the process and one line back; empty when the process has ended."""
    assert process.stdin is not None and process.stdout is not None
    try:
        process.stdin.write(request)
        process.stdin.flush()
    except BrokenPipeError:
        return b""
    return process.stdout.readline(_LONGEST_ANSWER)


def _answer(line: bytes) -> dict[str, Any]:
    found = json.loads(line)
    if not isinstance(found, dict):
        raise ValueError("its reader gave no answer")
    if "why" in found:
        raise ValueError(str(found["why"]))
    return found
