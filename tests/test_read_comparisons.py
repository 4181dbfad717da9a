"""Which of two figures or dates a comparison asks for."""

from __future__ import annotations

import doctest

import pytest

from rag.read import comparisons
from rag.read.comparisons import asked_for_first, weighs
from rag.types import Article, Passage


def said(text: str) -> Passage:
    return Article("a", "漁港", text, published="2031").passage()


@pytest.mark.parametrize(
    ("question", "one", "other", "first"),
    [
        ("漁港和墟市，哪個的攤位多", "40個", "300個", False),
        ("漁港和墟市，哪個的攤位少", "40個", "300個", True),
        ("漁港和墟市，哪個的租金便宜", "40元", "300元", True),
        ("漁港和墟市，誰的項目多", "430餘項", "400多個", True),
        ("漁港和墟市，哪個大", "300平方公里", "6.4平方公里", True),
        ("先進漁港和墟市，哪個大", "6.4平方公里", "300平方公里", False),
        ("漁港和墟市，哪個成立得早", "2020年3月", "2020年5月", True),
        ("漁港和墟市，哪個佔得多", "21.2%", "21.8%", False),
        ("漁港和墟市，排名哪個高", "第20名", "第3名", False),
        ("漁港和墟市，哪個的攤位多", "40個", "40個", True),
    ],
)
def test_the_one_that_is_asked_for(question: str, one: str, other: str, first: bool) -> None:
    assert asked_for_first(question, said(one), said(other)) is first


@pytest.mark.parametrize(("one", "other"), [("40個", "300元"), ("40個", "墟市"), ("40個和50個", "300個")])
def test_what_cannot_be_compared(one: str, other: str) -> None:
    assert asked_for_first("漁港和墟市，哪個多", said(one), said(other)) is None


def test_the_worked_examples_hold() -> None:
    found = doctest.testmod(comparisons)
    assert found.attempted and not found.failed


@pytest.mark.parametrize(
    ("sentence", "against"),
    [
        ("漁港的攤位比墟市多。", True),
        ("漁港的收入遠低於墟市。", True),
        ("漁港的收入不及墟市。", True),
        ("漁港有40個攤位，墟市有30個。", True),
        ("漁港在2031年3月落成，墟市在2032年5月落成。", True),
        ("漁港和墟市都有攤位。", False),
        ("漁港和墟市舉行比賽，門票40元。", False),
    ],
)
def test_a_sentence_sets_things_against_each_other_or_not(sentence: str, against: bool) -> None:
    assert weighs(said(sentence)) is against
