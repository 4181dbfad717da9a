"""A citation is a slice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rag.cite import cite, trim
from rag.types import Article, Passage
from tests.conftest import an_article
from tests.strategies import articles


@given(articles(), st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), max_size=6))
def test_every_quote_is_a_slice_and_none_is_empty(article: Article, spans: list[tuple[int, int]]) -> None:
    length = len(article.text)
    quotes = [Passage(article, min(a, b, length), min(max(a, b), length)) for a, b in spans]
    citations = cite(quotes)
    assert [citation.number for citation in citations] == list(range(1, len(citations) + 1))
    for citation in citations:
        quote = citation.quote
        assert quote.text == article.text[quote.start : quote.end] != ""
        assert quote.text == quote.text.rstrip()


def test_list_marks_are_not_quoted() -> None:
    article = an_article("\n• 第一項。 \n")
    assert trim(article.passage()).text == "第一項。"


def test_neighbours_become_one_quote() -> None:
    article = an_article("第一句。第二句。第三句。")
    citations = cite([Passage(article, 4, 8), Passage(article, 0, 4)])
    assert [citation.quote.text for citation in citations] == ["第一句。第二句。"]


def test_sentences_of_different_lines_stay_apart() -> None:
    article = an_article("第一句。\n第二句。")
    assert len(cite([Passage(article, 0, 4), Passage(article, 5, 9)])) == 2


def test_repeats_are_left_out() -> None:
    article = an_article("第一句。")
    assert len(cite([article.passage(), article.passage()])) == 1
