"""The one door that takes files: a POST of a file's bytes, its name in the query, the page's ticket in a header.

Another site's page cannot send the header without being allowed to, and is not; nothing is kept in a temporary folder.
"""

from __future__ import annotations

import logging
from secrets import compare_digest

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from rag.load.files import LARGEST
from rag.ui.uploads import Incoming, TooLarge, Uploads, WrongKind

log = logging.getLogger(__name__)

PATH = "/add"
TICKET = "x-baowen-ticket"


def receiving(uploads: Uploads) -> Route:
    """The route over a folder of uploads. It replies {"saved": name} or {"why": a label of the page}."""

    async def receive(request: Request) -> Response:
        if not compare_digest(request.headers.get(TICKET, "").encode(), uploads.ticket.encode()):
            return _refusal(403, "not_allowed")
        if _announced(request) > LARGEST:
            return _refusal(413, "too_large")
        try:
            incoming = await run_in_threadpool(uploads.begin, request.query_params.get("name", ""))
            return await _take(request, incoming)
        except WrongKind:
            return _refusal(415, "wrong_kind")
        except TooLarge:
            return _refusal(413, "too_large")
        except (OSError, ClientDisconnect):
            log.exception("A file was not added.")
            return _refusal(507, "not_saved")

    return Route(PATH, receive, methods=["POST"])


async def _take(request: Request, incoming: Incoming) -> Response:
    try:
        async for piece in request.stream():
            await run_in_threadpool(incoming.write, piece)
        return JSONResponse({"saved": await run_in_threadpool(incoming.finish)})
    finally:
        await run_in_threadpool(incoming.abandon)


def _announced(request: Request) -> int:
    """The size that the request says it has, 0 when it does not say."""
    length = request.headers.get("content-length", "")
    return int(length) if length.isascii() and length.isdigit() else 0


def _refusal(status: int, why: str) -> Response:
    return JSONResponse({"why": why}, status_code=status)
