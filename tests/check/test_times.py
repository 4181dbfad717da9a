"""Dates: less exact is fine, otherwise is not."""

from __future__ import annotations

import pytest

from rag.check import check_claim
from rag.check.times import written
from rag.text import fold


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2020年8月26日開幕", [(2020, 8, 26)]),
        ("二〇二〇年八月", [(2020, 8, 0)]),
        ("on 14 October 2021", [(2021, 10, 14)]),
        ("October 14, 2021", [(2021, 10, 14)]),
        ("in March", [(0, 3, 0)]),
        ("it may rain", []),
        ("2020-08-26", [(2020, 8, 26)]),
        ("in the 1990s", []),
        ("3個月", []),
    ],
)
def test_dates_are_read_part_by_part(text: str, parts: list[tuple[int, int, int]]) -> None:
    assert [(date.year, date.month, date.day) for date in written(fold(text))] == parts


@pytest.mark.parametrize(
    ("claim", "quote", "holds"),
    [
        ("燈塔在2020年落成。", "燈塔2020年8月落成。", True),
        ("燈塔在2020年9月落成。", "燈塔2020年8月落成。", False),
        ("燈塔在8月26日落成。", "燈塔2020年8月26日落成。", True),
        ("燈塔在2020年落成。", "燈塔落成。", False),
        ("The lighthouse opened before 2000.", "燈塔在2000年後啟用。", False),
        ("The lighthouse opened after 2000.", "燈塔在2000年後啟用。", True),
        ("燈塔在80年代落成。", "燈塔在90年代初落成。", False),
        ("The lighthouse was built in the early 1990s.", "燈塔在90年代初落成。", True),
        ("燈塔昨日落成。", "燈塔今日落成。", False),
        ("會議在上午舉行。", "會議在下午舉行。", False),
        ("會議在早上舉行。", "會議在上午舉行。", True),
        ("燈塔在年初落成。", "燈塔在年底落成。", False),
    ],
)
def test_a_date_holds_when_nothing_in_it_differs(claim: str, quote: str, holds: bool) -> None:
    assert check_claim(claim, [quote]).supported is holds, check_claim(claim, [quote]).reasons
