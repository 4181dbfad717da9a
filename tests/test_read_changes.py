"""The same statement at another time, or in another paper: newest first, contradictions said to be so."""

from __future__ import annotations

import pytest

from rag.read.changes import Change, change, realised
from rag.types import Article
from tests.readings import a_candidate, a_query, a_story, part

QUERY = a_query("漁港有幾多艘漁船", "漁港", "漁船")


def found(short: str, *stories: Article) -> Change | None:
    """The change of a short answer in the first story's one sentence against the other stories'."""
    candidates = [a_candidate(QUERY, story.passage()) for story in stories]
    return change(part(stories[0].passage(), short), candidates)


def told(changed: Change | None) -> tuple[str, str, bool] | None:
    return (changed.newer.figure.text, changed.older.figure.text, changed.contradiction) if changed else None


NOW = a_story("漁港登記的漁船總數超過160艘。", "now", "2031-05")
BEFORE = a_story("在漁港登記的漁船，總數逾140艘。", "before", "2028")


@pytest.mark.parametrize(("first", "second", "short"), [(NOW, BEFORE, "160艘"), (BEFORE, NOW, "140艘")])
def test_the_newer_figure_is_the_answer_whichever_was_found_first(first: Article, second: Article, short: str) -> None:
    changed = found(short, first, second)
    assert changed is not None and not changed.contradiction
    assert "160艘" in changed.newer.figure.text and changed.older.figure.text == "逾140艘"
    assert (changed.newer.when, changed.older.when) == ("2031-05", "2028")


def test_the_date_that_a_sentence_names_counts_before_that_of_its_article() -> None:
    late = a_story("2025年漁港登記的漁船總數超過120艘。", "late", "2031-05")
    assert told(found("140艘", BEFORE, late)) == ("逾140艘", "超過120艘", False)


def test_two_figures_of_one_time_contradict_each_other() -> None:
    other = a_story("漁港登記的漁船總數超過150艘。", "other", "2031-05-03")
    assert told(found("160艘", NOW, other)) == ("超過160艘", "超過150艘", True)


@pytest.mark.parametrize(
    "text",
    [
        "漁港登記的漁船總數超過160艘。",
        "漁港今年新增的漁船總數超過20艘。",
        "漁港分校登記的漁船總數超過20艘。",
        "漁港登記的漁船船員總數超過900名。",
        "鹽場登記的貨車總數超過40艘。",
        "漁港登記的漁船有東灣30艘，西灣40艘。",
    ],
)
def test_another_statement_is_no_change(text: str) -> None:
    assert found("160艘", NOW, a_story(text, "other", "2028")) is None


def test_without_dates_nothing_is_newer() -> None:
    assert found("160艘", NOW, a_story(BEFORE.text, "undated", None)) is None


def test_a_date_is_not_a_figure_that_changes() -> None:
    opened = a_story("漁港在2030年登記漁船。", "opened", "2031")
    assert found("2030年", opened, a_story("漁港在2028年登記漁船。", "other", "2029")) is None


def test_what_was_planned_and_is_done_later_is_done() -> None:
    planned = a_candidate(QUERY, a_story("漁港計劃擴建，可停泊漁船40艘。", "planned", "2029").passage())
    done = a_candidate(QUERY, a_story("漁港擴建完成，漁船已可停泊。", "done", "2031-05").passage())
    assert realised([planned, done]) is done
    assert realised([done, planned]) is None


def test_a_plan_of_the_same_year_is_not_overtaken() -> None:
    planned = a_candidate(QUERY, a_story("漁港計劃擴建，可停泊漁船40艘。", "planned", "2031").passage())
    done = a_candidate(QUERY, a_story("漁港擴建完成，漁船已可停泊。", "done", "2031-05").passage())
    assert realised([planned, done]) is None
