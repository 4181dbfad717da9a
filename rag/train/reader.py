"""Learn the reader's weights: which sentence answers, and how sure that is.

python -m rag.train.reader [--data ../shared/data] [--out rag/models/reader] [--measure]

Trains on CMRC 2018 train and on the DRCD dev titles that the embedder trains on too, tunes on the project's own
`eval/questions/tune.jsonl`, and measures on the other DRCD titles and CMRC 2018 trial. Unanswerable examples are made:
the article with the answer taken away, a year changed, the topic exchanged for another, general questions.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from rag.evaluate.confidence import calibration_error
from rag.load.questions import load_questions
from rag.pipeline import Pipeline, build
from rag.read.features import EVIDENCE, SENTENCE, Evidence, evidence_features, sentence_features
from rag.read.kinds import kind_of
from rag.read.sentence import Candidate, candidates
from rag.read.weights import BUILTIN, Weights
from rag.retrieve import Retriever
from rag.text import fold
from rag.train.split import held_out
from rag.types import Hit, Question

Array = NDArray[np.float64]
_SEED = 7
_MARGIN = 2.0
_YEAR = re.compile(r"(1[5-9]|20)\d\d")


@dataclass(frozen=True, slots=True)
class Row:
    """One question of a reading set. `gold` is the article id; empty when nothing answers."""

    question: Question
    title: str
    gold: str


@dataclass(frozen=True, slots=True)
class Example:
    """The candidates of a question as (n, f) features, and which of them answer, (n,) of 0 and 1."""

    features: Array
    right: Array
    found: Sequence[Candidate]
    language: str
    weight: float = 1.0


def main() -> None:
    """Train, or with --measure only print the figures of the weights in place."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=BUILTIN.parent)
    parser.add_argument("--measure", action="store_true")
    options = parser.parse_args()
    rng = random.Random(_SEED)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        train = _reading_set(options.data / "qa/cmrc2018.train.jsonl", work / "cmrc")
        drcd = _reading_set(options.data / "qa/drcd.dev.jsonl", work / "drcd")
        trial = _reading_set(options.data / "qa/cmrc2018.trial.jsonl", work / "trial")
        own = _own_set(work / "own")
        parts = [rng.sample(train[1], 2500), [r for r in drcd[1] if not held_out(r.title)]]
        tests = {
            "drcd.dev held-out titles": (drcd[0], [r for r in drcd[1] if held_out(r.title)][:1200]),
            "cmrc2018.trial": (trial[0], trial[1]),
            "own tune": own,
        }
        general = [
            Question(line)
            for line in (options.data / "questions/general_zh.txt").read_text("utf-8").splitlines()
            if line.strip()
        ]
        if options.measure:
            weights = Weights.open()
        else:
            answered = [*_examples(train[0], parts[0]), *_examples(drcd[0], parts[1])]
            weights = _fit_sentence([*answered, *(replace(e, weight=3.0) for e in _examples(*own) if e.right.any())])
            refused = [
                *_unanswerable(train[0], parts[0][:900], rng),
                *_unanswerable(drcd[0], parts[1][:900], rng),
                *_examples(own[0], [Row(q, "", "") for q in general[:500]]),
            ]
            weights = _fit_evidence(weights, [*answered, *refused], _examples(*own))
            weights.save(options.out / "weights.json")
        for name, (retriever, rows) in tests.items():
            _print_figures(name, weights, _examples(retriever, rows))
        refusals = [*_unanswerable(drcd[0], [r for r in drcd[1] if held_out(r.title)][:400], rng)]
        _print_refusals("made unanswerable, drcd.dev held-out titles", weights, refusals)
        _print_refusals(
            "general questions, own corpus", weights, _examples(own[0], [Row(q, "", "") for q in general[500:1000]])
        )


def _reading_set(file: Path, work: Path) -> tuple[Retriever, list[Row]]:
    """An index of the file's passages, and its questions with the article that answers each."""
    work.mkdir()
    ids: dict[str, str] = {}
    rows = []
    for line in file.read_text("utf-8").splitlines():
        keys = json.loads(line)
        gold = ids.setdefault(keys["passage"], f"p{len(ids)}")
        rows.append((keys, gold))
    titles = {gold: keys["title"] for keys, gold in rows}
    with (work / "articles.jsonl").open("w", encoding="utf-8") as out:
        for passage, gold in ids.items():
            out.write(json.dumps({"id": gold, "title": titles[gold], "text": passage}, ensure_ascii=False) + "\n")
    build(work, work / "index")
    questions = [
        Row(Question(keys["question"], id=str(keys["id"]), answers=tuple(keys["answers"])), keys["title"], gold)
        for keys, gold in rows
        if keys["question"].strip()
    ]
    return Pipeline.open(work / "index").retriever, questions


def _own_set(work: Path) -> tuple[Retriever, list[Row]]:
    build(Path("corpus"), work / "index")
    questions = load_questions(Path("eval/questions/tune.jsonl"))
    rows = [Row(question, "", question.evidence[0][0] if question.evidence else "") for question in questions]
    return Pipeline.open(work / "index").retriever, rows


def _examples(retriever: Retriever, rows: Iterable[Row]) -> list[Example]:
    return [example for row in rows if (example := _example(retriever, row))]


def _example(retriever: Retriever, row: Row, hits: Sequence[Hit] | None = None) -> Example | None:
    query = retriever.understand(row.question)
    hits = retriever.search(query, 10) if hits is None else hits
    kind = kind_of(query.asked, query.language)
    found = candidates(query, kind, hits, retriever.generation.lexical, retriever.encoder)
    if not found:
        return None
    right = np.array([_answers(candidate, row) for candidate in found], dtype=np.float64)
    return Example(sentence_features(found), right, found, query.language)


def _answers(candidate: Candidate, row: Row) -> bool:
    """Whether a sentence is right: it overlaps the gold evidence, or stands in the gold article and holds the answer."""
    text = fold(candidate.passage.text)
    if row.question.evidence:
        return any(
            article == candidate.passage.article.id and (fold(quote) in text or text in fold(quote))
            for article, quote in row.question.evidence
        )
    return (
        bool(row.gold)
        and candidate.passage.article.id == row.gold
        and any(fold(a) in text for a in row.question.answers)
    )


def _unanswerable(retriever: Retriever, rows: Sequence[Row], rng: random.Random) -> Iterator[Example]:
    """Near misses: the answering article left out, another year, another topic."""
    for row in rows:
        nothing = replace(row, gold="")
        query = retriever.understand(row.question)
        hits = [hit for hit in retriever.search(query, 14) if hit.passage.article.id != row.gold][:10]
        changed = _changed(row, rows, rng)
        for example in (_example(retriever, nothing, hits), changed and _example(retriever, changed)):
            if example:
                yield example


def _changed(row: Row, rows: Sequence[Row], rng: random.Random) -> Row | None:
    text = row.question.text
    if _YEAR.search(text):
        year = _YEAR.sub(lambda match: str(int(match[0]) + rng.choice([-7, -3, -1, 1, 2, 5])), text)
        return Row(replace(row.question, text=year), row.title, "")
    if row.title and row.title in text:
        other = rng.choice(rows).title
        return (
            Row(replace(row.question, text=text.replace(row.title, other)), row.title, "")
            if other != row.title
            else None
        )
    return None


def _fit_sentence(examples: Sequence[Example]) -> Weights:
    """Maximise the log-probability, under a softmax over a question's candidates, that a right one is chosen."""
    data = [example for example in examples if example.right.any()]

    def loss(weights: Array) -> tuple[float, Array]:
        total, gradient = 0.5e-3 * len(data) * float(weights @ weights), 1e-3 * len(data) * weights
        for example in data:
            scores = example.features @ weights
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            held = float(chances @ example.right)
            total -= example.weight * float(np.log(held + 1e-12))
            gradient -= example.weight * example.features.T @ (chances * example.right / (held + 1e-12) - chances)
        return total, gradient

    # Definitions are asked too rarely in these sets, and headings stand too rarely in their passages, to learn what
    # they are worth; these two bounds cost nothing on the others (docs/experiments.md).
    least = {"log_length": (None, None), "unfinished": (None, -2.5), "defines": (6.0, None)}
    bounds = [least.get(name, (0.0, None)) for name in SENTENCE]
    start = np.array([0.1 if low == 0 else low or high or 0.0 for low, high in bounds])
    fitted = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 200})
    return Weights(fitted.x, np.zeros(len(EVIDENCE)), 0.0, 0.5, _MARGIN)


def _evidence(weights: Weights, examples: Sequence[Example]) -> tuple[Array, Array]:
    """Features (n, f) of the best candidate of each example, and whether it is right, (n,)."""
    features, right = [], []
    for example in examples:
        scores = example.features @ weights.sentence
        order = np.argsort(-scores, kind="stable")
        features.append(evidence_features(Evidence(example.found, scores, order, example.language)))  # type: ignore[arg-type]
        right.append(example.right[order[0]])
    return np.array(features), np.array(right)


def _fit_evidence(weights: Weights, examples: Sequence[Example], own: Sequence[Example]) -> Weights:
    """Logistic regression (Platt, 1999) of being right; our own questions, nearest to the use, count as much as all others."""
    features, right = _evidence(weights, [*examples, *own])
    shares = np.r_[np.full(len(examples), 1 / len(examples)), np.full(len(own), 1 / len(own))] * len(right) / 2

    def loss(parameters: Array) -> tuple[float, Array]:
        logits = features @ parameters[:-1] + parameters[-1]
        chances = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
        error = shares * (chances - right)
        likelihood = shares * (np.logaddexp(0, logits) - right * logits)
        penalty = parameters[:-1]
        gradient = np.r_[features.T @ error + 0.5 * penalty, error.sum()]
        return float(likelihood.sum() + 0.25 * penalty @ penalty), gradient

    # More evidence must never make an answer less likely: it may in one set by chance, and would not in the next.
    free = {"is_english", "english_coverage", "groups"}
    signs = [(None, 0.0) if name == "numbers_missing" else (None if name in free else 0.0, None) for name in EVIDENCE]
    start = np.zeros(len(EVIDENCE) + 1)
    fitted = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[*signs, (None, None)], options={"maxiter": 500})
    weights = replace(weights, evidence=fitted.x[:-1], bias=float(fitted.x[-1]))
    return replace(weights, threshold=_threshold(weights, own))


def _threshold(weights: Weights, examples: Sequence[Example]) -> float:
    """The confidence from which on answering is right most often: right sentences shown, and nothing else."""
    _, right = _evidence(weights, examples)
    chances = _confidences(weights, examples)
    answerable = np.array([bool(example.right.any()) for example in examples])
    steps = np.arange(0.05, 0.95, 0.01)
    won = [(right[chances >= step].sum() + (~answerable & (chances < step)).sum()) for step in steps]
    return float(steps[int(np.argmax(won))])


def _confidences(weights: Weights, examples: Sequence[Example]) -> Array:
    features, _ = _evidence(weights, examples)
    return np.asarray(1 / (1 + np.exp(-(features @ weights.evidence + weights.bias))))


def _print_figures(name: str, weights: Weights, examples: Sequence[Example]) -> None:
    _, right = _evidence(weights, examples)
    chances = _confidences(weights, examples)
    answerable = np.array([bool(example.right.any()) for example in examples])
    refused = chances < weights.threshold
    print(
        f"{name}: right sentence first {right.sum() / len(examples):.3f}, in reach {answerable.mean():.3f}, "
        f"refused though first was right {float((refused & (right > 0)).sum()) / max(1.0, right.sum()):.3f}, "
        f"calibration error {calibration_error(chances, right) or 0.0:.3f} ({len(examples)} questions)"
    )


def _print_refusals(name: str, weights: Weights, examples: Sequence[Example]) -> None:
    print(
        f"{name}: refused {(_confidences(weights, examples) < weights.threshold).mean():.3f} ({len(examples)} questions)"
    )


if __name__ == "__main__":
    main()
