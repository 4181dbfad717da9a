"""Models by name: which can be had, what is said of those that cannot, and where keys never go."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.errors import ModelMissing
from rag.write import open_model
from rag.write.models import PROMPT_TOKENS, without_secrets


@pytest.mark.parametrize("spec", ["nothing", "no-such-provider:model", ":x", "openai:", "hf:nowhere"])
def test_a_model_that_is_not_there_is_one_sentence(spec: str) -> None:
    with pytest.raises(ModelMissing) as error:
        open_model(spec)
    assert "\n" not in str(error.value)


def test_a_missing_key_is_told_without_asking_for_it_in_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    with pytest.raises(ModelMissing, match="openai:some-model cannot be used"):
        open_model("openai:some-model")


def test_a_server_of_ones_own_needs_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    model = open_model("openai:qwen@http://127.0.0.1:9/v1")
    assert (model.name, model.prompt_tokens) == ("openai:qwen", PROMPT_TOKENS)


def test_a_name_may_hold_colons_and_slashes() -> None:
    assert open_model("openai:org/model:7b@http://127.0.0.1:9/v1").name == "openai:org/model:7b"


def test_keys_of_the_environment_are_blotted_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_API_KEY", "sk-abcdef")
    assert without_secrets("Incorrect key sk-abcdef.") == "Incorrect key ***."


def test_a_folder_that_holds_no_model_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="cannot be loaded"):
        open_model(f"hf:{tmp_path}")
