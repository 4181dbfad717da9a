"""What dates promises: expressions of time with offsets, read from the day of the article."""

from __future__ import annotations

import doctest
import importlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from rag.text.dates import Dated, dates, resolve
from rag.text.period import read
from tests.strategies import texts

PIECES = ["去年", "今年", "同年", "2020年", "二〇二一年", "8月", "26日", "十二月", "年底", "上半年", "至", "、", "（14日）", "昨日", "本月", "底",
          "90年代", "初", "过去", "三", "年", "周五", "上", "第四季度", "last ", "June", " 2020", "yesterday", "2020/8/26", "，", "。"]  # fmt: skip
spoken = st.lists(st.sampled_from(PIECES), max_size=14).map("".join) | texts
days = st.sampled_from([None, "2021", "2021-10", "2021-10-15", "2020-02-29", "1800-01-01", "2199-12-31"]) | st.text()


def read_as(text: str, published: str | None = None) -> list[tuple[str, str]]:
    return [(text[found.start : found.end], found.value) for found in dates(text, published)]


@pytest.mark.parametrize("module", ["dates", "period", "dates_chinese", "dates_english"])
def test_the_worked_examples_hold(module: str) -> None:
    assert not doctest.testmod(importlib.import_module(f"rag.text.{module}")).failed


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("2020年8月26日", "2020-08-26"),
        ("2020 年 8 月 26 日", "2020-08-26"),
        ("2020年8月", "2020-08"),
        ("二〇二〇年", "2020"),
        ("一九九七年七月一日", "1997-07-01"),
        ("２０２０年", "2020"),
        ("2020/8/26", "2020-08-26"),
        ("2020-08-26", "2020-08-26"),
        ("2020.8.26", "2020-08-26"),
        ("2020年初", "2020-01-01/2020-03-31"),
        ("2020年年底", "2020-10-01/2020-12-31"),
        ("2021年上半年", "2021-01-01/2021-06-30"),
        ("2020年第四季度", "2020-10-01/2020-12-31"),
        ("2020年首季", "2020-01-01/2020-03-31"),
        ("2020年前三季度", "2020-01-01/2020-09-30"),
        ("2020年1至6月", "2020-01-01/2020-06-30"),
        ("2020年1月至6月", "2020-01-01/2020-06-30"),
        ("2020年8月14至16日", "2020-08-14/2020-08-16"),
        ("2020年8月14日至16日", "2020-08-14/2020-08-16"),
        ("2018至2020年", "2018-01-01/2020-12-31"),
        ("2018年到2020年", "2018-01-01/2020-12-31"),
        ("2020年8月底", "2020-08-21/2020-08-31"),
        ("90年代初", "1990-01-01/1994-12-31"),
        ("1990年代", "1990-01-01/1999-12-31"),
        ("上世紀八十年代末", "1985-01-01/1989-12-31"),
        ("20世紀20年代", "1920-01-01/1929-12-31"),
        ("26 August 2020", "2020-08-26"),
        ("August 26, 2020", "2020-08-26"),
        ("26th of August 2020", "2020-08-26"),
        ("Aug 2020", "2020-08"),
        ("Q3 2020", "2020-07-01/2020-09-30"),
        ("the second half of 2020", "2020-07-01/2020-12-31"),
        ("the early 1990s", "1990-01-01/1994-12-31"),
    ],
)
def test_a_full_date_needs_no_article(expression: str, value: str) -> None:
    found = read_as(f"，{expression}，")
    assert [(value_) for _, value_ in found] == [value]
    assert found[0][0] == expression.removeprefix("the ")


@pytest.mark.parametrize(
    ("published", "expression", "value"),
    [
        ("2021", "今年", "2021"),
        ("2021", "去年", "2020"),
        ("2021", "前年", "2019"),
        ("2021", "明年9月", "2022-09"),
        ("2021", "後年", "2023"),
        ("2021", "今年6月", "2021-06"),
        ("2021", "去年10月14日", "2020-10-14"),
        ("2021", "今年上半年", "2021-01-01/2021-06-30"),
        ("2021", "去年底", "2020-10-01/2020-12-31"),
        ("2021", "8月26日", "2021-08-26"),
        ("2021", "年底", "2021-10-01/2021-12-31"),
        ("2021", "首季", "2021-01-01/2021-03-31"),
        ("2021", "過去五年", "2016-01-01/2021-12-31"),
        ("2021-10", "本月", "2021-10"),
        ("2021-01", "上月", "2020-12"),
        ("2021-10", "上個月底", "2021-09-21/2021-09-30"),
        ("2021-12", "下月3日", "2022-01-03"),
        ("2021-10", "14日", "2021-10-14"),
        ("2021-10", "昨日（14日）", "2021-10-14"),
        ("2021-10-15", "昨日", "2021-10-14"),
        ("2021-10-15", "昨天下午", "2021-10-14"),
        ("2021-03-01", "前日", "2021-02-27"),
        ("2021-10-15", "今日", "2021-10-15"),
        ("2021-10-15", "明日", "2021-10-16"),
        ("2021-11-01", "31日", "2021-10-31"),
        ("2021-10-15", "本周", "2021-10-11/2021-10-17"),
        ("2021-10-15", "上周五", "2021-10-08"),
        ("2021-10-15", "周一", "2021-10-11"),
        ("2021-10-15", "星期日將", "2021-10-17"),
        ("2021-10-15", "近三年", "2018-10-15/2021-10-15"),
        ("2021-10-15", "未來三個月", "2021-10-15/2022-01-15"),
        ("2021", "last year", "2020"),
        ("2021-10", "next month", "2021-11"),
        ("2021-10-15", "yesterday", "2021-10-14"),
        ("2021-10-15", "last Friday", "2021-10-08"),
        ("2021", "last year, ", "2020"),
        ("2021-10", "last June", "2021-06"),
        ("2021", "the past five years", "2016-01-01/2021-12-31"),
    ],
)
def test_a_relative_date_leans_on_the_article(published: str, expression: str, value: str) -> None:
    assert [found.value for found in dates(f"他在 {expression} 開會", published)] == [value]
    assert [found.value for found in dates(f"他在 {expression} 開會", None)] == []


def test_in_june_is_the_articles_year() -> None:
    assert read_as("It opened in June and grew.", "2021") == [("June", "2021-06")]
    assert read_as("It opened in 2019.", None) == [("2019", "2019")]


def test_the_same_and_the_next_year_are_those_after_the_one_just_spoken_of() -> None:
    assert read_as("2018年8月成立，同年11月開幕，翌年擴建。", "2021") == [
        ("2018年8月", "2018-08"),
        ("同年11月", "2018-11"),
        ("翌年", "2019"),
    ]
    assert read_as("2018年成立。\n同年11月開幕。", "2021") == [("2018年", "2018")]


def test_a_month_after_another_year_in_one_sentence_is_left_out() -> None:
    assert read_as("2018年5月推出計劃，9月再加碼", "2021") == [("2018年5月", "2018-05")]
    assert read_as("2018年5月、9月兩度推出", "2021") == [("2018年5月", "2018-05"), ("9月", "2018-09")]


def test_a_month_across_the_turn_of_the_year_is_left_out() -> None:
    assert read_as("12月開會", "2021-01-05") == []
    assert read_as("12月開會", "2021") == [("12月", "2021-12")]


def test_yesterday_at_the_turn_of_a_month_is_left_out_unless_the_article_is_dated() -> None:
    assert read_as("昨日（30日）開會", "2021-10") == []
    assert read_as("昨日（30日）開會", "2021-10-01") == [("昨日（30日）", "2021-09-30")]
    assert read_as("昨日（20日）開會", "2021-10-01") == []


@pytest.mark.parametrize(
    "text",
    [
        "歷時3年", "5年至10年", "10日內回覆", "四十年來", "40年後", "2,000年前", "1號通道", "日本企業", "總有一日", "隔離14日", "3個月大",
        "目前日本市場", "如今年輕人", "說明年底薪的規定", "過去年輕時", "之後年度", "線上月活躍用戶", "每周五開放", "一周五天", "每年年底結算",
        "近日", "近期", "日前", "今日頭條", "近2000年歷史", "6月齡嬰兒", "2000年級", "may I march on", "3.14", "1,997年", "31月", "2月30日",
        "2021年2月30日",
        "今年內地",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert [found for found in read_as(text, "2021-10-15") if found != ("今年", "2021")] == []


@pytest.mark.parametrize(
    "text", ["去年9月，第四季度，本週，上個月，禮拜五，二〇二〇年年底，過去兩年", "後年；前日；九十年代後期；下半年"]
)
def test_both_scripts_are_read_alike(text: str) -> None:
    simple = OpenCC("t2s").convert(text)
    assert dates(simple, "2021-10-15") == dates(text, "2021-10-15") != []


@pytest.mark.parametrize(
    ("typed", "since", "until"),
    [
        ("2020", "2020-01-01", "2020-12-31"),
        (" 2020-08 ", "2020-08-01", "2020-08-31"),
        ("2020年8月", "2020-08-01", "2020-08-31"),
        ("去年", "2023-01-01", "2023-12-31"),
        ("Last month", "2024-04-01", "2024-04-30"),
        ("上星期", "2024-05-13", "2024-05-19"),
        ("三個月前", "2024-02-20", "2024-02-20"),
        ("3 months ago", "2024-02-20", "2024-02-20"),
        ("a week ago", "2024-05-13", "2024-05-13"),
        ("兩周前", "2024-05-06", "2024-05-06"),
        ("昨日", "2024-05-19", "2024-05-19"),
        ("past 3 months", "2024-02-20", "2024-05-20"),
    ],
)
def test_a_person_may_type_a_time_in_words(typed: str, since: str, until: str) -> None:
    assert resolve(typed, "2024-05-20") == (since, until)


@pytest.mark.parametrize("typed", ["", "深圳", "2020-13", "2020-02-30", "去年的事", "20"])
def test_anything_else_is_no_time(typed: str) -> None:
    assert resolve(typed, "2024-05-20") is None


@given(spoken, days)
def test_dates_are_slices_in_order_with_valid_days(text: str, published: str | None) -> None:
    found = dates(text, published)
    assert all(0 <= each.start < each.end <= len(text) and text[each.start : each.end].strip() for each in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert all(read(each.since) and read(each.until) and each.since <= each.until for each in found)


@given(st.text() | spoken, days)
def test_resolving_never_fails(text: str, today: str | None) -> None:
    there = resolve(text, today or "")
    assert there is None or there[0] <= there[1]


def test_the_value_is_the_shortest_date_that_says_the_same() -> None:
    assert Dated(0, 1, "2020-01-01", "2020-12-31").value == "2020"
    assert Dated(0, 1, "2020-02-01", "2020-02-29").value == "2020-02"
    assert Dated(0, 1, "2020-02-01", "2020-02-28").value == "2020-02-01/2020-02-28"
