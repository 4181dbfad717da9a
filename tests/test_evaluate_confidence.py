"""Measures of confidence against tables computed by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.evaluate.confidence import (
    Bin,
    Point,
    aurc,
    auroc,
    calibration,
    calibration_error,
    quantile,
    risk_coverage,
)

CONFIDENCE, RIGHT = [0.6, 0.9, 0.7, 0.8], [0, 1, 1, 0]
# surest first:  0.9 right, 0.8 wrong, 0.7 right, 0.6 wrong
# risk:          0/1        1/2        1/3        2/4


def test_the_curve_answers_the_surest_first() -> None:
    points = risk_coverage(CONFIDENCE, RIGHT)
    assert [(point.confidence, point.coverage) for point in points] == [(0.9, 0.25), (0.8, 0.5), (0.7, 0.75), (0.6, 1)]
    assert [point.risk for point in points] == pytest.approx([0, 1 / 2, 1 / 3, 1 / 2])


def test_its_area_is_the_mean_risk() -> None:
    assert aurc(CONFIDENCE, RIGHT) == pytest.approx((0 + 1 / 2 + 1 / 3 + 1 / 2) / 4)


def test_equal_confidences_are_answered_together_and_cost_their_mean() -> None:
    assert risk_coverage([0.5, 0.5], [1, 0]) == [Point(0.5, 1.0, 0.5)]
    assert aurc([0.5, 0.5], [1, 0]) == aurc([0.5, 0.5], [0, 1]) == 0.5


def test_auroc_counts_pairs() -> None:
    # right 0.9 and 0.7 against wrong 0.8 and 0.6: three of four pairs are in order
    assert auroc(CONFIDENCE, RIGHT) == 0.75
    assert auroc([0.5, 0.5], [1, 0]) == 0.5
    assert auroc([0.9, 0.8], [1, 1]) is None


def test_calibration_error_by_hand() -> None:
    confidence, right = [0.95, 0.85, 0.35, 0.35], [1, 0, 0, 1]
    # bins: 0.3-0.4 promises 0.35 and keeps 0.5; 0.8-0.9 promises 0.85, keeps 0; 0.9-1 promises 0.95, keeps 1
    assert calibration_error(confidence, right) == pytest.approx((2 * 0.15 + 0.85 + 0.05) / 4)
    bins = calibration(confidence, right)
    assert len(bins) == 10
    assert (bins[3].count, bins[3].right) == (2, 0.5)
    assert bins[0] == Bin(0, 0.0, 0.0)


def test_confidence_one_is_in_the_last_bin() -> None:
    assert calibration([1.0], [1])[-1] == Bin(1, 1.0, 1.0)


def test_nothing_to_measure_is_none() -> None:
    assert aurc([], []) is auroc([], []) is calibration_error([], []) is quantile([], 0.5) is None
    assert risk_coverage([], []) == []


def test_quantile_is_the_nearest_rank() -> None:
    values = [0.1 * n for n in range(1, 21)]
    assert (quantile(values, 0.5), quantile(values, 0.95)) == (values[9], values[18])
    assert quantile([3.0], 0.95) == 3.0


pairs = st.lists(st.tuples(st.sampled_from([0.0, 0.2, 0.5, 0.9, 1.0]), st.sampled_from([0.0, 1.0])), min_size=1)


@given(pairs)
def test_the_order_of_the_questions_does_not_matter(drawn: list[tuple[float, float]]) -> None:
    there, back = zip(*drawn, strict=True), zip(*drawn[::-1], strict=True)
    (scores, right), (scores_back, right_back) = map(list, there), map(list, back)
    for function in (aurc, auroc, calibration_error):
        assert function(scores, right) == pytest.approx(function(scores_back, right_back))


@given(pairs)
def test_all_are_shares(drawn: list[tuple[float, float]]) -> None:
    scores, right = map(list, zip(*drawn, strict=True))
    for function in (aurc, auroc, calibration_error):
        value = function(scores, right)
        assert value is None or -1e-9 <= value <= 1 + 1e-9
