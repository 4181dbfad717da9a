"""The same measures over parts of a question set."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rag.evaluate.gold import Gold
from rag.evaluate.judge import Judged

ALL = "all"


def script_pair(gold: Gold) -> str | None:
    """Question script → article script, like zh-Hant→zh-Hans; mixed when the evidence is in both, None without evidence."""
    scripts = {piece.article.language for piece in gold.evidence}
    if not scripts:
        return None
    return f"{gold.language}→{scripts.pop() if len(scripts) == 1 else 'mixed'}"


def answerability(gold: Gold) -> str:
    """answerable, or what makes the question a trap."""
    return "answerable" if gold.question.answerable else gold.question.trap or "unanswerable"


SLICES: Mapping[str, Callable[[Gold], str | None]] = {
    "set": lambda gold: gold.set_name,
    "language": lambda gold: gold.language,
    "script pair": script_pair,
    "kind": lambda gold: gold.question.kind or None,
    "answerable": answerability,
}
"""By what a set is cut, in the order of reports; a question for which the cut says None is in none of its parts."""


def slices(judged: Sequence[Judged]) -> dict[str, dict[str, list[Judged]]]:
    """{cut: {part: its questions}}, parts in alphabetical order; a cut with one part or none is left out."""
    found: dict[str, dict[str, list[Judged]]] = {}
    for cut, part_of in SLICES.items():
        parts: dict[str, list[Judged]] = {}
        for one in judged:
            part = part_of(one.gold)
            if part is not None:
                parts.setdefault(part, []).append(one)
        if len(parts) > 1:
            found[cut] = dict(sorted(parts.items()))
    return found
