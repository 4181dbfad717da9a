"""From a question to passages: understanding, fusion, filters, the LangChain door."""

from __future__ import annotations

import doctest
import importlib
from dataclasses import replace
from pathlib import Path

import pytest

from rag.errors import BadIndex, BadQuestion
from rag.pipeline import Pipeline
from rag.retrieve import Retriever, fuse
from rag.retrieve.langchain import BaowenRetriever
from rag.retrieve.query import LONGEST
from rag.store import Generation
from rag.types import Filter, Question, Turn
from tests.fakes import LettersEncoder


@pytest.fixture(scope="module")
def retriever(pipeline: Pipeline) -> Retriever:
    return pipeline.retriever


def found(retriever: Retriever, text: str, where: Filter | None = None) -> list[str]:
    return [hit.passage.article.id for hit in retriever.search(retriever.understand(Question(text)), 10, where)]


def test_the_worked_example_of_fusion_holds() -> None:
    assert doctest.testmod(importlib.import_module("rag.retrieve.fuse")).failed == 0


def test_a_row_in_both_legs_beats_a_row_in_one() -> None:
    assert [row for row, _ in fuse([[(1, 9.0), (2, 8.0)], [(2, 0.9), (3, 0.8)]], [0.5, 0.5])] == [2, 1, 3]


def test_an_empty_leg_changes_no_order() -> None:
    assert [row for row, _ in fuse([[(1, 9.0), (2, 8.0)], []], [0.5, 0.5])] == [1, 2]


@pytest.mark.parametrize("question", ["1號通道是什麼", "1号通道是什么", "一號通道係咩", "what is the No. 1 channel"])
def test_one_index_for_both_scripts_and_english(retriever: Retriever, question: str) -> None:
    assert "takungpao-2020-08-hk-shenzhen-research" in found(retriever, question)[:3]


def test_both_scripts_of_a_question_find_the_same(retriever: Retriever) -> None:
    assert found(retriever, "河套有多少間實驗室") == found(retriever, "河套有多少间实验室")


def test_filters_narrow_both_legs(retriever: Retriever) -> None:
    hits = retriever.search(retriever.understand(Question("深圳")), 10, Filter(since="2021-10", until="2021"))
    assert hits and {hit.passage.article.published for hit in hits} == {"2021-10-15"}
    assert found(retriever, "深圳", Filter(publisher="無此報")) == []


def test_ranks_tell_which_leg_brought_a_hit(retriever: Retriever) -> None:
    hits = retriever.search(retriever.understand(Question("1號通道")), 10)
    assert hits[0].lexical_rank == 1
    assert all(hit.lexical_rank or hit.dense_rank for hit in hits)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@pytest.mark.parametrize("text", ["", "   ", "？！。…", "🙂🙂", "\n\t", "字" * (LONGEST + 1), "字" * 1_000_000])
def test_what_is_no_question_is_refused_in_one_sentence(retriever: Retriever, text: str) -> None:
    with pytest.raises(BadQuestion) as error:
        retriever.understand(Question(text))
    assert str(error.value).count("\n") == 0 and len(str(error.value)) < 120


@pytest.mark.parametrize(
    "text", ["港", "a", "1", "a.*", "a OR b", "是什麼", "the of", "\\d+ [x] {y}", "深圳 shenzhen 深セン"]
)
def test_odd_questions_are_searched(retriever: Retriever, text: str) -> None:
    assert isinstance(found(retriever, text), list)


def test_a_follow_up_leans_on_the_question_before(retriever: Retriever) -> None:
    alone = retriever.understand(Question("咁幾時開園呢"))
    leaning = retriever.understand(Question("咁幾時開園呢", history=(Turn("河套科創園區有咩企業"),)))
    assert leaning.text == "河套科創園區有咩企業 咁幾時開園呢" != alone.text


def test_a_new_question_stands_alone(retriever: Retriever) -> None:
    text = "晶泰科技的首席科學家對產業集群有什麼看法"
    assert retriever.understand(Question(text, history=(Turn("1號通道是什麼"),))).text == text


def test_a_year_replaces_the_year_before(retriever: Retriever) -> None:
    query = retriever.understand(Question("咁2021年呢", history=(Turn("2020年香港排名第幾"),)))
    assert "2020" not in query.text and "2021" in query.text


def test_another_model_than_the_one_built_with_is_refused(retriever: Retriever, tmp_path: Path) -> None:
    generation: Generation = retriever.generation
    assert (
        Retriever(generation, LettersEncoder(), retriever.translator).encoder.name != generation.manifest.recipe.weights
    )
    with pytest.raises(BadIndex, match="run `baowen build`"):
        Retriever.open(_renamed(generation, "builtin:another"))


def _renamed(generation: Generation, weights: str) -> Generation:
    manifest = generation.manifest
    return replace(generation, manifest=replace(manifest, recipe=replace(manifest.recipe, weights=weights)))


def test_langchain_documents_carry_where_they_come_from(index: Path, pipeline: Pipeline) -> None:
    documents = BaowenRetriever.open(index, k=4).invoke("1號通道是什麼")
    assert len(documents) == 4
    for document in documents:
        article = pipeline.article(document.metadata["article_id"])
        assert article is not None
        assert document.page_content == article.text[document.metadata["start"] : document.metadata["end"]]
        assert (document.metadata["title"], document.metadata["publisher"]) == (article.title, article.publisher)


def test_langchain_filters(index: Path) -> None:
    documents = BaowenRetriever.open(index, where=Filter(publisher="文匯")).invoke("深圳")
    assert {document.metadata["publisher"] for document in documents} == {"香港文匯報"}
