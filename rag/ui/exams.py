"""The evaluation tab as HTML: which question sets there are, how far a run is, what it came to, and against the baseline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from rag.evaluate import Comparison
from rag.evaluate.judge import Judged
from rag.evaluate.report import figures
from rag.evaluate.table import LABELS, percent
from rag.types import Language
from rag.ui.desk import Failed, Running
from rag.ui.house import Measured
from rag.ui.words import WORDS, Words

TILES = ("right", "hit@5", "exact", "refused_answerable", "refused_unanswerable")
PASSED = ("right", "rightly refused")
LISTED = 40
"""How many questions are listed of a sort; the report has them all."""


def sets(counts: Mapping[str, int], language: Language) -> str:
    """What is measured here, and a button for each question set that there is, by name with its number of questions."""
    words = WORDS[language]
    buttons = "".join(
        f'<li><button type="button" data-kind="examine" data-set="{escape(name)}"><span>{escape(_name(name, words))}</span>'
        f"<b>{count:,}</b></button></li>"
        for name, count in counts.items()
    )
    listed = f'<ul class="sets">{buttons}</ul>' if buttons else f'<p class="note">{escape(words.no_sets)}</p>'
    return f'<div class="works"><p>{escape(words.exam_intro)}</p>{listed}</div>'


def _name(name: str, words: Words) -> str:
    return words.set_names.get(name, name)


def report(state: object, address: str, language: Language) -> str:
    """How far a run is, or what it came to; `address` is where the whole report is read."""
    words = WORDS[language]
    match state:
        case Running(progress):
            known = f' value="{progress.done}" max="{progress.total}"' if progress.total else ""
            count = f"{progress.done:,} / {progress.total:,}" if progress.total else ""
            body = (
                f'<p class="stage"><b>{escape(words.exam_running)}</b><span>{count}</span></p>'
                f'<progress{known} aria-label="{escape(words.exam_running)}"></progress>'
            )
        case Failed(why):
            body = f'<p class="outcome">{escape(words.exam_failed)}</p><p class="why">{escape(why)}</p>'
        case Measured():
            body = _measured(state, address, words)
        case _:
            body = ""
    return f'<div class="works exam" role="status">{body}</div>' if body else ""


def _measured(measured: Measured, address: str, words: Words) -> str:
    judged = measured.report.judged
    found = figures(judged)
    tiles = "".join(
        f"<div><dt>{escape(words.figures.get(key, LABELS[key]))}</dt><dd>{percent(found[key])}</dd></div>"
        for key in TILES
    )
    said = words.exam_done.format(name=_name(measured.name, words), count=f"{len(judged):,}")
    link = f'<a href="{escape(address)}" target="_blank" rel="noopener">{escape(words.whole_report)} ↗</a>'
    compared = _compared(measured.comparison, judged, words) if measured.comparison else ""
    alone = f'<p class="why">{escape(measured.alone)}</p>' if measured.alone else ""
    missed = [one for one in judged if one.verdict not in PASSED]
    return (
        f'<p class="outcome">{escape(said)}</p><dl class="tiles">{tiles}</dl><p>{link}</p>{compared}{alone}'
        f"{_questions(words.missed, missed, words)}"
    )


def _compared(comparison: Comparison, judged: Sequence[Judged], words: Words) -> str:
    """One line on whether anything was really lost, the figures that moved, and the questions that changed sides."""
    verdict = words.below_baseline if comparison.losses else words.holds_baseline
    moved = "".join(
        f'<tr class="{"loss" if change.loss else ""}"><th scope="row">{escape(_figure(change.measure, words))}</th>'
        f"<td>{percent(change.before)}</td><td>{percent(change.now)}</td></tr>"
        for change in comparison.changes
        if change.before != change.now and change.measure in words.figures
    )
    head = f'<tr><th scope="col">{escape(words.figure)}</th><th scope="col">{escape(words.was)}</th><th scope="col">{escape(words.now)}</th></tr>'
    table = f"<table><thead>{head}</thead><tbody>{moved}</tbody></table>" if moved else ""
    by_id = {one.gold.id: one for one in judged}
    sides = ((words.now_wrong, comparison.worse), (words.now_right, comparison.better))
    lists = "".join(_questions(name, [by_id[one] for one in ids if one in by_id], words) for name, ids in sides)
    return f'<h4>{escape(words.compared)}</h4><p class="verdict">{escape(verdict)}</p>{table}{lists}'


def _figure(measure: str, words: Words) -> str:
    return words.figures.get(measure, measure)


def _questions(name: str, judged: Sequence[Judged], words: Words) -> str:
    rows = "".join(
        f"<li><span>{escape(one.gold.question.text)}</span> "
        f'<small class="why">{escape(words.verdicts.get(one.verdict, one.verdict))}</small></li>'
        for one in judged[:LISTED]
    )
    return f"<details><summary>{escape(name)} <b>{len(judged):,}</b></summary><ul>{rows}</ul></details>" if rows else ""
