"""How well English finds Chinese: each English sentence of a parallel file against all its Chinese sentences.

    python -m rag.train.bilingual [--data ../shared/data] [--tables FOLDER] [--aliases FILE] [FILE ...]

prints for each file how often the right sentence comes first: a plain BM25 over `rag.text.terms` in numpy, with the
group scoring of the lexical leg.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.text import terms
from rag.translate import Translator, open_translator
from rag.translate.translator import MODELS
from rag.types import Group

_K1, _B = 1.2, 0.75
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Sentences:
    """An index of sentences: term → (rows, saturated term frequencies), as the lexical leg weighs them."""

    postings: dict[str, tuple[NDArray[np.int64], Floats]]
    size: int

    def frequency(self, term: str) -> int:
        """In how many sentences a term stands."""
        return len(self.postings[term][0]) if term in self.postings else 0

    def scores(self, groups: Sequence[Group]) -> Floats:
        """The score of every sentence, shape (size,): each group by its best term and one document frequency."""
        total = np.zeros(self.size, np.float32)
        for group in groups:
            best = np.zeros(self.size, np.float32)
            held = [(term, weight) for term, weight in group.terms if term in self.postings]
            for term, weight in held:
                rows, parts = self.postings[term]
                best[rows] = np.maximum(best[rows], weight * parts)
            frequency = sum(weight * self.frequency(term) for term, weight in held)
            total += group.weight * self._idf(frequency) * best
        return total

    def _idf(self, frequency: float) -> float:
        return float(np.log(1 + (self.size - min(frequency, self.size) + 0.5) / (frequency + 0.5)))


def index(texts: Sequence[str]) -> Sentences:
    """BM25 with k1 = 1.2 and b = 0.75."""
    found = [terms(text) for text in texts]
    mean = sum(map(len, found)) / len(found)
    counts: dict[str, dict[int, int]] = {}
    for row, words in enumerate(found):
        for word in words:
            rows = counts.setdefault(word, {})
            rows[row] = rows.get(row, 0) + 1
    lengths = np.array([_K1 * (1 - _B + _B * len(words) / mean) for words in found])
    postings = {}
    for word, seen in counts.items():
        held = np.fromiter(seen, np.int64)
        often = np.fromiter(seen.values(), np.float64)
        postings[word] = (held, (often * (_K1 + 1) / (often + lengths[held])).astype(np.float32))
    return Sentences(postings, len(found))


def read_parallel(path: Path) -> tuple[list[str], list[str]]:
    """The English and the Chinese sentences of a file of `English TAB Chinese` lines."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    return [row[0] for row in rows], [row[1] for row in rows]


def ranks(translator: Translator, english: Sequence[str], chinese: Sequence[str]) -> list[int]:
    """For each English sentence the rank of its own Chinese one, from 1; ties count against it."""
    sentences = index(chinese)
    found = []
    for row, sentence in enumerate(english):
        scores = sentences.scores(translator.groups(sentence, sentences.frequency))
        found.append(int((scores >= scores[row]).sum()))
    return found


def main() -> None:
    """Prints one line of figures for each file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", default=["ud_pud.en-zhHant.tsv", "ntrex128.en-zhTW.tsv"])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--aliases", type=Path)
    parser.add_argument("--tables", type=Path, default=MODELS)
    options = parser.parse_args()
    translator = open_translator(options.aliases, options.tables)
    for name in options.files:
        start = time.perf_counter()
        found = np.array(ranks(translator, *read_parallel(options.data / "parallel" / name)))
        seconds = (time.perf_counter() - start) / len(found)
        print(f"{name}: {len(found):,} sentences, hit@1 {np.mean(found == 1):.3f}, hit@10 {np.mean(found <= 10):.3f}, "
              f"MRR {np.mean(1 / found):.3f}, {1000 * seconds:.1f} ms each")  # fmt: skip


if __name__ == "__main__":
    main()
