"""Train the span reader from nothing: first on questions made from the passages, then on real ones with some of those.

python -m rag.train.span_train --out OUT [--data ../shared/data] [--start FILE ...] [--made 45000] [--passes 6] [--mix 3000] [--real 1.0]
    [--ours 1.0] [--minutes M]

OUT/span.npz is the file that is served; the figures after every pass are those of that file on 400 questions of each
tuning set. The learning rate falls to its end with the passes or, when it is up before, with the time. `--start` goes on
from such a file, or from the mean of several with one vocabulary, and makes no first pass over made questions; with `--passes 0` it writes
that mean.
"""

from __future__ import annotations

import argparse
import copy
import math
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch

from rag.read.neural import Reader
from rag.read.neural.vocabulary import Vocabulary
from rag.read.neural.weights import Arrays, packed, unpacked
from rag.text import fold
from rag.train.news import beside, news_questions, read_news
from rag.train.span_batches import batches
from rag.train.span_data import (
    TALES,
    Row,
    answer_kinds,
    cropped,
    exchanged,
    headed,
    near_miss,
    other_passages,
    over_another,
    phrase_swapped,
    read_rows,
    sure,
    thinned,
    titles_of,
    trial_rows,
    without_answer,
)
from rag.train.span_measure import figures, near_misses, read_all, refusal, written_figures
from rag.train.span_model import Network, Shape, loss_of
from rag.train.span_paraphrase import Synonyms, paraphrased, synonyms
from rag.train.span_synthetic import Maker
from rag.train.span_words import build_vocabulary
from rag.train.written import read_written, written_rows

_WATCHED = 400
_WARM_UP = 100
_OTHERWISE = 0.4
"""Share of the real questions that are asked otherwise than in their set."""
_BESIDE = 0.12
"""Share of the questions over news that are put to a neighbouring story."""
_TITLED = 0.85
"""Share of the passages that have their title in front."""
_SLOWEST = 0.03
"""Share of the rate that is left at the end."""


@dataclass(frozen=True, slots=True)
class Material:
    """What is learnt from: the real rows, for each of them passages near it that do not answer, those we wrote, and a maker of
    questions."""

    rows: Sequence[Row]
    written: Sequence[tuple[Row, ...]]
    """Each question in Chinese and as an English one is understood."""
    beside: Mapping[str, Sequence[str]]
    """For a story, those of its group."""
    near: Sequence[Sequence[str]]
    titles: Mapping[str, str]
    """Of every passage and story, by its text."""
    kinds: Mapping[tuple[str, str], Sequence[str]]
    maker: Maker
    vocabulary: Vocabulary
    synonyms: Synonyms

    def real(self, share: float, chance: random.Random) -> Iterator[Row]:
        """One pass over this share of the rows, a fifth made unanswerable, passages cropped, questions thinned or asked otherwise, every other
        style hidden."""
        for place in _places(len(self.rows), share, chance):
            row, near = self.rows[place], self.near[place]
            made = self._unanswerable(row, near, chance)
            kept = exchanged(row, self.kinds, chance) if chance.random() < 0.25 else row
            chosen = cropped(made or kept, chance.randint(140, 340), chance)
            question = self._asked(chosen.question, made is None, chance)
            yield _as_read(replace(chosen, question=question), chance)

    def ours(self, share: float, chance: random.Random) -> Iterator[Row]:
        """One pass over this share of the questions we wrote, each in one of its languages, with some more names and numbers exchanged; some
        over a story beside their own, which does not hold the answer."""
        for asked in (self.written[place] for place in _places(len(self.written), share, chance)):
            row, draw = chance.choice(asked), chance.random()
            kept = exchanged(row, self.kinds, chance) if row.spans and draw < 0.25 else row
            if row.spans and draw > 0.85:
                kept = near_miss(row, self.rows, chance) or row
            if chance.random() < _BESIDE and (moved := over_another(row, self.beside.get(row.passage, ()), chance)):
                kept = replace(moved, title=self.titles[moved.passage])
            yield _as_read(cropped(kept, chance.randint(140, 360), chance), chance)

    def _asked(self, question: str, answered: bool, chance: random.Random) -> str:
        if chance.random() < _OTHERWISE:
            return paraphrased(question, self.synonyms, self.vocabulary, chance)
        return thinned(question, chance.choice([0, 0, 0.08]), chance) if answered else question

    def _unanswerable(self, row: Row, near: Sequence[str], chance: random.Random) -> Row | None:
        draw = chance.random()
        if draw < 0.06 and near:
            other = chance.choice(near)
            return Row(row.question, other, (), (), row.style, self.titles[other])
        if draw < 0.11:
            return without_answer(row)
        if draw < 0.21:
            return near_miss(row, self.rows, chance) or phrase_swapped(row, self.rows, self.vocabulary, chance)
        if draw < 0.36 and any(char.isdecimal() for char in row.question):
            return near_miss(row, self.rows, chance)
        return None

    def made(self, count: int, chance: random.Random) -> Iterator[Row]:
        """About `count` questions made from the passages of encyclopedias, a tenth unanswerable, passages cropped."""
        passages = sorted({row.passage: row.title for row in self.rows if row.style != TALES}.items())
        each = math.ceil(count / len(passages))
        for passage, title in chance.sample(passages, min(count, len(passages))):
            for row in self.maker.rows(passage, title, each, chance):
                draw = chance.random()
                changed = without_answer(row) if draw < 0.05 else None
                if draw > 0.95:
                    changed = phrase_swapped(row, self.rows, self.vocabulary, chance)
                yield _as_read(cropped(changed or row, chance.randint(140, 320), chance), chance)


def _as_read(row: Row, chance: random.Random) -> Row:
    """The row with its title in front, or a few without; every other one does not tell its style."""
    shown = headed(row) if chance.random() < _TITLED else row
    return replace(shown, style=row.style if chance.random() < 0.5 else 0)


def _places(count: int, share: float, chance: random.Random) -> list[int]:
    """Every place as often as the share is whole, and a sample for the rest of it."""
    whole, rest = divmod(share, 1)
    return [*list(range(count)) * int(whole), *chance.sample(range(count), round(rest * count))]


class Trainer:
    """One network, its running average (which is what is kept), and the plan of its learning rate."""

    def __init__(self, network: Network, rate: float, steps: int, size: int, minutes: float) -> None:
        self.network = network
        self.average = copy.deepcopy(network)
        self.size = size
        self._taken = 0
        self._steps, self._seconds, self._begun = steps, minutes * 60, time.perf_counter()
        self._optimiser = torch.optim.AdamW(
            [p for p in network.parameters() if p.requires_grad], lr=rate, betas=(0.9, 0.98), weight_decay=0.02
        )
        self._schedule = torch.optim.lr_scheduler.LambdaLR(self._optimiser, self._share)

    @property
    def spent(self) -> float:
        """Share of the steps or of the time that is used up, whichever is more; 1 at the end."""
        return min(1.0, max(self._taken / self._steps, (time.perf_counter() - self._begun) / self._seconds))

    def _share(self, step: int) -> float:
        """Of the rate: a warm-up, then a cosine down to _SLOWEST (Loshchilov & Hutter, 2017)."""
        falling = 0.5 * (1 + math.cos(math.pi * self.spent))
        return min(1.0, (step + 1) / _WARM_UP) * (_SLOWEST + (1 - _SLOWEST) * falling)

    def learn(self, rows: Sequence[Row], vocabulary: Vocabulary, chance: random.Random) -> float:
        """One pass over the rows, or as much of it as time allows; the mean loss."""
        losses = []
        self.network.train()
        for batch in batches(rows, vocabulary, self.size, chance):
            loss = loss_of(self.network, batch)
            self._optimiser.zero_grad()
            torch.autograd.backward(loss)
            torch.nn.utils.clip_grad_norm_(self.network.parameters(), 2.0)
            self._optimiser.step()
            self._schedule.step()
            self._blend()
            losses.append(loss.item())
            if self.spent == 1:
                break
            if len(losses) % 100 == 0:
                print(f"  step {self._taken} loss {np.mean(losses[-100:]):.3f} {time.strftime('%X')}", flush=True)
        return float(np.mean(losses))

    def _blend(self) -> None:
        """An exponential moving average (Polyak & Juditsky, 1992), short at first."""
        self._taken += 1
        keep = min(0.998, self._taken / (self._taken + 10))
        with torch.no_grad():
            for kept, new in zip(self.average.parameters(), self.network.parameters(), strict=True):
                kept.lerp_(new, 1 - keep)


def main() -> None:
    """Train, and print the figures after every pass."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, nargs="+", default=[])
    parser.add_argument("--made", type=int, default=45000)
    parser.add_argument("--mix", type=int, default=3000)
    parser.add_argument("--real", type=float, default=1.0)
    parser.add_argument("--ours", type=float, default=1.0)
    parser.add_argument("--passes", type=int, default=6)
    parser.add_argument("--minutes", type=float, default=math.inf)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--dropout", type=float, default=0.2)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    chance = random.Random(options.seed)
    start = [_arrays(file) for file in options.start]
    material = _material(options.data, start)
    network = _network(material.vocabulary, options.dropout, start)
    made = 0 if options.start else options.made
    each = round(options.real * len(material.rows) + options.ours * len(material.written)) + options.mix
    steps = max(1, (made + options.passes * each) // 32)
    trainer = Trainer(network, options.rate, steps, 32, options.minutes)
    if made:
        print(
            f"made questions: loss {trainer.learn(list(material.made(made, chance)), material.vocabulary, chance):.3f}"
        )
        _keep(trainer, material.vocabulary, options.data, options.out)
    if not made and not options.passes:
        _keep(trainer, material.vocabulary, options.data, options.out)
    for number in range(options.passes):
        if trainer.spent == 1:
            break
        ours = material.ours(options.ours, chance)
        rows = [*material.made(options.mix, chance), *material.real(options.real, chance), *ours]
        print(f"pass {number + 1}: loss {trainer.learn(rows, material.vocabulary, chance):.3f}")
        _keep(trainer, material.vocabulary, options.data, options.out)


def _arrays(file: Path) -> Arrays:
    """A served file's arrays as they are used."""
    with np.load(file, allow_pickle=False) as arrays:
        return unpacked({name: arrays[name] for name in arrays.files})


def _material(data: Path, start: Sequence[Arrays]) -> Material:
    rows = read_rows(data)
    passages = sorted({row.passage for row in rows})
    vocabulary = (
        Vocabulary.from_arrays(start[0]) if start else build_vocabulary(passages, [row.question for row in rows])
    )
    rows = [sure(row, vocabulary) for row in rows]
    near = other_passages(rows, passages, vocabulary)
    stories = read_news()
    asked = [*(one for one in read_written(data) if one.trained), *news_questions(stories, trained=True)]
    ours = [tuple(sure(row, vocabulary) for row in rows) for rows in written_rows(asked)]
    titles = {**titles_of(rows), **{fold(story.text): fold(story.title) for story in stories}}
    maker = Maker(rows, vocabulary)
    return Material(
        rows, ours, beside(stories), near, titles, answer_kinds(rows), maker, vocabulary, synonyms(vocabulary)
    )


def _network(vocabulary: Vocabulary, dropout: float, start: Sequence[Arrays]) -> Network:
    count = len(vocabulary.characters) + 2, len(vocabulary.pair_idf)
    network = Network(Shape(*count, vocabulary.vectors.shape[1], dropout=dropout), torch.from_numpy(vocabulary.vectors))
    if start:
        names = start[0].keys() - vocabulary.to_arrays().keys()
        mean = {name: torch.from_numpy(np.mean([arrays[name] for arrays in start], axis=0)) for name in names}
        found = network.load_state_dict(mean, strict=False)  # what a smaller network lacks begins as it is made
        if found.unexpected_keys:
            raise SystemExit(f"The files of --start are of another network ({found.unexpected_keys[0]}): name others.")
        for embedding in (network.characters, network.pairs):  # as they are: most of the file, and long learnt
            embedding.weight.requires_grad_(False)
    return network


def _keep(trainer: Trainer, vocabulary: Vocabulary, data: Path, out: Path) -> None:
    """Write the average as it will be served, and print its figures on the watched questions."""
    state = trainer.average.state_dict()
    arrays = {**packed({name: tensor.numpy() for name, tensor in state.items()}), **vocabulary.to_arrays()}
    np.savez_compressed(out / "span.npz", allow_pickle=False, **arrays)
    reader = Reader.from_arrays(arrays)
    sample = random.Random(3)
    for name, rows in (("drcd.dev", read_rows(data, held=True)), ("cmrc2018.trial", trial_rows(data))):
        watched = sample.sample(rows, _WATCHED)
        print(f"  {name} {figures(watched, read_all(reader, watched))}", end=" ")
        print(f"near misses {refusal(reader, near_misses(watched)):.3f} {time.strftime('%X')}", flush=True)
    ours = [one for one in read_written(data) if not one.trained]
    for name, asked in (("ours", ours), ("news", news_questions(read_news(), trained=False))):
        both = list(written_rows(asked))
        for place in (0, 1):
            print(f"  {name} {written_figures(reader, [rows[place] for rows in both])}", flush=True)


if __name__ == "__main__":
    main()
