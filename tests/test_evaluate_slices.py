from __future__ import annotations

from rag.evaluate.gold import Gold, resolve
from rag.evaluate.judge import judge
from rag.evaluate.slices import script_pair, slices
from rag.types import Question
from tests.fakes_evaluate import ByHeart

HALL_LINE, PIER_LINE = ("hall", "設計師是林小雨。"), ("pier", "码头由陈大文设计。")


def gold_of(**keys: object) -> Gold:
    return resolve([Question("誰設計", **keys)], ByHeart({}))[0]  # type: ignore[arg-type]


def test_script_pair_is_question_to_article() -> None:
    assert script_pair(gold_of(evidence=(PIER_LINE,))) == "zh-Hant→zh-Hans"
    assert script_pair(gold_of(evidence=(HALL_LINE,), language="en")) == "en→zh-Hant"
    assert script_pair(gold_of(evidence=(HALL_LINE, PIER_LINE))) == "zh-Hant→mixed"
    assert script_pair(gold_of(answerable=False)) is None


def test_each_cut_parts_the_questions_it_knows() -> None:
    questions = [
        Question("誰設計", id="a", kind="person", evidence=(HALL_LINE,), file="x/tune.jsonl"),
        Question("who built it", id="b", kind="person", evidence=(PIER_LINE,), file="x/test.jsonl"),
        Question("票价多少", id="c", answerable=False, trap="near-miss", file="x/test.jsonl"),
    ]
    served = ByHeart({})
    found = slices(judge(resolve(questions, served), served))
    ids = {
        cut: {part: "".join(one.gold.id for one in inside) for part, inside in parts.items()}
        for cut, parts in found.items()
    }
    assert ids == {
        "set": {"test": "bc", "tune": "a"},
        "language": {"en": "b", "zh-Hans": "c", "zh-Hant": "a"},
        "script pair": {"en→zh-Hans": "b", "zh-Hant→zh-Hant": "a"},
        "answerable": {"answerable": "ab", "near-miss": "c"},
    }
