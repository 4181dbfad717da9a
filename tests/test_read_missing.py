"""What of a question a text does not speak of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.read.missing import Gap, Text, gap, missing, text_of, unspoken
from rag.read.neural.vocabulary import Vocabulary
from rag.read.units import Unit, units
from rag.types import Group, Name, Query
from tests.readings import as_typed, units_of


def test_an_edge_of_an_unknown_run_may_belong_to_the_word_beside_it(vocabulary: Vocabulary) -> None:
    unit = next(unit for unit in units_of("蓝鲸班收多少人", vocabulary) if unit.text == "班收")
    assert missing(unit, text_of("藍鯨班今年有20人。", vocabulary)) == 0
    assert missing(unit, text_of("藍鯨今年有20條。", vocabulary)) > 0


def test_a_name_is_not_taken_apart(vocabulary: Vocabulary) -> None:
    for question, told in (("主席王昕说了什么", "主席王明說，漁港要搬。"), ("王昕任职何处", "李昕任職於漁港。")):
        unit = next(unit for unit in units_of(question, vocabulary) if "昕" in unit.text)
        assert missing(unit, text_of(told, vocabulary)) > 0


def test_a_unit_that_is_said_is_not_missing(vocabulary: Vocabulary) -> None:
    text = text_of("漁港佔地二十公頃，面積是舊港的兩倍。", vocabulary)
    for unit in units_of("渔港的面积", vocabulary):
        assert missing(unit, text, vocabulary) == 0


def test_a_number_is_said_in_any_way_of_writing(vocabulary: Vocabulary) -> None:
    number = next(unit for unit in units_of("7500万元的资助是谁批的", vocabulary) if unit.number)
    assert missing(number, text_of("獲批七千五百萬元。", vocabulary), vocabulary) == 0
    assert missing(number, text_of("獲批七百五十萬元。", vocabulary), vocabulary) == 1


@pytest.mark.parametrize(
    ("number", "told", "said"),
    [
        ("6", "六國同意。", True),
        ("6", "十六國同意。", False),
        ("2", "兩國同意。", True),
        ("12", "十二國同意。", True),
        ("40", "四十國同意。", True),
        ("4", "四十國同意。", False),
        ("2031", "二國同意。", False),
    ],
)
def test_a_small_number_may_stand_in_characters(vocabulary: Vocabulary, number: str, told: str, said: bool) -> None:
    unit = Unit(number, 1.0, False, number)
    assert missing(unit, text_of(told, vocabulary)) == (0 if said else 1)


def test_a_number_is_not_said_by_a_longer_one(vocabulary: Vocabulary) -> None:
    number = next(unit for unit in units_of("有14艘船吗", vocabulary) if unit.number)
    assert missing(number, text_of("漁港有140艘船。", vocabulary), vocabulary) == 1


def test_a_word_like_it_is_missing_in_part(vocabulary: Vocabulary) -> None:
    unit = next(iter(units_of("员工", vocabulary)))
    like, unlike = (text_of(text, vocabulary) for text in ("公司有三十名職員。", "公司在碼頭旁邊。"))
    assert 0 < missing(unit, like, vocabulary) < missing(unit, unlike, vocabulary)
    assert missing(unit, like, None) == unit.tells


def test_another_name_of_the_thing_counts(vocabulary: Vocabulary) -> None:
    group = Group((("港科", 1.0), ("科大", 1.0)))
    unit = Unit("港科大", 1.0, True, "", (group,))
    assert missing(unit, text_of("科大設有三個實驗室。", vocabulary), vocabulary) == 0


def test_a_name_of_the_alias_files_is_there_by_any_of_its_names_or_not_at_all(vocabulary: Vocabulary) -> None:
    name = Name("理大", ("香港理工大学", "polyu"), ("城大",))
    query = replace(as_typed("理大的大楼在哪里"), names=(name,))
    unit, hall = units(query, query.text, vocabulary)
    assert unit.text == "理大" and unit.named and unit.tells == 1 and hall.text == "大楼"
    for told in ("香港理工大學的大樓", "PolyU的大樓", "理大的大樓", "理大學生的大樓"):
        assert missing(unit, text_of(told, vocabulary), vocabulary) == 0
    for told in ("香港城市大學的大樓", "管理大學的大樓", "Polyurethane大樓"):
        assert missing(unit, text_of(told, vocabulary), vocabulary) == 1


def test_a_place_may_be_named_in_part(vocabulary: Vocabulary) -> None:
    query = replace(as_typed("海滨大湾区的船"), names=(Name("海滨大湾区", ("大湾区", "coast bay area")),))
    unit = units(query, query.text, vocabulary)[0]
    assert unit.text == "海滨大湾区" and 0 < missing(unit, text_of("灣區的船", vocabulary), vocabulary) < unit.tells


def test_a_unit_of_an_english_question_knows_its_other_names(vocabulary: Vocabulary) -> None:
    groups = (Group((("理大", 1.0),), 1.0, "理大"),)
    query = replace(
        Query("polyu", "polyu", "en", groups, groups, "理大"),
        names=(Name("polyu", ("理大", "香港理工大学"), ("城大",)),),
    )
    (unit,) = units(query, "理大", vocabulary)
    assert unit.named and missing(unit, text_of("香港理工大學", vocabulary)) == 0
    assert missing(unit, text_of("香港城市大學", vocabulary)) == unit.tells


def test_a_gap_is_the_worst_of_its_units(vocabulary: Vocabulary) -> None:
    text = text_of("漁港在2031年建成。", vocabulary)
    asked_for = units_of("叶芷澄在2033年建成的渔港", vocabulary)
    left = gap(asked_for, [missing(unit, text, vocabulary) for unit in asked_for])
    assert left.most == left.name == left.number == 1 and 0 < left.share < 1
    assert gap([], []) == Gap(0, 0, 0, 0)


def test_units_of_an_english_question_are_its_translations(vocabulary: Vocabulary) -> None:
    groups = (
        Group((("很多", 1.0),), 0.8),
        Group((("渔港", 0.9), ("港口", 0.8)), 1.0, "渔港"),
        Group((("=2031", 1.0),)),
    )
    query = Query("harbour 2031", "harbour 2031", "en", groups, groups, "渔港 2031")
    harbour, year = units(query, "渔港2031什么", vocabulary)
    assert harbour.text == "渔港" and year.number == "2031"
    text = Text("港口在二零三一年建成", frozenset({"港口"}), frozenset({"2031"}))
    assert missing(harbour, text, None) < 0.1 and missing(year, text, None) == 0


def test_a_poor_translation_says_little_of_the_word_that_was_asked(vocabulary: Vocabulary) -> None:
    groups = (Group((("后", 0.4),), 1.0, "后", ("女王", 0.9)),)
    query = Query("queen", "queen", "en", groups, groups, "后")
    (unit,) = units(query, "女王", vocabulary)
    assert unit.text == "女王" and unit.tells > 0
    assert missing(unit, text_of("會後宣布新港開幕。", vocabulary)) > 0.7 * unit.tells
    assert missing(unit, text_of("女王宣布新港開幕。", vocabulary)) == 0


def test_a_fair_translation_stands_for_the_word(vocabulary: Vocabulary) -> None:
    groups = (Group((("总理", 0.9),), 1.0, "总理", ("首相", 0.95)),)
    (unit,) = units(Query("premier", "premier", "en", groups, groups, "总理"), "总理", vocabulary)
    assert unit.text == "总理" and missing(unit, text_of("總理到訪。", vocabulary)) == 0


def test_what_no_article_speaks_of_is_a_share_of_the_question(vocabulary: Vocabulary) -> None:
    asked_for = units_of("葡萄柚的做法", vocabulary)
    held = {"做法": 3}
    assert unspoken(asked_for, lambda term: held.get(term, 0)) > 0.5
    assert unspoken(asked_for, lambda term: {**held, "葡萄": 1}.get(term, 0)) == 0
    assert unspoken([], lambda _: 0) == 0


def test_a_short_word_or_another_name_of_the_thing_is_not_called_unspoken(vocabulary: Vocabulary) -> None:
    assert unspoken(units_of("饭堂的做法", vocabulary), lambda _: 0) == 0
    named = Unit("葡萄柚", 1.0, False, groups=(Group((("葡萄", 1.0), ("西柚", 0.5)), 1.0),))
    assert unspoken([named], lambda term: int(term == "西柚")) == 0


def test_a_letter_is_there_or_not(vocabulary: Vocabulary) -> None:
    unit = next(unit for unit in units_of("m+什么时候开幕", vocabulary) if unit.text == "m")
    assert missing(unit, text_of("M+昨日開幕。", vocabulary)) == 0
    assert missing(unit, text_of("museum昨日開幕。", vocabulary)) == 1


def test_an_english_word_that_no_article_holds_is_told_by_what_is_like_it(vocabulary: Vocabulary) -> None:
    groups = (Group((("workers", 1.0),), 1.0, "workers", ("员工", 0.9), "workers"),)
    (unit,) = units(Query("workers", "workers", "en", groups, groups, "workers"), "员工", vocabulary)
    assert unit.text == unit.asked == "workers" and unit.chinese == "员工"
    assert 0 < missing(unit, text_of("公司有三十名職員。", vocabulary), vocabulary) < unit.tells
    country = (Group((("france", 1.0),), 1.0, "france", ("法国", 0.9)),)
    assert unspoken(units(Query("france", "france", "en", country, country, ""), "法国", vocabulary), lambda _: 0) == 1


def test_a_title_that_no_article_holds_is_one_unit(vocabulary: Vocabulary) -> None:
    groups = (
        Group((("写", 1.0),), 1.0, "写"),
        Group((("傲慢与偏见", 1.0),), 0.0, "傲慢与偏见", asked="Pride and Prejudice"),
        Group((("骄傲", 0.9),), 0.4),
    )
    found_units = units(Query("who wrote it", "who wrote it", "en", groups, groups, ""), "写傲慢与偏见", vocabulary)
    assert [unit.asked or unit.text for unit in found_units] == ["写", "Pride and Prejudice"]
    assert missing(found_units[1], text_of("他很驕傲。", vocabulary)) == found_units[1].tells
