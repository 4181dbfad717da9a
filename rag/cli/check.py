"""`baowen check`: claims against quotes, a line each."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rag.errors import Unusable


def run_check(options: argparse.Namespace) -> int:
    """Verdicts as JSON lines in the order of the claims; with `--score` a table on stderr."""
    from rag.check import check_claim
    from rag.evaluate.claims import score, score_table

    rows = _rows(options.claims)
    verdicts = [check_claim(str(row["claim"]), row["quotes"], _published(row)) for row in rows]
    lines = [
        json.dumps(
            {"id": row.get("id"), "supported": verdict.supported, "reasons": verdict.reasons}, ensure_ascii=False
        )
        for row, verdict in zip(rows, verdicts, strict=True)
    ]
    _write(options.out, lines)
    if options.score:
        print(score_table(score(rows, [verdict.supported for verdict in verdicts])), file=sys.stderr)
    return 0


def _published(row: dict[str, Any]) -> Sequence[str | None]:
    """The dates of the quotes' articles, where the line gives them as `published`."""
    dates = row.get("published")
    return [str(date) if date else None for date in dates] if isinstance(dates, list) else ()


def _rows(path: Path) -> list[dict[str, Any]]:
    """The lines of a claims file. Raises Unusable, with the line, for one that is none."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Unusable(f"The claims {path} cannot be read ({type(error).__name__}).") from None
    return list(_read(text, path))


def _read(text: str, path: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            raise Unusable(f"{path}, line {number}: this is not JSON: write one object a line.") from None
        quotes = row.get("quotes") if isinstance(row, dict) else None
        if (
            not isinstance(quotes, list)
            or not all(isinstance(quote, str) for quote in quotes)
            or not isinstance(row.get("claim"), str)
        ):
            raise Unusable(f'{path}, line {number}: write a claim as {{"id": …, "claim": "…", "quotes": ["…"]}}.')
        yield row


def _write(path: Path | None, lines: Sequence[str]) -> None:
    text = "".join(line + "\n" for line in lines)
    if path is None:
        sys.stdout.write(text)
        return
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Unusable(f"{path} cannot be written: {error.strerror}.") from None
