"""Learn the weights of a question's terms and of the signals that passages are ranked by.

python -m rag.train.ranker [--data ../shared/data] [--out rag/models/rank/weights.json] [--measure]

Trains on CMRC 2018 train, the DRCD dev titles that are not held out, NTREX-128 (English) and the project's own
`eval/questions/tune.jsonl`; measures on the other DRCD titles, CMRC 2018 trial and UD PUD. The loss is the cross-entropy of
the passages that answer among the first candidates (ListNet with one level; Cao et al., 2007, "Learning to rank").
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from rag.load.questions import load_questions
from rag.pipeline import Pipeline, build
from rag.retrieve import Retriever
from rag.retrieve.rank import BUILTIN, Weights
from rag.retrieve.signals import FROM_TERMS, GIVEN, USUAL_PASSAGE, USUAL_SENTENCE
from rag.retrieve.weigh import LEAST, MOST, TERM
from rag.train.ranker_data import Example, Row, examples, own_rows, parallel_rows, reading_rows
from rag.train.retrieval_measure import Indexed, indexed
from rag.train.split import held_out

_SEED, _EPOCHS, _BATCH, _RATE = 7, 4, 128, 0.03
_BEGINNING = (5.0, 1.0, 2.0, 2.0, 1.0, 2.0, 1.0)
"""Where the weights of FROM_TERMS begin. They say much the same, so where they begin decides how they share what they say."""
_RUNS = 3
"""Runs of which the mean is taken, since one alone is right or wrong for two questions in a thousand by chance."""
_NEAR = 0.15
"""What a passage of the right article without the answer is worth beside one with it."""
_FREE = ("opening", "length")
_SHRINK, _SHRINK_ENGLISH = 1e-4, 1e-3
_OWN_WEIGHT = 6.0
"""Weight of one of the project's own questions: they are few, and the only ones over news articles."""


class Model(nn.Module):
    """`rag.retrieve.weigh`, `signals` and `rank` once more, over padded batches, with gradients."""

    def __init__(self) -> None:
        super().__init__()
        self.term = nn.Parameter(torch.zeros(len(TERM)))
        self.chinese = nn.Parameter(torch.tensor([*_BEGINNING, *[0.0] * len(GIVEN)]))
        self.english = nn.Parameter(torch.zeros(len(FROM_TERMS) + len(GIVEN)))
        """What English adds to the weights of Chinese."""
        self.shape = nn.Parameter(torch.tensor([0.2, 0.0, 0.2, 0.0]))
        """log k1, logit b, for passages and for sentences."""

    def forward(self, batch: dict[str, Tensor]) -> Tensor:
        """Points (n, D); padding far below all others."""
        signals = torch.cat([self._from_terms(batch), batch["given"]], dim=-1)
        model = self.chinese + batch["english"][:, None] * self.english  # (n, f)
        points = torch.einsum("ndf,nf->nd", signals, model)
        return points.masked_fill(~batch["there"], -1e4)

    def _from_terms(self, batch: dict[str, Tensor]) -> Tensor:
        factors = torch.exp((batch["features"] @ self.term).clamp(LEAST, MOST))
        worth = batch["worth"] * factors
        shares = worth / worth.sum(1, keepdim=True).clamp_min(1e-9)  # (n, G)
        counts, titles = batch["counts"].float(), batch["titles"].float()
        held = counts.clamp(max=1)
        present = torch.maximum(held.amax(2), titles)  # (n, D, G)
        k1, sentence_k1 = torch.exp(self.shape[0]), torch.exp(self.shape[2])
        b, sentence_b = torch.sigmoid(self.shape[1]), torch.sigmoid(self.shape[3])
        passage = _saturated(counts.sum(2), k1, b, batch["passage_lengths"][..., None] / USUAL_PASSAGE)
        sentence = _saturated(counts, sentence_k1, sentence_b, batch["lengths"][..., None] / USUAL_SENTENCE)
        bm25 = torch.einsum("ndg,ng->nd", passage, shares)
        same = batch["same"]
        in_article = torch.stack(
            [(present * same[:, place, :, None]).amax(1) for place in range(present.shape[1])], dim=1
        )
        columns = [
            bm25,
            torch.einsum("ndg,ng->nd", titles, shares),
            torch.einsum("ndsg,ng->nds", sentence, shares).amax(2),
            torch.einsum("ndg,ng->nd", present, shares),
            torch.einsum("ndsg,ng->nds", torch.maximum(held, titles[:, :, None]), shares).amax(2),
            torch.einsum("ndg,ng->nd", in_article, shares),
            (bm25[:, None, :] * same).amax(2),
        ]
        return torch.stack(columns, dim=-1)

    @torch.no_grad()
    def hold(self) -> None:
        """Bring the weights back to where more evidence never counts against a passage; its place and length may."""
        evidence = torch.tensor([name not in _FREE for name in (*FROM_TERMS, *GIVEN)])
        self.chinese[evidence] = self.chinese[evidence].clamp_min(0)
        self.english[evidence] = torch.maximum(self.english, -self.chinese)[evidence]

    def as_json(self) -> str:
        """The weights file of `rag.retrieve.rank`."""
        names = (*FROM_TERMS, *GIVEN)
        k1, b, sentence_k1, sentence_b = self.shape.tolist()
        keys = {
            "term": _named(TERM, self.term),
            "chinese": _named(names, self.chinese),
            "english": _named(names, self.chinese + self.english),
            "shape": {
                "k1": round(float(np.exp(k1)), 4),
                "b": round(1 / (1 + float(np.exp(-b))), 4),
                "sentence_k1": round(float(np.exp(sentence_k1)), 4),
                "sentence_b": round(1 / (1 + float(np.exp(-sentence_b))), 4),
            },
        }
        return json.dumps(keys, indent=1) + "\n"


def _saturated(counts: Tensor, k1: Tensor, b: Tensor, lengths: Tensor) -> Tensor:
    return counts * (k1 + 1) / (counts + k1 * (1 - b + b * lengths))


def _named(names: Sequence[str], values: Tensor) -> dict[str, float]:
    return {name: round(float(value), 4) for name, value in zip(names, values.tolist(), strict=True)}


def batch_of(found: Sequence[Example]) -> dict[str, Tensor]:
    """The examples as tensors by the names of their fields, one row an example."""
    columns = [asdict(example) for example in found]
    return {name: torch.as_tensor(np.stack([np.asarray(one[name]) for one in columns])) for name in columns[0]}


def learn(found: dict[str, Tensor], weights: Tensor) -> Model:
    """The mean of _RUNS models of these examples, each example counted by its weight."""
    runs = [dict(_learn(found, weights, _SEED + run).named_parameters()) for run in range(_RUNS)]
    model = Model()
    with torch.no_grad():
        for name, values in model.named_parameters():
            values.copy_(torch.stack([run[name] for run in runs]).mean(0))
    return model


def _learn(found: dict[str, Tensor], weights: Tensor, seed: int) -> Model:
    torch.manual_seed(seed)
    model = Model()
    optimizer = torch.optim.Adam(
        [
            {"params": [model.term, model.shape], "lr": _RATE},
            {"params": [model.chinese, model.english], "lr": 3 * _RATE},
        ]
    )
    wanted = found["right"].float() + _NEAR * (found["near"] & ~found["right"]).float()
    wanted = wanted / wanted.sum(1, keepdim=True)
    count = len(wanted)
    steps = _EPOCHS * -(-count // _BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, [_RATE, 3 * _RATE], total_steps=steps, pct_start=0.1)
    for _ in range(_EPOCHS):
        for rows in torch.split(torch.randperm(count), _BATCH):
            points = model({name: values[rows] for name, values in found.items()})
            losses = -(wanted[rows] * torch.log_softmax(points, 1)).sum(1)
            loss = (weights[rows] * losses).sum() / weights[rows].sum()
            shrunk = _SHRINK * ((model.term**2).sum() + 0.1 * (model.chinese**2).sum())
            loss = loss + shrunk + _SHRINK_ENGLISH * (model.english**2).sum()
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            schedule.step()
            model.hold()
    return model


def figures(retriever: Retriever, rows: Sequence[Row]) -> str:
    """How often the first passage is of the right article, the first holds an answer, and one of the first five does."""
    article = first = five = 0
    for row in rows:
        hits = retriever.search(retriever.understand(row.question), 5)
        right = [row.answered_by(hit.passage) for hit in hits]
        article += bool(hits) and hits[0].passage.article.id == row.gold
        first += any(right[:1])
        five += any(right)
    count = len(rows)
    return (
        f"{count} questions: article@1 {article / count:.4f}, answer@1 {first / count:.4f}, answer@5 {five / count:.4f}"
    )


def main() -> None:
    """Train and print the figures; with --measure only print those of the weights in `--out`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=BUILTIN)
    parser.add_argument("--measure", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        drcd = indexed(*reading_rows(options.data / "qa/drcd.dev.jsonl"), work / "drcd")
        own = _own(work / "own")
        if not options.measure:
            _train(options, drcd, own, work)
        _report(options, drcd, own, work)


def _report(options: argparse.Namespace, drcd: Indexed, own: Indexed, work: Path) -> None:
    """Print the figures of the weights in `--out`."""
    weights = Weights.open(options.out)
    trial = indexed(*reading_rows(options.data / "qa/cmrc2018.trial.jsonl"), work / "trial")
    pud = indexed(*parallel_rows(options.data / "parallel/ud_pud.en-zhHant.tsv"), work / "pud")
    sets = {
        "drcd.dev, held-out titles": (drcd[0], [row for row in drcd[1] if held_out(row.title)]),
        "drcd.dev": drcd,
        "cmrc2018.trial": trial,
        "UD PUD, in English": pud,
        "own tune, zh": (own[0], [row for row in own[1] if row.question.language.startswith("zh")]),
        "own tune, en": (own[0], [row for row in own[1] if row.question.language == "en"]),
    }
    for name, (retriever, rows) in sets.items():
        print(f"{name}: {figures(_with(retriever, weights), rows)}", flush=True)


def _train(options: argparse.Namespace, drcd: Indexed, own: Indexed, work: Path) -> None:
    cmrc = indexed(*reading_rows(options.data / "qa/cmrc2018.train.jsonl"), work / "cmrc")
    ntrex = indexed(*parallel_rows(options.data / "parallel/ntrex128.en-zhTW.tsv"), work / "ntrex")
    parts = [
        (examples(drcd[0], [row for row in drcd[1] if not held_out(row.title)]), 1.0),
        (examples(cmrc[0], random.Random(_SEED).sample(cmrc[1], 4500)), 0.6),
        (examples(ntrex[0], ntrex[1]), 0.6),
        (examples(*own), _OWN_WEIGHT),
    ]
    weights = torch.tensor([weight for found, weight in parts for _ in found])
    model = learn(batch_of([example for found, _ in parts for example in found]), weights)
    options.out.write_text(model.as_json(), encoding="utf-8")


def _own(work: Path) -> Indexed:
    build(Path("corpus"), work / "index")
    return Pipeline.open(work / "index").retriever, own_rows(load_questions(Path("eval/questions/tune.jsonl")))


def _with(retriever: Retriever, weights: Weights) -> Retriever:
    """The same retriever with other weights."""
    return Retriever(retriever.generation, retriever.encoder, retriever.translator, weights=weights)


if __name__ == "__main__":
    main()
