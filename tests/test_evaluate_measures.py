from __future__ import annotations

from dataclasses import replace

import pytest

from rag.evaluate.gold import Gold, resolve
from rag.evaluate.measures import MEASURES, answer_hit, item_share, right, said, short_answer
from rag.types import Answer, Question
from tests.fakes_evaluate import HALL, PIER, ByHeart, answered, refused, span

OPENED = span(HALL, "新展覽館在2016年開幕。")
SHOPS = span(HALL, "開幕時有14家商店。")


def gold_of(**keys: object) -> Gold:
    return resolve([Question("問", **keys)], ByHeart({}))[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("keys", "answer", "hit"),
    [
        ({"answers": ("2016年", "2016")}, answered([OPENED]), 1.0),  # in the quote
        ({"answers": ("二零一六", "2016年")}, answered([SHOPS], "2016年"), 1.0),  # in the short answer
        ({"answers": ("4家",)}, answered([SHOPS]), 0.0),  # 14家 is another number
        ({"items": (("2016年",), ("14家", "14 shops"))}, answered([OPENED, SHOPS]), 1.0),
        ({"items": (("2016年",), ("14家",))}, answered([OPENED]), 0.0),  # half a list is no list
        ({"items": (("2016年",),), "answers": ("14家",)}, answered([OPENED]), 0.0),  # both must be hit
        ({"answers": ("2016年",)}, refused(), 0.0),
        ({"evidence": (("hall", "開幕時有14家商店。"),)}, answered([SHOPS]), 1.0),  # evidence alone judges by the quote
        ({"evidence": (("hall", "開幕時有14家商店。"),)}, answered([OPENED]), 0.0),
        ({"rejected": ("2016年",)}, answered([OPENED], "2016年"), 0.0),  # what was turned down came again
        ({"rejected": (SHOPS.text,)}, answered([OPENED], "2016年"), 1.0),
        ({"answerable": False}, answered([OPENED]), None),
        ({}, answered([OPENED]), None),  # nothing to judge by
    ],
)
def test_answer_hit(keys: dict[str, object], answer: Answer, hit: float | None) -> None:
    assert answer_hit(gold_of(**keys), answer) == hit


def test_the_name_and_date_of_a_paper_are_not_its_answer() -> None:
    answer = answered([SHOPS])
    assert said(answer) == f"\n{SHOPS.text}"
    assert "2020年" in said(replace(answer, writer="model", text="在2020年。"))


def test_items_are_counted_one_by_one() -> None:
    gold = gold_of(items=(("2016年",), ("14家",), ("林小雨",), ("陳大文", "Chan")))
    assert item_share(gold, answered([OPENED, SHOPS])) == 0.5
    assert item_share(gold, refused()) == 0.0
    assert item_share(gold_of(answers=("2016年",)), answered([OPENED])) is None


def test_short_answers_are_compared_in_one_script() -> None:
    gold = gold_of(answers=("陳大文",))
    assert short_answer(gold, answered([span(PIER, "码头由陈大文设计。")], "陈大文")) == (1.0, 1.0)
    assert short_answer(gold, answered([OPENED])) == (0.0, 0.0)
    assert short_answer(gold_of(items=(("陳大文",),)), refused()) == (None, None)


@pytest.mark.parametrize(
    ("keys", "answer", "value"),
    [
        ({"answers": ("2016年",)}, answered([OPENED]), 1.0),
        ({"answers": ("2016年",)}, refused(), 0.0),
        ({"answerable": False}, refused(), 1.0),
        ({"answerable": False}, answered([OPENED]), 0.0),
        ({}, answered([OPENED]), 1.0),  # feedback: it should have answered, and does
        ({}, refused(), 0.0),
    ],
)
def test_right(keys: dict[str, object], answer: Answer, value: float) -> None:
    assert right(gold_of(**keys), answer) == value


def test_measures_have_one_key_and_one_label_each() -> None:
    assert len({measure.key for measure in MEASURES}) == len({measure.label for measure in MEASURES}) == len(MEASURES)
