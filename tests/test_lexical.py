"""BM25 over groups of terms."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.errors import BadIndex
from rag.lexical import Lexical, plain_groups
from rag.text import terms
from rag.types import Group, Passage
from tests.conftest import an_article

TEXTS = ["漁港在海邊。", "市場在山上，市場很大。", "漁港與市場之間有一條通道。", "The harbour has 40 boats."]


@pytest.fixture
def lexical(tmp_path: Path) -> Lexical:
    articles = [an_article(text, title=f"題{n}", identity=str(n)) for n, text in enumerate(TEXTS)]
    return Lexical.build([(n, article.passage()) for n, article in enumerate(articles)], tmp_path)


def rows(lexical: Lexical, text: str, **keys: object) -> list[int]:
    return [row for row, _ in lexical.search(plain_groups(terms(text)), 10, **keys)]  # type: ignore[arg-type]


def test_the_passage_with_all_terms_is_first(lexical: Lexical) -> None:
    assert rows(lexical, "漁港與市場的通道")[0] == 2


def test_simplified_finds_traditional(lexical: Lexical) -> None:
    assert rows(lexical, "渔港与市场") == rows(lexical, "漁港與市場")


def test_only_admitted_articles_answer(lexical: Lexical) -> None:
    assert rows(lexical, "市場", articles=[1]) == [1]
    assert rows(lexical, "市場", articles=[]) == []


def test_a_group_counts_once_by_its_best_term(lexical: Lexical) -> None:
    both = Group((("市场", 1.0), ("通道", 1.0)))
    one, two = (dict(lexical.search([group], 10)) for group in (both, Group((("通道", 1.0),))))
    assert one[2] == pytest.approx(
        two[2] * lexical.group_idf(both) / lexical.group_idf(Group((("通道", 1.0),))), rel=0.2
    )


def test_a_lower_weight_scores_lower(lexical: Lexical) -> None:
    full = dict(lexical.search([Group((("通道", 1.0),))], 10))[2]
    half = dict(lexical.search([Group((("通道", 1.0),), weight=0.5)], 10))[2]
    assert half == pytest.approx(full / 2)


@pytest.mark.parametrize("query", ["(", "a OR b AND \\", "🙂", "+漁 -港 *", "[1 TO 2]", '"', "^2", "的" * 5_000])
def test_nothing_in_a_query_is_syntax(lexical: Lexical, query: str) -> None:
    rows(lexical, query)


def test_unknown_terms_find_nothing(lexical: Lexical) -> None:
    assert rows(lexical, "颱風") == []


def test_a_title_counts(lexical: Lexical) -> None:
    assert rows(lexical, "題3")[0] == 3


def test_an_opened_index_answers_alike(lexical: Lexical, tmp_path: Path) -> None:
    assert rows(Lexical.open(tmp_path), "市場通道") == rows(lexical, "市場通道")


def test_a_folder_that_is_no_index(tmp_path: Path) -> None:
    with pytest.raises(BadIndex):
        Lexical.open(tmp_path / "nothing")


def test_passages_are_numbered_in_their_order(tmp_path: Path) -> None:
    article = an_article("甲乙丙丁戊己庚辛")
    lexical = Lexical.build([(0, Passage(article, 0, 4)), (0, Passage(article, 4, 8))], tmp_path)
    assert rows(lexical, "庚辛") == [1]
