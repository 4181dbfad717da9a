"""Dates and figures of Chinese articles for readers of English: exact, or not at all."""

from __future__ import annotations

import doctest
import importlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.read.english import amount_in_english, in_english
from rag.text import numbers


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("超過260個", "more than 260"),
        ("逾百艘", "more than 100"),
        ("1.2萬餘名", "more than 12,000"),
        ("第33名", "33rd"),
        ("第十二位", "12th"),
        ("三艘", "three"),
        ("兩成", "20%"),
        ("約35%", "about 35%"),
        ("3.4倍", "3.4 times"),
        ("8,300平方米", "8,300 square metres"),
        ("12億港元", "HK$1.2 billion"),
        ("5,000萬美元", "US$50 million"),
        ("港幣700萬元", "HK$7 million"),
        ("60億元人民幣", "RMB 6 billion"),
        ("不足40人", "less than 40 people"),
        ("半小時", "half an hour"),
        ("2031年3月底", "late March 2031"),
        ("2031年第二季度", "the second quarter of 2031"),
        ("2028年前後", "around 2028"),
        ("80年代初", "the early 1980s"),
        ("葉文", None),
        ("12個大型漁船項目", None),
    ],
)
def test_what_is_printed_is_said_in_english(printed: str, said: str | None) -> None:
    assert in_english(printed, None) == said


def test_a_sum_in_a_currency_that_is_not_named_stands_beside_what_is_printed() -> None:
    assert in_english("逾3,000萬元", None) == "more than 30 million (逾3,000萬元)"


def test_a_date_leans_on_the_day_of_its_article() -> None:
    assert in_english("去年10月14日", "2031-05") == "14 October 2030"
    assert in_english("去年10月14日", None) != "14 October 2030"


@given(st.integers(min_value=1, max_value=10**13))
def test_an_amount_in_english_reads_as_the_same_number(value: int) -> None:
    assert [number.value for number in numbers(amount_in_english(str(value)))] == [str(value)]


def test_the_worked_examples_hold() -> None:
    assert doctest.testmod(importlib.import_module("rag.read.english")).failed == 0
