"""Rows of tables and the two sides of a comparison."""

from __future__ import annotations

import doctest
import importlib

import pytest

from rag.read.cells import asked_cell, cells
from rag.read.comparisons import asks_to_compare, compared
from tests.readings import a_candidate, a_query, a_story

YEARS = "漁獲量（海港市）全國排名：2028年第9名，2029年第12名，2030年第7名。"
PORTS = "2030年全國排名：海港市第7名，東灣市第21名，海港市（新區）第33名。"


@pytest.mark.parametrize(
    ("row", "asked", "words", "headed"),
    [
        (YEARS, "海港市2029年排第幾", ["海港市", "2029年"], "2029年第12名"),
        (PORTS, "東灣市排第幾", ["東灣市"], "東灣市第21名"),
        (PORTS, "海港市排第幾", ["海港市"], "海港市第7名"),
        (YEARS, "哪一年排名最高", ["排名"], "2030年第7名"),
        (PORTS, "which city ranked lowest", ["排名"], "海港市（新區）第33名"),
        (PORTS, "海港市和東灣市，哪個排名高", ["海港市", "東灣市"], "海港市第7名"),
        ("海港大學｜總排名 22｜工程 39｜醫學 15", "海港大學工程排第幾", ["海港大學", "工程"], "工程 39"),
    ],
)
def test_the_cell_that_is_asked_for(row: str, asked: str, words: list[str], headed: str) -> None:
    found = asked_cell(cells(a_story(row).passage()), a_query(asked, *words).groups, asked)
    assert found is not None and found.headed.text == headed


def test_a_question_that_names_no_column_gets_no_cell() -> None:
    assert asked_cell(cells(a_story(PORTS).passage()), a_query("南灣市排第幾", "南灣").groups, "南灣市排第幾") is None


@pytest.mark.parametrize("text", ["漁港有40艘漁船，3個碼頭，2間學校。", "鎮長說：今年會擴建，工程由三方出資。"])
def test_ordinary_sentences_are_no_rows(text: str) -> None:
    assert cells(a_story(text).passage()) == []


HARBOUR, SALT = a_story("漁港現有40艘漁船。", "harbour"), a_story("鹽場現有15艘漁船。", "salt")


@pytest.mark.parametrize(("question", "name"), [("漁港和鹽場，哪個的漁船多", "漁港"), ("漁港定係鹽場少漁船", "鹽場")])
def test_the_side_with_the_figure_asked_for_comes_first(question: str, name: str) -> None:
    query = a_query(question, "漁港", "鹽場", "漁船")
    found = compared(question, query.groups, [a_candidate(query, story.passage()) for story in (HARBOUR, SALT)])
    assert found is not None and found.name is not None and found.name.text == name
    assert found.sides[0].passage.text.startswith(name) and len(found.sides) == 2


def test_figures_of_another_unit_beside_them_do_not_disturb() -> None:
    question = "漁港和鹽場，哪個的漁船多"
    query = a_query(question, "漁港", "鹽場", "漁船")
    stories = [a_story("漁港現有40艘漁船，分屬3間公司。", "harbour"), a_story("鹽場現有15艘漁船和90名工人。", "salt")]
    found = compared(question, query.groups, [a_candidate(query, story.passage()) for story in stories])
    assert found is not None and found.name is not None and found.name.text == "漁港"
    two = [a_story("漁港現有40艘漁船，另有3艘貨船。", "harbour"), stories[1]]
    assert compared(question, query.groups, [a_candidate(query, story.passage()) for story in two]) is None


def test_the_earlier_of_two_dates() -> None:
    question = "船廠和學校哪個開得早"
    query = a_query(question, "船廠", "學校")
    stories = [a_story("船廠2029年開業。", "yard"), a_story("2027年學校開課。", "school")]
    found = compared(question, query.groups, [a_candidate(query, story.passage()) for story in stories])
    assert found is not None and found.name is not None and found.name.text == "學校"


def test_one_side_alone_is_no_comparison() -> None:
    query = a_query("漁港和鹽場哪個大", "漁港", "鹽場")
    assert compared("漁港和鹽場哪個大", query.groups, [a_candidate(query, HARBOUR.passage())]) is None


@pytest.mark.parametrize(
    ("question", "compares"),
    [("漁港比較新還是鹽場", True), ("which port is older, East or West", True), ("校長是哪年退休", False), ("有什麼大獎", False)],
)  # fmt: skip
def test_which_questions_compare(question: str, compares: bool) -> None:
    assert asks_to_compare(question) is compares


def test_the_worked_examples_hold() -> None:
    assert doctest.testmod(importlib.import_module("rag.read.comparisons")).failed == 0
