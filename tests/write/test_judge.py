"""Sentences of a model as they come: where they end, and what becomes of each."""

from __future__ import annotations

import pytest

from rag.types import Citation
from rag.write.judge import NO_CITATION, NO_LINKS, Judge, finished
from tests.conftest import an_article
from tests.write.conftest import answer

LONG = an_article("漁港有四十艘船。市場不在海邊。燈塔建於1923年。", published="2021-05-03")


@pytest.mark.parametrize(
    ("text", "ready", "rest"),
    [
        ("船有40艘[1]。市", ["船有40艘[1]。"], "市"),
        ("船有40艘。[1]市", ["船有40艘[1]。"], "市"),
        ("船有40艘。[1", [], "船有40艘。[1"),
        ("船有40艘。", [], "船有40艘。"),
        ("It has 3.5 m", [], "It has 3.5 m"),
        ("It opened. [1] It", ["It opened [1]."], "It"),
        ("船【1】。市【1，2】。完", ["船[1]。", "市[1][2]。"], "完"),
        ("<think>船[1]。想", [], ""),
    ],
)
def test_a_sentence_is_finished_when_the_next_begins(text: str, ready: list[str], rest: str) -> None:
    assert finished(text, ended=False) == (ready, rest)


def test_the_end_finishes_what_is_left() -> None:
    assert finished("船有40艘。[1]", ended=True) == (["船有40艘[1]。"], "")


def judge() -> Judge:
    return Judge((*answer().citations, Citation(3, LONG.passage())))


def test_a_long_passage_is_quoted_by_the_sentence_that_carries_the_claim() -> None:
    sentence = judge().judge("燈塔在1923年建成[3]。")
    assert sentence and sentence.holds
    assert [citation.quote.text for citation in sentence.citations] == ["燈塔建於1923年。"]


def test_links_and_markup_are_struck() -> None:
    for wrote in ("漁港有40艘船 https://x.example [1]。", "<b>漁港</b>有40艘船[1]。", "![船](x.png)漁港有40艘船[1]。"):
        sentence = judge().judge(wrote)
        assert sentence and sentence.text == "" and sentence.reasons == (NO_LINKS,)


def test_what_cites_nothing_is_struck() -> None:
    sentence = judge().judge("漁港有40艘船。")
    assert sentence and sentence.text == "" and sentence.reasons == (NO_CITATION,)


def test_what_says_nothing_is_passed_over() -> None:
    assert judge().judge("—— [1]") is None


def test_a_quote_stands_in_once() -> None:
    found = judge()
    first, second = found.judge("燈塔建於1932年[3]。"), found.judge("燈塔建於1933年[3]。")
    assert first and first.text == "燈塔建於1923年[1]。" and second and second.text == ""


def test_a_quote_about_something_else_does_not_stand_in() -> None:
    sentence = judge().judge("香港的商店共有50家[1]。")
    assert sentence and sentence.text == "" and sentence.reasons
