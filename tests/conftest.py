"""What the tests share: the project's own corpus, built once, and small corpora written on the spot."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")

from rag.pipeline import Pipeline, build
from rag.read.neural import Reader
from rag.read.neural.vocabulary import Vocabulary
from rag.types import Article

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the project's corpus. Only for reading."""
    folder = tmp_path_factory.mktemp("built") / "index"
    build(CORPUS, folder)
    return folder


@pytest.fixture(scope="session")
def pipeline(index: Path) -> Pipeline:
    return Pipeline.open(index)


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """What the built-in reader knows of words."""
    return Reader.open().vocabulary


@pytest.fixture
def write_corpus(tmp_path: Path) -> Callable[..., Path]:
    """Makes a corpus folder of the files given as name=text pairs."""

    def write(files: dict[str, str | bytes]) -> Path:
        folder = tmp_path / "corpus"
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return folder

    return write


def an_article(text: str, title: str = "標題", identity: str = "a", **keys: str) -> Article:
    return Article(id=identity, title=title, text=text, **keys)  # type: ignore[arg-type]
