"""How well the span reader answers: exact match and F1 of the short answer, the right sentence, and what it refuses.

python -m rag.train.span_measure [--data ../shared/data] [--file rag/models/reader/span.npz]
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from rag.evaluate.cmrc import exact_match, f1
from rag.read.neural import BUILTIN, Reader, Reading
from rag.read.neural.vocabulary import Vocabulary
from rag.text import fold
from rag.train.news import news_questions, read_news
from rag.train.span_data import Row, near_miss, other_passages, read_rows, titles_of, trial_rows
from rag.train.written import read_written, written_rows

_SEED = 3


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over the questions."""

    exact: float
    f1: float
    sentence: float
    nothing: float
    """Mean chance given to there being no answer."""

    def __str__(self) -> str:
        return f"EM {self.exact:.3f} F1 {self.f1:.3f} sentence {self.sentence:.3f} nothing {self.nothing:.3f}"


def read_all(reader: Reader, rows: Iterable[Row]) -> list[Reading]:
    """One reading for each row, its own passage and title given."""
    return [reader.read(row.question, [row.passage], [row.title])[0] for row in rows]


def figures(rows: Sequence[Row], readings: Sequence[Reading]) -> Figures:
    """The figures over rows that have an answer."""
    values = [_values(row, reading) for row, reading in zip(rows, readings, strict=True)]
    return Figures(*(float(mean) for mean in np.mean(values, axis=0)))


def _values(row: Row, reading: Reading) -> tuple[float, float, float, float]:
    said = row.passage[reading.spans[0].start : reading.spans[0].end]
    answers = [fold(answer) for answer in row.answers]
    return exact_match(said, answers), f1(said, answers), float(_right_sentence(row, reading)), reading.nothing


def _right_sentence(row: Row, reading: Reading) -> bool:
    """Whether the likeliest sentence holds an answer, or a part of one that is longer than a sentence."""
    best = max(reading.sentences, key=lambda sentence: sentence.probability)
    text = row.passage[best.start : best.end]
    if any(fold(answer).strip() in text for answer in row.answers):
        return True
    return any(start < best.end and best.start < end for start, end in row.spans)


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """Chance that a positive scores above a negative (Mann & Whitney, 1947), ties half."""
    values = np.r_[np.asarray(positive), np.asarray(negative)]
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    n = len(positive)
    return float((ranks[:n].sum() - n * (n + 1) / 2) / (n * len(negative)))


def refusal(reader: Reader, pairs: Sequence[tuple[Row, Row]]) -> float:
    """AUROC of `nothing` between answerable rows and the unanswerable ones made from them."""
    good = [-reading.nothing for reading in read_all(reader, [row for row, _ in pairs])]
    return auroc(good, [-reading.nothing for reading in read_all(reader, [made for _, made in pairs])])


def near_misses(rows: Sequence[Row]) -> list[tuple[Row, Row]]:
    """(row, the same passage asked with another title, name or number), for the rows whose question has one."""
    chance = random.Random(_SEED)
    return [(row, made) for row in rows if (made := near_miss(row, rows, chance))]


def hard_negatives(rows: Sequence[Row], vocabulary: Vocabulary) -> list[tuple[Row, Row]]:
    """(row, the same question over the nearest passage of another row that does not hold the answer)."""
    titles = titles_of(rows)
    near = other_passages(rows, sorted(titles), vocabulary)
    made = (
        (row, Row(row.question, texts[0], (), (), row.style, titles[texts[0]]))
        for row, texts in zip(rows, near, strict=True)
        if texts
    )
    return list(made)


def written_figures(reader: Reader, rows: Sequence[Row]) -> str:
    """The figures of those that are answered, and the AUROC of `nothing` between them and the near misses, all over whole passages."""
    answered, missed = [row for row in rows if row.spans], [row for row in rows if not row.spans]
    readings, others = read_all(reader, answered), read_all(reader, missed)
    area = auroc([-reading.nothing for reading in readings], [-reading.nothing for reading in others])
    return f"{figures(answered, readings)} near misses {area:.3f}"


def main() -> None:
    """Print the figures of a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--file", type=Path, default=BUILTIN)
    options = parser.parse_args()
    reader = Reader.open(options.file)
    sets = {"drcd.dev held-out titles": read_rows(options.data, held=True), "cmrc2018.trial": trial_rows(options.data)}
    for name, rows in sets.items():
        print(f"{name}: {figures(rows, read_all(reader, rows))} ({len(rows)} questions)")
        hard, missed = hard_negatives(rows, reader.vocabulary), near_misses(rows)
        print(f"  refusal AUROC: nearest other passage {refusal(reader, hard):.3f} ({len(hard)} pairs)")
        print(f"  refusal AUROC: title, name or number exchanged {refusal(reader, missed):.3f} ({len(missed)} pairs)")
    ours = [one for one in read_written(options.data) if not one.trained]
    for name, questions in (("passages", ours), ("news", news_questions(read_news(), trained=False))):
        both = list(written_rows(questions))
        for language, place in (("Chinese", 0), ("English", 1)):
            measured = written_figures(reader, [pair[place] for pair in both])
            print(f"our own questions over {name} never read, {language}: {measured} ({len(both)})")
    rows = sets["drcd.dev held-out titles"][:100]
    begun = time.perf_counter()
    for at in range(90):
        reader.read(rows[at].question, [row.passage[:240] for row in rows[at : at + 10]])
    print(f"ten passages of at most 240 characters: {(time.perf_counter() - begun) / 90 * 1000:.1f} ms")


if __name__ == "__main__":
    main()
