"""Cantonese, and the north's talk, as typed, in written Chinese."""

from __future__ import annotations

import doctest
import importlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.text import fold
from rag.text.spoken import written


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("漁港係咩", "渔港是什么"),
        ("邊個做鎮長", "谁做镇长"),
        ("邊個部門管漁港", "哪个部门管渔港"),
        ("邊個市長落水", "谁市长落水"),
        ("展覽喺邊度", "展览在哪里"),
        ("鎮上有幾多間學校", "镇上有多少间学校"),
        ("點解要搬", "为什么要搬"),
        ("渡輪幾時開", "渡轮什么时候开"),
        ("佢哋搵邊間公司", "他们找哪间公司"),
        ("呢個展覽仲有冇", "这个展览还有没有"),
        ("燈塔有幾高", "灯塔有多高"),
        ("镇长为啥不来", "镇长为什么不来"),
        ("凭啥选这里", "为什么选这里"),
        ("渔港卖啥", "渔港卖什么"),
        ("新码头拿来干嘛", "新码头拿来做什么"),
        ("今年收成咋样", "今年收成怎么样"),
        ("點解話佢啱啱好到", "为什么说他刚刚好到"),
        ("水底有邊兩座燈塔", "水底有哪两座灯塔"),
        ("河邊兩家店", "河边两家店"),
        ("鎮長點睇呢個展覽", "镇长怎样看这个展览"),
        ("佢哋傾咗啲咩", "他们谈了些什么"),
        ("屋企喺邊度", "家在哪里"),
        ("喺漁港做嘢", "在渔港工作"),
    ],
)
def test_spoken_words_become_written_chinese(typed: str, meant: str) -> None:
    assert written(fold(typed)) == meant


@pytest.mark.parametrize(
    "question",
    [
        "河邊有多少家店",
        "全國第幾大的港口",
        "防禦體系不是靠城牆嗎",
        "電話號碼是多少",
        "周邊地區的經濟關係如何",
        "邊區政府在哪裏",
    ],
)
def test_written_chinese_stays_as_it_is(question: str) -> None:
    assert written(fold(question)) == fold(question)


@given(st.text(max_size=60))
def test_any_text_is_taken(text: str) -> None:
    assert isinstance(written(fold(text)), str)


def test_the_worked_examples_hold() -> None:
    assert doctest.testmod(importlib.import_module("rag.text.spoken")).failed == 0
