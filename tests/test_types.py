"""The nouns."""

from __future__ import annotations

import json

import pytest

from rag.types import Answer, Citation, Filter, Hit, Passage
from tests.conftest import an_article


@pytest.mark.parametrize(
    ("published", "since", "until", "admitted"),
    [
        ("2020-08-26", "2020", "", True),
        ("2020-08", "2020-08-26", "", True),  # the 27th is in that month
        ("2020-08", "2020-09", "", False),
        ("2020", "", "2020-03", True),
        ("2021-01-01", "", "2020", False),
        ("2020-12-31", "", "2020", True),
        ("", "2020", "", False),
        ("", "", "", True),
    ],
)
def test_partial_dates_filter_by_what_they_may_mean(published: str, since: str, until: str, admitted: bool) -> None:
    assert Filter(since, until).admits(an_article("字", published=published)) is admitted


def test_publishers_filter_as_part_of_the_name() -> None:
    assert Filter(publisher="文匯").admits(an_article("字", publisher="香港文匯報"))
    assert not Filter(publisher="大公").admits(an_article("字", publisher="香港文匯報"))


def test_passages_overlap_only_within_an_article() -> None:
    one, other = an_article("一二三四五"), an_article("一二三四五", identity="b")
    assert Passage(one, 0, 3).overlaps(Passage(one, 2, 4))
    assert not Passage(one, 0, 2).overlaps(Passage(one, 2, 4))
    assert not Passage(one, 0, 3).overlaps(Passage(other, 0, 3))


def test_an_answer_is_written_as_the_contract_says() -> None:
    article = an_article("一二三四五", published="2031")
    quote = Passage(article, 1, 3)
    answer = Answer(
        question="問", understood_as="問", language="zh-Hant", outcome="answered", text="答 [1]", confidence=0.5,
        passages=(Hit(quote, 1.0),) * 12, generation="0" * 12, citations=(Citation(1, quote),), seconds={"total": 0.1},
    )  # fmt: skip
    written = answer.to_json()
    assert len(written["passages"]) == 10
    assert written["citations"][0] | {"title": ""} == {
        "number": 1, "article_id": "a", "title": "", "publisher": "", "published": "2031", "page": None,
        "start": 1, "end": 3, "quote": "二三",
    }  # fmt: skip
    json.dumps(written)
