"""Retrieval measures against a table computed by hand."""

from __future__ import annotations

from math import log2

import pytest

from rag.evaluate.gold import resolve
from rag.evaluate.ranking import gains, retrieval
from rag.types import Passage, Question
from tests.fakes_evaluate import HALL, PIER, ByHeart, refused, span

OPENED, SHOPS, DESIGNER = (
    span(HALL, text) for text in ("新展覽館在2016年開幕。", "開幕時有14家商店。", "設計師是林小雨。")
)
OTHER = [Passage(PIER, n, n + 1) for n in range(10)]
ONE = Question("一", evidence=(("hall", OPENED.text),))
TWO = Question("二", evidence=(("hall", OPENED.text), ("hall", DESIGNER.text)))
IDEAL = 1 + 1 / log2(3)

TABLE = [
    # question, ranking, hit@1, hit@5, hit@10, MRR, nDCG@10
    (ONE, [OPENED], 1, 1, 1, 1, 1),
    (ONE, [OTHER[0], OPENED], 0, 1, 1, 1 / 2, 1 / log2(3)),
    (ONE, [*OTHER[:5], OPENED], 0, 0, 1, 1 / 6, 1 / log2(7)),
    (ONE, OTHER, 0, 0, 0, 0, 0),
    (ONE, [], 0, 0, 0, 0, 0),
    (TWO, [OPENED, OTHER[0], DESIGNER], 1, 1, 1, 1, (1 + 1 / log2(4)) / IDEAL),
    (TWO, [OPENED], 1, 1, 1, 1, 1 / IDEAL),  # what is not found stays in the ideal
    (TWO, [Passage(HALL, 0, len(HALL.text))], 1, 1, 1, 1, 1),  # one passage that holds both
    (ONE, [Passage(HALL, 0, 5), Passage(HALL, 5, 12)], 1, 1, 1, 1, 1),  # two passages over one quote are one find
]


@pytest.mark.parametrize(("question", "ranking", "at_1", "at_5", "at_10", "mrr", "ndcg"), TABLE)
def test_by_hand(
    question: Question, ranking: list[Passage], at_1: float, at_5: float, at_10: float, mrr: float, ndcg: float
) -> None:
    (values,) = retrieval(resolve([question], ByHeart({})), [refused(hits=ranking)])
    expected = {"hit@1": at_1, "hit@5": at_5, "hit@10": at_10, "mrr": mrr, "ndcg@10": ndcg}
    assert values == pytest.approx(expected)


def test_questions_keep_their_order_and_those_without_evidence_have_no_value() -> None:
    golds = resolve([Question("三", answerable=False), ONE], ByHeart({}))
    first, second = retrieval(golds, [refused(hits=[OPENED]), refused(hits=[OPENED])])
    assert set(first.values()) == {None}
    assert second["hit@1"] == 1.0


def test_evidence_counts_for_the_first_passage_that_holds_it() -> None:
    (gold,) = resolve([TWO], ByHeart({}))
    assert gains(gold, [OTHER[0], Passage(HALL, 0, 3), OPENED, SHOPS, DESIGNER]) == [0, 1, 0, 0, 1]
