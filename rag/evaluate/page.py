"""The report as one HTML file that needs nothing else: no network, no other file, and no script but its own."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from rag.evaluate.cards import card
from rag.evaluate.confidence import calibration, risk_coverage
from rag.evaluate.judge import Judged
from rag.evaluate.measures import MEASURES
from rag.evaluate.plots import bars, calibration_plot, latency_plot, risk_coverage_plot
from rag.evaluate.report import Report, confidences, figures, times, verdicts
from rag.evaluate.slices import ALL, slices
from rag.evaluate.table import LABELS, percent

_HERE = Path(__file__).parent
_TILES = {
    "right": "right in the end",
    "answer_hit": "accepted answer said",
    "hit@5": "evidence in the first 5",
    "citation_recall": "evidence cited",
    "exact": "citations exact",
    "refused_unanswerable": "rightly refused",
    "refused_answerable": "wrongly refused",
}
_MEANINGS = {measure.key: measure.meaning for measure in MEASURES} | {
    "coverage": "share of the questions that were answered",
    "risk": "share of the answers given that are wrong",
    "aurc": "area under the risk-coverage curve; 0 is best",
    "auroc": "chance that a right answer is surer than a wrong one",
    "calibration_error": "how far the confidence is from the share of right answers",
}


def page(report: Report) -> str:
    """The whole page. Its policy lets no script run but ours, so that nothing in a question or an article can."""
    style = (_HERE / "report.css").read_text(encoding="utf-8")
    script = (_HERE / "report.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'"
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">'
        f"<title>Baowen evaluation {escape(report.generation)}</title><style>{style}</style></head><body>"
        f"{_head(report)}<main>{_plots(report)}{_slices(report)}{_questions(report)}</main>"
        f"<script>{script}</script></body></html>\n"
    )


def _head(report: Report) -> str:
    found = figures(report.judged)
    sets = ", ".join(dict.fromkeys(one.gold.set_name for one in report.judged))
    tiles = "".join(
        f'<div class="tile" title="{escape(_MEANINGS[key])}"><b>{percent(found[key])}</b><span>{escape(label)}</span></div>'
        for key, label in _TILES.items()
    )
    return (
        f'<header><h1>報問 <span>evaluation</span></h1><p class="faint">{len(report.judged)} questions ({escape(sets)}), '
        f'generation {escape(report.generation)}; figures in per cent</p><div class="tiles">{tiles}</div></header>'
    )


def _plots(report: Report) -> str:
    found, spent = figures(report.judged), times(report.judged)
    scores, right = confidences(report.judged)
    totals = [one.answer.seconds.get("total", 0.0) for one in report.judged]
    drawn = (
        (
            risk_coverage_plot(risk_coverage(scores, right), found["coverage"], found["risk"]),
            f"Risk and coverage: area {percent(found['aurc'])}, AUROC {percent(found['auroc'])}",
        ),
        (
            calibration_plot(calibration(scores, right)),
            f"Calibration: expected error {percent(found['calibration_error'])}",
        ),
        (latency_plot(totals, spent["p50"], spent["p95"], spent["stages"]), "Time an answer takes"),
        (bars(_bars(report)), "Right by slice, and questions in it"),
    )
    return '<div class="plots">' + "".join(_figure(plot, caption) for plot, caption in drawn) + "</div>"


def _figure(plot: str, caption: str) -> str:
    return f"<figure><figcaption>{escape(caption)}</figcaption>{plot}</figure>"


def _bars(report: Report) -> list[tuple[str, int, float | None]]:
    rows: list[tuple[str, int, float | None]] = []
    for cut, parts in slices(report.judged).items():
        if cut in ("language", "script pair", "kind", "answerable"):
            rows += [("", 0, None)] if rows else []
            rows += [(part, len(inside), figures(inside)["right"]) for part, inside in parts.items()]
    return rows


def _slices(report: Report) -> str:
    keys = list(figures(report.judged))
    head = "".join(f'<th title="{escape(_MEANINGS[key])}">{escape(LABELS[key])}</th>' for key in keys)
    body = _row(ALL, report.judged, keys)
    for cut, parts in slices(report.judged).items():
        body += f'<tr class="cut"><th colspan="{len(keys) + 2}">{escape(cut)}</th></tr>'
        body += "".join(_row(part, inside, keys) for part, inside in parts.items())
    return (
        f'<section><h2>Figures</h2><div class="wide"><table><thead><tr><th></th><th>n</th>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div></section>"
    )


def _row(name: str, judged: Sequence[Judged], keys: Iterable[str]) -> str:
    found = figures(judged)
    cells = "".join(f"<td>{percent(found[key])}</td>" for key in keys)
    return f"<tr><th>{escape(name)}</th><td>{len(judged)}</td>{cells}</tr>"


def _questions(report: Report) -> str:
    counts = {verdict: count for verdict, count in verdicts(report.judged).items() if count}
    languages = Counter(one.gold.language for one in report.judged)
    kinds = Counter(one.gold.question.kind or "other" for one in report.judged)
    sets = Counter(one.gold.set_name for one in report.judged)
    groups = [_filters("verdict", counts)]
    groups += [
        _filters(name, dict(sorted(parts.items()))) for name, parts in (("language", languages), ("kind", kinds))
    ]
    groups += [_filters("set", dict(sorted(sets.items())))] if len(sets) > 1 else []
    cards = "".join(card(one) for one in report.judged)
    return (
        f'<section><h2>Questions <span id="count">{len(report.judged)}</span></h2><nav>{"".join(groups)}'
        '<input id="find" type="search" placeholder="search" aria-label="search the questions"></nav>'
        f"{cards}</section>"
    )


def _filters(name: str, counts: dict[str, int]) -> str:
    buttons = "".join(
        f'<button type="button" data-filter="{name}" data-value="{escape(part)}" aria-pressed="false">{escape(part)} '
        f"<i>{count}</i></button>"
        for part, count in counts.items()
    )
    return f'<div role="group" aria-label="{name}">{buttons}</div>'
