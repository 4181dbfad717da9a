"""Passages cover the article without a gap and end with sentences."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rag.chunk import chunk
from rag.types import Article
from tests.conftest import an_article
from tests.strategies import articles


@given(articles(), st.integers(min_value=10, max_value=300))
def test_passages_tile_the_article(article: Article, size: int) -> None:
    passages = chunk(article, size, overlap=0)
    assert "".join(passage.text for passage in passages) == article.text
    assert all(passage.start < passage.end for passage in passages)


@given(articles(), st.integers(min_value=10, max_value=300), st.integers(min_value=0, max_value=100))
def test_passages_leave_no_gap_and_share_little(article: Article, size: int, overlap: int) -> None:
    seen = last = 0
    for passage in chunk(article, size, overlap):
        assert last <= passage.start <= seen < passage.end
        assert seen - passage.start <= max(overlap, 0) or passage.start == last
        seen, last = passage.end, passage.start
    assert seen == len(article.text)


def test_passages_end_with_sentences() -> None:
    passages = chunk(an_article("第一句話在這裏。第二句話在這裏。第三句話在這裏。" * 10), size=40)
    assert all(passage.text.endswith("。") for passage in passages)


def test_an_endless_sentence_is_cut() -> None:
    assert max(p.end - p.start for p in chunk(an_article("長" * 5_000), size=100)) <= 300


def test_an_empty_article_has_no_passages() -> None:
    assert chunk(an_article("")) == []
