from __future__ import annotations

from dataclasses import replace

from rag.evaluate.citations import citation_precision, citation_recall, exactness
from rag.evaluate.gold import resolve
from rag.types import Article, Citation, Passage, Question
from tests.fakes_evaluate import HALL, ByHeart, answered, refused, span

OPENED, SHOPS, DESIGNER = (
    span(HALL, text) for text in ("新展覽館在2016年開幕。", "開幕時有14家商店。", "設計師是林小雨。")
)
SHELF = ByHeart({})


def test_a_citation_is_a_slice_of_the_article_that_serves() -> None:
    assert exactness(answered([OPENED, SHOPS]), SHELF) == 1.0
    changed = Article("hall", "", HALL.text.replace("14", "15"))
    unknown = Article("hotel", "", HALL.text)
    answer = answered([OPENED, Passage(changed, SHOPS.start, SHOPS.end), Passage(unknown, 0, 3), Passage(HALL, 0, 999)])
    assert exactness(answer, SHELF) == 0.25
    assert exactness(refused(), SHELF) is None


def test_a_marker_of_a_model_that_names_no_citation_is_wrong() -> None:
    answer = replace(answered([OPENED]), text="2016年 [1]，也在2017年 [2]。", writer="model")
    assert exactness(answer, SHELF) == 0.5


def test_precision_and_recall_against_the_evidence() -> None:
    (gold,) = resolve([Question("問", evidence=(("hall", OPENED.text), ("hall", SHOPS.text)))], SHELF)
    assert citation_precision(gold, answered([OPENED, DESIGNER])) == 0.5
    assert citation_recall(gold, answered([OPENED, DESIGNER])) == 0.5
    assert citation_recall(gold, answered([Passage(HALL, OPENED.start, SHOPS.end)])) == 1.0
    assert (citation_precision(gold, refused()), citation_recall(gold, refused())) == (None, 0.0)


def test_without_evidence_neither_applies() -> None:
    (gold,) = resolve([Question("問", answers=("2016年",))], SHELF)
    answer = replace(answered([OPENED]), citations=(Citation(1, OPENED),))
    assert citation_precision(gold, answer) is citation_recall(gold, answer) is None
