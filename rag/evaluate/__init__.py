"""How good the answers are, measured without a language model: question sets in, a report out.

Reading order: gold → judge (measures, citations, ranking) → report (confidence, slices) → table, page → compare.
"""

from __future__ import annotations

from pathlib import Path

from rag.evaluate.candid import candid
from rag.evaluate.compare import Change, Comparison, compare
from rag.evaluate.feedback import REASONS, Reason, save_feedback
from rag.evaluate.gold import Gold, resolve
from rag.evaluate.importer import Imported, import_questions
from rag.evaluate.page import page
from rag.evaluate.report import Report, as_text, evaluate, measure, write
from rag.evaluate.table import comparison_table, table

__all__ = [
    "REASONS",
    "Change",
    "Comparison",
    "Gold",
    "Imported",
    "Reason",
    "Report",
    "candid",
    "compare",
    "comparison_table",
    "evaluate",
    "import_questions",
    "measure",
    "raise_baseline",
    "resolve",
    "save",
    "save_feedback",
    "table",
]


def save(report: Report, folder: Path) -> None:
    """Write `report.json` and `report.html` into the folder. Raises Unusable when that cannot be done."""
    write(as_text(report.to_json()), folder / "report.json")
    write(page(report), folder / "report.html")


def raise_baseline(report: Report, path: Path) -> Comparison | None:
    """Let this run be what later ones are held to, unless it really loses against the old baseline; None when there was none."""
    comparison = compare(report, path) if path.exists() else None
    if comparison is None or not comparison.losses:
        write(as_text(report.to_baseline()), path)
    return comparison
