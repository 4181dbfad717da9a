"""What some models expect before a text, for those whose files do not say so themselves.

The words are those of the model cards: E5 (Wang et al., 2022 and 2024), BGE (Xiao et al., 2023, "C-Pack"), GTE, Qwen3-Embedding.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Instructions:
    """Words put before each question and before each passage; empty for none."""

    query: str = ""
    passage: str = ""

    @property
    def mark(self) -> str:
        """Six characters that change with the words; empty without words."""
        words = f"{self.query}\0{self.passage}"
        return hashlib.sha256(words.encode("utf-8")).hexdigest()[:6] if words != "\0" else ""


_TASK: Final = "Given a web search query, retrieve relevant passages that answer the query"
_EN: Final = "Represent this sentence for searching relevant passages: "
_ZH: Final = "为这个句子生成表示以用于检索相关文章："
_BEFORE, _AFTER = r"(?:^|[-_./ ])", r"(?:$|[-_./ ])"

_KNOWN: Final[Sequence[tuple[str, Instructions]]] = (
    (r"qwen3-embedding", Instructions(f"Instruct: {_TASK}\nQuery:")),
    (r"gte-qwen\d?.*-instruct", Instructions(f"Instruct: {_TASK}\nQuery: ")),
    (r"e5-mistral|e5-(?:.*-)?instruct", Instructions(f"Instruct: {_TASK}\nQuery: ")),
    (r"e5", Instructions("query: ", "passage: ")),
    (r"bge-.*noinstruct", Instructions()),
    (r"bge-(?:small|base|large)-zh", Instructions(_ZH)),
    (r"bge-(?:small|base|large)-en", Instructions(_EN)),
    (r"bge-multilingual-gemma2|bge-en-icl", Instructions(f"<instruct>{_TASK}\n<query>")),
)
"""The first that fits a name counts. What is not here, such as bge-m3, gte, text2vec and m3e, expects nothing before a text."""


def instructions_for(names: Sequence[str]) -> Instructions:
    """The instructions of the first of a model's names that is a known one; none when no name is.

    >>> instructions_for(["intfloat/multilingual-e5-small"]).passage
    'passage: '
    >>> instructions_for(["BAAI/bge-m3"])
    Instructions(query='', passage='')
    """
    for name in names:
        for pattern, instructions in _KNOWN:
            if re.search(f"{_BEFORE}(?:{pattern}){_AFTER}", name.lower()):
                return instructions
    return Instructions()
