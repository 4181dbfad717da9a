"""Words that turn a sentence round."""

from __future__ import annotations

import pytest

from rag.check import check_claim


@pytest.mark.parametrize(
    ("claim", "quote", "holds"),
    [
        ("船隻數目下降。", "船隻數目上升。", False),
        ("The number of boats rose.", "船隻數目上升。", True),
        ("The number of boats fell.", "船隻數目上升。", False),
        ("漁港已關閉。", "漁港已啟用。", False),
        ("漁港首批船隻不足十艘。", "漁港首批船隻逾十艘。", False),
        ("約30%乘客南行。", "約30%乘客北行，其餘乘客南行。", False),
        ("公司由深圳的南部遷來。", "公司由深圳的北部遷來。", False),
        ("The port opened and later closed.", "漁港啟用，其後關閉。", True),
    ],
)
def test_a_direction_must_not_be_turned_round(claim: str, quote: str, holds: bool) -> None:
    assert check_claim(claim, [quote]).supported is holds, check_claim(claim, [quote]).reasons
