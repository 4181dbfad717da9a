"""Trains the built-in embedder: python -m rag.train.embedder [--data ../shared/data] [--out rag/models/embedder].

`--set` changes settings of the recipe: `--out DIR --set first=0 dimension=512` is how docs/experiments.md was filled.
About five minutes on one core. The order of reading: `embedder_pairs` (what it learns from), `embedder_vocabulary` (the
terms it knows), `embedder_model` (what it is), `embedder_tokenizer` (how stock sentence-transformers comes to read raw
text as we do), `embedder_measure` (how good).

Two rounds. First the weights of terms learn which passage of the same text, or of another, answers a question; all
directions are drawn anew at every step, so that the weights suit any draw and none is learnt by heart. Then the rows
and weights of English words learn to lead to their translations, which stay where they are.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import cross_entropy
from torch.optim import Adam

from rag.embed.lexicon import Lexicon
from rag.train.embedder_measure import report
from rag.train.embedder_model import Bags, TermBag
from rag.train.embedder_pairs import Examples, read_examples
from rag.train.embedder_vocabulary import Shape, vocabulary


@dataclass(frozen=True, slots=True)
class Recipe:
    """The settings of a training run; the defaults made the weights that are shipped."""

    shape: Shape = field(default_factory=Shape)
    seed: int = 1
    first: int = 150
    """Steps of the first round, in which the weights of terms learn."""
    questions: int = 192
    passages: int = 900
    """Passages that the questions of a step choose from."""
    sharpness: float = 50.0
    """What a cosine is multiplied by to be a logit. At 20 the weights learn to make all good texts alike: worse than none."""
    second: int = 700
    """Steps of the second round, in which English words learn."""
    sentences: int = 384
    """Sentences of each source in a step, so that news counts for as much as the far more numerous short sentences."""
    glosses: int = 384
    softness: float = 20.0
    """The same factor for translations, which share no terms and lie less close together."""
    rate: float = 0.01
    dropout: float = 0.1


def train(data: Path, out: Path, recipe: Recipe) -> None:
    """Trains on `data` and writes the model folder `out`; the same recipe gives the same weights on one machine."""
    torch.manual_seed(recipe.seed)
    chance = np.random.default_rng(recipe.seed)
    examples = read_examples(data)
    words = vocabulary(examples, recipe.shape)
    lexicon = Lexicon(words.terms.numbered())
    bag = TermBag(words, recipe.shape)
    _descend([bag.by_kind, bag.by_term], recipe.first, recipe.rate, _questions(bag, examples, lexicon, recipe, chance))
    english = [bag.english_rows, bag.english_weights]
    _descend(english, recipe.second, recipe.rate, _translations(bag, examples, lexicon, recipe, chance))
    bag.save(words, out)


def _descend(learnt: Sequence[nn.Parameter], steps: int, rate: float, loss: Callable[[], Tensor]) -> None:
    """Adam with a short warm-up and a rate that falls to 0; prints the loss now and then."""
    adam = Adam(learnt, betas=(0.9, 0.99))
    for step in range(steps):
        adam.param_groups[0]["lr"] = rate * min(1.0, (step + 1) / 20) * (1 - step / steps)
        adam.zero_grad()
        now = loss()
        now.backward()  # type: ignore[no-untyped-call]
        adam.step()
        if step % 50 == 49:
            print(f"step {step + 1} of {steps}, loss {float(now.detach()):.3f}", flush=True)


def _questions(
    bag: TermBag, examples: Examples, lexicon: Lexicon, recipe: Recipe, chance: np.random.Generator
) -> Callable[[], Tensor]:
    """A step of the first round: questions choose among passages."""
    asked = Bags([question for question, _ in examples.questions], lexicon)
    passages = Bags(examples.passages, lexicon)
    answer = np.array([place for _, place in examples.questions])

    def loss() -> Tensor:
        drawn = chance.permutation(asked.size)
        _, first = np.unique(answer[drawn], return_index=True)  # a passage must not be its own negative
        chosen = drawn[np.sort(first)[: recipe.questions]]
        pool = _pool(answer[chosen], examples.topic_of, recipe.passages, chance)
        rows = bag.drawn()
        scores = (
            bag.encode(asked.draw(chosen), rows, recipe.dropout)
            @ bag.encode(passages.draw(pool), rows, recipe.dropout).T
        )  # (q, d) @ (d, p) -> (q, p)
        return cross_entropy(recipe.sharpness * scores, torch.arange(len(chosen)))

    return loss


def _pool(
    answers: NDArray[np.int64], topic_of: NDArray[np.int64], size: int, chance: np.random.Generator
) -> NDArray[np.int64]:
    """The answering passages, then the others on their topics, which are the hardest to tell apart, then any others."""
    near = np.setdiff1d(np.flatnonzero(np.isin(topic_of, topic_of[answers])), answers)
    far = np.setdiff1d(np.arange(len(topic_of)), np.concatenate([answers, near]))
    rest = max(0, size - len(answers) - len(near))
    return np.concatenate([answers, near, chance.permutation(far)[:rest]])


def _translations(
    bag: TermBag, examples: Examples, lexicon: Lexicon, recipe: Recipe, chance: np.random.Generator
) -> Callable[[], Tensor]:
    """A step of the second round: sentences and glosses choose their translations, and these choose them."""
    tasks = []
    sources = [(pairs, recipe.sentences, 1.0) for pairs in examples.parallel]
    for pairs, batch, share in (*sources, (examples.glosses, recipe.glosses, 0.5)):
        english, chinese = (Bags(texts, lexicon) for texts in zip(*pairs, strict=True))
        usable = np.flatnonzero(~english.empty() & ~chinese.empty())
        tasks.append((english, bag.encode_all(chinese), usable, batch, share))

    def loss() -> Tensor:
        rows, total = bag.rows(), torch.zeros(())
        for english, chinese, usable, batch, share in tasks:
            chosen = chance.choice(usable, batch, replace=False)
            vectors = bag.encode(english.draw(chosen), rows, recipe.dropout)
            scores = recipe.softness * vectors @ chinese[torch.from_numpy(chosen)].T  # (b, d) @ (d, b) -> (b, b)
            right = torch.arange(batch)
            total = total + share * (cross_entropy(scores, right) + cross_entropy(scores.T, right))
        return total

    return loss


def varied(recipe: Recipe, settings: Sequence[str]) -> Recipe:
    """The recipe with some settings changed, its own or those of its shape.

    >>> varied(Recipe(), ["first=0", "dimension=512"]).shape.dimension
    512
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
