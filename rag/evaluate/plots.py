"""Plots as inline SVG. Colours are the page's own variables, so that they follow light and dark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from rag.evaluate.confidence import Bin, Point

_WIDTH, _HEIGHT = 420, 250
_LEFT, _RIGHT, _TOP, _BOTTOM = 54, 404, 14, 210
_BAR = 20
_STAGES = ("var(--accent)", "var(--second)", "var(--third)")


def risk_coverage_plot(points: Sequence[Point], coverage: float | None, risk: float | None) -> str:
    """Share of wrong answers over share of questions answered, the surest first; the dot is where it runs now."""
    top = _ceiling([point.risk for point in points])
    path = [(_x(point.coverage), _y(point.risk / top)) for point in points]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in path)
    body = [*_axes("questions answered", "wrong", top)]
    if path:
        body.append(f'<polygon class="area" points="{path[0][0]:.1f},{_BOTTOM} {line} {path[-1][0]:.1f},{_BOTTOM}"/>')
        body.append(f'<polyline class="line" points="{line}"/>')
    if coverage is not None and risk is not None:
        tip = f"answers {coverage:.0%} of the questions, {risk:.1%} of these answers are wrong"
        body.append(_dot(_x(coverage), _y(risk / top), 5, tip))
        body.append(_text(_x(coverage) - 8, _y(risk / top) - 8, f"{risk:.0%} at {coverage:.0%}", "end"))
    return _svg(_HEIGHT, "Risk-coverage curve", body)


def calibration_plot(bins: Sequence[Bin]) -> str:
    """Share of right answers over confidence, one dot a bin, its size by the number of answers; the diagonal is honest."""
    most = max((one.count for one in bins), default=0)
    body = [*_axes("confidence", "right", 1.0)]
    body.append(f'<line class="guide" x1="{_LEFT}" y1="{_BOTTOM}" x2="{_RIGHT}" y2="{_TOP}"/>')
    for one in bins:
        if one.count:
            x, y = _x(one.confidence), _y(one.right)
            body.append(f'<line class="gap" x1="{x:.1f}" y1="{_y(one.confidence):.1f}" x2="{x:.1f}" y2="{y:.1f}"/>')
            tip = f"{one.count} answers: confidence {one.confidence:.0%}, right {one.right:.0%}"
            body.append(_dot(x, y, 3 + 6 * (one.count / most) ** 0.5, tip))
    return _svg(_HEIGHT, "Calibration of the confidence", body)


def bars(rows: Sequence[tuple[str, int, float | None]]) -> str:
    """One horizontal bar a row of (label, questions, share); a row without a share shows –; an empty label is a gap."""
    body: list[str] = []
    y = 4
    for label, questions, share in rows:
        if not label:
            y += _BAR // 2
            continue
        length = (_RIGHT - 190) * (share or 0.0)
        shown = "–" if share is None else f"{share:.0%}"
        body.append(_text(128, y + 13, label, "end"))
        body.append(f'<rect class="track" x="136" y="{y + 2}" width="{_RIGHT - 190}" height="{_BAR - 6}"/>')
        body.append(f'<rect class="bar" x="136" y="{y + 2}" width="{length:.1f}" height="{_BAR - 6}"/>')
        body.append(_text(_RIGHT - 16, y + 13, shown, "end"))
        body.append(_text(_RIGHT + 12, y + 13, str(questions), "end", faint=True))
        y += _BAR
    return _svg(y + 4, "Share of right answers by slice", body)


def latency_plot(totals: Sequence[float], p50: float | None, p95: float | None, stages: Mapping[str, float]) -> str:
    """A histogram of seconds an answer took, its median and 95th percentile, and under it the mean share of each stage."""
    if not totals or p50 is None or p95 is None:
        return _svg(_HEIGHT, "Latency", [])
    longest = max(1.3 * p95, 1e-6)
    counts = [0] * 24
    for total in totals:
        counts[min(int(24 * total / longest), 23)] += 1
    width = (_RIGHT - _LEFT) / len(counts)
    floor = _BOTTOM - 56
    body = []
    for number, count in enumerate(counts):
        height = (floor - _TOP) * count / max(counts)
        x = _LEFT + number * width
        body.append(
            f'<rect class="bar" x="{x + 0.5:.1f}" y="{floor - height:.1f}" width="{width - 1:.1f}" height="{height:.1f}">'
            f"<title>{count} answers from {1000 * number * longest / 24:.0f} ms</title></rect>"
        )
    body.append(f'<line class="axis" x1="{_LEFT}" y1="{floor}" x2="{_RIGHT}" y2="{floor}"/>')
    for value, name in ((p50, "median"), (p95, "p95")):
        x = _LEFT + (_RIGHT - _LEFT) * value / longest
        body.append(f'<line class="mark" x1="{x:.1f}" y1="{_TOP}" x2="{x:.1f}" y2="{floor}"/>')
        body.append(_text(x + 4, _TOP + 8, f"{name} {1000 * value:.0f} ms", "start"))
    return _svg(_BOTTOM + 6, "Milliseconds an answer", [*body, *_stage_bar(stages, floor + 22)])


def _stage_bar(stages: Mapping[str, float], y: float) -> list[str]:
    whole = sum(stages.values()) or 1.0
    body, x = [], float(_LEFT)
    for number, (name, seconds) in enumerate(stages.items()):
        width = (_RIGHT - _LEFT) * seconds / whole
        colour = _STAGES[number % len(_STAGES)]
        body.append(f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="12" fill="{colour}"/>')
        left = _LEFT + number * (_RIGHT - _LEFT) / len(stages)
        body.append(f'<rect x="{left:.1f}" y="{y + 24}" width="9" height="9" fill="{colour}"/>')
        body.append(_text(left + 14, y + 32, f"{name} {1000 * seconds:.1f} ms", "start"))
        x += width
    return body


def _axes(below: str, beside: str, top: float) -> list[str]:
    body = []
    for step in range(5):
        share = step / 4
        x, y = _x(share), _y(share)
        body.append(f'<line class="grid" x1="{_LEFT}" y1="{y:.1f}" x2="{_RIGHT}" y2="{y:.1f}"/>')
        body.append(_text(_LEFT - 6, y + 4, f"{share * top:.0%}", "end", faint=True))
        body.append(_text(x, _BOTTOM + 15, f"{share:.0%}", "middle", faint=True))
    body.append(f'<line class="axis" x1="{_LEFT}" y1="{_BOTTOM}" x2="{_RIGHT}" y2="{_BOTTOM}"/>')
    body.append(_text((_LEFT + _RIGHT) / 2, _BOTTOM + 33, below, "middle"))
    body.append(
        f'<text class="label" transform="translate(11 {(_TOP + _BOTTOM) / 2}) rotate(-90)" text-anchor="middle">'
    )
    return [*body, f"{escape(beside)}</text>"]


def _ceiling(values: Sequence[float]) -> float:
    """The top of an axis: the next tenth above the values, at least a tenth and at most 1."""
    return min(1.0, max(1, -int(-10 * max(values, default=0.0) // 1)) / 10)


def _x(share: float) -> float:
    return _LEFT + (_RIGHT - _LEFT) * share


def _y(share: float) -> float:
    return _BOTTOM - (_BOTTOM - _TOP) * share


def _dot(x: float, y: float, radius: float, tip: str) -> str:
    return f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"><title>{escape(tip)}</title></circle>'


def _text(x: float, y: float, text: str, anchor: str, faint: bool = False) -> str:
    kind = "label faint" if faint else "label"
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _svg(height: float, name: str, body: Sequence[str]) -> str:
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height:.0f}" role="img" aria-label="{escape(name)}">' + "".join(body) + "</svg>"
    )
