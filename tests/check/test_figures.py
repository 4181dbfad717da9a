"""Numbers: one value however it is written, with its unit, and said of the same thing."""

from __future__ import annotations

import pytest

from rag.check import check_claim
from rag.check.figures import figures, small_numbers
from rag.text import fold


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("逾千家公司", [(1000.0, "")]),
        ("每天三班，快了一個小時", [(3.0, ""), (1.0, "hour")]),
        ("1.2 million square metres", [(1_200_000.0, "m2")]),
        ("HK$4.4 billion", [(4_400_000_000.0, "hkd")]),
        ("7,500多萬元人民幣", [(75_000_000.0, "rmb")]),
        ("上升5個百分點", [(5.0, "point")]),
        ("早上04:00", [(4.0, "")]),
        ("三角洲", []),
    ],
)
def test_numbers_are_read_with_their_units(text: str, found: list[tuple[float, str]]) -> None:
    read = figures(fold(text), [])
    assert [(figure.value, figure.unit.name if figure.unit else "") for figure in read] == found


def test_small_numbers_are_said_in_many_ways() -> None:
    assert {2, 4} <= small_numbers(fold("兩地合辦，成員是甲、乙、丙和丁"))


@pytest.mark.parametrize(
    ("claim", "quote", "holds"),
    [
        ("面積約8公頃。", "面積8萬平方米。", True),
        ("約7,500萬元。", "合共7,523萬元。", True),
        ("超過7,500萬元。", "合共7,423萬元。", False),
        ("船費為8億元。", "船費為8億美元。", False),
        ("有20名船員和76輛車。", "另有76名船員和20輛車。", False),
        ("有76名船員和20輛車。", "另有76名船員和20輛車。", True),
        ("2020年排第14名。", "2018年排第14名，2020年排第11名。", False),
        ("船票升了三成。", "船票升了30%。", True),
        ("The port has twelve piers.", "漁港有12個碼頭。", True),
        ("Both cities joined.", "兩市都加入。", True),
    ],
)
def test_a_number_holds_with_its_unit_and_its_place(claim: str, quote: str, holds: bool) -> None:
    assert check_claim(claim, [quote]).supported is holds, check_claim(claim, [quote]).reasons
