"""How well claims are told right from wrong: a marked set in, what was caught and what was wrongly struck out, by kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Tally:
    """Claims of one kind: how many, and how many of them were judged as marked."""

    kind: str
    expected: bool
    claims: int
    agreed: int


def score(rows: Sequence[Mapping[str, Any]], supported: Sequence[bool]) -> list[Tally]:
    """A tally for each kind and mark, in the order of the set; lines without `expected` are passed over."""
    counts: dict[tuple[str, bool], list[int]] = {}
    for row, held in zip(rows, supported, strict=True):
        if "expected" in row:
            count = counts.setdefault((str(row.get("kind", "")), bool(row["expected"])), [0, 0])
            count[0] += 1
            count[1] += held == bool(row["expected"])
    return [Tally(kind, expected, *count) for (kind, expected), count in counts.items()]


def score_table(tallies: Sequence[Tally]) -> str:
    """Wrong claims caught and true ones struck, by kind and in all."""
    wrong, true = ([tally for tally in tallies if tally.expected is mark] for mark in (False, True))
    lines = [f"{'wrong in':16} claims  caught"]
    lines += [f"{tally.kind:16} {tally.claims:6} {tally.agreed:7}" for tally in wrong]
    lines.append(f"{'all':16} {_share(wrong)}")
    lines.append(f"{'true':16} claims  struck")
    lines += [f"{tally.kind:16} {tally.claims:6} {tally.claims - tally.agreed:7}" for tally in true]
    struck = [Tally(tally.kind, True, tally.claims, tally.claims - tally.agreed) for tally in true]
    return "\n".join([*lines, f"{'all':16} {_share(struck)}"])


def _share(tallies: Sequence[Tally]) -> str:
    claims, agreed = sum(tally.claims for tally in tallies), sum(tally.agreed for tally in tallies)
    return f"{claims:6} {agreed:7}  {100 * agreed / claims:5.1f} %" if claims else f"{0:6} {0:7}"
