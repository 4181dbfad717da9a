"""How often an embedding model puts the right text first: python -m rag.train.embedder_measure [MODEL] [--data DIR].

MODEL is what `rag.embed.open_encoder` takes. The DRCD questions are those of the held-out titles (among all 1,000 texts of
the file), CMRC 2018 trial and UD PUD are tuning sets; none of them was trained on. A text is found whole, or by
the nearest of the passages that an index would cut it into. NTREX-128 is no clean measure of a model that was trained here:
it learnt from the Simplified translations of the same English sentences.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.embed import Encoder, open_encoder
from rag.train.embedder_pairs import drcd_rows, parallel_rows, pieces


def nearest(encoder: Encoder, queries: Sequence[str], passages: Sequence[str]) -> NDArray[np.int64]:
    """The place of the nearest passage of each query, (q,)."""
    scores = encoder.queries(queries) @ encoder.passages(passages).T  # (q, d) @ (d, p) -> (q, p)
    best: NDArray[np.int64] = scores.argmax(axis=1)
    return best


def report(model: str, data: Path) -> None:
    """Prints one line per measure."""
    encoder = open_encoder(model)
    held = drcd_rows(data, held=True)
    trial = [json.loads(line) for line in (data / "qa/cmrc2018.trial.jsonl").read_text(encoding="utf-8").splitlines()]
    print(f"{encoder.name}, {encoder.dimension} dimensions")
    for name, rows, pool in (
        ("DRCD dev, held-out titles", held, held + drcd_rows(data, held=False)),
        ("CMRC 2018 trial", trial, trial),
    ):
        texts = sorted({row["passage"] for row in pool})
        questions = [row["question"] for row in rows]
        gold = np.array([texts.index(row["passage"]) for row in rows])
        whole = np.mean(nearest(encoder, questions, texts) == gold)
        cut = [pieces(text) for text in texts]
        text_of = np.repeat(np.arange(len(texts)), [len(passages) for passages in cut])
        found = nearest(encoder, questions, [passage for passages in cut for passage in passages])
        print(f"{name}: {len(rows):,} questions, {len(texts):,} texts, hit@1 {whole:.3f}")
        print(f"{name}: the same by {len(text_of):,} passages, hit@1 {np.mean(text_of[found] == gold):.3f}")
    for name, file in (("UD PUD", "ud_pud.en-zhHant"), ("NTREX-128", "ntrex128.en-zhTW")):
        english, chinese = zip(*parallel_rows(data, file), strict=True)
        right = np.mean(nearest(encoder, english, chinese) == np.arange(len(english)))
        print(f"{name}, English to Traditional Chinese: {len(english):,} sentences, hit@1 {right:.3f}")


def main() -> None:
    """Prints the figures of one model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", nargs="?", default="builtin")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    options = parser.parse_args()
    report(options.model, options.data)


if __name__ == "__main__":
    main()
