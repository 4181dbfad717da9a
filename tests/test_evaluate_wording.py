from __future__ import annotations

import pytest
from hypothesis import given

from rag.evaluate.wording import says
from tests.strategies import texts

SAID = [
    ("獲批3億元", "3億元"),
    ("獲批3亿元", "3億"),  # scripts do not matter
    ("獲批7500萬元", "7,500萬"),  # nor do thousands commas
    ("共七千五百萬元", "7,500万元"),  # nor how a number is written
    ("融资400亿港元", "40 billion"),
    ("佔八成", "80%"),
    ("用 AI 技術", "AI"),
    ("香港科技大學 （HKUST）", "hkust"),  # nor case, width and spaces
    ("2021年10月15日開幕", "2021年10月15日"),
    ("四家公司", "4家"),
    ("第三十三名", "三十三"),
]
NOT_SAID = [
    ("獲批33億元", "3億"),
    ("獲批1.3億元", "3億"),
    ("三十三億", "三億"),
    ("14家公司", "4家"),
    ("十四家公司", "四家"),
    ("5,000人", "5"),
    ("1,500萬", "500萬"),
    ("2.55倍", "2.5"),
    ("佔23%", "23"),
    ("23萬人", "23"),
    ("AIDS", "AI"),
    ("MSCI100", "100"),
    ("", "香港"),
]


@pytest.mark.parametrize(("text", "wording"), SAID)
def test_said(text: str, wording: str) -> None:
    assert says(text, wording)


@pytest.mark.parametrize(("text", "wording"), NOT_SAID)
def test_not_said(text: str, wording: str) -> None:
    assert not says(text, wording)


@given(texts)
def test_no_text_breaks_it_and_none_says_nothing(text: str) -> None:
    assert not says(text, " ")
    says(text, text)
