"""While a model writes: the articles' own words first, then its sentences as they hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rag.types import (
    Answer,
    Citation,
    Delta,
    Drafted,
    Event,
    Failed,
    Filter,
    Found,
    Passage,
    Question,
    Restated,
    Sentence,
    Writing,
)
from rag.ui.handlers import Handlers
from rag.ui.turns import Asking
from tests.conftest import an_article
from tests.ui.fakes import FakePipeline

ARTICLE = an_article("漁港有四十艘船。")
CITED = (Citation(1, Passage(ARTICLE, 0, 8)),)
DRAFT = Answer("問", "", "zh-Hant", "answered", "四十艘 [1]", 0.9, (), "g", citations=CITED)
HELD = Sentence("漁港有40艘船[1]。", "漁港有40艘船[1]。", CITED)
STRUCK = Sentence("漁港有50艘船[1]<script>。", "", (), ("number 50 is not in the quotes",))


class Writes(FakePipeline):
    """Answers as a pipeline with a language model does."""

    def stream(self, question: Question, where: Filter | None = None) -> Iterator[Event]:
        yield Found(())
        yield Delta(DRAFT.text)
        yield Drafted(DRAFT, "fake:one")
        yield Restated("漁港有多少艘船？")
        yield Writing(3)
        yield STRUCK
        yield HELD
        yield Failed("it took too long")
        yield replace(DRAFT, text=HELD.text, writer="fake:one", sentences=(STRUCK, HELD), failed="it took too long")


class OneDesk:
    """The part of a desk that answering needs."""

    def pipeline(self) -> Writes:
        return Writes()


def shown() -> list[str]:
    do = Handlers(OneDesk())  # type: ignore[arg-type]
    return [html for html, _ in do.answer(Asking("問"), (), {}, "zh-Hant")]


def test_the_extractive_answer_stands_until_a_sentence_holds() -> None:
    pages = shown()
    first = next(page for page in pages if "四十艘" in page)
    assert "caret" in first
    after_struck = next(page for page in pages if "fake:one 正在撰寫" in page)
    assert "四十艘" in after_struck
    held = next(page for page in pages if "漁港有40艘船" in page)
    assert "四十艘 [1]" not in held and "漁港有多少艘船？" in held


def test_the_end_tells_what_was_struck_and_what_failed() -> None:
    last = shown()[-1]
    assert "漁港有40艘船" in last and "引文沒有數字 50" in last and "用時太久" in last
    assert "<script>" not in "".join(shown())
