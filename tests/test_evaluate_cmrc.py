"""The official rule of CMRC 2018, on examples worked by hand from the published script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.evaluate.cmrc import exact_match, f1, segments
from tests.strategies import texts

WORKED = [
    # prediction, accepted, exact match, F1
    ("1963年", ["1963年"], 1.0, 1.0),
    ("在1963年", ["1963年"], 0.0, 0.8),  # 在|1963|年 and 1963|年: 2 of 3, 2 of 2
    ("香港科大", ["香港大學"], 0.0, 0.5),  # the common substring is 香港; 香港大 is only a subsequence
    ("《大公報》", ["大公報"], 1.0, 1.0),  # book marks are dropped
    ("Hong Kong", ["hong kong "], 1.0, 1.0),  # case and outer spaces are dropped
    ("HongKong", ["Hong Kong"], 0.0, 0.0),  # inner spaces are not, and hongkong is another token
    ("等……", ["等"], 0.0, 2 / 3),  # the script's …… never matches one character: 等|…… is two tokens
    ("二十萬元", ["二十萬", "20萬元"], 0.0, 6 / 7),  # the best accepted answer counts
    ("", ["二十萬"], 0.0, 0.0),
    ("無關", ["二十萬"], 0.0, 0.0),
]


@pytest.mark.parametrize(("prediction", "accepted", "em", "score"), WORKED)
def test_worked_examples(prediction: str, accepted: list[str], em: float, score: float) -> None:
    assert exact_match(prediction, accepted) == em
    assert f1(prediction, accepted) == pytest.approx(score)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("7,500萬美元", ["7,500", "萬", "美", "元"]),
        ("GPT-3模型", ["gpt3", "模", "型"]),  # a dropped mark joins what stood around it
        ("3.5%，約10GB", ["3.5", "%", "約", "10gb"]),
        ("John H. McArthur說", ["john", "h.", "mcarthur", "說"]),
        ("成立於Inc.公司", ["成", "立", "於", "inc", ".", "公", "司"]),  # a point that ends the run is a token
    ],
)
def test_chinese_by_character_the_rest_by_word(text: str, tokens: list[str]) -> None:
    assert segments(text) == tokens


@given(texts, texts)
def test_f1_is_a_share_and_full_for_the_same_text(one: str, other: str) -> None:
    assert 0.0 <= f1(one, [other]) <= 1.0
    assert f1(one, [other]) == pytest.approx(f1(other, [one]))
    assert f1(one, [one]) == float(bool(segments(one)))


@given(st.lists(texts, min_size=1, max_size=3), texts)
def test_more_accepted_answers_never_score_lower(accepted: list[str], prediction: str) -> None:
    assert f1(prediction, accepted) >= f1(prediction, accepted[:1])
    assert exact_match(prediction, accepted) >= exact_match(prediction, accepted[:1])
