"""Denials: one that the quotes do not make, and one that the claim leaves out."""

from __future__ import annotations

import pytest

from rag.check import check_claim
from rag.check.negation import denials
from rag.text import fold


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("漁港沒有船", 1),
        ("不少船、不斷增加、無人機和未來", 0),
        ("不得不離開", 0),
        ("並非一路順風", 1),
        ("The port never opened, not only here", 1),
        ("No. 1 port", 0),
        ("南非和非洲", 0),
    ],
)
def test_denials_are_told_from_words_that_look_like_one(text: str, count: int) -> None:
    assert len(denials(fold(text))) == count


@pytest.mark.parametrize(
    ("claim", "quote", "holds"),
    [
        ("漁港未能通過測試。", "漁港通不過測試。", True),
        ("漁港通過測試。", "漁港沒有通過測試。", False),
        ("The port did not open this month.", "漁港本月沒有開放。", True),
        ("漁港一路順風。", "漁港並非一路順風。", False),
        ("The port does not lack boats.", "漁港缺乏船隻。", False),
        ("漁港的合作沒有展開。", "漁港的合作已經展開，但成果不多。", False),
        ("The port will not change.", "漁港不會改變。", True),
        ("The port will change.", "漁港不會改變。", False),
    ],
)
def test_a_denial_must_be_the_quotes_own(claim: str, quote: str, holds: bool) -> None:
    assert check_claim(claim, [quote]).supported is holds, check_claim(claim, [quote]).reasons
