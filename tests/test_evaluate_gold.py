from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from rag.errors import QuestionSetError
from rag.evaluate.gold import resolve
from rag.load.questions import load_questions
from rag.pipeline import Pipeline
from rag.types import Question
from tests.conftest import ROOT
from tests.fakes_evaluate import HALL, ByHeart, span

SETS = ROOT / "eval" / "questions"
GOOD = Question(
    "幾時開幕", id="q1", answers=("2016年",), evidence=(("hall", "新展覽館在2016年開幕。"),), file="set.jsonl", line=3
)


def test_evidence_becomes_passages() -> None:
    (gold,) = resolve([GOOD], ByHeart({}))
    assert gold.evidence == (span(HALL, "新展覽館在2016年開幕。"),)
    assert (gold.id, gold.language, gold.set_name) == ("q1", "zh-Hant", "set")


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        (replace(GOOD, evidence=(("hall", "不在其中"),)), "'不在其中' is not in hall"),
        (replace(GOOD, evidence=(("hall", "開幕"),)), "'開幕' is more than once in hall"),
        (replace(GOOD, evidence=(("hall", ""),)), "'' is not in hall"),
        (replace(GOOD, evidence=(("hotel", "開幕"),)), "there is no article 'hotel'"),
        (replace(GOOD, text=" "), "the question is empty"),
        (replace(GOOD, answers=("",)), "an accepted wording is empty"),
        (replace(GOOD, items=((),)), "an accepted wording is empty"),
        (replace(GOOD, answerable=False), "marked unanswerable and has an answer"),
    ],
)
def test_gold_that_does_not_fit_names_file_line_and_reason(question: Question, reason: str) -> None:
    with pytest.raises(QuestionSetError) as error:
        resolve([question], ByHeart({}))
    assert str(error.value).startswith("set.jsonl, line 3: ")
    assert reason in str(error.value)


def test_an_id_stands_once() -> None:
    with pytest.raises(QuestionSetError, match=r"line 9: the id 'q1' stands already in set.jsonl, line 3"):
        resolve([GOOD, replace(GOOD, line=9)], ByHeart({}))


def test_a_question_without_an_id_is_named_after_its_place() -> None:
    (gold,) = resolve([replace(GOOD, id=None)], ByHeart({}))
    assert gold.id == "set:3"


def test_an_empty_set_is_an_error() -> None:
    with pytest.raises(QuestionSetError, match="no questions"):
        resolve([], ByHeart({}))


def test_the_digest_changes_with_the_question_and_with_its_gold() -> None:
    variants = [
        GOOD,
        replace(GOOD, text="何時開幕"),
        replace(GOOD, answers=("2017年",)),
        replace(GOOD, rejected=("a",)),
    ]
    assert len({gold.digest for question in variants for gold in resolve([question], ByHeart({}))}) == 4
    moved = replace(GOOD, file="other.jsonl", line=1, kind="date")
    assert resolve([moved], ByHeart({}))[0].digest == resolve([GOOD], ByHeart({}))[0].digest


def test_our_own_question_sets_fit_our_corpus(pipeline: Pipeline) -> None:
    golds = resolve(load_questions(SETS), pipeline)
    assert len(golds) >= 240
    assert sum(not gold.question.answerable for gold in golds) >= 60
    for gold in golds:
        assert gold.judges, f"{gold.id} says nothing by which an answer can be judged"
        assert bool(gold.evidence) == gold.question.answerable, gold.id
    languages = [gold.language for gold in golds]
    for language in ("zh-Hant", "zh-Hans", "en"):
        assert languages.count(language) == pytest.approx(len(golds) / 3, abs=len(golds) / 20)


def test_no_fact_is_in_both_sets() -> None:
    facts = {
        path.stem: {json.loads(line).get("fact") for line in _lines(path)} for path in sorted(SETS.glob("*.jsonl"))
    }
    held_out = facts.pop("test")
    assert held_out and facts["tune"]
    for learnt_on in facts.values():
        assert learnt_on & held_out == set()


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
