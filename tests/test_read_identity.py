"""Who somebody is."""

from __future__ import annotations

import doctest
import importlib

import pytest

from rag.read.identity import asks_who, identity
from rag.types import Language


def test_the_worked_examples_hold() -> None:
    assert doctest.testmod(importlib.import_module("rag.read.identity")).failed == 0


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("葉文是誰？", "zh-Hant"),
        ("叶文到底是谁", "zh-Hans"),
        ("邊個係葉文", "zh-Hant"),
        ("葉文的身份和學歷", "zh-Hant"),
        ("叶文的职位是什么", "zh-Hans"),
        ("葉文而家做咩工作", "zh-Hant"),
        ("Who is Yip Man-lok, and what is her job?", "en"),
        ("what's Mary Yip's post?", "en"),
        ("Who is Yip Man-lok?", "en"),
        ("who's Mary Yip", "en"),
    ],
)
def test_a_name_is_asked_for(question: str, language: Language) -> None:
    assert asks_who(question, language)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("鎮長是誰", "zh-Hant"),
        ("葉文的老師是誰", "zh-Hant"),
        ("who is the mayor of the harbour", "en"),
        ("誰建了燈塔", "zh-Hant"),
    ],
)
def test_somebody_is_asked_for_by_what_they_are(question: str, language: Language) -> None:
    assert not asks_who(question, language)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("葉文是漁港鎮的鎮長，住在碼頭邊。", "漁港鎮的鎮長"),
        ("葉文現任鎮長。", "鎮長"),
        ("漁港大學（港大）歷史系副教授葉文指出，燈塔應保留。", "漁港大學（港大）歷史系副教授"),
        ("據鎮長葉文說，展覽會再辦。", "鎮長"),
        ("葉文以鎮長的身份出席。", "鎮長"),
        ("展覽由葉文策劃。", ""),
        ("葉文說，展覽會再辦。", ""),
    ],
)
def test_what_a_sentence_calls_a_person(sentence: str, told: str) -> None:
    at = sentence.index("葉文")
    span = identity(sentence, [(at, at + 1, 1.0), (at, at + 2, 2.0)])
    assert (sentence[slice(*span)] if span else "") == told
