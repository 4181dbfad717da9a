"""Questions of two years taken apart."""

from __future__ import annotations

import doctest

import pytest

from rag.retrieve import parts
from rag.retrieve.parts import two_years


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        ("漁港2016年和2020年有幾多艘船", "漁港2016年有幾多艘船", "漁港2020年有幾多艘船"),
        ("2016年与2020年的渔船数目", "2016年的渔船数目", "2020年的渔船数目"),
        ("boats in the harbour, 2016 versus 2020", "boats in the harbour, 2016", "boats in the harbour, 2020"),
        (
            "how many boats did it have in 2016 and in 2020?",
            "how many boats did it have in 2016?",
            "how many boats did it have in 2020?",
        ),
    ],
)
def test_each_year_is_asked_of_by_itself(question: str, first: str, second: str) -> None:
    found = two_years(question)
    assert found and [part.text for part in found] == [first, second]
    assert [part.year for part in found] == [part.head for part in found] == ["2016", "2020"]


@pytest.mark.parametrize(
    "question",
    [
        "漁港2016年有幾多艘船",
        "2016年到2020年有幾多艘船",
        "由2016年和2020年之間",
        "2016年和2020年哪年船多",
        "was the catch larger in 2016 or in 2020",
        "between 2016 and 2020 how many boats were built",
        "how much did the fleet grow in 2016 and 2020",
        "2016年、2018年和2020年有幾多艘船",
        "2016年和2016年",
    ],
)
def test_what_sets_no_two_years_side_by_side(question: str) -> None:
    assert two_years(question) is None


def test_the_worked_examples_hold() -> None:
    assert doctest.testmod(parts).failed == 0
