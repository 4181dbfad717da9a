"""Units: which is which, and which may stand for which."""

from __future__ import annotations

import pytest

from rag.check.units import is_unit, unit_at
from rag.text import fold, numbers


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("8億元", "any"),
        ("8億港元", "hkd"),
        ("US$8 billion", "usd"),
        ("港幣8億元", "hkd"),
        ("40周年", "year"),
        ("a 10-year plan", "year"),
        ("9 apples", ""),
    ],
)
def test_the_unit_stands_before_or_after(text: str, name: str) -> None:
    folded = fold(text)
    number = next(iter(numbers(folded)))
    found = unit_at(folded, number.start, number.end)
    assert (found[0].name if found else "") == name


def test_a_bare_yuan_is_no_american_dollar() -> None:
    unit = {text: unit_at(fold(text), 0, 2) for text in ("8億元", "8億港元", "8億美元")}
    (any_, _), (hkd, _), (usd, _) = (found for found in unit.values() if found)
    assert any_.fits(hkd) and not any_.fits(usd) and not hkd.fits(usd)


def test_units_are_known_by_their_words() -> None:
    assert is_unit("平方米") and is_unit("hectares") and not is_unit("漁港")
