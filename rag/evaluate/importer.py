"""Published question sets as ours: a corpus to build and questions whose evidence is in it.

Read are nested JSON in the manner of SQuAD, DRCD and CMRC 2018 (with `context`/`question` or `context_text`/`query_text`)
and flat JSON lines with a `passage`. Passages that several questions share become one article.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.clean import clean_text
from rag.errors import QuestionSetError
from rag.evaluate.report import write
from rag.text import language_of, script_of, sentences
from rag.types import Article

CORPUS = Path("corpus") / "articles.jsonl"
QUESTIONS = Path("questions.jsonl")


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import wrote.

    `unplaced` counts answerable questions whose answer is not in their passage word for word, `skipped` those left out
    because nothing is asked.
    """

    articles: int
    questions: int
    unplaced: int
    skipped: int


@dataclass(frozen=True, slots=True)
class _Row:
    """One question over one passage; `start` is where its first answer begins in the passage, -1 when that is not given."""

    title: str
    passage: str
    question: str
    id: str
    answers: tuple[str, ...]
    answerable: bool
    start: int


def import_questions(file: Path, folder: Path) -> Imported:
    """Write `corpus/articles.jsonl` and `questions.jsonl` into the folder, in the order of the file.

    Evidence is the sentence around the answer in the article as it will be after cleaning, with its neighbours where
    it is not the only one of its kind. Raises QuestionSetError, with the place, for a file in neither form, or Unusable.
    """
    articles: dict[str, Article] = {}
    texts: dict[str, str] = {}
    seen: dict[str, int] = {}
    lines, unplaced, skipped = [], 0, 0
    for row in _rows(file):
        if not row.question.strip():
            skipped += 1
            continue
        identity = f"p{hashlib.sha256(f'{row.title} {row.passage}'.encode()).hexdigest()[:12]}"
        if identity not in articles:
            articles[identity] = _article(identity, row)
            texts[identity] = clean_text(row.passage)
        evidence = _evidence(texts[identity], row) if row.answerable else None
        unplaced += row.answerable and evidence is None
        lines.append(_question(row, _unique(row.id, seen), identity, evidence))
    if not lines:
        raise QuestionSetError(f"There are no questions in {file}: give SQuAD-style JSON or JSON lines with a passage.")
    write(_as_lines([_article_keys(article) for article in articles.values()]), folder / CORPUS)
    write(_as_lines(lines), folder / QUESTIONS)
    return Imported(len(articles), len(lines), unplaced, skipped)


def _rows(file: Path) -> Iterator[_Row]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise QuestionSetError(f"The question file {file} cannot be read: {reason}.") from None
    nested = _nested(text)
    if nested is not None:
        yield from _nested_rows(nested, file)
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _flat_row(line, f"{file}, line {number}")


def _nested(text: str) -> list[Any] | None:
    """The list of documents of a nested file; None for JSON lines."""
    try:
        data = json.loads(text)
    except ValueError:
        return None
    if isinstance(data, dict):
        return data["data"] if isinstance(data.get("data"), list) else None
    return data if isinstance(data, list) else None


def _nested_rows(documents: Sequence[Any], file: Path) -> Iterator[_Row]:
    for number, document in enumerate(documents, 1):
        where = f"{file}, document {number}"
        try:
            for paragraph in document.get("paragraphs", [document]):
                passage = paragraph.get("context", paragraph.get("context_text"))
                for asked in paragraph["qas"]:
                    yield _nested_row(str(document.get("title") or ""), passage, asked)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise QuestionSetError(f"{where}: not SQuAD-style JSON ({error!r}): it needs context and qas.") from None


def _nested_row(title: str, passage: Any, asked: Mapping[str, Any]) -> _Row:
    if not isinstance(passage, str) or not passage.strip():
        raise ValueError("no context")
    text = asked.get("question", asked.get("query_text"))
    if not isinstance(text, str):
        raise ValueError("no question")
    given = asked.get("answers") or []
    answers = [one["text"] if isinstance(one, Mapping) else str(one) for one in given]
    start = given[0].get("answer_start", -1) if given and isinstance(given[0], Mapping) else -1
    identity = str(asked.get("id", asked.get("query_id", "")))
    return _Row(
        title, passage, text, identity, _accepted(answers), not asked.get("is_impossible", not answers), int(start)
    )


def _flat_row(line: str, where: str) -> _Row:
    try:
        keys = json.loads(line)
        passage, question = keys["passage"], keys["question"]
        if not isinstance(passage, str) or not passage.strip() or not isinstance(question, str):
            raise ValueError("passage and question must be texts")
        answers = _accepted([str(answer) for answer in keys.get("answers") or []])
        answerable = keys.get("answerable", bool(answers)) is not False
        return _Row(str(keys.get("title") or ""), passage, question, str(keys.get("id", "")), answers, answerable, -1)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise QuestionSetError(f"{where}: not a question with its passage ({error}).") from None


def _accepted(answers: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(answer.strip() for answer in answers if answer.strip()))


def _article(identity: str, row: _Row) -> Article:
    return Article(id=identity, title=row.title, text=row.passage, language=script_of(row.passage))


def _article_keys(article: Article) -> dict[str, str]:
    return {"id": article.id, "title": article.title, "text": article.text, "language": article.language}


def _unique(identity: str, seen: dict[str, int]) -> str:
    """The id, numbered from its second use on."""
    identity = identity or "q"
    seen[identity] = seen.get(identity, 0) + 1
    return identity if seen[identity] == 1 else f"{identity}-{seen[identity]}"


def _evidence(text: str, row: _Row) -> str | None:
    """The shortest run of whole sentences around the answer that stands in the cleaned text once; None without the answer."""
    answer = next((answer for answer in row.answers if answer in text), None)
    if answer is None:
        return None
    start = text.find(answer)
    for _ in range(row.passage.count(answer, 0, max(row.start, 0))):  # the occurrence that the file means
        start = max(start, text.find(answer, start + 1))
    spans = sentences(text)
    first = max(i for i, (begin, _) in enumerate(spans) if begin <= start)
    last = max(i for i, (begin, _) in enumerate(spans) if begin < start + len(answer))
    while True:
        quote = text[spans[first][0] : spans[last][1]].strip()
        if text.count(quote) == 1 or (first == 0 and last == len(spans) - 1):
            return quote
        first, last = max(0, first - 1), min(len(spans) - 1, last + 1)


def _question(row: _Row, identity: str, article: str, evidence: str | None) -> dict[str, Any]:
    return {
        "id": identity,
        "question": row.question,
        "lang": language_of(row.question),
        "answerable": row.answerable,
        "answers": list(row.answers) if row.answerable else [],
        "evidence": [{"article": article, "quote": evidence}] if evidence else [],
    }


def _as_lines(objects: Sequence[Mapping[str, Any]]) -> str:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in objects)
