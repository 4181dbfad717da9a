"""Serving the page: the address, who may come in, the safety headers, and a clean end."""

from __future__ import annotations

import logging
import os
import socket
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import Unusable
from rag.evaluate.feedback import FILE as FEEDBACK
from rag.ui.desk import Desk
from rag.ui.house import House

if TYPE_CHECKING:
    from gradio import Blocks

LOOPBACK = ("127.0.0.1", "localhost", "::1")
HERE = Path(__file__).parent


def serve(
    index: Path,
    corpus: Path,
    host: str = "127.0.0.1",
    port: int = 7860,
    auth: Path | None = None,
    llm: str | None = None,
    reranker: str | None = None,
    reader: str | None = None,
    model: str = "builtin",
    wait: bool = True,
    feedback: Path = FEEDBACK,
    trace: Path | None = None,
) -> None:
    """Serve the chat of an index until Ctrl-C; with `wait` false, return once it is ready.

    Without an index the page still opens and offers to build one. Answers that people turn down become lines of the
    `feedback` file. Raises Unusable for a port in use, an address that is not this machine's, or a malformed `auth`
    file (`user:password` lines).
    """
    desk = Desk(corpus, House(index, corpus, model, llm, reranker, reader, trace), feedback)
    page = start(desk, host, port, read_auth(auth) if auth else None)
    print(f"Baowen is ready at {address(host, port)}", flush=True)
    if wait:
        _until_interrupted()
        page.close(verbose=False)


def start(desk: Desk, host: str, port: int, users: list[tuple[str, str]] | None = None) -> Blocks:
    """The page of a desk, served from a thread; `close()` on what comes back ends it."""
    check_port(host, port)
    _keep_to_this_machine()
    if host not in LOOPBACK and not users:
        print(
            f"Anyone who can reach {host} can open this page and add articles; --auth asks for a password.",
            file=sys.stderr,
        )
    from starlette.middleware import Middleware

    from rag.ui.guard import Guard
    from rag.ui.page import build_page, theme
    from rag.ui.receive import receiving
    from rag.ui.reporting import reporting

    desk.look()  # opens the index now, so that the first question need not wait for it
    page = build_page(desk)
    page.launch(
        server_name=host,
        server_port=port,
        auth=users,
        auth_message="Baowen 報問",
        prevent_thread_lock=True,
        quiet=True,
        share=False,
        ssr_mode=False,
        mcp_server=False,
        pwa=False,
        enable_monitoring=False,
        run_history=False,
        footer_links=[],
        theme=theme(),
        head=f"<style>{(HERE / 'style.css').read_text(encoding='utf-8')}</style>",  # css= would rewrite its media rules
        favicon_path=HERE / "icon.svg",
        app_kwargs={
            "middleware": [Middleware(Guard)],
            "routes": [receiving(desk.uploads), reporting(desk)],
            "docs_url": None,
            "redoc_url": None,
        },
    )
    return page


def address(host: str, port: int) -> str:
    """The address to open: a server on every interface is reached at this machine's own."""
    name = "127.0.0.1" if host in ("0.0.0.0", "::", "") else host
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def check_port(host: str, port: int) -> None:
    """Raise Unusable when nothing can listen at this address."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except (OSError, OverflowError) as error:
        raise Unusable(
            f"Cannot serve at {host}:{port} ({_reason(error)}); choose another with --port or --host."
        ) from error


def _reason(error: Exception) -> str:
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error)


def read_auth(path: Path) -> list[tuple[str, str]]:
    """The (user, password) pairs of a file of `user:password` lines; blank lines and # comments are passed over."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Unusable(f"The --auth file {path} cannot be read ({_reason(error)}).") from error
    users = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        user, colon, password = line.strip().partition(":")
        if not (user and colon and password):
            raise Unusable(f"Line {number} of the --auth file {path} is not of the form user:password.")
        users.append((user, password))
    if not users:
        raise Unusable(f"The --auth file {path} names nobody; give it one user:password a line.")
    return users


def _keep_to_this_machine() -> None:
    """Set what Gradio reads when it is imported and started: no reports home, no proxy between it and itself."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    for name in ("NO_PROXY", "no_proxy"):
        os.environ[name] = ",".join(dict.fromkeys([*filter(None, os.environ.get(name, "").split(",")), *LOOPBACK]))
    logging.getLogger("httpx").setLevel(logging.WARNING)


def _until_interrupted() -> None:
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        print("Baowen has stopped.", file=sys.stderr)
