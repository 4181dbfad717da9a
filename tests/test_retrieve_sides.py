"""Questions of two things taken apart."""

from __future__ import annotations

import doctest
from dataclasses import replace

import pytest

from rag.retrieve import sides
from rag.retrieve.sides import told_apart, two_sides, two_things
from rag.types import Name
from tests.readings import a_query


@pytest.mark.parametrize(
    ("question", "first", "second", "heads"),
    [
        ("漁港和墟市各有幾多個攤位", "漁港有幾多個攤位", "墟市有幾多個攤位", ["漁港", "墟市"]),
        ("海大同港大嘅研究所各有幾多人", "海大嘅研究所有幾多人", "港大嘅研究所有幾多人", ["海大", "港大"]),
        ("2020年漁港和墟市各有多少攤位", "2020年漁港有多少攤位", "2020年墟市有多少攤位", ["漁港", "墟市"]),
        ("海大的校长和副校长分别是谁", "海大的校长是谁", "海大的副校长是谁", ["海大的校长", "副校长"]),
        (
            "how many stalls do the Fish Harbour and Northport each have?",
            "how many stalls do the Fish Harbour have?",
            "how many stalls do Northport have?",
            ["the Fish Harbour", "Northport"],
        ),
    ],
)
def test_each_thing_is_asked_of_by_itself(question: str, first: str, second: str, heads: list[str]) -> None:
    found = two_things(question)
    assert found and [part.text for part in found] == [first, second]
    assert [part.head for part in found] == heads


@pytest.mark.parametrize(
    "question",
    [
        "漁港有幾多個攤位",
        "漁港和墟市合共有幾多個攤位",
        "漁港、墟市和碼頭各有幾多個攤位",
        "谁说过漁港跟墟市各有强项",
        "漁港與各大學合作",
        "how many stalls do the Fish Harbour and Northport have?",
        "how many stalls does each harbour have",
    ],
)
def test_what_asks_of_no_two_things_one_by_one(question: str) -> None:
    assert two_things(question) is None


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        ("漁港和墟市，哪個的攤位多", "漁港的攤位有多少", "墟市的攤位有多少"),
        ("渔港跟墟市哪个大", "渔港有多大", "墟市有多大"),
        ("海大同港大邊間辦得早啲", "海大辦在什麼時候", "港大辦在什麼時候"),
        ("海大和港大的校园哪个更大？", "海大的校园有多大", "港大的校园有多大"),
        ("海大的书院跟港大的医院，哪一家成立得早", "海大的书院成立在什麼時候", "港大的医院成立在什麼時候"),
        ("基金批的项目 渔业和航运哪个多", "基金批的项目 渔业有多少", "基金批的项目 航运有多少"),
        ("海大同港大，藥學邊間排名高啲", "海大藥學排名有多高", "港大藥學排名有多高"),
        ("漁港基金和航運及漁業基金，哪個扶持的船廠更多", "漁港基金扶持的船廠有多少", "航運及漁業基金扶持的船廠有多少"),
        ("漁港同墟市邊度攤位多啲", "漁港攤位有多少", "墟市攤位有多少"),
        ("who has more stalls, the harbour or Northport", "how many stalls has the harbour?", "how many stalls has Northport?"),
        ("which covers more land, Northport or Southport?", "how much land covers Northport?", "how much land covers Southport?"),
        ("did Northport or Southport open its market first", "when Northport open its market?", "when Southport open its market?"),
        ("the harbour or Northport, which opened first?", "when the harbour opened?", "when Northport opened?"),
    ],
)  # fmt: skip
def test_what_is_compared_is_asked_of_each_side(question: str, first: str, second: str) -> None:
    found = two_sides(question)
    assert found and [part.text for part in found] == [first, second]


@pytest.mark.parametrize(
    "question",
    [
        "漁港有幾多個攤位",
        "哪個墟市的攤位多",
        "誰和葉文合作得多",
        "which harbour has more stalls",
        "2016年和2020年，漁船有多少",
    ],
)
def test_what_sets_no_two_things_against_each_other(question: str) -> None:
    assert two_sides(question) is None


def test_the_worked_examples_hold() -> None:
    assert doctest.testmod(sides).failed == 0


def test_each_side_is_what_the_other_does_not_ask_of() -> None:
    parts = two_sides("海大和墟市，哪個的攤位多")
    assert parts
    known = Name("海大", ("海港大学",), ("渔大",))
    one, other = told_apart([replace(a_query(part.text, part.head), names=(known,)) for part in parts], parts)
    assert one.names == (Name("海大", ("海港大学",), ("渔大", "墟市")),)
    assert other.names[-1] == Name("墟市", (), ("海大", "海港大学"))
