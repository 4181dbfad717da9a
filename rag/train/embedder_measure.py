"""How often an embedding model puts the right text first: python -m rag.train.embedder_measure [MODEL] [--data DIR].

MODEL is what `rag.embed.open_encoder` takes. Nothing measured here was trained on: the DRCD questions are those of the
held-out titles (among all 1,000 passages of the file), CMRC 2018 trial and UD PUD are tuning sets.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from rag.embed import Encoder, open_encoder
from rag.train.embedder_pairs import drcd_rows, parallel_rows


def hit_at_1(encoder: Encoder, queries: Sequence[str], passages: Sequence[str], gold: Sequence[int]) -> float:
    """Share of the queries whose nearest passage is the one at their `gold` place."""
    scores = encoder.queries(queries) @ encoder.passages(passages).T  # (q, d) @ (d, p) -> (q, p)
    return float(np.mean(scores.argmax(axis=1) == np.array(gold)))


def report(model: str, data: Path) -> None:
    """Prints one line per measure."""
    encoder = open_encoder(model)
    held = drcd_rows(data, held=True)
    trial = [json.loads(line) for line in (data / "qa/cmrc2018.trial.jsonl").read_text(encoding="utf-8").splitlines()]
    english, chinese = zip(*parallel_rows(data, "ud_pud.en-zhHant"), strict=True)
    print(f"{encoder.name}, {encoder.dimension} dimensions")
    for name, rows, pool in (
        ("DRCD dev, held-out titles", held, held + drcd_rows(data, held=False)),
        ("CMRC 2018 trial", trial, trial),
    ):
        passages = sorted({row["passage"] for row in pool})
        place = {passage: number for number, passage in enumerate(passages)}
        gold = [place[row["passage"]] for row in rows]
        right = hit_at_1(encoder, [row["question"] for row in rows], passages, gold)
        print(f"{name}: {len(rows):,} questions, {len(passages):,} passages, hit@1 {right:.3f}")
    right = hit_at_1(encoder, english, chinese, range(len(english)))
    print(f"UD PUD, English to Traditional Chinese: {len(english):,} sentences, hit@1 {right:.3f}")


def main() -> None:
    """Prints the figures of one model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", nargs="?", default="builtin")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    options = parser.parse_args()
    report(options.model, options.data)


if __name__ == "__main__":
    main()
