"""What did not stand is under the answer, folded away, in the page's language, and never anything but text."""

from __future__ import annotations

import pytest

from rag.types import Answer, Sentence
from rag.ui.languages import LANGUAGES
from rag.ui.struck import failure, reason_in_words, struck

EVIL = "<img src=x onerror=alert(1)> ![x](http://127.0.0.1/x.png) [1]。"


def answer(*sentences: Sentence, failed: str = "") -> Answer:
    return Answer("問", "", "zh-Hant", "answered", "答 [1]", 0.9, (), "g", sentences=sentences, failed=failed)


def test_a_struck_sentence_is_shown_with_its_reason_and_escaped() -> None:
    shown = struck(answer(Sentence(EVIL, "", (), ("number 9 is not in the quotes",))), "zh-Hant")
    assert "<img" not in shown and "&lt;img" in shown and "引文沒有數字 9" in shown and shown.startswith("<details")


def test_nothing_is_shown_when_all_stands() -> None:
    assert struck(answer(Sentence("船[1]。", "船[1]。")), "en") == "" == struck(answer(), "en")


def test_a_failure_is_one_line() -> None:
    assert "它不接受這個密鑰" in struck(answer(failed="it refused the key"), "zh-Hant")
    assert failure("<b>", "en").count("<b>") == 1  # escaped by whoever puts it into a page
    assert "&lt;b&gt;" in struck(answer(failed="<b>"), "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "reason",
    [
        "number 400 is not in the quotes", "number 4 is said of something else in the quotes", "date 2020年 is not in the quotes",
        "name 深圳 is not in the quotes", "the claim says 上升, the quotes say 下降", "the claim says not, the quotes do not",
        "the claim says 8亿美元, the quotes 8亿港元", "the quotes say 不在, the claim does not",
        "too little of the claim is in the quotes: 灯塔", "it cites none of the passages", "it holds a link or markup",
    ],
)  # fmt: skip
def test_every_reason_has_words(reason: str, language: str) -> None:
    said = reason_in_words(reason, language)  # type: ignore[arg-type]
    assert said and "{" not in said and (language == "en" or said != reason)
