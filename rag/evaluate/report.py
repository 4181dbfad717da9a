"""What a run comes to, as data: the same bytes for the same answers, but for what stands under "times"."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rag.errors import Unusable
from rag.evaluate.confidence import aurc, auroc, calibration, calibration_error, quantile, risk_coverage
from rag.evaluate.gold import Gold, resolve
from rag.evaluate.judge import VERDICTS, Asker, Judged, judge, means
from rag.evaluate.slices import slices
from rag.types import Question

FORMAT = 1
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Report:
    """One run: the generation that answered, and every question with its answer, in the order asked."""

    generation: str
    judged: tuple[Judged, ...]

    def to_json(self) -> dict[str, Any]:
        """Figures, slices, curves and every answer; "times" is the only key that differs between two like runs."""
        scores, right = confidences(self.judged)
        return {
            "format": FORMAT,
            "generation": self.generation,
            "questions": len(self.judged),
            "figures": figures(self.judged),
            "slices": {
                cut: {part: {"questions": len(inside), **figures(inside)} for part, inside in parts.items()}
                for cut, parts in slices(self.judged).items()
            },
            "verdicts": verdicts(self.judged),
            "risk_coverage": [_rounded(asdict(point)) for point in risk_coverage(scores, right)],
            "calibration": [_rounded(asdict(one)) for one in calibration(scores, right)],
            "answers": [answer_row(one) for one in self.judged],
            "times": times(self.judged),
        }

    def to_baseline(self) -> dict[str, Any]:
        """What a later run is compared with: the figures, and the values of each question."""
        rows = [_without(answer_row(one), "answer", "gold") for one in self.judged]
        return {"format": FORMAT, "generation": self.generation, "figures": figures(self.judged), "answers": rows}


def evaluate(questions: Sequence[Question], served: Asker, candid: Asker | None = None) -> Report:
    """Ask all questions and judge the answers. Raises QuestionSetError, before anything is asked, when gold does not fit."""
    return measure(resolve(questions, served), served, candid)


def measure(golds: Iterable[Gold], served: Asker, candid: Asker | None = None) -> Report:
    """The report over resolved questions; `golds` may be counted as they are asked."""
    return Report(served.generation, tuple(judge(golds, served, candid)))


def figures(judged: Sequence[Judged]) -> dict[str, float | None]:
    """The means of all measures, then what the whole set says of confidence; None where nothing applies."""
    scores, right = confidences(judged)
    answered = [one for one in judged if one.answer.outcome == "answered"]
    wrong = [one for one in answered if not one.values["right"]]
    of_set = {
        "coverage": len(answered) / len(judged) if judged else None,
        "risk": len(wrong) / len(answered) if answered else None,
        "aurc": aurc(scores, right),
        "auroc": auroc(scores, right),
        "calibration_error": calibration_error(scores, right),
    }
    return _rounded({**means(judged), **of_set})


def confidences(judged: Sequence[Judged]) -> tuple[list[float], list[float]]:
    """Confidence, and whether the answer is right or would have been, of the questions of which that is known."""
    known = [(one.answer.confidence, one.if_answered) for one in judged if one.if_answered is not None]
    return [score for score, _ in known], [right for _, right in known]


def verdicts(judged: Sequence[Judged]) -> dict[str, int]:
    """How many questions ended how, all verdicts named."""
    return {verdict: sum(one.verdict == verdict for one in judged) for verdict in VERDICTS}


def answer_row(one: Judged) -> dict[str, Any]:
    """One question as data; the answer in the form of the contract, without times and the text of passages."""
    written = _without(one.answer.to_json(), "id", "seconds", "generation")
    written["passages"] = [_without(passage, "text") for passage in written["passages"]]
    return {
        "id": one.gold.id,
        "digest": one.gold.digest,
        "language": one.gold.language,
        "verdict": one.verdict,
        "confidence": round(one.answer.confidence, _DIGITS),
        "if_answered": one.if_answered,
        "values": _rounded(one.values),
        "gold": [
            {"article_id": piece.article.id, "start": piece.start, "end": piece.end} for piece in one.gold.evidence
        ],
        "answer": written,
    }


def times(judged: Sequence[Judged]) -> dict[str, Any]:
    """Seconds: median and 95th percentile of an answer, the mean of each stage, and each question's."""
    totals = [one.answer.seconds.get("total", 0.0) for one in judged]
    stages = dict.fromkeys(name for one in judged for name in one.answer.seconds if name != "total")
    spent = {name: sum(one.answer.seconds.get(name, 0.0) for one in judged) / len(judged) for name in stages}
    return {
        "p50": quantile(totals, 0.5),
        "p95": quantile(totals, 0.95),
        "stages": _rounded(spent),
        "questions": _rounded({one.gold.id: total for one, total in zip(judged, totals, strict=True)}),
    }


def as_text(data: Mapping[str, Any]) -> str:
    """JSON with one answer a line, so that two reports can be compared by eye and by `diff`."""
    rows = ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in data["answers"])
    frame = json.dumps({**data, "answers": []}, ensure_ascii=False, indent=1)
    return frame.replace('"answers": []', f'"answers": [\n{rows}\n ]', 1) + "\n"


def write(text: str, path: Path) -> None:
    """Write a file, its folder made where needed. Raises Unusable when that cannot be done."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Unusable(f"{path} cannot be written: {error.strerror}.") from None


def _rounded(values: Mapping[str, float | None]) -> dict[str, float | None]:
    return {key: value if value is None else round(value, _DIGITS) for key, value in values.items()}


def _without(keys: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {key: value for key, value in keys.items() if key not in names}
