"""A language model may rephrase what the quotes carry, and nothing else."""

from __future__ import annotations

import pytest

from rag.errors import ModelMissing
from rag.types import Answer, Citation, Passage
from rag.write import Writer, open_writer, supported
from rag.write.writer import DECLINE
from tests.conftest import an_article
from tests.fakes import ScriptedModel

ARTICLE = an_article("漁港有四十艘船。市場不在海邊。", publisher="海濱日報")


def answer() -> Answer:
    quotes = (Citation(1, Passage(ARTICLE, 0, 8)), Citation(2, Passage(ARTICLE, 8, 15)))
    return Answer("漁港有多少艘船", "", "zh-Hant", "answered", "四十艘 [1]", 0.9, (), "g", citations=quotes)


def rewritten(reply: str | Exception) -> Answer:
    return Writer(ScriptedModel(reply=lambda prompt: reply), "fake:one").rewrite(answer())


def test_supported_sentences_are_kept() -> None:
    result = rewritten("漁港共有40艘船[1]。市場不在海邊。[2]")
    assert result.text == "漁港共有40艘船[1]。 市場不在海邊[2]。"
    assert result.writer == "fake:one" and result.citations == answer().citations


@pytest.mark.parametrize(
    "reply",
    [
        "漁港共有50艘船[1]。",  # another number
        "漁港共有40艘船[3]。",  # a citation that was not given
        "漁港共有40艘船。",  # no citation
        "市場在海邊[1]。",  # not in that quote
        "漁港沒有船[1]。",  # a negation the quote has not
        DECLINE,
        "",
        TimeoutError("too late"),
    ],
)
def test_what_does_not_hold_leaves_the_extractive_answer(reply: str | Exception) -> None:
    assert rewritten(reply) == answer()


def test_only_what_holds_is_kept() -> None:
    assert rewritten("漁港共有40艘船[1]。鎮上有9間學校[2]。").text == "漁港共有40艘船[1]。"


def test_quotes_are_fenced_and_numbered() -> None:
    prompts: list[str] = []
    Writer(ScriptedModel(reply=lambda prompt: prompts.append(prompt) or DECLINE), "fake").rewrite(answer())
    assert "[1] 漁港有四十艘船。" in prompts[0] and "Traditional Chinese" in prompts[0]


def test_numbers_count_whole() -> None:
    assert not supported("資助3億元", ["資助33億元"], same_language=True)
    assert supported("資助3億元", ["獲資助近3億元"], same_language=True)


@pytest.mark.parametrize("spec", ["nothing", "no-such-provider:model", ":x"])
def test_a_model_that_is_not_there_is_one_sentence(spec: str) -> None:
    with pytest.raises(ModelMissing) as error:
        open_writer(spec)
    assert "\n" not in str(error.value)
