"""What the reader's weights are learnt from: questions with the sentences to choose from, and questions that nothing answers."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.evaluate.wording import says
from rag.load.questions import load_questions
from rag.pipeline import build
from rag.read.causes import cause_of
from rag.read.kinds import Kind
from rag.read.neural.vocabulary import Vocabulary
from rag.read.ranking import Looked, look
from rag.read.sentence import Candidate
from rag.retrieve import Retriever
from rag.store import Shelf, open_generation
from rag.text import fold
from rag.train.bilingual import read_parallel
from rag.train.news import Story, read_news
from rag.train.split import held_out
from rag.train.written import key_of, read_written
from rag.types import Hit, Passage, Query, Question

_PASSAGES = 10
_GENERAL = 300
"""General questions of a language that are learnt from, and as many to measure on."""
_OWN_FILES = ("tune", "more", "further", "follow-ups", "fresh")
_YEAR = re.compile(r"(1[5-9]|20)\d\d")


@dataclass(frozen=True, slots=True)
class Row:
    """One question of a reading set. `gold` is the article id; empty when nothing answers."""

    question: Question
    title: str
    gold: str


@dataclass(frozen=True, slots=True)
class Example:
    """A question with the sentences to choose from, and how far each answers, (n,) in [0, 1]; `heard` are the sentences again
    once the span reader has read them."""

    row: Row
    query: Query
    looked: Looked
    right: NDArray[np.float64]
    heard: Sequence[Candidate] = ()


@dataclass(frozen=True, slots=True)
class Sets:
    """Examples by name. Weights are learnt on `trial`, `drcd_fit`, `own` and the first refusals, measured on the others."""

    trial: Sequence[Example]
    drcd_fit: Sequence[Example]
    drcd_held: Sequence[Example]
    own: Sequence[Example]
    refused_fit: Sequence[Example]
    refused_held: Sequence[Example]
    general_fit: Sequence[Example]
    general_held: Sequence[Example]
    drcd_given: Sequence[Example]
    """The questions of `drcd_held` with their own passage given instead of searched."""
    trial_given: Sequence[Example]
    written_fit: Sequence[Example]
    """Our own questions over the passages of `trial` and `drcd_fit`, near misses among them."""
    written_held: Sequence[Example]
    news_fit: Sequence[Example]
    """Our own questions over news of ours that the span reader has not read, among the rest of its pile."""
    news_held: Sequence[Example]


def gather(data: Path, work: Path, vocabulary: Vocabulary, chance: random.Random) -> Sets:
    """All examples, before the span reader has read them; indexes are built in `work`."""
    drcd, rows = _reading_set(data / "qa/drcd.dev.jsonl", work / "drcd")
    trial, asked = _reading_set(data / "qa/cmrc2018.trial.jsonl", work / "trial")
    build(Path("corpus"), work / "own" / "index")
    own = _retriever(work / "own" / "index")
    files = [Path("eval/questions", f"{name}.jsonl") for name in _OWN_FILES]
    questions = [question for file in files if file.is_file() for question in load_questions(file)]
    ours, written = _written_set(data, work / "written")
    news = [(retriever, story, row) for retriever, asked in _news_piles(work / "news") for story, row in asked]
    unasked = [_general(lines, chance) for lines in _general_questions(data)]
    held = [row for row in rows if held_out(row.title)]
    fit, rest = [row for row in held if for_fitting(row.title)], [row for row in held if not for_fitting(row.title)]

    def examples(retriever: Retriever, rows: Iterable[Row]) -> list[Example]:
        return [example for row in rows if (example := _example(retriever, row, vocabulary))]

    def refused(retriever: Retriever, rows: Sequence[Row]) -> list[Example]:
        return list(_unanswerable(retriever, rows, vocabulary, chance))

    def given(retriever: Retriever, rows: Sequence[Row]) -> list[Example]:
        whole = {article.id: [Hit(article.passage(), 1.0)] for article in retriever.generation.articles}
        return [found for row in rows if (found := _example(retriever, row, vocabulary, whole[row.gold]))]

    return Sets(
        trial=examples(trial, asked),
        drcd_fit=examples(drcd, fit),
        drcd_held=examples(drcd, rest),
        own=examples(own, [Row(q, "", q.evidence[0][0] if q.evidence else "") for q in questions]),
        refused_fit=[*refused(drcd, fit[:400]), *refused(trial, asked[:400])],
        refused_held=refused(drcd, rest[:400]),
        general_fit=examples(own, [row for rows in unasked for row in rows[:_GENERAL]]),
        general_held=examples(own, [row for rows in unasked for row in rows[_GENERAL:]]),
        drcd_given=given(drcd, rest),
        trial_given=given(trial, asked),
        written_fit=examples(ours, [row for row in written if not row.title or for_fitting(row.title)]),
        written_held=examples(ours, [row for row in written if row.title and not for_fitting(row.title)]),
        news_fit=[found for r, story, row in news if not story.measured and (found := _example(r, row, vocabulary))],
        news_held=[found for r, story, row in news if story.measured and (found := _example(r, row, vocabulary))],
    )


def _general_questions(data: Path) -> tuple[Sequence[str], Sequence[str]]:
    """Questions about anything, in Chinese and, typed in small letters, in English: none is for our articles."""
    chinese = (data / "questions/general_zh.txt").read_text("utf-8").splitlines()
    return chinese, read_parallel(data / "parallel/mkqa_questions.en-zhCN.tsv")[0]


def _general(lines: Sequence[str], chance: random.Random) -> list[Row]:
    """As many to learn from, and then to measure on."""
    asked = [Question(line) for line in lines if line.strip()]
    return [Row(question, "", "") for question in chance.sample(asked, 2 * _GENERAL)]


def for_fitting(title: str) -> bool:
    """Two fifths of the held-out titles: the span reader has not read them, these weights have."""
    return hashlib.sha1(title.encode("utf-8"), usedforsecurity=False).digest()[-2] % 5 < 2


def _reading_set(file: Path, work: Path) -> tuple[Retriever, list[Row]]:
    """An index of the file's passages, and its questions with the article that answers each."""
    work.mkdir(parents=True)
    ids: dict[str, str] = {}
    rows = []
    for line in file.read_text("utf-8").splitlines():
        keys = json.loads(line)
        gold = ids.setdefault(keys["passage"], f"p{len(ids)}")
        rows.append((keys, gold))
    titles = {gold: keys["title"] for keys, gold in rows}
    questions = [
        Row(Question(keys["question"], id=str(keys["id"]), answers=tuple(keys["answers"])), keys["title"], gold)
        for keys, gold in rows
        if keys["question"].strip()
    ]
    return _indexed([(gold, titles[gold], passage) for passage, gold in ids.items()], work), questions


def _written_set(data: Path, work: Path) -> tuple[Retriever, list[Row]]:
    """An index of the passages, one of a title, that we wrote questions over and the span reader has not read; and those questions
    in both languages."""
    work.mkdir(parents=True)
    ours = [one for one in read_written(data) if not one.trained]
    articles = dict.fromkeys((key_of(one.passage), one.title, one.passage) for one in ours)
    questions = [
        Row(
            _question(text, one.answer),
            "" if one.source == "cmrc2018.trial" else one.title,
            key_of(one.passage) if one.answer else "",
        )
        for one in ours
        for text in (one.question, one.english)
    ]
    return _indexed(list(articles), work), questions


def _news_piles(work: Path) -> Iterator[tuple[Retriever, list[tuple[Story, Row]]]]:
    """An index of each pile of our news, and the questions in both languages over those of its stories that the span reader has
    not read."""
    stories = read_news()
    for pile in sorted({story.pile for story in stories}):
        numbered = [(f"n{place}", story) for place, story in enumerate(stories) if story.pile == pile]
        folder = work / pile
        folder.mkdir(parents=True)
        articles = [(key, story.title, story.text, story.date) for key, story in numbered]
        asked = [
            (story, Row(_question(text, answer), story.title, key if answer else ""))
            for key, story in numbered
            if not story.trained
            for chinese, english, answer in story.questions
            for text in (chinese, english)
        ]
        yield _indexed(articles, folder), asked


def _question(text: str, answer: str) -> Question:
    return Question(text, answerable=bool(answer), answers=(answer,) if answer else ())


def _indexed(articles: Sequence[tuple[str, ...]], work: Path) -> Retriever:
    """Over articles given as (id, title, text) or (id, title, text, day)."""
    with (work / "articles.jsonl").open("w", encoding="utf-8") as out:
        for article in articles:
            keys = dict(zip(("id", "title", "text", "published"), article, strict=False))
            out.write(json.dumps(keys, ensure_ascii=False) + "\n")
    build(work, work / "index")
    return _retriever(work / "index")


def _retriever(index: Path) -> Retriever:
    """Without a pipeline, which would want the weights that are about to be learnt."""
    shelf = Shelf(index)
    return Retriever.open(open_generation(shelf.path(shelf.current)))


def _example(
    retriever: Retriever, row: Row, vocabulary: Vocabulary, hits: Sequence[Hit] | None = None
) -> Example | None:
    query = retriever.understand(row.question)
    hits = retriever.search(query, _PASSAGES) if hits is None else hits
    looked = look(query, hits, retriever.generation.lexical, retriever.encoder, vocabulary)
    if looked is None:
        return None
    right = np.array([_right(candidate.passage, looked.kind, row) for candidate in looked.candidates], dtype=np.float64)
    return Example(row, query, looked, right)


def _right(sentence: Passage, kind: Kind, row: Row) -> float:
    """How far a sentence is right, or the one beside it that is quoted with it because it gives the reason."""
    cause = cause_of(sentence) if kind == "reason" else None
    return max(_answers(sentence, row), _answers(cause, row) if cause else 0.0)


def _answers(sentence: Passage, row: Row) -> float:
    """How far a sentence is right: the share of a list's items that it says; else whether it overlaps the gold evidence or says
    an accepted answer; of a reading set in the gold article only, and of an answer longer than a sentence a part."""
    question, text = row.question, sentence.text
    if not question.evidence:
        folded, there = fold(text), bool(row.gold) and sentence.article.id == row.gold
        return float(there and any(one in folded or folded in one for one in map(fold, question.answers)))
    shown = any(
        article == sentence.article.id and (fold(quote) in fold(text) or fold(text) in fold(quote))
        for article, quote in question.evidence
    )
    if question.items:
        said = [any(says(text, wording) for wording in group) for group in question.items]
        return max(0.5 * shown, sum(said) / len(said))
    return float(shown or any(says(text, answer) for answer in question.answers))


def _unanswerable(
    retriever: Retriever, rows: Sequence[Row], vocabulary: Vocabulary, chance: random.Random
) -> Iterator[Example]:
    """Near misses: the answering article left out, another year, another topic."""
    for row in rows:
        nothing = replace(row, gold="")
        query = retriever.understand(row.question)
        hits = [hit for hit in retriever.search(query, 14) if hit.passage.article.id != row.gold][:_PASSAGES]
        changed = _changed(row, rows, chance)
        for example in (
            _example(retriever, nothing, vocabulary, hits),
            changed and _example(retriever, changed, vocabulary),
        ):
            if example:
                yield example


def _changed(row: Row, rows: Sequence[Row], chance: random.Random) -> Row | None:
    text = row.question.text
    if _YEAR.search(text):
        year = _YEAR.sub(lambda match: str(int(match[0]) + chance.choice([-7, -3, -1, 1, 2, 5])), text)
        return Row(replace(row.question, text=year), row.title, "")
    if row.title and row.title in text:
        other = chance.choice(rows).title
        return (
            Row(replace(row.question, text=text.replace(row.title, other)), row.title, "")
            if other != row.title
            else None
        )
    return None
