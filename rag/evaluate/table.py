"""A report for the terminal: a row for the whole set and each part of it, – where a measure does not apply."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rag.evaluate.compare import Change, Comparison
from rag.evaluate.judge import VERDICTS
from rag.evaluate.measures import MEASURES
from rag.evaluate.report import Report, figures, times, verdicts
from rag.evaluate.slices import ALL, slices

NOT_APPLICABLE = "–"
LABELS: Mapping[str, str] = {measure.key: measure.label for measure in MEASURES} | {
    "coverage": "coverage",
    "risk": "risk",
    "aurc": "AURC",
    "auroc": "AUROC",
    "calibration_error": "ECE",
}
"""What each figure is called."""

_COLUMNS = (
    ("right", "right"),
    ("answer_hit", "said"),
    ("em", "EM"),
    ("f1", "F1"),
    ("hit@1", "hit@1"),
    ("hit@5", "hit@5"),
    ("mrr", "MRR"),
    ("ndcg@10", "nDCG"),
    ("exact", "exact"),
    ("citation_precision", "citeP"),
    ("citation_recall", "citeR"),
    ("refused_unanswerable", "ref ✓"),
    ("refused_answerable", "ref ✗"),
    ("aurc", "AURC"),
    ("auroc", "AUROC"),
    ("calibration_error", "ECE"),
)
_OF_A_MODEL = (("claims_supported", "claim"), ("claim_citations", "clCit"), ("sentences_struck", "struck"))
"""Columns of a run in which a language model wrote."""
_SHOWN = 12
"""Questions named in a comparison, at most, each way."""


def table(report: Report) -> str:
    """All figures in per cent, then how the questions ended and how long answers took."""
    rows = [(ALL, report.judged)]
    for cut, parts in slices(report.judged).items():
        rows += [(f"{cut}: {part}", tuple(inside)) for part, inside in parts.items()]
    width = max(len(name) for name, _ in rows)
    wrote = any(one.answer.sentences for one in report.judged)
    columns = (*_COLUMNS, *_OF_A_MODEL) if wrote else _COLUMNS
    head = f"{'':{width}} {'n':>4} " + " ".join(f"{label:>5}" for _, label in columns)
    lines = [head]
    for name, judged in rows:
        found = figures(judged)
        lines.append(f"{name:{width}} {len(judged):4} " + " ".join(f"{percent(found[key]):>5}" for key, _ in columns))
    return "\n".join([*lines, "", *_endings(report), "", _latency(report)])


def percent(value: float | None) -> str:
    """92.8 for 0.9276, – for what does not apply."""
    return NOT_APPLICABLE if value is None else f"{100 * value:.1f}"


def comparison_table(comparison: Comparison) -> str:
    """Before, now and the 95 % interval of each measure that moved; then the questions that changed sides."""
    moved = [change for change in comparison.changes if change.before != change.now]
    lines = [_change(change) for change in moved] or ["no measure moved against the baseline"]
    for name, ids in (("now wrong", comparison.worse), ("now right", comparison.better)):
        if ids:
            more = f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
            lines.append(f"{name}: {' '.join(ids[:_SHOWN])}{more}")
    if comparison.unmatched:
        lines.append(f"{comparison.unmatched} questions of the baseline are not asked now, or have changed")
    return "\n".join(lines)


def _change(change: Change) -> str:
    interval = f"[{100 * change.low:+.1f}, {100 * change.high:+.1f}]"
    return (
        f"{change.measure:28} {percent(change.before):>5} → {percent(change.now):>5}  {interval:16} "
        f"{change.questions:4} questions{'  LOSS' if change.loss else ''}"
    )


def _endings(report: Report) -> Sequence[str]:
    counts = verdicts(report.judged)
    return [f"{counts[verdict]:5}  {verdict}: {meaning}" for verdict, meaning in VERDICTS.items()]


def _latency(report: Report) -> str:
    spent = times(report.judged)
    stages = ", ".join(f"{name} {1000 * seconds:.1f}" for name, seconds in spent["stages"].items())
    return f"milliseconds an answer: median {1000 * spent['p50']:.1f}, p95 {1000 * spent['p95']:.1f}; mean of {stages}"
