"""A real model, made on the spot: from its folder, and behind a server of its own process."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.trace import Tracer
from rag.types import Answer
from rag.write import Writer, open_model
from rag.write.prompt import ask_prompt
from rag.write.stream import Limits, stream
from tests.conftest import ROOT
from tests.write.conftest import answer
from tests.write.tiny import SENTENCE


@pytest.fixture
def address(tiny: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "tests.write.tiny_server", str(tiny)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield f"http://127.0.0.1:{int(process.stdout.readline())}/v1"
        process.terminate()


def written(spec: str) -> Answer:
    *_, final = Writer(open_model(spec)).write(answer(), Tracer().steps())
    assert isinstance(final, Answer)
    return final


def test_a_model_from_a_folder_writes(tiny: Path) -> None:
    final = written(f"hf:{tiny}")
    assert final.text == SENTENCE and final.writer == "hf:tiny"


def test_a_model_behind_a_server_writes(address: str) -> None:
    final = written(f"openai:tiny@{address}")
    assert final.text == SENTENCE and final.writer == "openai:tiny"


def test_a_local_model_is_stopped(tiny: Path) -> None:
    pieces = stream(open_model(f"hf:{tiny}").chat, ask_prompt(answer(), 500), Limits())
    next(pieces)
    pieces.close()
