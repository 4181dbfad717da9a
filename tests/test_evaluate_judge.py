from __future__ import annotations

import pytest

from rag.errors import QuestionSetError
from rag.evaluate.gold import resolve
from rag.evaluate.judge import VERDICTS, Judged, judge, means
from rag.evaluate.measures import MEASURES
from rag.types import Answer, Question
from tests.fakes_evaluate import HALL, PIER, ByHeart, answered, refused, span

OPENED, SHOPS = span(HALL, "新展覽館在2016年開幕。"), span(HALL, "開幕時有14家商店。")
BUILT = span(PIER, "旧码头建于1958年。")
YEAR = Question("幾時", answers=("2016年",), evidence=(("hall", OPENED.text),))
OFF = Question("票價", answerable=False, trap="near-miss")


def judged(question: Question, answer: Answer, candid: Answer | None = None) -> Judged:
    served = ByHeart({question.text: answer})
    twin = ByHeart({question.text: candid}) if candid else None
    (one,) = judge(resolve([question], served), served, twin)
    return one


@pytest.mark.parametrize(
    ("question", "answer", "verdict"),
    [
        (YEAR, answered([OPENED]), "right"),
        (OFF, refused(), "rightly refused"),
        (OFF, answered([SHOPS]), "wrongly answered"),
        (YEAR, refused(hits=[BUILT]), "not retrieved"),
        (YEAR, answered([BUILT]), "not retrieved"),
        (YEAR, refused(hits=[BUILT, OPENED]), "wrongly refused"),
        (YEAR, answered([SHOPS], hits=[SHOPS, OPENED]), "not chosen"),
        (Question("問", answers=("八月",), evidence=(("hall", OPENED.text),)), answered([OPENED]), "answer missed"),
        (Question("問", answers=("八月",)), answered([OPENED]), "answer missed"),
        (Question("問", kind="should-have-answered"), refused(), "wrongly refused"),
    ],
)
def test_why_it_failed(question: Question, answer: Answer, verdict: str) -> None:
    assert judged(question, answer).verdict == verdict
    assert verdict in VERDICTS


def test_what_a_refused_question_would_have_been_answered_counts_for_confidence_only() -> None:
    one = judged(YEAR, refused(hits=[OPENED]), candid=answered([OPENED]))
    assert (one.if_answered, one.values["right"], one.values["refused_answerable"]) == (1.0, 0.0, 1.0)
    assert judged(YEAR, refused(), candid=answered([SHOPS])).if_answered == 0.0
    assert judged(YEAR, refused()).if_answered is None
    assert judged(OFF, refused(), candid=answered([SHOPS])).if_answered == 0.0


def test_measures_that_do_not_apply_are_none() -> None:
    values = judged(OFF, refused()).values
    assert {key for key, value in values.items() if value is not None} == {"right", "refused_unanswerable"}
    assert list(values) == [measure.key for measure in MEASURES]
    assert judged(YEAR, answered([OPENED])).values["refused_unanswerable"] is None


def test_means_are_over_the_questions_they_apply_to() -> None:
    served = ByHeart({"幾時": answered([OPENED], "2016年")})
    found = means(judge(resolve([YEAR, OFF, Question("商店", answers=("14家",))], served), served))
    assert (found["right"], found["em"], found["refused_unanswerable"]) == (2 / 3, 0.5, 1.0)
    assert found["items"] is None


def test_a_question_nobody_can_be_asked_is_named() -> None:
    with pytest.raises(QuestionSetError, match=r"^set.jsonl, line 7: The question holds no word"):
        judged(Question("？", file="set.jsonl", line=7), refused())
