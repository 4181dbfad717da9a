"""Whether a sentence gives a name the office that a question asks for."""

from __future__ import annotations

import doctest

import pytest

from rag.read import offices
from rag.read.offices import same_office
from rag.types import Language


@pytest.mark.parametrize(
    ("question", "language", "sentence", "name"),
    [
        ("漁會的會長是誰", "zh-Hant", "漁會會長周海出席。", "周海"),
        ("渔会会长是谁", "zh-Hans", "周海任漁會會長。", "周海"),
        ("邊個係漁會會長", "zh-Hant", "周海任漁會會長。", "周海"),
        ("谁设计了灯塔的总设计师", "zh-Hans", "燈塔高23米。", ""),
        ("燈塔的設計師是誰", "zh-Hant", "燈塔由建築師葉文設計。", "葉文"),
        ("who is the chairman of the fishermen's union", "en", "漁會主席周海出席。", "周海"),
        ("who was the first mayor", "en", "首任市長周海出席。", "周海"),
        ("who is the managing director of the bank", "en", "銀行總裁周海出席。", "周海"),
        ("公司主席是誰", "zh-Hant", "董事長周海出席。", "周海"),
        ("漁港的負責人是誰", "zh-Hant", "漁港主任周海出席。", "周海"),
        ("行政長官是誰", "zh-Hant", "行政長官周海出席。", "周海"),
    ],
)
def test_the_office_asked_for(question: str, language: Language, sentence: str, name: str) -> None:
    assert same_office(question, language, sentence, name) == (1 if name else 0)


@pytest.mark.parametrize(
    ("question", "language", "sentence", "name"),
    [
        ("漁會的會長是誰", "zh-Hant", "漁會副會長周海出席。", "周海"),
        ("漁會的會長是誰", "zh-Hant", "秘書長周海出席。", "周海"),
        ("首任會長是誰", "zh-Hant", "前任會長周海出席。", "周海"),
        ("who is the mayor", "en", "周海任副市長。", "周海"),
        ("who was the captain of the ferry", "en", "校長周海乘渡輪。", "周海"),
    ],
)
def test_another_office(question: str, language: Language, sentence: str, name: str) -> None:
    assert same_office(question, language, sentence, name) == -1


@pytest.mark.parametrize(
    ("question", "language", "sentence", "name"),
    [
        ("周海是誰", "zh-Hant", "漁會副會長周海出席。", "周海"),
        ("會長是誰", "zh-Hant", "周海出席了典禮。", "周海"),
        ("會長是誰", "zh-Hant", "會長為前校長周海。", "周海"),
        ("會長是誰", "zh-Hant", "會長出席了典禮。", "周海"),
        ("總裁是誰", "zh-Hant", "會上發言的葉文是船長，總裁沒有出席。", "葉文"),
        ("who opened the market", "en", "市長周海主持開幕。", "周海"),
        ("長江有多長", "zh-Hant", "長江長6300公里。", "6300公里"),
    ],
)
def test_nothing_to_be_said(question: str, language: Language, sentence: str, name: str) -> None:
    assert same_office(question, language, sentence, name) == 0


def test_the_worked_examples_hold() -> None:
    assert doctest.testmod(offices).failed == 0
