"""Trains the built-in embedder: python -m rag.train.embedder [--data ../shared/data] [--out rag/models/embedder].

`--set` changes settings of the recipe: `--out DIR --set steps=0 dimension=768` is how docs/experiments.md was filled.
A few minutes on one core. The order of reading: `embedder_pairs` (what it learns from), `embedder_model` (what it is),
`embedder_tokenizer` (how stock sentence-transformers comes to read raw text as we do), `embedder_measure` (how good).
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import torch
from datasets import Dataset
from sentence_transformers import (
    SentenceTransformer,
    SentenceTransformerTrainer,
    SentenceTransformerTrainingArguments,
)
from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
from sentence_transformers.sentence_transformer.modules import Normalize
from torch.optim import Adam
from torch.optim.lr_scheduler import LambdaLR

from rag.train.embedder_measure import report
from rag.train.embedder_model import Shape, TermBag, vocabulary, write_modules
from rag.train.embedder_pairs import Examples, columns, read_examples


@dataclass(frozen=True, slots=True)
class Recipe:
    """The settings of a training run; the defaults made the weights that are shipped."""

    shape: Shape = field(default_factory=Shape)
    seed: int = 1
    batch: int = 512
    steps: int = 600
    row_rate: float = 0.01
    weight_rate: float = 0.003
    steady: float = 6000.0
    dropout: float = 0.1
    scale: float = 20.0
    glosses: int = 60_000


def train(data: Path, out: Path, recipe: Recipe) -> None:
    """Trains on `data` and writes the model folder `out`; the same recipe gives the same weights on one machine."""
    chance = random.Random(recipe.seed)
    torch.manual_seed(recipe.seed)
    examples = read_examples(data, chance)
    words = vocabulary(examples.texts(), examples.glosses, recipe.shape)
    bag = TermBag(words, recipe.shape, recipe.steady, recipe.dropout)
    model = SentenceTransformer(modules=[bag, Normalize()], device="cpu")
    if recipe.steps:
        _trainer(model, bag, _datasets(examples, recipe, chance), recipe).train()
    out.mkdir(parents=True, exist_ok=True)
    bag.save(str(out))
    write_modules(out)


def _datasets(examples: Examples, recipe: Recipe, chance: random.Random) -> dict[str, Dataset]:
    glosses = chance.sample(examples.glosses, min(recipe.glosses, len(examples.glosses)))
    tasks: dict[str, Sequence[tuple[str, ...]]] = {
        "answers": examples.answers,
        "halves": examples.halves,
        "cloze": examples.cloze,
        "titles": examples.titles,
        "parallel": examples.parallel,
        "glosses": glosses,
    }
    return {name: Dataset.from_dict(columns(rows)) for name, rows in tasks.items()}


def _trainer(
    model: SentenceTransformer, bag: TermBag, datasets: dict[str, Dataset], recipe: Recipe
) -> SentenceTransformerTrainer:
    rates = [{"params": [bag.moved], "lr": recipe.row_rate}, {"params": [bag.gain], "lr": recipe.weight_rate}]
    optimizer = Adam(rates, betas=(0.9, 0.99))
    warm = 20
    schedule = LambdaLR(optimizer, lambda step: min(1.0, (step + 1) / warm) * max(0.0, 1 - step / recipe.steps))
    arguments = SentenceTransformerTrainingArguments(
        output_dir=tempfile.mkdtemp(),
        max_steps=recipe.steps,
        per_device_train_batch_size=recipe.batch,
        # Many questions share a passage: it must not be its own negative.
        batch_sampler="no_duplicates",
        multi_dataset_batch_sampler="proportional",
        logging_steps=50,
        save_strategy="no",
        report_to="none",
        disable_tqdm=True,
        use_cpu=True,
        seed=recipe.seed,
    )
    # Both ways: questions among passages, and passages among questions.
    loss = MultipleNegativesRankingLoss(
        model, scale=recipe.scale, directions=("query_to_doc", "doc_to_query"), partition_mode="per_direction"
    )
    return SentenceTransformerTrainer(
        model=model, args=arguments, train_dataset=datasets, loss=loss, optimizers=(optimizer, schedule)
    )


def varied(recipe: Recipe, settings: Sequence[str]) -> Recipe:
    """The recipe with some settings changed, its own or those of its shape.

    >>> varied(Recipe(), ["steps=0", "dimension=768"]).shape.dimension
    768
    """
    given = dict(setting.split("=", 1) for setting in settings)
    shape = replace(recipe.shape, **{name: int(given.pop(name)) for name in Shape.__slots__ if name in given})
    kinds = {name: type(getattr(recipe, name)) for name in given}
    return replace(recipe, shape=shape, **{name: kinds[name](value) for name, value in given.items()})


def main() -> None:
    """Trains with the default recipe, then prints how good the written model is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("rag/models/embedder"))
    parser.add_argument("--set", nargs="*", default=[], metavar="NAME=VALUE", help="try other settings of the recipe")
    options = parser.parse_args()
    started = time.perf_counter()
    train(options.data, options.out, varied(Recipe(), options.set))
    print(f"trained in {(time.perf_counter() - started) / 60:.1f} minutes")
    report(str(options.out), options.data)


if __name__ == "__main__":
    main()
