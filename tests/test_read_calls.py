"""The unit that a question calls for."""

from __future__ import annotations

import pytest

from rag.read.calls import called_for, clashes, only_counts
from rag.read.kinds import Kind


@pytest.mark.parametrize(
    ("question", "fits", "other"),
    [
        ("渔港花了多少钱", "三百万元", "40艘"),
        ("门票票价", "50港元", "50人"),
        ("展览为期几个月", "三个月", "300元"),
        ("镇长多少岁", "48岁", "48艘"),
        ("渔港有几多面积", "20公顷", "20艘"),
        ("冠军有多少奖金", "三万元", "三人"),
        ("镇政府占多少股份", "51%", "51人"),
        ("渔港占地多少", "20公顷", "20艘"),
        ("灯塔有多高", "30米", "30人"),
        ("冰库的温度是多少", "零下18度", "18人"),
        ("渔获占全国多少", "三成", "三吨"),
        ("投资了多少年", "五年", "五亿元"),
        ("what does the ferry cost", "12元", "12艘"),
        ("how long did the works take", "两年", "两艘"),
        ("what stake does the town hold", "51%", "51人"),
        ("how heavy is the bell", "3吨", "3口"),
        ("at what age did he retire", "60岁", "60元"),
    ],
)
def test_a_figure_with_the_unit_fits_and_another_does_not(question: str, fits: str, other: str) -> None:
    unit = called_for(question, "number")
    assert unit and unit.search(fits) and not unit.search(other)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("渔港有多少艘船", "number"),
        ("获得资助的公司有多少家", "number"),
        ("how many boats were paid for by the fund", "number"),
        ("谁资助渔港", "person"),
    ],
)
def test_a_count_and_what_is_no_figure_call_for_no_unit(question: str, kind: Kind) -> None:
    assert called_for(question, kind) is None


def test_a_date_calls_for_a_time() -> None:
    unit = called_for("渔港何时建成", "date")
    assert unit and unit.search("2031年") and not unit.search("40艘")


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("修渔港花了多少钱", "五周"),
        ("渔港有多少家店", "三亿元"),
        ("多少人住在岛上", "3.5平方公里"),
        ("how many boats were built", "三亿元"),
        ("how many people live on the island", "30%"),
        ("what share of the votes did he win", "2031年"),
        ("how many days did they wait", "28人"),
        ("how many experts came", "297.5里"),
        ("渔港有多少人", "40艘"),
        ("渔会的会费收了多少", "2031年5月"),
        ("what share did the fund hold", "第二"),
        ("how much did the town pay for the pier", "五成"),
    ],
)
def test_a_figure_of_something_else_clashes(question: str, answer: str) -> None:
    assert clashes(question, "number", answer)


@pytest.mark.parametrize(
    ("question", "answer", "kind"),
    [
        ("修渔港花了多少钱", "三百万元", "number"),
        ("修渔港花了多少钱", "三百万", "number"),
        ("渔港有多少家店", "40家", "number"),
        ("多少人住在岛上", "约3.5万", "number"),
        ("how many boats were built", "40艘", "number"),
        ("how many kilometres long is the road", "3公里", "number"),
        ("how many boats were built", "渔船", "number"),
        ("谁建了渔港", "三百万元", "person"),
        ("渔港有多少人", "40多人", "number"),
        ("多少人得病", "71宗", "number"),
        ("渔船比赛排第几", "第二", "number"),
        ("渔港开了多少年", "2031年", "number"),
        ("how much did the town pay for the pier", "三百万元", "number"),
        ("how much did the net lift", "两吨", "number"),
        ("渔港有多重要", "三成渔获在此上岸", "number"),
    ],
)
def test_a_figure_that_may_be_meant_does_not_clash(question: str, answer: str, kind: Kind) -> None:
    assert not clashes(question, kind, answer)


@pytest.mark.parametrize(
    ("answer", "counted"), [("八家", True), ("约40名", True), ("八家船厂", False), ("东厂", False)]
)
def test_a_count_is_no_name(answer: str, counted: bool) -> None:
    assert only_counts(answer) is counted
