"""How often the first passage found is the right one, beside plain BM25 and the targets of the project.

    python -m rag.train.retrieval_measure [--data ../shared/data]

DRCD dev (questions of the titles held out of every training, among all 1,000 passages) and CMRC 2018 trial, each also
with its questions in the other script; the dense leg alone on DRCD; NTREX-128, each English sentence against all Chinese ones.
The plain BM25 is over folded characters and pairs of whole passages, k1 = 1.2 and b = 0.75.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from rag.lexical import plain_groups
from rag.pipeline import Pipeline, build
from rag.retrieve import Retriever
from rag.text import terms, to_script
from rag.train.bilingual import index, ranks, read_parallel
from rag.train.ranker_data import Row, reading_rows
from rag.train.split import held_out
from rag.translate import open_translator
from rag.types import Article, Language, Question

Indexed = tuple[Retriever, list[Row]]
Finder = Callable[[str], str]
"""From a question to the id of the article found first; empty for none."""
_OTHER_SCRIPT = 0.003
"""What a question in the other script may cost."""


def indexed(articles: Sequence[Article], rows: list[Row], work: Path) -> Indexed:
    """An index of the articles in the new folder `work`, and the questions over them."""
    work.mkdir()
    lines = [json.dumps({"id": one.id, "title": one.title, "text": one.text}, ensure_ascii=False) for one in articles]
    (work / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    build(work, work / "index", repair=False)
    return Pipeline.open(work / "index").retriever, rows


def by_search(retriever: Retriever) -> Finder:
    """Finds as people's questions are searched."""

    def find(question: str) -> str:
        hits = retriever.search(retriever.understand(Question(question)), 1)
        return hits[0].passage.article.id if hits else ""

    return find


def by_meaning(retriever: Retriever) -> Finder:
    """Finds with the dense leg of an index alone."""

    def find(question: str) -> str:
        best = retriever.generation.dense.search(retriever.encoder.queries([question])[0], 1)
        return retriever.generation.passage(best[0][0]).article.id if best else ""

    return find


def by_plain_bm25(articles: Sequence[Article]) -> Finder:
    """Finds with a BM25 over the terms of whole texts, their titles left out."""
    texts = index([article.text for article in articles])

    def find(question: str) -> str:
        return articles[int(texts.scores(plain_groups(terms(question))).argmax())].id

    return find


def first(find: Finder, rows: Sequence[Row], script: Language | None = None) -> float:
    """Share of the questions, written in another script if one is named, for which the right article is found first."""
    asked = [to_script(row.question.text, script) if script else row.question.text for row in rows]
    return float(np.mean([find(question) == row.gold for question, row in zip(asked, rows, strict=True)]))


def _reading(name: str, found: Indexed, rows: Sequence[Row], other: Language, target: float) -> None:
    """The lines of one reading set."""
    retriever, articles = found[0], found[0].generation.articles
    own = first(by_search(retriever), rows)
    turned = first(by_search(retriever), rows, other)
    print(f"{name}: {len(rows):,} questions, {len(articles):,} texts")
    _line("plain BM25", first(by_plain_bm25(articles), rows))
    _line("search", own, target)
    _line(f"search, asked in {other}", turned, own - _OTHER_SCRIPT)


def _line(name: str, figure: float, target: float | None = None) -> None:
    against = "" if target is None else f"  target {target:.3f}{'' if figure >= target else '  BELOW'}"
    print(f"  {name:28s} hit@1 {figure:.4f}{against}", flush=True)


def main() -> None:
    """Prints the figures, those below their target marked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    data = parser.parse_args().data
    with tempfile.TemporaryDirectory() as folder:
        drcd = indexed(*reading_rows(data / "qa/drcd.dev.jsonl"), Path(folder) / "drcd")
        trial = indexed(*reading_rows(data / "qa/cmrc2018.trial.jsonl"), Path(folder) / "trial")
        held = [row for row in drcd[1] if held_out(row.title)]
        _reading("DRCD dev, held-out titles", drcd, held, "zh-Hans", 0.965)
        _line("dense leg alone", first(by_meaning(drcd[0]), held), 0.80)
        _reading("CMRC 2018 trial", trial, trial[1], "zh-Hant", 0.985)
    english, chinese = read_parallel(data / "parallel/ntrex128.en-zhTW.tsv")
    print(f"NTREX-128, English to Traditional Chinese: {len(english):,} sentences")
    places = np.array(ranks(open_translator(Path("corpus/aliases.txt")), english, chinese))
    _line("by translated terms", float(np.mean(places == 1)), 0.95)


if __name__ == "__main__":
    main()
