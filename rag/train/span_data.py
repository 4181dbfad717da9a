"""What the span reader learns from: questions with the places of their answers, and questions that a passage does not answer."""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

from rag.read.kinds import kind_of
from rag.read.neural import head
from rag.read.neural.features import SENTENCE_SHARE, compare
from rag.read.neural.units import tokens
from rag.read.neural.vocabulary import Vocabulary
from rag.text import fold, sentences
from rag.train.split import held_out

Span = tuple[int, int]
SHORT, CLAUSE, TALES = 1, 2, 3
"""Styles of answers; 0 is unknown."""

_SURE = 0.7
"""An answer that stands in several places is meant where the sentence shares this share of the best one's."""
_LONGEST_EXCHANGED = 12
_NUMBER = re.compile(r"\d+")
_NAME = re.compile(r"[\u3400-\u9fff]{1,5}·[\u3400-\u9fff·]{1,8}|[a-z]{3,}")


@dataclass(frozen=True, slots=True)
class Row:
    """A folded question over a folded passage. `spans` are the places of the answer, empty when it has none there.

    `style` says how the answers of its set are cut: 0 unknown, 1 as short as can be (DRCD), 2 rather a clause (CMRC 2018),
    3 one word of a tale (CMRC 2017).
    """

    question: str
    passage: str
    spans: tuple[Span, ...]
    answers: tuple[str, ...]
    style: int
    title: str = ""


def read_rows(data: Path, *, held: bool = False) -> list[Row]:
    """The training rows; or with `held`, DRCD's held-out titles. Answers stand as given, not folded."""
    if held:
        return list(_read(data / "qa/drcd.dev.jsonl", SHORT, held=True))
    return [
        *_read(data / "qa/cmrc2018.train.jsonl", CLAUSE),
        *_read(data / "qa/drcd.dev.jsonl", SHORT, held=False),
        *_read(data / "qa/cmrc2017_user.valid.jsonl", TALES),
    ]


def trial_rows(data: Path) -> list[Row]:
    """CMRC 2018 trial, for tuning."""
    return list(_read(data / "qa/cmrc2018.trial.jsonl", CLAUSE))


def _read(path: Path, style: int, held: bool | None = None) -> Iterator[Row]:
    for line in path.read_text("utf-8").splitlines():
        keys = json.loads(line)
        if held is not None and held_out(keys["title"]) != held:
            continue
        passage = fold(keys["passage"])
        spans = {span for answer in keys["answers"] for span in places(fold(answer), passage)}
        if keys["question"].strip() and spans:
            yield Row(
                fold(keys["question"].strip()),
                passage,
                tuple(sorted(spans)),
                tuple(keys["answers"]),
                style,
                fold(keys["title"]),
            )


def places(answer: str, passage: str) -> Iterator[Span]:
    """Where a folded answer stands in a folded passage, in order, without a full stop or quotation marks around it."""
    answer = answer.strip().rstrip("。；，、,;")
    if answer.count('"') == 2 and answer[0] == answer[-1] == '"':
        answer = answer[1:-1]
    at = passage.find(answer) if answer else -1
    while at >= 0:
        yield at, at + len(answer)
        at = passage.find(answer, at + 1)


def sure(row: Row, vocabulary: Vocabulary) -> Row:
    """The row with only those places of its answer whose sentence shares enough with the question."""
    if len({start for start, _ in row.spans}) <= 1:
        return row
    passage = tokens(row.passage, vocabulary)
    shares = compare(tokens(row.question, vocabulary), passage, vocabulary).passage[:, SENTENCE_SHARE]
    best = max(shares[start] for start, _ in row.spans)
    return replace(row, spans=tuple(span for span in row.spans if shares[span[0]] >= _SURE * best))


def cropped(row: Row, size: int, chance: random.Random) -> Row:
    """A run of whole sentences of about `size` characters with an answer in it; the passage is cut hard when one is longer."""
    if len(row.passage) <= size:
        return row
    ends = [0, *(end for _, end in sentences(row.passage))]
    start, end = chance.choice(row.spans) if row.spans else (at := chance.randrange(len(row.passage)), at + 1)
    low, high = max(e for e in ends if e <= start), min(e for e in ends if e >= end)
    while True:
        grown = [(a, b) for a, b in _grown(low, high, ends) if b - a <= size]
        if not grown:
            break
        low, high = chance.choice(grown)
    if high - low > size:
        low = chance.randint(max(low, end - size), start) if end - start <= size else start
        high = min(high, low + size)
    spans = tuple((a - low, b - low) for a, b in row.spans if low <= a and b <= high)
    return replace(row, passage=row.passage[low:high], spans=spans)


def _grown(low: int, high: int, ends: Sequence[int]) -> list[Span]:
    """The stretch with one more sentence before or after it."""
    before = [e for e in ends if e < low][-1:]
    after = [e for e in ends if e > high][:1]
    return [*((e, high) for e in before), *((low, e) for e in after)]


def titles_of(rows: Iterable[Row]) -> dict[str, str]:
    """The title of each passage."""
    return {row.passage: row.title for row in rows}


def headed(row: Row) -> Row:
    """The row as it is read at ask time: its title in front of its passage."""
    front = head(row.title)
    spans = tuple((start + len(front), end + len(front)) for start, end in row.spans)
    return replace(row, passage=front + row.passage, spans=spans)


def thinned(question: str, share: float, chance: random.Random) -> str:
    """The question with a few of its characters dropped."""
    kept = "".join(char for char in question if chance.random() >= share)
    return kept if len(kept) >= 3 else question


def answer_kinds(rows: Sequence[Row]) -> dict[tuple[str, str], list[str]]:
    """Short answers by the kind of their question and, persons aside, their last character."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows:
        for start, end in row.spans[:1]:
            if row.style != TALES and 2 <= end - start <= _LONGEST_EXCHANGED:
                found[_kind(row, row.passage[start:end])].append(row.passage[start:end])
    return found


def _kind(row: Row, answer: str) -> tuple[str, str]:
    kind = kind_of(row.question, "zh-Hans")
    return kind, "" if kind == "person" else answer[-1]


def exchanged(row: Row, kinds: Mapping[tuple[str, str], Sequence[str]], chance: random.Random) -> Row:
    """The row with another answer of its kind in the old one's place, so that no answer is learnt by heart."""
    answers = {row.passage[a:b] for a, b in row.spans}
    old = min(answers, key=len, default="")
    others = kinds.get(_kind(row, old), ()) if old else ()
    new = chance.choice(others) if others else ""
    if not new or row.style == TALES or len(old) > _LONGEST_EXCHANGED or len(answers) > 1:
        return row
    if new in row.passage or old in row.question or new in row.question:
        return row
    passage = row.passage.replace(old, new)
    spans = (a + (len(new) - len(old)) * row.passage.count(old, 0, a) for a, _ in row.spans)
    title = row.title.replace(old, new)
    return replace(row, passage=passage, spans=tuple((a, a + len(new)) for a in spans), answers=(new,), title=title)


def without_answer(row: Row) -> Row | None:
    """The passage with every sentence taken out that holds an answer; None when too little is left."""
    parts = [row.passage[a:b] for a, b in sentences(row.passage)]
    answers = {row.passage[a:b] for a, b in row.spans}
    kept = "".join(part for part in parts if not any(answer in part for answer in answers))
    return _unanswered(row, row.question, kept) if len(kept) >= 60 and not any(a in kept for a in answers) else None


def over_another(row: Row, passages: Sequence[str], chance: random.Random) -> Row | None:
    """The question over one of these passages, none of which answers it but for those that hold an answer; None without another."""
    answers = {row.passage[a:b] for a, b in row.spans}
    others = [passage for passage in passages if not any(answer in passage for answer in answers)]
    return _unanswered(row, row.question, chance.choice(others)) if others else None


def _unanswered(row: Row, question: str, passage: str) -> Row:
    return Row(question, passage, (), (), row.style, row.title)


def other_passages(rows: Sequence[Row], pool: Sequence[str], vocabulary: Vocabulary, best: int = 4) -> list[list[str]]:
    """For each row, the passages of the pool nearest to its question by the rarity of shared pairs, nearest first; its own
    passage and those that hold an answer are left out."""
    asked, told = _rarities([row.question for row in rows], vocabulary), _rarities(pool, vocabulary)
    scores = asked @ told.T.tocsr()  # (rows, pool)
    lengths = np.sqrt(np.array([len(text) for text in pool]) + 300)
    found = []
    for i, row in enumerate(rows):
        order = np.argsort(-np.asarray(scores[i].todense()).ravel() / lengths)[: best + 6]
        answers = {row.passage[a:b] for a, b in row.spans}
        texts = [pool[j] for j in order if pool[j] != row.passage and not any(a in pool[j] for a in answers)]
        found.append(texts[:best])
    return found


def _rarities(texts: Sequence[str], vocabulary: Vocabulary) -> csr_matrix:
    """(texts, pairs) the rarity of each known pair that a text holds."""
    numbers = (vocabulary.character_numbers(text) for text in texts)
    held = [np.unique(vocabulary.pair_numbers(vocabulary.pair_keys(n))) for n in numbers]
    columns = np.concatenate(held)
    at = np.repeat(np.arange(len(texts)), [len(pairs) for pairs in held])
    values = vocabulary.pair_idf[columns] * (columns > 0)
    return csr_matrix((values, (at, columns)), shape=(len(texts), len(vocabulary.pair_idf)))


def near_miss(row: Row, others: Sequence[Row], chance: random.Random) -> Row | None:
    """The question with its title, a name or a number exchanged for another of the same kind; None when it has none.

    What is put in stands nowhere in the passage; what is taken out does.
    """
    question = row.question
    choices = [match.span() for match in (*_NUMBER.finditer(question), *_NAME.finditer(question))]
    if len(row.title) > 1 and row.title in question:
        at = question.index(row.title)
        choices += [(at, at + len(row.title))] * 2
    choices = [(a, b) for a, b in choices if question[a:b] in row.passage or question[a:b] == row.title]
    if not choices:
        return None
    start, end = chance.choice(choices)
    new = _another(question[start:end], row, others, chance)
    if new is None or new in row.passage or new in row.title:
        return None
    return _unanswered(row, question[:start] + new + question[end:], row.passage)


def _another(old: str, row: Row, others: Sequence[Row], chance: random.Random) -> str | None:
    if old.isdecimal():
        value = int(old) + chance.choice([-30, -12, -7, -3, -2, -1, 1, 2, 4, 6, 11, 25])
        return str(value) if value > 0 else str(int(old) + 3)
    for other in (chance.choice(others) for _ in range(30)):
        if old == row.title and len(other.title) > 1 and other.title not in row.title and row.title not in other.title:
            return other.title
        found = _NAME.search(other.question)
        if old != row.title and found and ("·" in found[0]) == ("·" in old) and found[0] not in row.question:
            return found[0]
    return None


def phrase_swapped(row: Row, others: Sequence[Row], vocabulary: Vocabulary, chance: random.Random) -> Row | None:
    """The question with its rarest phrase that the passage holds exchanged for one of another question; None without one."""
    phrase = _phrase(row, vocabulary)
    for other in (chance.choice(others) for _ in range(8)):
        if phrase is None:
            return None
        new = _phrase(other, vocabulary)
        if new and new[0] not in row.passage and new[0] not in row.title and abs(len(new[0]) - len(phrase[0])) <= 2:
            start = phrase[1]
            question = row.question[:start] + new[0] + row.question[start + len(phrase[0]) :]
            return _unanswered(row, question, row.passage)
    return None


def _phrase(row: Row, vocabulary: Vocabulary) -> tuple[str, int] | None:
    """The run of the question's characters, 2 to 8 long, that the passage holds and that is rarest; and its start."""
    found, start = [], 0
    question = row.question
    while start < len(question) - 1:
        end = start
        while end < len(question) and end - start < 8 and question[start : end + 1] in row.passage:
            end += 1
        if end - start >= 2:
            numbers = vocabulary.character_numbers(question[start:end])
            rarity = vocabulary.pair_idf[vocabulary.pair_numbers(vocabulary.pair_keys(numbers)[:-1])].sum()
            found.append((float(rarity), question[start:end], start))
        start = max(end, start + 1)
    return max(found)[1:] if found else None
