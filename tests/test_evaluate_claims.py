"""The marked claims: the tally, and that the project's own set stays as well judged as the documentation says."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from rag.check import check_claim
from rag.evaluate.claims import Tally, score, score_table
from tests.conftest import ROOT

CLAIMS = ROOT / "eval" / "claims"


def test_claims_are_tallied_by_kind_and_mark() -> None:
    rows = [
        {"kind": "number", "expected": False},
        {"kind": "number", "expected": False},
        {"kind": "x", "expected": True},
        {},
    ]
    assert score(rows, [False, True, True, True]) == [Tally("number", False, 2, 1), Tally("x", True, 1, 1)]


def test_the_table_names_what_was_caught_and_struck() -> None:
    table = score_table([Tally("date", False, 4, 3), Tally("paraphrase", True, 10, 9)])
    assert "date                  4       3" in table and "75.0 %" in table and "10.0 %" in table


@pytest.mark.parametrize("half", ["tune", "test", "fresh"])
def test_the_set_is_judged_within_its_targets(half: str) -> None:
    rows = [json.loads(line) for line in (CLAIMS / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()]
    found = Counter((row["expected"], check_claim(row["claim"], row["quotes"]).supported) for row in rows)
    assert found[False, False] >= 0.95 * (found[False, False] + found[False, True])
    assert found[True, False] <= 0.10 * (found[True, False] + found[True, True])


def test_no_article_is_in_both_halves_and_every_quote_is_in_its_article() -> None:
    halves = []
    for half in ("tune", "test"):
        rows = [json.loads(line) for line in (CLAIMS / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()]
        halves.append({row["article"] for row in rows})
        for row in rows:
            text = (ROOT / "corpus" / f"{row['article']}.md").read_text(encoding="utf-8")
            assert all(quote in text for quote in row["quotes"]), row["id"]
    assert not halves[0] & halves[1]
