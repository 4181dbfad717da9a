from __future__ import annotations

import json
from pathlib import Path

import pytest

from rag.clean import clean
from rag.errors import QuestionSetError
from rag.evaluate.gold import resolve
from rag.evaluate.importer import Imported, import_questions
from rag.load import load
from rag.load.questions import load_questions
from rag.types import Source
from tests.fakes_evaluate import ByHeart

CONTEXT = "燈塔建於1900年。守塔人姓何。1900年的冬天很冷，守塔人點了三盞燈。"
ASKED = {"question": "燈塔哪年建成？", "id": "1-1", "answers": [{"text": "1900年", "answer_start": 4, "id": "x"}]}
SECOND = {"question": "哪年冬天很冷？", "id": "1-2", "answers": [{"text": "1900年", "answer_start": 16}]}
NESTED = {
    "version": "1",
    "data": [{"title": "燈塔", "paragraphs": [{"id": "1", "context": CONTEXT, "qas": [ASKED, SECOND]}]}],
}
CMRC_ASKED = {"query_id": "T1Q0", "query_text": "誰守塔？", "answers": ["姓何", "姓何"]}
CMRC = [{"context_id": "T1", "context_text": CONTEXT, "title": "燈塔", "qas": [CMRC_ASKED]}]
FLAT = {
    "id": "f1",
    "lang": "zh-Hant",
    "title": "燈塔",
    "passage": CONTEXT,
    "question": "點了幾盞燈",
    "answers": ["三盞"],
    "answerable": True,
}


def imported(tmp_path: Path, content: object) -> tuple[Imported, list[dict[str, object]]]:
    """Import a file of this content; what was written must fit: every quote once in its article, every id once."""
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    (tmp_path / "given.json").write_text(text, encoding="utf-8")
    found = import_questions(tmp_path / "given.json", tmp_path / "out")
    sources = [one for one in load(tmp_path / "out" / "corpus") if isinstance(one, Source)]
    articles = [story.article for source in sources for story in clean(source)]
    resolve(load_questions(tmp_path / "out" / "questions.jsonl"), ByHeart({}, articles))
    lines = (tmp_path / "out" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return found, [json.loads(line) for line in lines]


def quotes(questions: list[dict[str, object]]) -> list[str]:
    return [piece["quote"] for one in questions for piece in one["evidence"]]  # type: ignore[attr-defined]


def test_squad_and_drcd(tmp_path: Path) -> None:
    found, questions = imported(tmp_path, NESTED)
    assert found == Imported(articles=1, questions=2, unplaced=0, skipped=0)
    assert [one["id"] for one in questions] == ["1-1", "1-2"]
    assert quotes(questions) == ["燈塔建於1900年。", "1900年的冬天很冷，守塔人點了三盞燈。"], "answer_start says which"


def test_cmrc(tmp_path: Path) -> None:
    _, (question,) = imported(tmp_path, CMRC)
    assert (question["id"], question["answers"]) == ("T1Q0", ["姓何"])
    assert quotes([question]) == ["守塔人姓何。"]


def test_flat_lines(tmp_path: Path) -> None:
    unanswerable = {**FLAT, "id": "f2", "question": "塔有多高", "answers": [], "answerable": False}
    empty = {**FLAT, "id": "f3", "question": ""}
    lines = "\n".join(json.dumps(one, ensure_ascii=False) for one in (FLAT, unanswerable, FLAT, empty))
    found, questions = imported(tmp_path, lines)
    assert found == Imported(articles=1, questions=3, unplaced=0, skipped=1)
    assert [one["id"] for one in questions] == ["f1", "f2", "f1-2"], "a repeated id is numbered"
    assert [one["answerable"] for one in questions] == [True, False, True]


def test_impossible_questions_of_squad_2(tmp_path: Path) -> None:
    asked = {"question": "塔有多高？", "id": "9", "answers": [], "is_impossible": True}
    _, (question,) = imported(tmp_path, {"data": [{"paragraphs": [{"context": CONTEXT, "qas": [asked]}]}]})
    assert (question["answerable"], question["evidence"]) == (False, [])


def test_a_repeated_sentence_is_widened_until_it_is_unique(tmp_path: Path) -> None:
    flat = {**FLAT, "passage": "燈亮了。船來了。燈亮了。人走了。", "answers": ["亮了"]}
    _, questions = imported(tmp_path, json.dumps(flat, ensure_ascii=False))
    assert quotes(questions) == ["燈亮了。船來了。"]


def test_evidence_is_looked_for_in_the_cleaned_article(tmp_path: Path) -> None:
    flat = {**FLAT, "passage": "燈塔建於1900年。\r\n\u200b守塔人點了三盞燈。\u00a0\r\n"}
    found, questions = imported(tmp_path, json.dumps(flat, ensure_ascii=False))
    assert (found.unplaced, quotes(questions)) == (0, ["守塔人點了三盞燈。"])


def test_an_answer_that_is_not_in_its_passage_keeps_its_question_without_evidence(tmp_path: Path) -> None:
    found, (question,) = imported(tmp_path, json.dumps({**FLAT, "answers": ["四盞"]}, ensure_ascii=False))
    assert (found.unplaced, question["evidence"], question["answers"]) == (1, [], ["四盞"])


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ("", "There are no questions in"),
        ("{", "line 1: not a question with its passage"),
        (json.dumps(FLAT) + '\n{"id": "g", "question": "x"}', r"line 2: not a question with its passage \('passage'\)"),
        ('{"data": [{"paragraphs": [{"context": "x"}]}]}', r"document 1: not SQuAD-style JSON"),
        ('{"data": [{"paragraphs": [{"qas": [{"question": "x"}]}]}]}', r"no context"),
        ("[3]", r"document 1: not SQuAD-style JSON"),
    ],
)
def test_another_form_is_named_with_its_place(tmp_path: Path, content: str, where: str) -> None:
    with pytest.raises(QuestionSetError, match=where):
        imported(tmp_path, content)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetError, match="cannot be read"):
        import_questions(tmp_path / "none.json", tmp_path)
    (tmp_path / "big5.json").write_bytes("燈塔".encode("big5"))
    with pytest.raises(QuestionSetError, match="not UTF-8"):
        import_questions(tmp_path / "big5.json", tmp_path)
