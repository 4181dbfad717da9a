"""Two runs question by question: what got better, what got worse, and whether that is more than luck."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.errors import Unusable
from rag.evaluate.confidence import aurc, auroc, calibration_error
from rag.evaluate.measures import MEASURES
from rag.evaluate.report import FORMAT, Report

SEED = 20180826
RESAMPLES = 2_000
_BY_LANGUAGE = ("right", "hit@5")
"""Measures that are held for each language on its own too, so that a loss in one cannot hide behind the others."""
_PROMISED = ("exact",)
"""A citation is a slice: here one loss is a real loss."""
_OF_SETS: Mapping[str, tuple[Callable[[NDArray[np.float64], NDArray[np.float64]], float | None], int]] = {
    "aurc": (aurc, -1),
    "auroc": (auroc, 1),
    "calibration_error": (calibration_error, -1),
}
"""Measures that no single question has, each with its gain."""
_Rows = Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]
"""[(the question in the baseline, the same question now)]"""


@dataclass(frozen=True, slots=True)
class Change:
    """One measure in both runs over the questions they share; `low` to `high` holds the difference with 95 % confidence."""

    measure: str
    questions: int
    before: float
    now: float
    low: float
    high: float
    loss: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """`worse` and `better` name the questions that were right and are not, and the other way round.

    `unmatched` counts questions of the baseline that are not asked now or have changed.
    """

    changes: tuple[Change, ...]
    worse: tuple[str, ...]
    better: tuple[str, ...]
    unmatched: int

    @property
    def losses(self) -> list[Change]:
        """The measures that really fell."""
        return [change for change in self.changes if change.loss]


def compare(report: Report, baseline: Path) -> Comparison:
    """The run against an earlier report or baseline file, over the questions whose text and gold are the same in both.

    A loss is real when the 95 % interval of the paired bootstrap (Efron and Tibshirani, 1993; fixed seed, so the same two
    runs always give the same verdict) lies wholly on the losing side. Raises Unusable when the file is no report, or shares
    no question with the run.
    """
    before = _read(baseline)
    now = {row["id"]: row for row in report.to_baseline()["answers"]}
    pairs = [(row, now[row["id"]]) for row in before if row["id"] in now and row["digest"] == now[row["id"]]["digest"]]
    if not pairs:
        raise Unusable(f"The baseline {baseline} has none of these questions: make a new one with --raise.")
    rights = [(row["id"], row["values"]["right"], other["values"]["right"]) for row, other in pairs]
    return Comparison(
        tuple(_changes(pairs)),
        worse=tuple(identity for identity, was, is_now in rights if was > is_now),
        better=tuple(identity for identity, was, is_now in rights if was < is_now),
        unmatched=len(before) - len(pairs),
    )


def _read(path: Path) -> list[dict[str, Any]]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] != FORMAT:
            raise ValueError(f"its format is {data['format']}, not {FORMAT}")
        return [
            {**row, "values": dict(row["values"]), "id": str(row["id"])} for row in data["answers"] if row["digest"]
        ]
    except OSError as error:
        raise Unusable(f"The baseline {path} cannot be read: {error.strerror}.") from None
    except (ValueError, KeyError, TypeError) as error:
        raise Unusable(
            f"The baseline {path} is not a report of `baowen eval` ({error}): make it with --raise."
        ) from None


def _changes(pairs: _Rows) -> list[Change]:
    gains = {measure.key: measure.gain for measure in MEASURES}
    found = [_of_means(key, key, pairs, gain) for key, gain in gains.items()]
    for language in dict.fromkeys(now["language"] for _, now in pairs):
        inside = [pair for pair in pairs if pair[1]["language"] == language]
        found += [_of_means(f"{key} {language}", key, inside, gains[key]) for key in _BY_LANGUAGE]
    known = [pair for pair in pairs if pair[0]["if_answered"] is not None and pair[1]["if_answered"] is not None]
    found += [_of_set(name, known) for name in _OF_SETS]
    return [change for change in found if change is not None]


def _of_means(name: str, key: str, pairs: _Rows, gain: int) -> Change | None:
    values = [(row["values"].get(key), other["values"].get(key)) for row, other in pairs]
    table = np.array([pair for pair in values if None not in pair], dtype=float).reshape(-1, 2)  # (n, 2) before, now
    if not len(table):
        return None
    difference = table[:, 1] - table[:, 0]  # (n,)
    resampled = difference[_draws(len(table))].mean(axis=1)  # (RESAMPLES, n) -> (RESAMPLES,)
    before, now = table.mean(axis=0)
    strict = key in _PROMISED
    return _change(name, len(table), float(before), float(now), resampled, gain, strict)


def _of_set(name: str, pairs: _Rows) -> Change | None:
    function, gain = _OF_SETS[name]
    runs = [
        np.array([(pair[run]["confidence"], pair[run]["if_answered"]) for pair in pairs], dtype=float).reshape(-1, 2)
        for run in (0, 1)
    ]  # two of (n, 2): confidence, right
    before, now = (function(run[:, 0], run[:, 1]) for run in runs)
    if before is None or now is None:
        return None
    resampled = []
    for rows in _draws(len(pairs))[: RESAMPLES // 4]:  # four times dearer to resample than a mean
        old, new = (function(run[rows, 0], run[rows, 1]) for run in runs)
        if old is not None and new is not None:
            resampled.append(new - old)
    return _change(name, len(pairs), before, now, np.array(resampled), gain, strict=False)


def _draws(size: int) -> NDArray[np.int64]:
    """RESAMPLES samples of `size` rows with replacement, the same ones every time."""
    return np.random.default_rng(SEED).integers(0, size, (RESAMPLES, size))


def _change(
    name: str, questions: int, before: float, now: float, resampled: NDArray[np.float64], gain: int, strict: bool
) -> Change:
    low, high = (float(value) for value in np.quantile(resampled, [0.025, 0.975]))
    lost = (now - before) * gain < 0 if strict else (high if gain > 0 else -low) < 0
    return Change(name, questions, round(before, 6), round(now, 6), round(low, 6), round(high, 6), bool(lost))
