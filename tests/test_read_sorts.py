"""Names that say themselves what they are."""

from __future__ import annotations

import doctest

import pytest

from rag.read import sorts
from rag.read.sorts import of_another_sort


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("他在哪家医院做手术", "左膝"),
        ("which hospital was he taken to", "周海"),
        ("渔会在哪条路上", "东湾"),
        ("哪所大学办的", "渔业局"),
        ("which museum keeps the bell", "东湾"),
        ("which department drafted the law", "渔船"),
    ],
)
def test_no_name_of_such_a_thing(question: str, answer: str) -> None:
    assert of_another_sort(question, answer)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("他在哪家医院做手术", "海滨医院"),
        ("渔会在哪条路上", "海滨大道"),
        ("哪条路线最长", "东湾线"),
        ("which school did he attend", "海滨二中"),
        ("which hotel did they meet in", "半岛"),
        ("which museum keeps the bell", "louvre"),
        ("which university did he attend", "剑桥"),
        ("which hospital was he taken to", ""),
        ("which department of the university", "东湾"),
        ("谁建了医院", "周海"),
    ],
)
def test_it_may_be_one(question: str, answer: str) -> None:
    assert not of_another_sort(question, answer)


def test_the_worked_examples_hold() -> None:
    assert doctest.testmod(sorts).failed == 0
