"""What a short answer that only points at something is called in full."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.read.pointing import full_name
from tests.readings import a_story, part, sentence


@pytest.mark.parametrize(
    ("before", "last", "short", "name"),
    [
        ("東灣水產產業園在2031年開園。", "公司的總部設在這個產業園。", "產業園", "東灣水產產業園"),
        ("東灣水產產業園在2031年開園。", "公司的總部設在該產業園。", "該產業園", "東灣水產產業園"),
        ("開幕的是海港大學。產業園就在旁邊。", "葉文畢業於這所大學。", "這所大學", "海港大學"),
        ("海港大學收生，東灣大學停辦。", "葉文畢業於這所大學。", "大學", "東灣大學"),
    ],
)
def test_the_nearest_longer_name_with_the_same_end(before: str, last: str, short: str, name: str) -> None:
    article = a_story(before + last)
    found = full_name(part(sentence(article, last), short))
    assert found and found.text == name


@pytest.mark.parametrize(
    ("before", "last", "short"),
    [
        ("東灣水產產業園在2031年開園。", "公司的總部設在產業園。", "產業園"),
        ("漁港在2031年開園。", "公司的總部設在這個產業園。", "產業園"),
        ("東灣大學停辦，因此大學", "因此大學生少了。", "大學"),
        ("東灣水產產業園在2031年開園。", "產業園應該建在島上。", "島上"),
    ],
)
def test_nothing_is_made_up_where_nothing_is_pointed_at(before: str, last: str, short: str) -> None:
    article = a_story(before + last)
    assert full_name(part(sentence(article, last), short)) is None


@given(st.text("這個該大學東灣的，。", max_size=40), st.integers(0, 39), st.integers(1, 6))
def test_a_name_stands_before_the_answer_and_is_longer(text: str, start: int, length: int) -> None:
    article = a_story(text)
    short = article.passage(min(start, len(text)), min(start + length, len(text)))
    found = full_name(short)
    assert found is None or found.end <= short.start
