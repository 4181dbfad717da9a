"""The trace: a line a step, and nothing at all when nobody asked for one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rag.errors import Unusable
from rag.trace import Tracer


def test_steps_are_lines_with_their_seconds(tmp_path: Path) -> None:
    path = tmp_path / "trace.jsonl"
    steps = Tracer(path).steps()
    steps.note("retrieve", {"passages": 2})
    steps.note("answer", {"text": "漁港"})
    first, second = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    assert first["step"] == "retrieve" and first["passages"] == 2 and second["text"] == "漁港"
    assert 0 <= first["seconds"] <= second["seconds"]


def test_without_a_file_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Tracer().steps().note("retrieve", {})
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="cannot be written"):
        Tracer(tmp_path / "none" / "trace.jsonl")
