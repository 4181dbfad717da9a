"""The units of a question: its words, names and numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.read.neural.vocabulary import Vocabulary
from rag.read.units import units
from rag.types import Name
from tests.readings import as_typed, units_of


def test_question_words_are_no_units(vocabulary: Vocabulary) -> None:
    assert [unit.text for unit in units_of("渔港的面积是多少", vocabulary)] == ["渔港", "面积"]


def test_what_no_dictionary_has_is_a_name(vocabulary: Vocabulary) -> None:
    names = [unit.text for unit in units_of("叶芷澄在2031年创办了什么", vocabulary) if unit.named]
    assert names == ["叶芷澄"]


def test_a_verb_is_no_part_of_the_name_of_a_body(vocabulary: Vocabulary) -> None:
    assert [unit.text for unit in units_of("上海开研究院的学校", vocabulary)] == ["上海", "研究院", "学校"]
    assert [unit.text for unit in units_of("国家开发银行", vocabulary)] == ["国家开发银行"]


def test_a_long_foreign_name_is_a_name(vocabulary: Vocabulary) -> None:
    assert [unit.text for unit in units_of("卡斯帕洛夫在哪里", vocabulary) if unit.named] == ["卡斯帕洛夫"]


def test_a_body_that_bears_the_name_of_its_place_is_one_name(vocabulary: Vocabulary) -> None:
    query = replace(as_typed("渔港大学在渔港的地方"), names=(Name("渔港", ("Fishing Harbour",)),))
    assert [unit.text for unit in units(query, query.text, vocabulary)][:2] == ["渔港大学", "渔港"]


def test_how_it_is_asked_is_no_unit(vocabulary: Vocabulary) -> None:
    assert [unit.text for unit in units_of("渔港的灯塔有什么作用", vocabulary)] == ["渔港", "灯塔"]


@pytest.mark.parametrize(
    ("question", "name"),
    [("渔昇用多少钱买码头", "渔昇"), ("买渔昇达要多少钱", "渔昇达"), ("谁是王昕", "王昕")],
)
def test_a_verb_beside_a_name_is_no_part_of_it(vocabulary: Vocabulary, question: str, name: str) -> None:
    assert name in [unit.text for unit in units_of(question, vocabulary)]
