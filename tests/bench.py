"""`make bench`: the figures of the README, measured on this machine. Not a test: nothing here passes or fails.

Compared figures are measured in turn in the same run, so that a busy machine slows both alike; medians are printed.
"""

from __future__ import annotations

import gzip
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rag.load.questions import load_questions
from rag.pipeline import Pipeline, build
from rag.types import Question

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
RUNS = 5
ASK = ["-m", "rag", "ask", "what is the No. 1 channel", "--index"]
LARGE = 100_000


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        _build(work, ROOT / "corpus", "corpus/")
        _warm(work / "corpus")
        _cold_start(work / "corpus")
        if (SHARED / "articles").is_dir():
            _build(work, SHARED / "articles", "five raw newspaper documents")
        if "--large" in sys.argv[1:]:
            _large(work)


def _build(work: Path, corpus: Path, name: str) -> None:
    seconds = [_timed(lambda run=run: build(corpus, work / f"{corpus.name}-{run}")) for run in range(RUNS)]
    build(corpus, work / corpus.name)
    print(f"build of {name}: median {statistics.median(seconds):.2f} s of {RUNS}")


def _warm(index: Path) -> None:
    pipeline = Pipeline.open(index)
    questions = load_questions(ROOT / "eval/questions")
    seconds = [_timed(lambda question=question: pipeline.ask(question)) for question in questions]
    _print_quantiles(f"warm answer over {len(questions)} questions", seconds)


def _cold_start(index: Path) -> None:
    """`baowen ask` as a process beside the import of sentence-transformers, in turn."""
    ask = [sys.executable, *ASK, str(index)]
    bare = [sys.executable, "-c", "import sentence_transformers"]
    for command in (ask, bare):
        _timed(lambda command=command: _run(command))
    pairs = [(_timed(lambda: _run(ask)), _timed(lambda: _run(bare))) for _ in range(RUNS)]
    ratio = statistics.median(one / other for one, other in pairs)
    print(
        f"cold `baowen ask`: median {statistics.median(one for one, _ in pairs):.2f} s; import sentence_transformers: "
        f"{statistics.median(other for _, other in pairs):.2f} s; ratio {ratio:.3f}"
    )


def _large(work: Path) -> None:
    """Search and answer over 100,000 passages of news, when the articles for it are here."""
    source = SHARED / "data/news/zh_news_20000.jsonl.gz"
    if not source.exists():
        return
    corpus = work / "large"
    corpus.mkdir()
    with gzip.open(source, "rt", encoding="utf-8") as lines, (corpus / "news.jsonl").open("w", encoding="utf-8") as out:
        out.writelines(lines)
    seconds = _timed(lambda: build(corpus, work / "large-index"))
    pipeline = Pipeline.open(work / "large-index")
    rows = len(pipeline.retriever.generation.rows)
    print(f"build of {rows:,} passages: {seconds:.0f} s")
    questions = [article.text[:45] for article in pipeline.articles[::100]]
    _print_quantiles("search", [_timed(lambda text=text: pipeline.search(Question(text))) for text in questions])
    _print_quantiles("answer", [_timed(lambda text=text: pipeline.ask(Question(text))) for text in questions])


def _print_quantiles(name: str, seconds: list[float]) -> None:
    cuts = statistics.quantiles(seconds, n=20)
    print(f"{name}: p50 {statistics.median(seconds) * 1000:.1f} ms, p95 {cuts[18] * 1000:.1f} ms")


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    print(json.dumps({"python": sys.version.split()[0]}))
    main()
