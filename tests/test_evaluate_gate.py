"""The gate: what serves passes it, and a deliberate regression does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from rag.evaluate import Report, candid, compare, evaluate, raise_baseline
from rag.lexical import Lexical
from rag.load.questions import load_questions
from rag.pipeline import Pipeline
from rag.pipeline.answer import Serving
from rag.read import Reader
from rag.retrieve import Retriever
from rag.store import Shelf
from rag.types import Group, Question, Ranked
from tests.conftest import ROOT

QUESTIONS = load_questions(ROOT / "eval" / "questions" / "tune.jsonl")
MORE = [*QUESTIONS, *load_questions(ROOT / "eval" / "questions" / "more.jsonl")]
"""Enough to see that retrieval is worse: on fewer the dense leg and the reader make up for most of what is lost."""


class SilentLexical(Lexical):
    """The lexical index with its search switched off; frequencies stay."""

    def search(self, groups: Sequence[Group], k: int, articles: Sequence[int] | None = None) -> Ranked:
        return []


@pytest.fixture(scope="module")
def served(pipeline: Pipeline, index: Path) -> Report:
    return evaluate(QUESTIONS, pipeline, candid(pipeline, index))


@pytest.fixture(scope="module")
def baseline(served: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gate") / "baseline.json"
    raise_baseline(served, path)
    return path


def losses(pipeline: Pipeline, baseline: Path, questions: Sequence[Question] = QUESTIONS) -> set[str]:
    return {change.measure for change in compare(evaluate(questions, pipeline), baseline).losses}


def test_what_serves_passes_and_gives_the_same_bytes_again(
    pipeline: Pipeline, index: Path, served: Report, baseline: Path
) -> None:
    again = evaluate(QUESTIONS, pipeline, candid(pipeline, index))
    assert compare(again, baseline).losses == []
    one, other = served.to_json(), again.to_json()
    assert one.pop("times").keys() == other.pop("times").keys()
    assert one == other


def test_no_citation_is_inexact(served: Report) -> None:
    assert served.to_json()["figures"]["exact"] == 1.0


def test_without_the_lexical_leg_it_fails(pipeline: Pipeline, index: Path, tmp_path: Path) -> None:
    raise_baseline(evaluate(MORE, pipeline), tmp_path / "baseline.json")
    retriever = pipeline.retriever
    generation = retriever.generation
    silent = replace(generation, lexical=SilentLexical.open(Shelf(index).path(generation.name)))
    serving = Serving(silent, Retriever(silent, retriever.encoder, retriever.translator))
    lost = losses(Pipeline(Shelf(index), serving, Reader.open()), tmp_path / "baseline.json", MORE)
    assert "ndcg@10" in lost


def test_without_a_threshold_it_fails(pipeline: Pipeline, index: Path, baseline: Path) -> None:
    assert "refused_unanswerable" in losses(candid(pipeline, index), baseline)


def test_the_candid_twin_answers_what_is_refused(pipeline: Pipeline, index: Path) -> None:
    asked = Question("月球上有幾多間茶餐廳")
    twin = candid(pipeline, index)
    assert (pipeline.ask(asked).outcome, twin.ask(asked).outcome) == ("not_found", "answered")
    assert twin.ask(asked).confidence == pipeline.ask(asked).confidence
