"""Chinese as characters: what folding, numbers, sentences and terms promise."""

from __future__ import annotations

import doctest
import importlib
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from rag.text import fold, keywords, language_of, numbers, script_of, sentences, terms, to_script
from rag.text.terms import question_words
from rag.text.wordings import wordings
from tests.strategies import texts


@pytest.mark.parametrize("module", ["fold", "numbers", "script", "sentences", "terms", "wordings"])
def test_the_worked_examples_hold(module: str) -> None:
    found = doctest.testmod(importlib.import_module(f"rag.text.{module}"))
    assert found.attempted and not found.failed


@settings(deadline=None)
@given(st.text())
def test_fold_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@settings(deadline=None)
@given(texts)
def test_fold_is_done_after_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("config", ["s2t", "s2hk", "s2tw"])
def test_both_scripts_fold_alike(config: str) -> None:
    simplified = "香港科技大学与深圳合作，在这里发展芯片、机器人和软件产业，为了后来的面对面检验，台湾与内地着重质量"
    assert fold(OpenCC(config).convert(simplified)) == fold(simplified)


@settings(deadline=None)
@given(texts)
def test_sentences_tile_the_text(text: str) -> None:
    spans = sentences(text)
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(start < end for start, end in spans)


@pytest.mark.parametrize(
    ("writings", "term"),
    [
        (["No. 1", "no.1", "#1", "1號", "一號", "第一", "第1", "number 1", "1st", "first"], "=#1"),
        (["7,500萬", "七千五百萬", "75 million", "7500万"], "=75000000"),
        (["2000年", "二〇〇〇年", "二零零零年"], "=2000"),
        (["80%", "80％", "八成", "百分之八十"], "=%80"),
        (["4.4億", "440 million", "44000萬"], "=440000000"),
        (["三家", "3家", "three"], "=3"),
        (["逾千家", "過千名", "近1000人", "約一千人"], "=1000"),
        (["十個", "第10、10個", "ten"], "=10"),
        (["十萬人", "10萬人", "達100,000人"], "=100000"),
    ],
)
def test_a_number_is_one_term_however_written(writings: list[str], term: str) -> None:
    assert {writing: term in [number.term for number in numbers(writing)] for writing in writings} == dict.fromkeys(
        writings, True
    )


@pytest.mark.parametrize(
    "text",
    ["一些人", "統一", "三角", "千萬不要", "成立", "十分", "數十人", "百家姓", "千年古城", "經過百家", "不過百人"],
)
def test_characters_in_words_are_no_numbers(text: str) -> None:
    assert list(numbers(text)) == []


@settings(deadline=None)
@given(texts)
def test_numbers_stand_where_they_say(text: str) -> None:
    found = list(numbers(text))
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_an_ordinal_has_the_same_terms_in_either_digits() -> None:
    assert terms("一號通道") == terms("1号通道")


def test_terms_bridge_a_line_break_inside_a_word() -> None:
    assert "快译" in terms("快\n譯通")


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("邊個係會長", "会长"),
        ("有幾多間實驗室", "实验室"),
        ("一号通道是什么", "1号通道"),
        ("點解要合作", "要合作"),
        ("合作區喺邊", "合作区"),
        ("乜嘢係通道", "系通道"),
        ("邊度可以申請", "可以申请"),
        ("幾時開園", "开园"),
        ("點樣申請", "申请"),
        ("有冇資助", "资助"),
        ("通道係咩嚟㗎", "通道"),
    ],
)
def test_keywords_leave_question_words_out(question: str, left: str) -> None:
    assert set(keywords(question)) - {"=#1"} <= set(terms(left))


@pytest.mark.parametrize(
    "text", ["周邊城市", "架構重組", "何厚鏵", "茶几", "最多大學", "地點", "海邊一家", "任何人士", "多高校"]
)
def test_words_that_only_look_like_questions(text: str) -> None:
    assert question_words(text) == []


@settings(deadline=None)
@given(texts)
def test_question_words_stand_where_they_say(text: str) -> None:
    spans = question_words(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)


@pytest.mark.parametrize("pair", [("芯片", "晶片"), ("質量", "品質"), ("信息", "資訊"), ("軟件", "軟體"), ("網絡", "網路"),
                                  ("的士", "計程車"), ("出租車", "計程車"), ("特首", "行政長官")])  # fmt: skip
def test_regions_have_other_words_for_the_same(pair: tuple[str, str]) -> None:
    for one, other in (pair, pair[::-1]):
        assert fold(other) in wordings(one)[0][2]


@settings(deadline=None)
@given(st.text(alphabet="香港AＢ1，\ud800\U0001f642\u3000é", min_size=60, max_size=90))
def test_a_long_text_folds_as_its_parts_do(text: str) -> None:
    assert fold(text) == "".join(fold(char) for char in text)


def test_a_question_of_question_words_keeps_them() -> None:
    assert keywords("什麼") != []


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("what is the No. 1 channel", "en"),
        ("HKUST", "en"),
        ("What is 科匯通?", "en"),
        ("1號通道是什麼", "zh-Hant"),
        ("一号通道是什么", "zh-Hans"),
        ("InnoHK係咩", "zh-Hant"),
    ],
)
def test_the_language_of_a_question(question: str, language: str) -> None:
    assert language_of(question) == language


def test_scripts_are_told_apart_and_changed() -> None:
    assert script_of("這裏") == "zh-Hant"
    assert script_of("这里") == "zh-Hans"
    assert to_script("專用出入境通道", "zh-Hans") == "专用出入境通道"
    assert to_script("这里的头发", "zh-Hant") == "這裏的頭髮"
    assert to_script("专用", "en") == "专用"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("燈塔是啥", "燈塔是什麼"),
        ("鎮長為啥搬", "鎮長為什麼搬"),
        ("新碼頭用來干嘛", "新碼頭用來"),
        ("收成咋樣", "收成怎樣"),
    ],
)
def test_question_words_of_the_north_are_no_keywords(typed: str, written: str) -> None:
    assert keywords(typed) == keywords(written)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("the men's 100 m", "100"),
        ("the 50m freestyle", "50"),
        ("a tower 23.5 m high", "23.5"),
        ("HK$50m", "50000000"),
        ("US$1.2 m", "1200000"),
        ("RMB 50m", "50000000"),
        ("50m people", "50000000"),
    ],
)
def test_an_m_is_of_metres_or_millions(text: str, value: str) -> None:
    assert [number.value for number in numbers(text)] == [value]
