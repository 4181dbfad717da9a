"""`baowen eval` as people and scripts run it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from rag.cli import main
from tests.conftest import ROOT

LINES = (ROOT / "eval" / "questions" / "tune.jsonl").read_text(encoding="utf-8").splitlines()[:12]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], index: Path, tmp_path: Path) -> Run:
    """Runs `baowen eval` over twelve of our questions; gives its exit code, stdout and stderr."""
    (tmp_path / "questions.jsonl").write_text("\n".join(LINES), encoding="utf-8")

    def command(*options: object, questions: Path = tmp_path / "questions.jsonl") -> tuple[int, str, str]:
        code = main(["eval", "--index", str(index), "--questions", str(questions), *map(str, options)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


def test_a_table_on_stdout(run: Run) -> None:
    code, out, err = run()
    assert (code, err) == (0, "")
    assert out.splitlines()[1].startswith("all")


def test_json_and_a_report(run: Run, tmp_path: Path) -> None:
    code, out, err = run("--json", "--report", tmp_path / "report")
    assert code == 0
    assert err == f"the report is in {tmp_path / 'report' / 'report.html'}\n"
    printed, written = json.loads(out), json.loads((tmp_path / "report" / "report.json").read_text(encoding="utf-8"))
    assert printed == written
    assert (printed["questions"], len(printed["answers"])) == (12, 12)


def test_raise_then_hold_then_fail(run: Run, tmp_path: Path) -> None:
    baseline = tmp_path / "baseline.json"
    code, _, err = run("--raise", baseline)
    assert (code, err) == (0, f"{baseline} holds this run now\n")
    code, out, _ = run("--baseline", baseline)
    assert code == 0
    assert out.endswith("no measure moved against the baseline\n")
    data = json.loads(baseline.read_text(encoding="utf-8"))
    for row in data["answers"]:  # a promise that this run cannot keep
        row["values"] = {key: value if value is None else 2.0 for key, value in row["values"].items()}
    baseline.write_text(json.dumps(data), encoding="utf-8")
    code, out, err = run("--baseline", baseline, "--json")
    assert code == 1
    assert err.startswith("below the baseline: right 2.000 → ")
    assert any(change["loss"] for change in json.loads(out)["comparison"]["changes"])
    code, _, err = run("--raise", baseline)
    assert code == 1
    assert f"{baseline} stays as it was" in err


def test_a_folder_of_sets(run: Run, tmp_path: Path) -> None:
    for name, lines in (("one", LINES[:4]), ("two", LINES[4:6])):
        (tmp_path / "sets").mkdir(exist_ok=True)
        (tmp_path / "sets" / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    code, out, _ = run(questions=tmp_path / "sets")
    assert code == 0
    assert "set: one" in out
    assert "set: two" in out


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "line 13: not a question of the contract"),
        ('{"id": "x"}', 'line 13: not a question of the contract (no "question")'),
        ('{"question": "問", "answers": "好"}', 'line 13: not a question of the contract ("answers" is not a list)'),
        ('{"question": "問", "items": ["好"]}', 'line 13: not a question of the contract ("items" is not a list)'),
        (LINES[0], "stands already in"),
        (
            '{"question": "問", "evidence": [{"article": "nowhere", "quote": "好"}]}',
            "line 13: there is no article 'nowhere'",
        ),
    ],
)
def test_a_bad_line_stops_it_before_anything_runs(run: Run, tmp_path: Path, line: str, reason: str) -> None:
    (tmp_path / "bad.jsonl").write_text("\n".join([*LINES, line]), encoding="utf-8")
    code, out, err = run("--report", tmp_path / "report", questions=tmp_path / "bad.jsonl")
    assert (code, out) == (2, "")
    assert reason in err
    assert len(err.splitlines()) == 1
    assert not (tmp_path / "report").exists()


def test_an_empty_set(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("\n", encoding="utf-8")
    code, _, err = run(questions=tmp_path / "empty.jsonl")
    assert code == 2
    assert "There are no questions in" in err


def test_import(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    flat = {"title": "燈塔", "passage": "燈塔建於1900年。", "question": "哪年建成", "answers": ["1900年"]}
    (tmp_path / "flat.jsonl").write_text(json.dumps(flat, ensure_ascii=False), encoding="utf-8")
    assert main(["eval", "import", str(tmp_path / "flat.jsonl"), "--out", str(tmp_path / "out"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"articles": 1, "questions": 1, "unplaced": 0, "skipped": 0}
