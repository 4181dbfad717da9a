"""Language models by name: `openai:NAME`, `ollama:NAME`, any server that speaks as OpenAI's does, or a folder on disk.

A key comes from the environment and goes nowhere but to its provider: messages name the model, never the address or the key.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import ModelMissing

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

SECONDS = 60.0
"""How long a provider may be silent."""
RETRIES = 2
"""How often a provider that is busy or broken is asked again, each time after a longer wait."""
ANSWER_TOKENS = 1500
PROMPT_TOKENS = 6000
"""Tokens of a prompt for a model that does not say how much it can read."""
_MOST_PROMPT = 24_000
_KEYS = ("KEY", "TOKEN", "SECRET", "PASSWORD")


@dataclass(frozen=True, slots=True)
class Model:
    """A language model that is ready: `name` is shown to people, `prompt_tokens` is how much it may be given to read."""

    chat: BaseChatModel
    name: str
    prompt_tokens: int = PROMPT_TOKENS


def open_model(spec: str, seconds: float = SECONDS) -> Model:
    """The model of `PROVIDER:NAME`, of `PROVIDER:NAME@URL` for a server of one's own, or of `hf:PATH`.

    Raises ModelMissing when its provider is not installed, not known, or refuses the settings.
    """
    spec, address = _parted(spec)
    provider, _, name = spec.partition(":")
    if not (provider and name):
        raise ModelMissing(f"The language model {spec!r} cannot be used: write it as PROVIDER:NAME, like ollama:qwen3.")
    if provider == "hf":
        return _local(name, spec)
    try:
        chat = _hosted(provider, name, address, seconds)
    except ImportError:
        raise ModelMissing(
            f"The language model {spec} needs the package langchain-{provider}: install it, as with "
            f"`pip install 'baowen[{provider}]'`."
        ) from None
    except Exception as error:  # each provider has errors of its own: a missing key, a bad address
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ModelMissing(f"The language model {spec} cannot be used: {without_secrets(reason)}") from None
    return Model(chat, spec, _budget(chat))


def _parted(spec: str) -> tuple[str, str]:
    """Name and address of `openai:qwen@http://127.0.0.1:8000/v1`."""
    at = spec.find("@http")
    return (spec, "") if at < 0 else (spec[:at], spec[at + 1 :])


def _hosted(provider: str, name: str, address: str, seconds: float) -> BaseChatModel:
    from langchain.chat_models import init_chat_model

    if provider == "ollama":
        given = {"timeout": seconds}
        return init_chat_model(
            name,
            model_provider=provider,
            base_url=address or None,
            temperature=0.0,
            num_predict=ANSWER_TOKENS,
            client_kwargs=given,
        )
    if provider == "openai" and (address or os.environ.get("OPENAI_BASE_URL")):
        # A server of one's own asks for no key, but the client wants one.
        key = os.environ.get("OPENAI_API_KEY") or "none"
        own = address or os.environ["OPENAI_BASE_URL"]
        return init_chat_model(
            name, model_provider=provider, base_url=own, api_key=key, temperature=0.0, timeout=seconds, max_retries=RETRIES,
            max_tokens=ANSWER_TOKENS,
        )  # fmt: skip
    # No temperature: models that reason refuse one.
    return init_chat_model(
        name, model_provider=provider, timeout=seconds, max_retries=RETRIES, max_tokens=ANSWER_TOKENS
    )


def _local(path: str, spec: str) -> Model:
    if not Path(path).is_dir():
        raise ModelMissing(f"The language model {spec} cannot be used: there is no folder {path}.")
    from rag.write.local import TOKENS, open_local

    chat, longest = open_local(Path(path))
    return Model(chat, f"hf:{Path(path).name}", max(256, min(PROMPT_TOKENS, longest - TOKENS)))


def _budget(chat: BaseChatModel) -> int:
    """Prompt tokens by what LangChain knows of the model."""
    most = (chat.profile or {}).get("max_input_tokens")
    return min(_MOST_PROMPT, most - ANSWER_TOKENS) if isinstance(most, int) else PROMPT_TOKENS


def without_secrets(text: str) -> str:
    """The text with every key that stands in the environment blotted out."""
    for name, value in os.environ.items():
        if len(value) >= 6 and any(mark in name.upper() for mark in _KEYS):
            text = text.replace(value, "***")
    return text
