"""A model's text as it comes, whatever it does: bounded in time and length, stopped when nobody listens, failing in words."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

from rag.write.prompt import Prompt

MOST_CHARACTERS = 6000
"""An answer that goes on longer is cut off there."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds: for the whole answer, between two pieces of it, and between two signs of life to whoever listens."""

    whole: float = 180.0
    silence: float = 60.0
    beat: float = 0.3


@dataclass(frozen=True, slots=True)
class Piece:
    """Further text of the model; an empty one is a sign that it is still at work."""

    text: str


@dataclass(frozen=True, slots=True)
class Broken:
    """The model will say no more, and why."""

    why: str


_END = object()
_LATE, _MIDDLE = "it did not answer in time", "it stopped in the middle and said nothing more"


def stream(model: BaseChatModel, prompt: Prompt, limits: Limits) -> Iterator[Piece | Broken]:
    """The model's text in pieces, with a `Broken` last when it did not come to its end.

    The model runs in a thread of its own, so that one that says nothing for ever holds up nobody. Closing the generator
    stops it: its next piece is its last, and the connection is closed.
    """
    heard: queue.Queue[Any] = queue.Queue()
    stopped = threading.Event()
    threading.Thread(target=_listen, args=(model, prompt, heard, stopped), name="writer", daemon=True).start()
    try:
        yield from _until_end(heard, limits)
    finally:
        stopped.set()


def _listen(model: BaseChatModel, prompt: Prompt, heard: queue.Queue[Any], stopped: threading.Event) -> None:
    from langchain_core.messages import HumanMessage, SystemMessage

    try:
        pieces = model.stream([SystemMessage(prompt.system), HumanMessage(prompt.human)])
        try:
            for piece in pieces:
                heard.put(str(piece.text))
                if stopped.is_set():
                    return
        finally:
            pieces.close()  # type: ignore[attr-defined]  # LangChain's iterator is a generator; closing it closes the connection
        heard.put(_END)
    except Exception as error:  # whatever a provider's library raises: the answer from the articles stands
        heard.put(error)


def _until_end(heard: queue.Queue[Any], limits: Limits) -> Iterator[Piece | Broken]:
    began = spoke = time.monotonic()
    characters = 0
    while True:
        now = time.monotonic()
        if now - began > limits.whole:
            yield Broken("it took too long")
            return
        if now - spoke > limits.silence:
            yield Broken(_MIDDLE if characters else _LATE)
            return
        try:
            piece = heard.get(timeout=limits.beat)
        except queue.Empty:
            yield Piece("")
            continue
        if piece is _END:
            return
        if isinstance(piece, Exception):
            why = reason(piece)
            yield Broken(_MIDDLE if characters and why == _LATE else why)
            return
        spoke = time.monotonic() if piece else spoke
        characters += len(piece)
        yield Piece(piece)
        if characters > MOST_CHARACTERS:
            yield Broken("it wrote without end")
            return


_WHY = {
    "ModelAuthenticationError": "it refused the key",
    "ModelPermissionDeniedError": "the key is not allowed to use it",
    "ModelNotFoundError": "its server does not know a model of this name",
    "ModelRateLimitError": "it has too many requests at the moment",
    "ModelAPIError": "its server is broken at the moment",
    "ModelTimeoutError": _LATE,
    "ModelConnectionError": "it cannot be reached",
    "ContextOverflowError": "the passages are too long for it",
    "ModelInvalidRequestError": "its server did not accept the request",
    "TimeoutException": _LATE,
    "TimeoutError": _LATE,
    "ConnectError": "it cannot be reached",
    "ConnectionError": "it cannot be reached",
}
"""By the names of error classes: LangChain's own, then those of the HTTP library under it. Their messages are never shown,
for they may hold an address or part of a key."""


def reason(error: BaseException) -> str:
    """What happened, in words for people."""
    for kind in type(error).__mro__:
        if kind.__name__ in _WHY:
            return _WHY[kind.__name__]
    return f"what it sent cannot be read ({type(error).__name__})"
