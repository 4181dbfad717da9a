"""Question files: one JSON object a line, only `question` required, unknown keys ignored."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from rag.errors import QuestionSetError
from rag.types import Question, Turn


def load_questions(path: Path) -> list[Question]:
    """The questions of a file, or of all .jsonl files of a folder, in order.

    Raises QuestionSetError naming file and line of the first malformed one, or when there is none, or when ids repeat.
    """
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    found: list[Question] = []
    seen: dict[str, str] = {}
    for file in files:
        for number, line in enumerate(_lines(file), 1):
            if line.strip():
                where = f"{file}, line {number}"
                question = replace(_question(line, where), file=str(file), line=number)
                if question.id is not None and seen.setdefault(question.id, where) != where:
                    raise QuestionSetError(f"{where}: the id {question.id!r} stands already in {seen[question.id]}.")
                found.append(question)
    if not found:
        raise QuestionSetError(f"There are no questions in {path}: write one JSON object a line.")
    return found


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise QuestionSetError(f"The question file {file} cannot be read: {reason}.") from None


def _question(line: str, where: str) -> Question:
    try:
        keys = json.loads(line)
        if not isinstance(keys, dict) or not isinstance(keys.get("question"), str):
            raise ValueError('no "question"')
        return Question(
            text=keys["question"],
            id=None if keys.get("id") is None else str(keys["id"]),
            history=history(keys.get("history")),
            language=str(keys.get("lang") or ""),
            kind=str(keys.get("kind") or ""),
            answerable=keys.get("answerable", True) is not False,
            answers=_strings(keys.get("answers"), "answers"),
            items=tuple(_strings(group, "items") for group in _list(keys.get("items"), "items")),
            evidence=tuple((str(one["article"]), str(one["quote"])) for one in _list(keys.get("evidence"), "evidence")),
            trap=str(keys.get("trap") or ""),
            rejected=_strings(keys.get("rejected"), "rejected"),
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise QuestionSetError(f"{where}: not a question of the contract ({error}).") from None


def _list(value: Any, key: str) -> list[Any]:
    if value is not None and not isinstance(value, list):
        raise ValueError(f'"{key}" is not a list')
    return value or []


def _strings(value: Any, key: str) -> tuple[str, ...]:
    return tuple(map(str, _list(value, key)))


def history(turns: Any) -> tuple[Turn, ...]:
    """Earlier turns from their JSON form; raises ValueError when they are not a list of objects."""
    if not turns:
        return ()
    if not isinstance(turns, list) or not all(isinstance(turn, Mapping) for turn in turns):
        raise ValueError("history is not a list of {question, answer}")
    return tuple(Turn(str(turn.get("question") or ""), str(turn.get("answer") or "")) for turn in turns)
