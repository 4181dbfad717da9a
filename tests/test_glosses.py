"""The reading aid: words of a Chinese text with pinyin and meaning."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.translate import glosses
from rag.translate.translator import MODELS


@given(st.text(alphabet="河套合作區研究項目12 3.。，ABcdｅ\n𠮷㗎", max_size=60))
def test_the_words_joined_are_the_text(text: str) -> None:
    assert "".join(word.text for word in glosses(text)) == text


def test_both_scripts_have_the_same_words() -> None:
    traditional, simplified = glosses("銀行行長"), glosses("银行行长")
    assert [word.pinyin for word in traditional] == [word.pinyin for word in simplified] == ["yínháng", "hángzhǎng"]
    assert [word.text for word in traditional] == ["銀行", "行長"]


@pytest.mark.parametrize(
    ("text", "pinyin", "gloss"),
    [
        ("的", "de", "of, ’s"),
        ("香港", "Xiānggǎng", "Hong Kong"),
        ("總數", "zǒngshù", "total"),
        ("人才", "réncái", "talent"),
    ],
)
def test_common_words_are_explained(text: str, pinyin: str, gloss: str) -> None:
    (word,) = glosses(text)
    assert (word.pinyin, word.gloss) == (pinyin, gloss)


def test_what_is_not_chinese_stays_as_it_is() -> None:
    assert [(word.text, word.pinyin) for word in glosses("AI 2020！")] == [("AI 2020！", "")]
    assert glosses("") == []


def test_the_likeliest_way_to_split_wins() -> None:
    assert [word.text for word in glosses("研究生活")] == ["研究", "生活"]


def test_the_table_is_small_and_says_where_it_is_from() -> None:
    data = (MODELS / "glosses.txt").read_bytes()
    assert len(data) <= 1_000_000
    assert b"CC-CEDICT" in data.splitlines()[0] and b"CC BY-SA 4.0" in data.splitlines()[0]
