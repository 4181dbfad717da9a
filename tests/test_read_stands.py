"""Names and figures that stand in a text as themselves."""

from __future__ import annotations

import pytest

from rag.read.neural import Reader
from rag.read.stands import begins_word, digits_stand, stands, stands_in_characters


@pytest.mark.parametrize(
    ("name", "text", "there"),
    [
        ("渔大", "渔大的新楼", True),
        ("港大", "渔港大学的新楼", False),
        ("港大", "港大学生的新楼", True),
        ("hu", "the hub of hutown", False),
        ("hu", "hu的新楼", True),
        ("渔港", "新楼", False),
    ],
)
def test_a_name_stands_as_itself(name: str, text: str, there: bool) -> None:
    assert stands(name, text) is there


def test_a_name_begins_a_word_or_not() -> None:
    vocabulary = Reader.open().vocabulary
    assert begins_word("中大", "中大在渔港", vocabulary)
    assert not begins_word("中大", "其中大部分在渔港", vocabulary)


def test_figures_stand_alone_or_in_characters() -> None:
    assert digits_stand("14", "有14艘") and not digits_stand("14", "有140艘") and not digits_stand("14", "1.14")
    assert stands_in_characters("14", "有十四艘") and not stands_in_characters("4", "有十四艘")
    assert stands_in_characters("2", "两艘") and not stands_in_characters("1", "一艘")
    assert not stands_in_characters("1.5", "一艘") and not stands_in_characters("140", "一百四十艘")
