"""Filters: what a press chooses, how dates are read, and what there is to choose from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.errors import Unusable
from rag.retrieve.filters import filter_of, period
from rag.types import Article, Filter
from rag.ui import filters
from rag.ui.filters import Chosen, choose
from tests.ui.fakes import ARTICLES, HETAO, HOSTILE, RAILWAY

TODAY = "2024-11-21"


def press(kind: str, **more: str) -> dict[str, str]:
    return {"kind": "filter", "filter": kind, **more}


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("2020", "2020", ("2020", "2020")),
        ("2020-08", "", ("2020-08", "")),
        ("", " 2020年8月26日 ", ("", "2020-08-26")),
        ("去年", "last month", ("2023", "2024-10")),
        ("上星期", "上星期", ("2024-11-11", "2024-11-17")),
        ("", "", ("", "")),
        ("soon", "2020", "since"),
        ("2020", "2020-13", "until"),
        ("2021", "2020-12", "order"),
        ("2020-08-26", "2020", ("2020-08-26", "2020")),
        ("2" * 100_000, "", "since"),
        ("<b>", "", "since"),
    ],
)
def test_dates_are_read_as_people_type_them(since: str, until: str, found: object) -> None:
    assert period(since, until, TODAY) == found


def test_a_value_is_chosen_and_the_same_press_lets_go_of_it() -> None:
    chosen = choose(press("publisher", value="大公報"), Chosen(), TODAY)
    chosen = choose(press("language", value="zh-Hans"), chosen, TODAY)
    chosen = choose(press("dates", value="2020"), chosen, TODAY)
    assert chosen == Chosen(Filter("2020", "2020", "大公報", "zh-Hans"))
    for kind, value in (("publisher", "大公報"), ("language", "zh-Hans"), ("dates", "2020")):
        chosen = choose(press(kind, value=value), chosen, TODAY)
    assert chosen == Chosen()


def test_one_kind_or_every_kind_is_let_go() -> None:
    chosen = Chosen(Filter("2020", "2021", "大公報"))
    assert choose(press("dates", value=""), chosen, TODAY).where == Filter(publisher="大公報")
    assert choose(press("publisher", value=""), chosen, TODAY).where == Filter("2020", "2021")
    assert choose(press(""), chosen, TODAY) == Chosen()


def test_a_wrong_date_keeps_the_filter_and_what_was_typed() -> None:
    chosen = choose(press("dates", since="soon", until="2021"), Chosen(Filter("2020", "2020")), TODAY)
    assert chosen == Chosen(Filter("2020", "2020"), "soon", "2021", "since")
    assert choose(press("dates", since="去年", until=""), chosen, TODAY) == Chosen(Filter("2023"))


@pytest.mark.parametrize("forged", [{}, press("nonsense"), press("language", value="<b>"), press("dates", value="<b>")])
def test_a_forged_press_chooses_nothing(forged: dict[str, str]) -> None:
    assert choose(forged, Chosen(), TODAY).where == Filter()


def test_a_program_may_name_both_scripts_at_once() -> None:
    where = filter_of(TODAY, "去年", "", "公報", "zh")
    assert where == Filter("2023", "", "公報", "zh")
    assert list(filters.admitted(ARTICLES, where)) == [HETAO]


@pytest.mark.parametrize("wrong", [("soon", ""), ("", "soon"), ("2021", "2020")])
def test_a_program_is_told_what_is_wrong_in_one_sentence(wrong: tuple[str, str]) -> None:
    with pytest.raises(Unusable, match=r"^[^\n]+\.$"):
        filter_of(TODAY, *wrong)


def test_what_there_is_to_choose_from_is_counted() -> None:
    more = [
        *ARTICLES,
        replace(HETAO, id="b"),
        replace(HETAO, id="c", published="2024", publisher=""),
        Article("d", "", ""),
    ]
    assert filters.publishers(more) == [("大公報", 2), (HOSTILE.publisher, 1), ("文匯報", 1)]
    assert filters.languages([RAILWAY, HETAO, HETAO]) == [("zh-Hant", 2), ("zh-Hans", 1)]
    assert filters.years(more) == [("2021", 1), ("2022", 1), ("2024", 3)]
    assert filters.months(more, "2024") == [("2024-07", 2)]
    assert filters.years([replace(HETAO, published="when?"), replace(HETAO, published="2021-13")]) == []
