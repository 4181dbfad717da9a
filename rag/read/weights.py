"""The reader's learnt numbers, as JSON that people can read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.errors import ModelMissing
from rag.read.features import EVIDENCE, FIRST, SENTENCE

BUILTIN = Path(__file__).parent.parent / "models" / "reader" / "weights.json"


@dataclass(frozen=True, slots=True)
class Weights:
    """`first` (len(FIRST),) ranks sentences before the span reader has seen them, `sentence` (len(SENTENCE),) after;
    `evidence` (len(EVIDENCE),) and `bias` make the confidence.

    `threshold` is the confidence below which a question is refused; `margin` how far behind the best a second quote may be.
    """

    first: NDArray[np.float64]
    sentence: NDArray[np.float64]
    evidence: NDArray[np.float64]
    bias: float
    threshold: float
    margin: float

    @classmethod
    def open(cls, path: Path = BUILTIN) -> Weights:
        """Raises ModelMissing when the file cannot be read or was learnt over other features."""
        try:
            keys = json.loads(path.read_text(encoding="utf-8"))
            return cls(
                np.array([keys["first"][name] for name in FIRST]),
                np.array([keys["sentence"][name] for name in SENTENCE]),
                np.array([keys["evidence"][name] for name in EVIDENCE]),
                float(keys["bias"]),
                float(keys["threshold"]),
                float(keys["margin"]),
            )
        except (OSError, ValueError, KeyError) as error:
            raise ModelMissing(f"The reader's weights in {path} cannot be used ({error}): reinstall baowen.") from None

    def save(self, path: Path) -> None:
        """Write them as JSON, rounded to four places."""
        keys = {
            "first": {name: round(float(w), 4) for name, w in zip(FIRST, self.first, strict=True)},
            "sentence": {name: round(float(w), 4) for name, w in zip(SENTENCE, self.sentence, strict=True)},
            "evidence": {name: round(float(w), 4) for name, w in zip(EVIDENCE, self.evidence, strict=True)},
            "bias": round(self.bias, 4),
            "threshold": round(self.threshold, 4),
            "margin": round(self.margin, 4),
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(keys, indent=1) + "\n", encoding="utf-8")
