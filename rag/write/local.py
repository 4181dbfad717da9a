"""A language model from a folder on disk, through transformers, for those who have the weights."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult

from rag.errors import ModelMissing

TOKENS = 800
"""Tokens of an answer at most."""
_PLAIN = "{% for message in messages %}{{ message['content'] }}\n\n{% endfor %}"
"""How a model without a chat template of its own is spoken to."""


class LocalChat(BaseChatModel):
    """Chat with a causal model of transformers: greedy, streamed, stopped when nobody reads on."""

    model: Any
    tokenizer: Any
    tokens: int = TOKENS

    @property
    def _llm_type(self) -> str:
        return "local"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        text = "".join(str(chunk.message.content) for chunk in self._stream(messages, stop, run_manager))
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content=text))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        tokens, stopped = _Tokens(), threading.Event()
        threading.Thread(target=self._run, args=(messages, tokens, stopped), daemon=True).start()
        try:
            for text in tokens.texts(self.tokenizer):
                yield ChatGenerationChunk(message=AIMessageChunk(content=text))
        finally:
            stopped.set()

    def _run(self, messages: list[BaseMessage], tokens: _Tokens, stopped: threading.Event) -> None:
        from transformers import StoppingCriteriaList

        said = [{"role": _role(message), "content": str(message.content)} for message in messages]
        template = None if self.tokenizer.chat_template else _PLAIN
        given = self.tokenizer.apply_chat_template(
            said, chat_template=template, add_generation_prompt=True, return_tensors="pt", return_dict=True
        )
        criteria = StoppingCriteriaList([lambda ids, scores: stopped.is_set()])
        try:
            self.model.generate(
                **given, streamer=tokens, max_new_tokens=self.tokens, do_sample=False, stopping_criteria=criteria
            )
        except Exception as error:  # it is raised again where the text is read
            tokens.fail(error)


class _Tokens:
    """What `generate` calls with each token. transformers' own streamer holds back Chinese until a space comes."""

    def __init__(self) -> None:
        self._queue: queue.Queue[list[int] | Exception | None] = queue.Queue()
        self._prompt = True

    def put(self, value: Any) -> None:
        """The prompt first, which is passed over, then token after token."""
        if not self._prompt:
            self._queue.put(value.flatten().tolist())
        self._prompt = False

    def end(self) -> None:
        """There will be no more."""
        self._queue.put(None)

    def fail(self, error: Exception) -> None:
        """The model broke down."""
        self._queue.put(error)

    def texts(self, tokenizer: Any) -> Iterator[str]:
        """The text in pieces, each of whole characters."""
        tokens: list[int] = []
        said = 0
        while (got := self._queue.get()) is not None:
            if isinstance(got, Exception):
                raise got
            tokens += got
            text = tokenizer.decode(tokens, skip_special_tokens=True)
            if not text.endswith("\ufffd"):
                yield text[said:]
                said = len(text)


def _role(message: BaseMessage) -> str:
    return {"system": "system", "human": "user"}.get(message.type, "assistant")


def open_local(path: Path) -> tuple[BaseChatModel, int]:
    """The model in a folder, and how many tokens it reads at most. Raises ModelMissing."""
    from transformers import AutoModelForCausalLM, AutoTokenizer

    try:
        tokenizer = AutoTokenizer.from_pretrained(str(path), local_files_only=True)
        model = AutoModelForCausalLM.from_pretrained(str(path), local_files_only=True)
    except (OSError, ValueError, KeyError) as error:
        raise ModelMissing(f"The language model in {path} cannot be loaded ({type(error).__name__}).") from None
    longest = getattr(model.config, "max_position_embeddings", 0) or 2048
    return LocalChat(model=model, tokenizer=tokenizer), longest
