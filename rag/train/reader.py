"""Learn the reader's weights: which sentence answers, and how sure that is.

python -m rag.train.reader [--data ../shared/data] [--out rag/models/reader] [--measure]

The span reader has read CMRC 2018 train and half of DRCD's titles, and is too sure of what it has read: so these weights are
learnt where it has not, on CMRC 2018 trial, on two fifths of the DRCD titles held out from it, on a tenth of our news, and on the
project's own tuning questions; and measured on the other three fifths and another tenth. Unanswerable examples are made: the article
with the answer taken away, a year changed, the topic exchanged for another, general questions.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from rag.evaluate.cmrc import exact_match, f1
from rag.evaluate.confidence import calibration_error
from rag.read.features import EVIDENCE, FIRST, SENTENCE, first_features, sentence_features
from rag.read.neural import Reader as Spans
from rag.read.neural.vocabulary import Vocabulary
from rag.read.ranking import listen, ranked
from rag.read.short import short_answer
from rag.read.weights import BUILTIN, Weights
from rag.text import fold
from rag.train.reader_data import Example, Sets, gather

Array = NDArray[np.float64]
_SEED = 7
_MARGIN = 1.5
"""How far behind the best sentence another is still quoted; docs/experiments.md has the figures."""
_OWN = 4.0
"""How much one of our own questions counts beside one of the reading sets: there are few, and they are nearest to the use."""
_SHARES = {"others": 0.2, "written": 0.1, "news": 0.3, "own": 0.4}
"""What the reading sets, our questions over their passages, those over our news, and those over our own articles weigh in teaching how sure
to be: only in the last three are near misses as people make them."""
_TRAPS = 0.45
"""Share that unanswerable questions weigh among our own: about what they are."""
_EXPECTED_TRAPS = 1 / 3
"""Share of unanswerable questions that people are taken to ask: the confidence is moved to it once it is learnt."""
_FOLDS, _SPLITS = 5, 5
_FALSE_REFUSALS = 0.085
"""Share of our own answerable questions that may be refused by weights learnt without them; of those never learnt from fewer are
(docs/experiments.md)."""
_PENALTY = 30.0
"""On the squares of the confidence's weights, each in units of its feature's spread: many features say nearly the same, and what one
set teaches by chance is not to stay; but what is seldom seen and then decides, a number of the question that is missing, may count."""
_LEAST_SPREAD = 0.05
_ONLY_DOUBT = frozenset({"gap_name", "gap_number", "near_name", "near_number", "clash", "tells_words"})
"""What may only take confidence away. Of a name or number of the question that is not said the other features tell so much that it would
count for an answer; to bound them costs nothing (docs/experiments.md). A figure of something else never speaks for an answer, nor does what lacks
names or words that are asked for."""
_LEAST: dict[str, tuple[float | None, float | None]] = {
    "log_length": (None, None),
    "unfinished": (None, -2.5),
    "defines": (4.0, None),
}
"""Bounds of weights; all others are at least 0. Headings stand, and definitions are asked, too rarely in these sets to learn what
they are worth; the bounds cost nothing on the others (docs/experiments.md)."""


def main() -> None:
    """Train, or with --measure only print the figures of the weights in place."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=BUILTIN.parent)
    parser.add_argument("--measure", action="store_true")
    options = parser.parse_args()
    spans = Spans.open()
    with tempfile.TemporaryDirectory() as folder:
        sets = gather(options.data, Path(folder), spans.vocabulary, random.Random(_SEED))
        first = Weights.open().first if options.measure else learn_first(sets)
        sets = listened(sets, first, spans)
    if options.measure:
        weights = Weights.open()
    else:
        weights = learn(sets, first, spans.vocabulary)
        weights.save(options.out / "weights.json")
    report(sets, weights, spans.vocabulary)


def learn_first(sets: Sets) -> Array:
    """(len(FIRST),): what puts sentences in order before the span reader has read any."""
    return _fit_ranking(
        [(first_features(e.looked.candidates), e.right, weight) for e, weight in _answered(sets)], FIRST
    )


def listened(sets: Sets, first: Array, spans: Spans) -> Sets:
    """The sets with what the span reader says."""
    names = [field.name for field in fields(sets)]
    return Sets(**{name: [_listened(example, first, spans) for example in getattr(sets, name)] for name in names})


def _listened(example: Example, first: Array, spans: Spans) -> Example:
    return replace(example, heard=listen(example.query, example.looked, first, spans))


def learn(sets: Sets, first: Array, vocabulary: Vocabulary) -> Weights:
    """The weights, over sets that have been listened to."""
    data = [(sentence_features(e.heard), e.right, weight) for e, weight in _answered(sets)]
    sentence = _fit_ranking(data, SENTENCE)
    weights = Weights(first, sentence, np.zeros(len(EVIDENCE)), 0.0, 0.5, _MARGIN)
    others = [*sets.trial, *sets.drcd_fit, *sets.refused_fit, *sets.general_fit]
    known = {"others": others, "written": sets.written_fit, "news": sets.news_fit, "own": sets.own}
    return _fit_evidence(weights, known, vocabulary)


def _answered(sets: Sets) -> list[tuple[Example, float]]:
    """The examples that teach how to rank, with their weights."""
    others = [*sets.trial, *sets.drcd_fit, *sets.written_fit, *sets.news_fit]
    return [*((e, 1.0) for e in others if e.right.any()), *((e, _OWN) for e in sets.own if e.right.any())]


def _fit_ranking(data: Sequence[tuple[Array, Array, float]], names: Sequence[str]) -> Array:
    """Maximise the log-probability, under a softmax over a question's candidates, that a right one is chosen."""

    def loss(weights: Array) -> tuple[float, Array]:
        total, gradient = 0.5e-3 * len(data) * float(weights @ weights), 1e-3 * len(data) * weights
        for features, right, weight in data:
            scores = features @ weights
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            held = float(chances @ right)
            total -= weight * float(np.log(held + 1e-12))
            gradient -= weight * features.T @ (chances * right / (held + 1e-12) - chances)
        return total, gradient

    bounds = [_LEAST.get(name, (0.0, None)) for name in names]
    start = np.array([0.1 if low == 0 else low or high or 0.0 for low, high in bounds])
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 300}).x)


def evidence(weights: Weights, examples: Sequence[Example], vocabulary: Vocabulary) -> tuple[Array, Array]:
    """Features (n, len(EVIDENCE)) of each example, and whether its best sentence is right, (n,)."""
    features, right = [], []
    for example in examples:
        ranking = ranked(example.query, example.looked, example.heard, weights.sentence, vocabulary)
        features.append(ranking.features)
        right.append(example.right[ranking.order[0]] > 0)
    return np.array(features), np.array(right, dtype=np.float64)


def _fit_evidence(weights: Weights, sets: Mapping[str, Sequence[Example]], vocabulary: Vocabulary) -> Weights:
    """With the weights of being right, and the threshold: the confidence below which no more than _FALSE_REFUSALS of our own answerable
    questions lie, each judged by weights that were learnt without it."""
    found = {name: evidence(weights, examples, vocabulary) for name, examples in sets.items()}
    features, right = (np.concatenate(parts) for parts in zip(*found.values(), strict=True))
    shares = np.concatenate([_shares(sets[name]) * _SHARES[name] * len(right) for name in sets])
    answerable = np.array([example.row.question.answerable for example in sets["own"]])
    own = np.arange(len(right) - len(answerable), len(right))  # the last of the sets
    unseen = np.zeros(len(own))
    for split in range(_SPLITS):
        fold = np.random.default_rng(_SEED + split).integers(0, _FOLDS, len(own))
        for number in range(_FOLDS):
            left = np.delete(np.arange(len(right)), own[fold == number])
            fitted = _logistic(weights, features[left], right[left], shares[left])
            unseen[fold == number] += confidences(fitted, features[own[fold == number]]) / _SPLITS
    threshold = float(np.quantile(unseen[answerable], _FALSE_REFUSALS))
    return with_fewer_traps(replace(_logistic(weights, features, right, shares), threshold=threshold))


def with_fewer_traps(weights: Weights) -> Weights:
    """With the odds of being right moved from the share of unanswerable questions that was learnt with to the one expected (Saerens et
    al., 2002), of the threshold too: what is refused stays the same."""
    moved = np.log((1 - _EXPECTED_TRAPS) / _EXPECTED_TRAPS) - np.log((1 - _TRAPS) / _TRAPS)
    odds = np.log(weights.threshold / (1 - weights.threshold)) + moved
    return replace(weights, bias=weights.bias + float(moved), threshold=float(1 / (1 + np.exp(-odds))))


def _shares(examples: Sequence[Example]) -> Array:
    """What each example weighs, 1 in all; the unanswerable of our own questions _TRAPS of it."""
    answerable = np.array([example.row.question.answerable for example in examples])
    if answerable.all():
        return np.full(len(examples), 1 / len(examples))
    return np.asarray(np.where(answerable, (1 - _TRAPS) / answerable.sum(), _TRAPS / (~answerable).sum()))


def _logistic(weights: Weights, features: Array, right: Array, shares: Array) -> Weights:
    """With the weights of a logistic regression (Platt, 1999) of being right."""
    spread = np.maximum(features.std(axis=0), _LEAST_SPREAD)
    features = features / spread

    def loss(parameters: Array) -> tuple[float, Array]:
        logits = features @ parameters[:-1] + parameters[-1]
        chances = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
        error = shares * (chances - right)
        likelihood = shares * (np.logaddexp(0, logits) - right * logits)
        penalty = parameters[:-1]
        gradient = np.r_[features.T @ error + _PENALTY * penalty, error.sum()]
        return float(likelihood.sum() + 0.5 * _PENALTY * penalty @ penalty), gradient

    start = np.zeros(len(EVIDENCE) + 1)
    bounds = [(0.0 if name in _ONLY_DOUBT else None, None) for name in (*EVIDENCE, "bias")]
    fitted = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 800})
    return replace(weights, evidence=fitted.x[:-1] / spread, bias=float(fitted.x[-1]))


def confidences(weights: Weights, features: Array) -> Array:
    """(n,) of features (n, len(EVIDENCE))."""
    return np.asarray(1 / (1 + np.exp(-(features @ weights.evidence + weights.bias))))


def report(sets: Sets, weights: Weights, vocabulary: Vocabulary) -> None:
    """Print the figures."""
    answerable = [example for example in sets.own if example.row.question.answerable]
    for name, examples in (
        ("drcd.dev, held out here too", sets.drcd_held),
        ("cmrc2018.trial (learnt on)", sets.trial),
        ("own tuning questions (learnt on)", answerable),
        ("drcd.dev, held out here too, passage given", sets.drcd_given),
        ("cmrc2018.trial (learnt on), passage given", sets.trial_given),
        ("ours over passages held out here too", [e for e in sets.written_held if e.row.question.answerable]),
        ("ours over news held out here too", [e for e in sets.news_held if e.row.question.answerable]),
    ):
        features, right = evidence(weights, examples, vocabulary)
        chances = confidences(weights, features)
        reach = np.mean([example.right.any() for example in examples])
        refused = (chances < weights.threshold).mean()
        error = calibration_error(chances, right) or 0.0
        exact, partial = np.mean([short_figures(weights, example, vocabulary) for example in examples], axis=0)
        print(
            f"{name}: right sentence first {right.mean():.3f}, in reach {reach:.3f}, short answer EM {exact:.3f} F1 {partial:.3f}, "
            f"refused {refused:.3f}, calibration error {error:.3f} ({len(examples)} questions)"
        )
    for name, examples in (
        ("made unanswerable, drcd.dev held out here too", sets.refused_held),
        *(
            (
                f"general questions, own corpus, {asked}",
                [e for e in sets.general_held if (e.query.language == "en") == (asked == "English")],
            )
            for asked in ("Chinese", "English")
        ),
        (
            "our near misses over passages held out here too",
            [example for example in sets.written_held if not example.row.question.answerable],
        ),
        (
            "our near misses over news held out here too",
            [example for example in sets.news_held if not example.row.question.answerable],
        ),
        ("own traps (learnt on)", [example for example in sets.own if not example.row.question.answerable]),
    ):
        features, _ = evidence(weights, examples, vocabulary)
        refused = (confidences(weights, features) < weights.threshold).mean()
        print(f"{name}: refused {refused:.3f} ({len(examples)} questions)")


def short_figures(weights: Weights, example: Example, vocabulary: Vocabulary) -> tuple[float, float]:
    """Exact match and F1 of the short answer by the rule of CMRC 2018, before any composing; 0 without one."""
    ranking = ranked(example.query, example.looked, example.heard, weights.sentence, vocabulary)
    found = short_answer(example.query, example.looked.kind, ranking.candidates[int(ranking.order[0])])
    answers = [fold(answer) for answer in example.row.question.answers]
    if found is None or not answers:
        return 0.0, 0.0
    return exact_match(fold(found.text), answers), f1(fold(found.text), answers)


if __name__ == "__main__":
    main()
