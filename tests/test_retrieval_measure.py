"""The measure of retrieval: what finds, and how often it finds first."""

from __future__ import annotations

import pytest

from rag.train.ranker_data import Row
from rag.train.retrieval_measure import Finder, Indexed, by_meaning, by_plain_bm25, by_search, first, indexed
from rag.types import Article, Question

ARTICLES = [
    Article("port", "漁港", "海邊的漁港擴建工程在春天動工，可以停泊六十艘漁船。"),
    Article("school", "學校", "鎮上的學校有四百名學生，校長姓葉。"),
    Article("museum", "博物館", "博物館展出古代的陶器，門票免費。"),
]
ROWS = [
    Row(Question("漁港可以停泊多少艘漁船"), "port", ("六十艘",)),
    Row(Question("學校的校長姓什麼"), "school", ("葉",)),
    Row(Question("博物館展出什麼"), "museum", ("陶器",)),
]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Indexed:
    return indexed(ARTICLES, ROWS, tmp_path_factory.mktemp("measure") / "small")


@pytest.fixture(params=["search", "meaning", "bm25"])
def find(request: pytest.FixtureRequest, small: Indexed) -> Finder:
    retriever = small[0]
    return {"search": by_search(retriever), "meaning": by_meaning(retriever), "bm25": by_plain_bm25(ARTICLES)}[
        request.param
    ]


def test_each_way_finds_the_article_that_answers(find: Finder) -> None:
    assert first(find, ROWS) == 1.0
    assert first(find, ROWS, "zh-Hans") == 1.0


def test_a_wrong_first_article_counts_against(find: Finder) -> None:
    assert first(find, [ROWS[0], Row(ROWS[1].question, "museum", ())]) == 0.5


def test_the_other_script_is_what_is_asked() -> None:
    asked: list[str] = []

    def find(question: str) -> str:
        asked.append(question)
        return ""

    assert first(find, ROWS[:1], "zh-Hans") == 0.0
    assert asked == ["渔港可以停泊多少艘渔船"]
