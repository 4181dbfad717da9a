"""Reading without a language model: kinds of question, short answers, choosing sentences."""

from __future__ import annotations

import doctest
import importlib

import numpy as np
import pytest

from rag.errors import ModelMissing
from rag.pipeline import Pipeline
from rag.read import kind_of
from rag.read.compose import date_text
from rag.read.features import EVIDENCE, FIRST, SENTENCE
from rag.read.spans import holds, short_span
from rag.read.weights import Weights
from rag.text import fold
from rag.types import Language, Question
from tests.conftest import an_article


@pytest.mark.parametrize(
    ("question", "language", "kind"),
    [
        ("邊個係鎮長", "zh-Hant", "person"),
        ("展覽喺邊度舉行", "zh-Hant", "place"),
        ("幾時開幕", "zh-Hant", "date"),
        ("哪一年成立的", "zh-Hans", "date"),
        ("有幾多艘船", "zh-Hant", "number"),
        ("點解要搬", "zh-Hant", "reason"),
        ("建漁港的目的", "zh-Hant", "reason"),
        ("旅行目的地是哪個城市", "zh-Hant", "place"),
        ("有哪些商戶", "zh-Hant", "list"),
        ("由哪幾個部門負責", "zh-Hant", "list"),
        ("這幾家船廠的老闆是誰", "zh-Hant", "person"),
        ("漁港係咩", "zh-Hant", "definition"),
        ("what is a harbour", "en", "definition"),
        ("how many boats", "en", "number"),
        ("which year did it open", "en", "date"),
        ("who runs it", "en", "person"),
        ("why did they move", "en", "reason"),
        ("what is the purpose of the harbour", "en", "reason"),
        ("邊個部門管漁港", "zh-Hant", "other"),
        ("邊個城市有漁港", "zh-Hant", "place"),
        ("邊個市民落水", "zh-Hant", "person"),
        ("憑什麼選東灣", "zh-Hant", "reason"),
        ("漁港落成年份", "zh-Hant", "date"),
        ("渡輪票價", "zh-Hant", "number"),
        ("what did the lighthouse cost", "en", "number"),
        ("what is the highest fare on the ferry", "en", "number"),
        ("floor area of the market", "en", "number"),
        ("what was the opening date of the pier", "en", "date"),
        ("who was mayor when the harbour opened", "en", "person"),
        ("how many boats were there when it opened", "en", "number"),
        ("which harbour ranked second", "en", "other"),
        ("what did the man who built it say", "en", "other"),
    ],
)
def test_the_kind_of_a_question(question: str, language: Language, kind: str) -> None:
    assert kind_of(question, language) == kind


@pytest.mark.parametrize(
    ("sentence", "tells"),
    [
        ("漁港因水淺而遷走。", True),
        ("舊漁港無法停泊大船。", True),
        ("這項安排吸引了更多漁船。", True),
        ("漁港影響因素有三個。", False),
        ("漁港在事故後重開。", False),
        ("漁港是旅行目的地。", False),
    ],
)
def test_a_sentence_that_tells_a_reason_says_so(sentence: str, tells: bool) -> None:
    assert holds("reason", fold("為什麼要搬漁港"), fold(sentence), ()) == tells


def test_the_worked_examples_hold() -> None:
    assert doctest.testmod(importlib.import_module("rag.read.kinds")).failed == 0


@pytest.mark.parametrize(
    ("question", "kind", "sentence", "near", "short"),
    [
        ("漁港有多少艘船", "number", "漁港有40多艘船，鎮上有3間學校。", "漁港", "40多艘"),
        ("鎮上有幾多間學校", "number", "漁港有40多艘船，鎮上有3間學校。", "學校", "3間"),
        ("漁港幾時建成", "date", "漁港在2031年5月建成，2033年擴建。", "建成", "2031年5月"),
        ("邊個係鎮長", "person", "鎮長葉文說，展覽明年會再辦。", "鎮長", "葉文"),
        ("漁港是什麼", "definition", "「漁港」是小鎮最老的碼頭。", "漁港", "小鎮最老的碼頭"),
        ("資助有多少", "number", "這個項目獲得資助近3億元。", "資助", "近3億元"),
    ],
)
def test_short_answers(question: str, kind: str, sentence: str, near: str, short: str) -> None:
    at = sentence.index(near)
    span = short_span(question, kind, sentence, [(at, at + len(near), 5.0)])  # type: ignore[arg-type]
    assert span is not None and sentence[slice(*span)] == short


def test_what_the_question_says_is_no_answer() -> None:
    assert short_span("2031年建成的是什麼", "date", "漁港在2031年建成。", [(0, 2, 5.0)]) is None


def test_spans_lie_within_the_sentence(pipeline: Pipeline) -> None:
    for text in ("晶泰科技的首席科學家是誰", "城大深研院有幾多個在研項目", "港科大工程排名第幾"):
        answer = pipeline.ask(Question(text))
        assert answer.short_answer and fold(answer.short_answer) in fold(answer.citations[0].quote.text)


@pytest.mark.parametrize(
    ("published", "shown"), [("2031", "2031"), ("2031-05", "May 2031"), ("2031-05-04", "4 May 2031"), ("", "")]
)
def test_dates_are_as_exact_as_they_are_known(published: str, shown: str) -> None:
    assert date_text(an_article("字", published=published), "en") == shown


def test_weights_are_kept_and_read_back(tmp_path) -> None:  # type: ignore[no-untyped-def]
    weights = Weights(
        np.arange(len(FIRST)) / 4, np.arange(len(SENTENCE)) / 4, np.arange(len(EVIDENCE)) / 4, 0.5, 0.25, 1.0
    )
    weights.save(tmp_path / "weights.json")
    again = Weights.open(tmp_path / "weights.json")
    assert np.array_equal(again.first, weights.first) and np.array_equal(again.sentence, weights.sentence)
    assert again.threshold == 0.25
    with pytest.raises(ModelMissing):
        Weights.open(tmp_path / "none.json")
