"""The servers and models that the tests of writing share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.types import Answer, Citation, Passage
from tests.conftest import an_article
from tests.write.scripted import SECRET, Scripted
from tests.write.tiny import make_tiny_model

ARTICLE = an_article("漁港有四十艘船。市場不在海邊。", publisher="海濱日報")


def answer(question: str = "漁港有多少艘船") -> Answer:
    quotes = (Citation(1, Passage(ARTICLE, 0, 8)), Citation(2, Passage(ARTICLE, 8, 15)))
    return Answer(question, "", "zh-Hant", "answered", "四十艘 [1]", 0.9, (), "g", citations=quotes)


@pytest.fixture
def scripted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Scripted]:
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    server = Scripted()
    yield server
    server.close()


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models") / "tiny"
    make_tiny_model(folder)
    return folder
