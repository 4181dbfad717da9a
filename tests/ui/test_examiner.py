"""The evaluation tab: which sets there are, one run at a time, the report for those who hold its key."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.testclient import TestClient

from rag.ui.desk import Desk, Failed, Running
from rag.ui.examiner import Examiner
from rag.ui.house import House, Measured
from rag.ui.reporting import reporting
from tests.ui.fakes import FakeHouse, FakePipeline

LINES = [
    {"id": "a", "question": "漁港有多少艘漁船？", "answers": ["四十艘"]},
    {"question": "大橋有多長？", "answerable": False},
]


def questions(folder: Path) -> Path:
    folder.mkdir()
    (folder / "own.jsonl").write_text("\n".join(json.dumps(line) for line in LINES), encoding="utf-8")
    return folder


def finished(desk: Desk) -> object:
    while isinstance(desk.exam.state, Running):
        pass
    return desk.exam.state


def test_the_sets_are_the_files_that_are_there(tmp_path: Path) -> None:
    desk = Desk(Path("corpus"), FakeHouse(FakePipeline()), tmp_path / "feedback.jsonl", tmp_path / "questions")
    examiner = Examiner(desk)
    assert examiner.files() == {} and "question files" in examiner.sets("en")
    questions(tmp_path / "questions")
    (tmp_path / "feedback.jsonl").write_text('{"question": "x"}\n', encoding="utf-8")
    assert list(examiner.files()) == ["*", "own", "feedback"]
    assert "<b>2</b>" in examiner.sets("en")
    examiner.examine({"set": "../own"})
    assert examiner.report("en") == ""


def test_a_set_that_does_not_fit_is_one_sentence(tmp_path: Path) -> None:
    folder = questions(tmp_path / "questions")
    (folder / "bad.jsonl").write_text("{", encoding="utf-8")
    desk = Desk(Path("corpus"), FakeHouse(FakePipeline()), tmp_path / "feedback.jsonl", folder)
    Examiner(desk).examine({"set": "bad"})
    ended = finished(desk)
    assert isinstance(ended, Failed) and "bad.jsonl" in ended.why


def test_the_real_house_measures_what_it_serves(write_corpus: Callable[..., Path], tmp_path: Path) -> None:
    corpus = write_corpus({"a.md": "海濱漁港現有四十艘漁船。"})
    house = House(tmp_path / "index", corpus, baseline=tmp_path / "baseline.json")
    desk = Desk(corpus, house, tmp_path / "feedback.jsonl", questions(tmp_path / "questions"))
    house.build(lambda _: None)
    desk.examine(tmp_path / "questions")
    ended = finished(desk)
    assert isinstance(ended, Measured) and len(ended.report.judged) == 2
    assert ended.comparison is None and "baseline.json" in ended.alone
    assert ended.report.generation == desk.pipeline().generation


def test_the_report_is_shown_to_who_holds_its_key(tmp_path: Path) -> None:
    desk = Desk(Path("corpus"), FakeHouse(FakePipeline()), tmp_path / "f.jsonl", questions(tmp_path / "questions"))
    client = TestClient(Starlette(routes=[reporting(desk)]))
    assert client.get("/report", params={"key": desk.report_key}).status_code == 404
    desk.examine(tmp_path / "questions" / "own.jsonl")
    finished(desk)
    assert "漁港" in client.get("/report", params={"key": desk.report_key}).text
    assert client.get("/report", params={"key": "x"}).status_code == client.get("/report").status_code == 404
