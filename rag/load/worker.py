"""What the child process does: one request a line on its input, one answer a line on its output, until the input ends.

A request is {"do": "pdf" | "docx" | "html" | "draw", "path": …}, with "page" and "width" for "draw". An answer is
{"why": …} or what the reader found: {"pages": …}, {"keys": …, "text": …} or {"png": base64}.
"""

from __future__ import annotations

import base64
import json
import os
import sys
from pathlib import Path
from typing import Any

from rag.load.files import check_kind, read_file


def serve(seconds: int, megabytes: int) -> None:
    """Answer requests within `seconds` of computing each and `megabytes` of memory in all."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _limit_memory(megabytes)
    for line in sys.stdin.buffer:
        _limit_time(seconds)
        answers.write(json.dumps(_answer(json.loads(line), megabytes)).encode() + b"\n")
        answers.flush()


def _answer(request: dict[str, Any], megabytes: int) -> dict[str, Any]:
    try:
        return _read(request)
    except ValueError as error:
        return {"why": str(error) or "it cannot be read"}
    except MemoryError:
        return {"why": f"reading it needs more than {megabytes:,} MB of memory"}
    except RecursionError:
        return {"why": "it is nested too deeply"}


def _read(request: dict[str, Any]) -> dict[str, Any]:
    path = Path(request["path"])
    data = read_file(path)
    check_kind(path, data)
    if request["do"] == "pdf":
        from rag.load.pdf.document import read_pdf

        return {"pages": read_pdf(data)}
    if request["do"] == "draw":
        from rag.load.pdf.document import draw_page

        return {"png": base64.b64encode(draw_page(data, request["page"], request["width"])).decode()}
    if request["do"] == "docx":
        from rag.load.word import read_docx

        keys, text = read_docx(data)
    else:
        from rag.load.web import read_html

        keys, text = read_html(data)
    return {"keys": keys, "text": text}


def _limit_memory(megabytes: int) -> None:
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time(seconds: int) -> None:
    """The parent has a clock of its own; this one ends a child whose parent was lost."""
    if sys.platform == "linux":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        most = int(used.ru_utime + used.ru_stime) + seconds + 1
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))
