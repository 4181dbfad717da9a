"""The words in between: most of them must be the quotes' own, in one language or the other."""

from __future__ import annotations

from rag.check import check_claim, covered
from rag.check.vocabulary import vocabulary
from rag.text import fold

QUOTE = "漁港的燈塔由居民捐款興建，晚上為船隻照明。"


def test_a_free_wording_holds() -> None:
    assert check_claim("燈塔靠居民的捐款建成。", [QUOTE]).supported
    assert check_claim("Residents donated money for the lighthouse of the fishing port.", [QUOTE]).supported


def test_another_story_does_not() -> None:
    for claim in ("超市的雞蛋便宜了，顧客排隊搶購。", "The orchestra rehearsed a symphony in the concert hall."):
        assert any(reason.startswith("too little") for reason in check_claim(claim, [QUOTE]).reasons)


def test_regional_words_are_the_same_word() -> None:
    assert check_claim("計程車停在漁港。", ["的士停在漁港。"]).supported


def test_text_is_divided_by_the_longest_words() -> None:
    text = fold("人工智能在漁港")
    assert [text[start:end] for start, end in vocabulary().divide(text)][:2] == ["人工智能", "在"]


def test_the_share_of_covered_words() -> None:
    assert covered("燈塔由居民捐款興建。", [QUOTE]) == 1.0
    assert covered("The lighthouse of the residents.", [QUOTE]) == 1.0
    assert covered("超市的雞蛋便宜了。", [QUOTE]) == covered("。", [QUOTE]) == 0.0
