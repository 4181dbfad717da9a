"""Headers that keep the page to itself: whatever slipped past the escaping, it loads nothing and runs nothing.

Gradio's page carries inline scripts of its own. Each is allowed by its hash, computed as the page goes out, so that no
inline handler or injected script runs; `unsafe-eval` stays because Gradio compiles its templates in the browser.
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

from starlette.types import ASGIApp, Message, Receive, Scope, Send

INLINE = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
CLOSED = re.compile(
    r"^/(gradio_api/)?(upload|upload_progress|process_recording|proxy=|file[=/]|stream/|vibe-|custom_component/)"
)
"""Doors of Gradio that this page has no use for: uploads would fill the disk, the proxy would reach other hosts."""


def policy(page: bytes = b"") -> str:
    """The content security policy for a page, letting run the inline scripts that stand in it and no others.

    >>> policy(b"<script>go()</script>").split("; ")[1]
    "script-src 'self' 'unsafe-eval' 'sha256-Xv+ImOsRtpXuuV1BsoyokP6Dzmg/gKm86bJ9wqThuj8='"
    """
    hashes = [f"'sha256-{b64encode(sha256(code).digest()).decode()}'" for code in INLINE.findall(page)]
    rules = [
        "default-src 'none'",
        " ".join(["script-src 'self' 'unsafe-eval'", *hashes]),
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
    return "; ".join(rules)


class Guard:
    """ASGI middleware that adds the headers to every reply and refuses the closed doors."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its reply through `_Reply`."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif CLOSED.match(scope["path"]):
            await _refuse(_Reply(send))
        else:
            await self.app(scope, receive, _Reply(send))


class _Reply:
    """Sends on a reply with our headers; an HTML page is held until whole, for its scripts to be hashed."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._page = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            if _is_html(message):
                self._start = message
            else:
                await self._send(_with_headers(message, policy()))
        elif self._start is None:
            await self._send(message)
        else:
            await self._hold(self._start, message)

    async def _hold(self, start: Message, message: Message) -> None:
        self._page += message.get("body", b"")
        if not message.get("more_body", False):
            await self._send(_with_headers(start, policy(self._page)))
            await self._send({"type": "http.response.body", "body": self._page})


def _is_html(start: Message) -> bool:
    return any(name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in start["headers"])


def _with_headers(start: Message, content_policy: str) -> Message:
    added = {**HEADERS, "Content-Security-Policy": content_policy}
    ours = [(name.lower().encode(), value.encode()) for name, value in added.items()]
    return {**start, "headers": [*start["headers"], *ours]}


async def _refuse(send: Send) -> None:
    await send({"type": "http.response.start", "status": 404, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": b"There is nothing here."})
