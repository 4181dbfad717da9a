"""`baowen check`: a verdict a line, in the order of the claims."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rag.cli import main

QUOTE = "漁港有四十艘船。"


def claims(folder: Path, *rows: object) -> Path:
    path = folder / "claims.jsonl"
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_verdicts_come_in_the_order_of_the_claims(tmp_path: Path) -> None:
    given = claims(
        tmp_path,
        {"id": "b", "claim": "The port has 400 boats.", "quotes": [QUOTE]},
        "",
        {"id": 7, "claim": "渔港有40艘船", "quotes": [QUOTE], "extra": 1},
    )
    out = tmp_path / "verdicts.jsonl"
    assert main(["check", "--claims", str(given), "--out", str(out)]) == 0
    assert [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()] == [
        {"id": "b", "supported": False, "reasons": ["number 400 is not in the quotes"]},
        {"id": 7, "supported": True, "reasons": []},
    ]


def test_marked_claims_are_scored_by_kind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = claims(
        tmp_path,
        {"claim": "漁港有50艘船", "quotes": [QUOTE], "expected": False, "kind": "number"},
        {"claim": "漁港有40艘船", "quotes": [QUOTE], "expected": True, "kind": "paraphrase"},
    )
    assert main(["check", "--claims", str(given), "--score"]) == 0
    printed = capsys.readouterr()
    assert len(printed.out.splitlines()) == 2 and "100.0 %" in printed.err and "number" in printed.err


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        "[]",
        '{"claim": "x"}',
        '{"claim": "x", "quotes": "y"}',
        '{"claim": 1, "quotes": []}',
        '{"quotes": ["y"]}',
    ],
)
def test_a_line_that_is_no_claim_is_named(line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--claims", str(claims(tmp_path, line))]) == 2
    assert "line 1" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--claims", str(tmp_path / "none.jsonl")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
