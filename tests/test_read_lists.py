"""Lists: every item a slice, whichever way the article lists them, and none where that is not sure."""

from __future__ import annotations

import doctest
import importlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.read.lists import asks_for_list, list_items, numbered_items, wanted_items
from rag.read.series import series
from rag.types import Passage
from tests.readings import a_story, sentence


def items_of(text: str, wanted: int = 0, quote: str = "") -> list[str]:
    article = a_story(text)
    return [item.text for item in list_items([sentence(article, quote or text)], wanted)]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("漁港的設施包括碼頭、冰庫、魚市和修船廠。", ["碼頭", "冰庫", "魚市", "修船廠"]),
        ("新區有三大產業：養殖、加工、冷鏈物流。", ["養殖", "加工", "冷鏈物流"]),
        ("鎮上有兩個部門，即漁政處和港務處，負責巡查。", ["漁政處", "港務處"]),
        ("合作方是海港大學、漁業局及水產學會三家。", ["海港大學", "漁業局", "水產學會"]),
        ("船隊在東灣、西灣、南灣等地都有泊位。", ["東灣", "西灣", "南灣"]),
        ("課程分兩類：一類是航海技術，另一類是漁業管理。", ["航海技術", "漁業管理"]),
        ("研究有兩個方向，一是海流預測，二是赤潮監測。", ["海流預測", "赤潮監測"]),
        ("重點有四項：水質監測、魚苗培育、網箱設計，以及冷鏈、運輸改良。", ["水質監測", "魚苗培育", "網箱設計", "冷鏈、運輸改良"]),
        ("港口要做到「一次申報、一次查驗、一次放行」。", ["一次申報", "一次查驗", "一次放行"]),
        ("進駐的有東灣水產有限公司、西灣船務有限公司和漁業銀行。", ["東灣水產有限公司", "西灣船務有限公司", "漁業銀行"]),
        ("合作企業有華為、騰訊和東灣水產。", ["華為", "騰訊", "東灣水產"]),
        ("小鎮發展「捕撈+加工+銷售」的全鏈條。", ["捕撈", "加工", "銷售"]),
        ("監管機構有國家漁業管理局（NFA）、海港食品及藥品檢驗局（HFD）等。", ["國家漁業管理局（NFA）", "海港食品及藥品檢驗局（HFD）"]),
    ],
)  # fmt: skip
def test_the_items_of_a_sentence(text: str, items: list[str]) -> None:
    assert items_of(text) == items


@pytest.mark.parametrize(
    "text",
    [
        "鎮長葉文和鄰鎮代表見面。",
        "漁港今年擴建，工程由三方出資。",
        "得獎者有船長和水手，也有海灣、河口、湖區等地漁業學會、漁船公會的會員。",
    ],
)
def test_what_is_no_list_has_no_items(text: str) -> None:
    assert items_of(text) == []


def test_a_list_is_found_where_the_same_things_are_counted_again() -> None:
    text = "計劃要把四個區域連起來。\n\n細節如下。四個區域是東灣、西灣、南灣和北灣。"
    assert items_of(text, 4, "計劃要把四個區域連起來。") == ["東灣", "西灣", "南灣", "北灣"]
    assert wanted_items("要連起哪四塊地方") == 4


def test_the_lines_below_a_sentence_that_announces_them() -> None:
    text = "漁港設有以下設施，全年開放。\n\n- 漁港設有冰庫。\n- 漁港設有魚市。\n- 漁港設有修船廠。\n\n漁港有40艘船。"
    assert items_of(text, 0, "漁港設有以下設施，全年開放。") == ["冰庫", "魚市", "修船廠"]
    assert items_of(text.replace("以下", "多種"), 0, "漁港設有多種設施，全年開放。") == []


def test_a_line_that_is_not_seen_whole_is_no_item() -> None:
    text = "漁港設有以下設施。\n\n- 漁港設有冰庫。\n- 漁港設有魚市。\n- 漁港設有" + "長" * 2000 + "堤。\n"
    assert items_of(text, 0, "漁港設有以下設施。") == ["冰庫", "魚市"]


NUMBERED = (
    "園區有四個基地，如下。\n- 園區的第一個基地是魚苗基地。\n- 園區的第二個基地是網箱基地（二期）。\n"
    "- 園區的第三個基地是冷鏈基地。\n- 園區的第四個基地是培訓中心，明年落成。"
)


@pytest.mark.parametrize(
    "quote", ["園區的第一個基地是魚苗基地。", "園區的第三個基地是冷鏈基地。", "園區有四個基地，如下。"]
)
def test_numbered_sentences_go_on_from_each_other(quote: str) -> None:
    assert items_of(NUMBERED, 4, quote) == ["魚苗基地", "網箱基地（二期）", "冷鏈基地", "培訓中心"]


def test_one_of_and_the_next_of() -> None:
    text = "漁港的成果之一，是新碼頭啟用。\n\n漁港的成果之二，是魚市和冰庫擴建。\n\n漁港的成果之三，是航道加深。"
    assert items_of(text, 0, "漁港的成果之二，是魚市和冰庫擴建。") == ["新碼頭啟用", "魚市和冰庫擴建", "航道加深"]


def test_the_first_two_and_the_last_two() -> None:
    text = "要引進的四類人，前兩類是船長和輪機長。\n要引進的四類人，後兩類是水產專家，以及冷鏈工程師。"
    assert items_of(text, 4, text.split("\n")[1]) == ["船長", "輪機長", "水產專家", "冷鏈工程師"]


def test_lines_that_differ_in_one_place_are_a_list() -> None:
    text = "- 記者到訪了海港大學。\n- 記者到訪了漁業博物館。\n- 記者到訪了舊燈塔。\n- 天氣很好。"
    assert items_of(text, 0, "記者到訪了漁業博物館。") == ["海港大學", "漁業博物館", "舊燈塔"]


def test_a_gap_in_the_numbers_is_no_list() -> None:
    assert series(sentence(a_story("第一個碼頭是東碼頭。第三個碼頭是西碼頭。"), "第一個碼頭是東碼頭。")) == []


def test_the_sentence_after_an_announcement_holds_the_items() -> None:
    text = "大樓設有5個中心。這5個中心的領域有海洋、氣象、水產、造船和物流。"
    assert len(items_of(text, 5, "大樓設有5個中心。")) == 5


def test_a_row_of_another_length_is_not_the_one_asked_for() -> None:
    assert items_of("漁港的設施包括碼頭、冰庫、魚市和修船廠。", 6) == []


@pytest.mark.parametrize(
    ("kind", "question", "many"),
    [
        ("list", "有哪些設施", True),
        ("person", "哪三位船長得獎", True),
        ("list", "由哪幾個部門負責", True),
        ("other", "which ship owners joined the scheme", True),
        ("other", "2031年開業的三家船廠", True),
        ("other", "which harbour holds the fair", False),
        ("place", "which overseas port is next", False),
        ("number", "有幾多艘船", False),
        ("reason", "為什麼有兩個碼頭", False),
    ],
)
def test_which_questions_want_a_list(kind: str, question: str, many: bool) -> None:
    assert asks_for_list(kind, question) is many  # type: ignore[arg-type]


def test_how_many_items_are_wanted() -> None:
    assert [wanted_items(text) for text in ("邊五個碼頭", "which four ports", "stage two of the study")] == [5, 4, 0]


@given(st.text(alphabet="船港一二之第是、，。；「」（）和以及等：\n", max_size=60), st.integers(0, 4))
def test_items_are_slices_in_order_whatever_the_text(text: str, wanted: int) -> None:
    article = a_story(text)
    items = list_items([Passage(article, 0, len(text))], wanted)
    assert all(item.text and item.text in text for item in items)


def test_the_worked_examples_hold() -> None:
    assert doctest.testmod(importlib.import_module("rag.read.lists")).failed == 0


def test_numbered_sentences_of_what_is_asked_for_are_a_list() -> None:
    story = a_story(
        "漁港打算建三個碼頭，名稱如下。漁港的第一個碼頭是東碼頭。漁港的第二個碼頭是西碼頭。漁港的第三個碼頭是魚市碼頭。"
    )
    second = sentence(story, "漁港的第二個碼頭是西碼頭。")
    names = ["東碼頭", "西碼頭", "魚市碼頭"]
    assert [item.text for item in numbered_items([second], "渔港要建的码头有哪些")] == names
    assert [item.text for item in numbered_items([second], "渔港要建的码头有哪些", 3)] == names
    assert numbered_items([second], "渔港要建的码头有哪些", 4) == numbered_items([second], "渔港有哪些燈塔") == ()
