"""The question as the span reader is asked it."""

from __future__ import annotations

import pytest

from rag.read.asked import asked_in_chinese
from rag.read.kinds import kind_of
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


@pytest.mark.parametrize(
    ("question", "chinese"),
    [
        ("how many seats does the harbour have", "渔港多少席位"),
        ("In which seats is the harbour", "渔港哪个席位"),
        ("how tall are the seats at the harbour", "席位渔港多高"),
        ("in what year did the harbour get seats", "席位渔港哪一年"),
        ("what are the seats at the harbour called", "席位渔港叫什么"),
        ("where are the seats at the harbour", "席位渔港哪里"),
    ],
)
def test_the_question_word_of_an_english_question_stands_where_chinese_has_it(question: str, chinese: str) -> None:
    seats, harbour = Group((("席位", 1.0),), 1.0, "席位"), Group((("渔港", 1.0),), 1.0, "渔港")
    found = (seats, harbour)
    assert asked_in_chinese(query(question, "en", *found), kind_of(question, "en")) == chinese
