"""From use to test: an answer that a person turned down becomes a question that `baowen eval` runs."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, get_args

from rag.errors import Unusable
from rag.types import Answer, Turn

Reason = Literal["wrong-answer", "wrong-source", "should-have-refused", "should-have-answered"]
REASONS: tuple[Reason, ...] = get_args(Reason)
FILE = Path("eval/feedback.jsonl")
_WRITING = threading.Lock()
"""One complaint is written at a time: the chat serves several people from one process."""


def save_feedback(answer: Answer, reason: Reason, history: Sequence[Turn] = (), path: Path = FILE) -> str:
    """Append one line to the feedback file and return its id; the same complaint again adds nothing.

    What the line can hold a later answer to is what the person said: a wrong answer or source must not come again, a
    refusal must come, or an answer must. Add `answers` and `evidence` by hand to ask for more. Raises Unusable.
    """
    line = feedback_line(answer, reason, history)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _WRITING:
            known = path.read_text(encoding="utf-8") if path.exists() else ""
            if f'"id": "{line["id"]}"' not in known:
                with path.open("a", encoding="utf-8") as out:
                    gap = "\n" if known and not known.endswith("\n") else ""
                    out.write(gap + json.dumps(line, ensure_ascii=False) + "\n")
    except OSError as error:
        raise Unusable(f"The feedback file {path} cannot be written: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise Unusable(f"The feedback file {path} is not UTF-8 text: move it away.") from None
    return str(line["id"])


def feedback_line(answer: Answer, reason: Reason, history: Sequence[Turn] = ()) -> dict[str, Any]:
    """The question line of a complaint; its id is the same for the same complaint about the same answer."""
    turns = [{"question": turn.question, "answer": turn.answer} for turn in history]
    rejected = _rejected(answer, reason)
    complaint = json.dumps([answer.question, turns, reason, rejected], ensure_ascii=False)
    return {
        "id": f"feedback-{hashlib.sha256(complaint.encode()).hexdigest()[:12]}",
        "question": answer.question,
        "lang": answer.language,
        "kind": reason,
        "answerable": reason != "should-have-refused",
        "answers": [],
        "evidence": [],
        "history": turns,
        "rejected": rejected,
        "generation": answer.generation,
    }


def _rejected(answer: Answer, reason: Reason) -> list[str]:
    """What must not be said again: the short answer of a wrong answer, or its quotes; the quotes of a wrong source."""
    quotes = [citation.quote.text for citation in answer.citations]
    if reason == "wrong-answer":
        return [answer.short_answer] if answer.short_answer else quotes
    return quotes if reason == "wrong-source" else []
