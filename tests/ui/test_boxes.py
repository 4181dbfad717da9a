"""Places on a page: a part of a line gets its share, along the way the line runs."""

from __future__ import annotations

import pytest

from rag.types import Box, Source
from rag.ui.boxes import boxes_of, lines_on, pages_of
from tests.conftest import an_article

ACROSS = Box(1, 0.1, 0.2, 0.5, 0.22)
DOWN = Box(2, 0.8, 0.1, 0.82, 0.5)
SOURCE = Source(an_article("一二三四\n\nab三四\f直排四字"), (ACROSS, None, ACROSS, DOWN))
TALL = 1.4


def edges(spans: list[tuple[int, int]]) -> list[tuple[float, ...]]:
    return [(box.page, box.left, box.top, box.right, box.bottom) for box in boxes_of(SOURCE, spans, TALL)]


def test_a_part_of_a_line_gets_its_share_of_the_width() -> None:
    assert edges([(1, 3)]) == [pytest.approx((1, 0.2, 0.2, 0.4, 0.22))]


def test_ascii_characters_are_half_as_wide() -> None:
    start = SOURCE.article.text.index("ab")
    assert edges([(start, start + 2)]) == [pytest.approx((1, 0.1, 0.2, 0.1 + 0.4 / 3, 0.22))]


def test_a_vertical_line_is_shared_along_its_height() -> None:
    start = SOURCE.article.text.index("四字")
    assert edges([(start, start + 2)]) == [pytest.approx((2, 0.8, 0.3, 0.82, 0.5))]


def test_a_stretch_over_lines_has_a_box_in_each_and_none_where_nothing_is_known() -> None:
    assert [box[0] for box in edges([(0, len(SOURCE.article.text))])] == [1, 1, 2]
    assert edges([]) == [] and edges([(4, 6)]) == []


def test_pages_and_their_lines_are_counted_by_the_form_feeds() -> None:
    assert pages_of(SOURCE) == 2
    assert list(lines_on(SOURCE, 1)) == [ACROSS, None, ACROSS] and list(lines_on(SOURCE, 2)) == [DOWN]
