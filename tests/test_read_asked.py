"""The question as the span reader is asked it."""

from __future__ import annotations

from rag.read.asked import asked_in_chinese
from rag.types import Group, Language, Query


def query(text: str, language: Language, *groups: Group) -> Query:
    return Query(text, text, language, groups, groups, text)


def test_a_chinese_question_is_folded_and_in_the_written_language() -> None:
    assert asked_in_chinese(query("邊個係鎮長", "zh-Hant"), "person") == "谁系镇长"
    assert asked_in_chinese(query("鎮長是誰？", "zh-Hant"), "person") == "镇长是谁?"


def test_an_english_question_is_its_words_and_a_question_word() -> None:
    raised = Group((("提出", 0.9), ("筹集", 0.6)), 1.0, "提出")
    asked = query("how much did the harbour raise", "en", Group((("渔港", 1.0),), 1.0, "渔港"), raised)
    assert asked_in_chinese(asked, "number") == "渔港提出多少"
    assert asked_in_chinese(asked, "number", "漁港籌集了三億元") == "渔港筹集多少"
    assert asked_in_chinese(asked, "number", "漁港提出了計劃，籌集了三億元") == "渔港提出多少"
