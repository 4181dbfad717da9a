"""The one door that shows a whole evaluation report: the page of the last run, for who holds its key."""

from __future__ import annotations

from secrets import compare_digest

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from rag.evaluate.page import page
from rag.ui.desk import Desk
from rag.ui.house import Measured

PATH = "/report"


def reporting(desk: Desk) -> Route:
    """The route over the last evaluation of a desk: the page of `baowen eval --report`, or 404."""

    async def show(request: Request) -> Response:
        state = desk.exam.state
        allowed = compare_digest(request.query_params.get("key", "").encode(), desk.report_key.encode())
        if not allowed or not isinstance(state, Measured):
            return PlainTextResponse("There is no report here.", status_code=404)
        return HTMLResponse(await run_in_threadpool(page, state.report))

    return Route(PATH, show, methods=["GET"])
