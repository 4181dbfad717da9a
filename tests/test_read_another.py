"""Sentences that speak of another thing of the sort that is asked of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.read.another import names_all, of_another
from rag.read.neural.vocabulary import Vocabulary
from rag.types import Name
from tests.readings import a_query

SCHOOLS = (
    Name("海大", ("海港大学", "harbour university"), ("渔大", "渔业大学", "fisheries university")),
    Name("渔大", ("渔业大学", "fisheries university"), ("海大", "海港大学", "harbour university")),
)


@pytest.mark.parametrize(
    ("sentence", "title", "another"),
    [
        ("漁大的新樓有三十間課室。", "", True),
        ("Fisheries University的新樓有三十間課室。", "", True),
        ("海港大學的新樓有三十間課室。", "", False),
        ("漁大和海大的新樓各有三十間課室。", "", False),
        ("漁大的新樓有三十間課室。", "海港大學三年計劃", False),
        ("新樓有三十間課室。", "", False),
        ("漁大的新樓有三十間課室。", "海港大學和漁大的三年計劃", True),
    ],
)
def test_another_school_is_not_the_one_asked_of(
    vocabulary: Vocabulary, sentence: str, title: str, another: bool
) -> None:
    query = replace(a_query("海大的新樓有多少間課室", "海大", "新樓"), names=SCHOOLS[:1])
    assert of_another(query, sentence, title, vocabulary) is another


def test_a_name_asked_of_beside_it_is_no_other(vocabulary: Vocabulary) -> None:
    query = replace(a_query("海大和漁大在哪裏", "海大"), names=SCHOOLS)
    assert not of_another(query, "海大和漁大都在漁港。", "", vocabulary)
    assert not of_another(replace(query, names=()), "漁大在漁港。", "", vocabulary)


def test_a_short_name_is_no_part_of_words(vocabulary: Vocabulary) -> None:
    (name,) = (replace(SCHOOLS[0], rivals=("中大",)),)
    query = replace(a_query("海大有多少學生", "海大"), names=(name,))
    assert not of_another(query, "有三百名學生，其中大部分來自漁港。", "", vocabulary)
    assert of_another(query, "中大有三百名學生。", "", vocabulary)


@pytest.mark.parametrize(
    ("question", "sentence", "another"),
    [
        ("漁港二期何時動工", "漁港一期在2031年動工。", True),
        ("漁港第二期何時動工", "漁港首期在2031年動工。", True),
        ("漁港第一期何時動工", "漁港首期在2031年動工。", False),
        ("漁港二期何時動工", "一期在2031年動工，二期在2033年動工。", False),
        ("漁港公司B輪融了多少錢", "漁港公司首輪融資為三百萬元。", True),
        ("漁港公司A輪融了多少錢", "漁港公司A輪融資為三百萬元。", False),
        ("第十一屆漁港節何時舉行", "第11屆漁港節在2031年舉行。", False),
        ("第十一屆漁港節何時舉行", "第十二屆漁港節在2031年舉行。", True),
        ("南座有多高", "北座高三十米。", True),
        ("漁港2號館在哪裏", "1號館在碼頭旁邊。", True),
        ("三座燈塔在哪裏", "漁港有兩座燈塔。", False),
        ("漁港哪一期最大", "二期最大。", False),
        ("三月二期何時動工", "2031年3月8號動工。", False),
        ("phase two of the harbour", "漁港一期在2031年動工。", False),
    ],
)
def test_another_part_is_not_the_one_asked_of(
    vocabulary: Vocabulary, question: str, sentence: str, another: bool
) -> None:
    assert of_another(a_query(question, "漁港"), sentence, "", vocabulary) is another


@pytest.mark.parametrize(
    ("question", "title", "another"),
    [
        ("第七屆漁港節的主題是甚麼", "第八屆漁港節閉幕", True),
        ("第七屆漁港節的主題是甚麼", "首屆漁港節閉幕", True),
        ("第八屆漁港節的主題是甚麼", "第八屆漁港節閉幕", False),
        ("漁港節的主題是甚麼", "第八屆漁港節閉幕", False),
        ("西站有多遠", "東站啟用", False),
    ],
)
def test_a_title_may_be_of_another_part(vocabulary: Vocabulary, question: str, title: str, another: bool) -> None:
    assert of_another(a_query(question, "漁港"), "主題為「海洋」。", title, vocabulary) is another


def test_a_sentence_names_all_that_is_asked_of_or_not(vocabulary: Vocabulary) -> None:
    query = replace(a_query("海大和漁大在哪裏", "海大"), names=SCHOOLS)
    assert names_all(query, "海港大學和漁業大學都在漁港。", vocabulary)
    assert not names_all(query, "海港大學在漁港。", vocabulary)
    assert not names_all(replace(query, names=()), "海港大學在漁港。", vocabulary)
