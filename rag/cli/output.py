"""What the commands print and write: answers, hits, repairs, JSON."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from rag.errors import Unusable
from rag.types import Answer, Doubt, Hit, Repair


def print_answer(answer: Answer) -> None:
    if answer.understood_as not in (answer.question, ""):
        print(f"({answer.understood_as})")
    print(answer.text)
    if answer.outcome == "not_found" and answer.passages:
        print()
        for hit in answer.passages[:3]:
            article = hit.passage.article
            print(f"  · {article.title} [{article.id}]\n    {' '.join(hit.passage.text.split())[:100]}…")


def print_hit(rank: int, hit: Hit) -> None:
    article = hit.passage.article
    print(f"{rank:2d}  {hit.score:.3f}  {article.id} [{hit.passage.start}:{hit.passage.end}]  {article.title}")
    print(f"    {' '.join(hit.passage.text.split())}")


def hit_keys(hit: Hit) -> dict[str, Any]:
    passage = hit.passage
    keys: dict[str, Any] = {"article_id": passage.article.id, "title": passage.article.title}
    keys |= {"start": passage.start, "end": passage.end, "text": passage.text, "score": round(hit.score, 4)}
    return keys | {"lexical_rank": hit.lexical_rank, "dense_rank": hit.dense_rank}


def tell(options: argparse.Namespace, data: dict[str, Any], text: str) -> None:
    if options.json:
        print_json(data)
    else:
        print(text)


def print_json(data: Any) -> None:
    print(json.dumps(data, ensure_ascii=False, indent=1))


def print_json_line(data: Any) -> None:
    print(json.dumps(data, ensure_ascii=False))


def write_lines(path: Path, objects: Iterable[dict[str, Any]]) -> None:
    """Write as they come. Raises Unusable when the file cannot be written."""
    try:
        with path.open("w", encoding="utf-8") as out:
            out.writelines(_lines(objects))
    except OSError as error:
        raise Unusable(f"{path} cannot be written: {error.strerror}.") from None


def _lines(objects: Iterable[dict[str, Any]]) -> Iterator[str]:
    for one in objects:
        yield json.dumps(one, ensure_ascii=False) + "\n"


def change_line(article: str, one: Repair | Doubt) -> str:
    if isinstance(one, Repair):
        return f"{article}:{one.line}\t{one.kind}\t{_shown(one.before)} → {_shown(one.after)}"
    return f"{article}:{one.line}\tleft\t{_shown(one.text)} ({one.why})"


def _shown(text: str) -> str:
    return text.replace("\n", "⏎").replace("\f", "⇟").replace("\t", " ")
