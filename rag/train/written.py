"""Questions we wrote over passages of the reading sets, in Chinese and English: half answered there, half near misses.

A near miss asks of the same things what its passage does not say. Each line of `written.jsonl` names a passage by the start of its sha1
and lists questions in Chinese, in English, and their answers; the passages themselves are read from the data.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.read.asked import asked_in_chinese
from rag.read.kinds import kind_of
from rag.retrieve import understand
from rag.text import fold, terms
from rag.text.spoken import written
from rag.train.span_data import SHORT, Row, places
from rag.train.split import held_out
from rag.translate import open_translator
from rag.types import Question

QUESTIONS = Path(__file__).with_name("written.jsonl")
SETS = ("cmrc2018.train", "drcd.dev", "cmrc2018.trial")
_KEY = 12
_FACTS = frozenset({"person", "place", "date", "number"})
"""Kinds of question whose answers we wrote as short as can be; the others are of no one style."""


@dataclass(frozen=True, slots=True)
class Written:
    """One question in Chinese and in English over a passage of the set `source`; `answer` is a slice of the passage, empty when it
    holds none. `trained` tells whether the span reader may learn it; the others stand over passages that it has never read."""

    source: str
    title: str
    passage: str
    question: str
    english: str
    answer: str
    trained: bool


def key_of(passage: str) -> str:
    """What names a passage in the file."""
    return hashlib.sha1(passage.encode("utf-8"), usedforsecurity=False).hexdigest()[:_KEY]


def read_written(data: Path, file: Path = QUESTIONS) -> list[Written]:
    """All of them, in the file's order. Raises KeyError when a passage is not in the data."""
    passages = _passages(data)
    lines = map(json.loads, file.read_text("utf-8").splitlines())
    return [
        Written(*passages[keys["passage"]], chinese, english, answer, _trained(*passages[keys["passage"]][:2]))
        for keys in lines
        for chinese, english, answer in keys["questions"]
    ]


def _trained(source: str, title: str) -> bool:
    return source == "cmrc2018.train" or (source == "drcd.dev" and not held_out(title))


def _passages(data: Path) -> Mapping[str, tuple[str, str, str]]:
    """Set, title and text by key."""
    found = {}
    for source in SETS:
        for line in (data / f"qa/{source}.jsonl").read_text("utf-8").splitlines():
            keys = json.loads(line)
            found[key_of(keys["passage"])] = source, keys["title"], keys["passage"]
    return found


def written_rows(questions: Iterable[Written]) -> Iterator[tuple[Row, ...]]:
    """Two rows of each: the Chinese question, and the words that the English one is understood as."""
    questions = list(questions)
    ask = _English([one.passage for one in questions])
    for one in questions:
        passage = fold(one.passage)
        spans = tuple(places(fold(one.answer), passage)) if one.answer else ()
        answers = (one.answer,) if one.answer else ()
        chinese = written(fold(one.question)), kind_of(one.question, "zh-Hans")
        english = ask(one.english, passage), kind_of(one.english, "en")
        yield tuple(
            Row(question, passage, spans, answers, SHORT if kind in _FACTS else 0, fold(one.title))
            for question, kind in (chinese, english)
        )


class _English:
    """English questions in the words of a passage, as at ask time."""

    def __init__(self, passages: Sequence[str]) -> None:
        self._translator = open_translator()
        self._counts = Counter(term for passage in set(passages) for term in set(terms(passage)))

    def __call__(self, question: str, passage: str) -> str:
        query = understand(Question(question), self._translator, lambda term: self._counts[term])
        return asked_in_chinese(query, kind_of(question, "en"), passage)
