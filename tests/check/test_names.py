"""Names: the same thing may be called otherwise, another thing may not."""

from __future__ import annotations

import pytest

from rag.check import check_claim


@pytest.mark.parametrize(
    ("claim", "quote", "holds"),
    [
        ("港科大在漁港設站。", "香港科技大學在漁港設站。", True),
        ("HKUST在漁港設站。", "港科大在漁港設站。", True),
        ("港大在漁港設站。", "香港科技大學在漁港設站。", False),
        ("CUHK Shenzhen has a station at the port.", "港中大（深圳）在漁港設站。", True),
        ("Peking University has a station at the port.", "清華大學在漁港設站。", False),
        ("深圳和香港在漁港設站。", "深港兩地在漁港設站。", True),
        ("美國企業在漁港設站。", "法國企業在漁港設站。", False),
        ("港科大和北大在漁港設站。", "香港科技大學和北京大學在漁港設站。", True),
        ("Zhang Keke opened the station.", "張克科為車站揭幕。", True),
        ("Lu Yang opened the station.", "張克科為車站揭幕。", False),
        ("陸洋為車站揭幕。", "張克科為車站揭幕。", False),
        ("創辦人是陸洋。", "創辦人是張克科。", False),
        ("「海濱通」在漁港開通。", "「海岸通」在漁港開通。", False),
        ("商場用Milvus搜尋。", "商場用Faiss搜尋。", False),
        ("who runs the port is known", "誰管理漁港已經知道", True),
        ("China lacks lighthouses.", "國內缺乏燈塔。", True),
    ],
)
def test_a_name_holds_under_any_name_of_the_same_thing(claim: str, quote: str, holds: bool) -> None:
    assert check_claim(claim, [quote]).supported is holds, check_claim(claim, [quote]).reasons
