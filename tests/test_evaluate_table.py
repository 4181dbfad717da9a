from __future__ import annotations

from rag.evaluate import evaluate
from rag.evaluate.compare import Change, Comparison
from rag.evaluate.table import comparison_table, percent, table
from rag.types import Question
from tests.fakes_evaluate import ByHeart
from tests.test_evaluate_report import report


def test_a_row_for_the_set_and_each_part() -> None:
    lines = table(report()).splitlines()
    assert [line.split()[:3] for line in lines[1:3]] == [["all", "4", "50.0"], ["language:", "en", "1"]]
    assert any(line.startswith("kind: number") for line in lines)
    assert len({len(line) for line in lines[: lines.index("")]}) == 1, "the columns stand under each other"
    assert "    1  not chosen: a passage found holds it, but the answer quotes something else" in lines
    assert lines[-1] == "milliseconds an answer: median 10.0, p95 20.0; mean of retrieve 5.0, read 10.0"


def test_what_does_not_apply_is_a_dash_not_a_zero() -> None:
    row = table(evaluate([Question("票價", answerable=False)], ByHeart({}))).splitlines()[1].split()
    assert row[:4] == ["all", "1", "100.0", "–"]
    assert (percent(None), percent(0.0), percent(0.9276)) == ("–", "0.0", "92.8")


def test_a_comparison_shows_what_moved() -> None:
    still = Change("em", 4, 0.5, 0.5, 0.0, 0.0, loss=False)
    fell = Change("right", 4, 0.9, 0.6, -0.4, -0.1, loss=True)
    shown = comparison_table(Comparison((still, fell), worse=("a", "b"), better=(), unmatched=3))
    assert shown.splitlines() == [
        "right                         90.0 →  60.0  [-40.0, -10.0]      4 questions  LOSS",
        "now wrong: a b",
        "3 questions of the baseline are not asked now, or have changed",
    ]
    assert comparison_table(Comparison((still,), (), (), 0)) == "no measure moved against the baseline"
