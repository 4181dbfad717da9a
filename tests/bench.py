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
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path

import numpy as np
from pypdfium2 import PdfDocument

from rag.chunk import chunk
from rag.clean import clean_text
from rag.embed import open_encoder
from rag.load.pdf.document import read_pdf
from rag.load.questions import load_questions
from rag.pipeline import Pipeline, build
from rag.read import Reader
from rag.retrieve import Retriever
from rag.store import Draft, Recipe, open_generation, write_generation
from rag.text import ANALYSER
from rag.types import Article, Filter, Passage, Question, Source, Story, Trace
from tests.breaking import cases
from tests.breaking.texts import clean_sources
from tests.pdfs import Page, pdf

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
RUNS = 5
ASK = ["-m", "rag", "ask", "what is the No. 1 channel", "--index"]
LARGE, SHORT = 100_000, 120
PEOPLE = 20
FIRST_WORDS = """async (question) => {
    const box = document.querySelector('#box textarea');
    const before = document.querySelectorAll('#conversation .turn').length;
    const said = () => document.querySelectorAll('#conversation .turn')[before]?.querySelector('.said, .short')?.textContent;
    box.value = question;
    box.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const began = performance.now();
    box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', bubbles: true }));
    box.dispatchEvent(new KeyboardEvent('keypress', { key: 'Enter', code: 'Enter', bubbles: true }));
    while (!said()) await new Promise((resolve) => setTimeout(resolve, 2));
    const words = performance.now() - began;
    while (document.querySelector('#conversation .busy, #send') === null || document.querySelector('#conversation .busy'))
        await new Promise((resolve) => setTimeout(resolve, 20));
    await new Promise((resolve) => setTimeout(resolve, 500));
    return words;
}"""
"""Asks a question in the page and returns after how many milliseconds its first words were there."""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        _build(work, ROOT / "corpus", "corpus/")
        _warm(work / "corpus")
        _cold_start(work / "corpus")
        _page(work / "corpus")
        _clean_speed()
        _pdf()
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


def _page(index: Path) -> None:
    """The page in a browser: ready after the server answers, first words after Enter; then PEOPLE programs asking at once."""
    from gradio_client import Client
    from playwright.sync_api import sync_playwright

    from rag.ui.desk import Desk
    from rag.ui.house import House
    from tests.browser import CHROMIUM, SWITCHES, served, visit

    questions = [question.text for question in load_questions(ROOT / "eval/questions/test.jsonl")]
    for base in served(Desk(ROOT / "corpus", House(index, ROOT / "corpus"))):
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
            visitors, ready, words = [browser.new_context() for _ in range(RUNS)], [], []
            for number, one in enumerate(visitors):
                ready.append(_timed(partial(visit, one, base)))
                page = one.pages[0]
                page.wait_for_selector(".examples")
                words += [page.evaluate(FIRST_WORDS, text) for text in questions[number::RUNS][:4]]
                one.close()
            browser.close()
        print(f"page: ready after {statistics.median(ready):.2f} s, median of {RUNS}")
        _print_quantiles("page: first words after Enter", [one / 1000 for one in words])
        clients = [Client(base, verbose=False) for _ in range(PEOPLE)]
        with ThreadPoolExecutor(PEOPLE) as pool:
            at_once = [
                pool.submit(_timed, partial(one.predict, text, api_name="/ask"))
                for one, text in zip(clients, questions, strict=False)
            ]
            _print_quantiles(f"{PEOPLE} people asking at once", [one.result() for one in at_once])


def _pdf() -> None:
    """A dense newspaper page, five columns of 5,129 characters, beside what its library alone takes to open it, in turn."""
    page = Page()
    page.text(40, 20, "首屆漁獲展覽今日開幕", 28)
    text = "".join(chr(0x4E00 + place * place % 1511) for place in range(16 * 320))
    for column in range(5):
        lines = [text[start : start + 16] for start in range(1024 * column, 1024 * column + 1024, 16)]
        page.lines(40 + 106 * column, 70, lines, 6, 11 / 6)
    data = pdf([page])
    read_pdf(data)
    pairs = [(_timed(lambda: read_pdf(data)), _timed(lambda: _open_page(data))) for _ in range(5 * RUNS)]
    milliseconds = [1000 * statistics.median(seconds) for seconds in zip(*pairs, strict=True)]
    ratio = statistics.median(one / other for one, other in pairs)
    print(f"pdf: {milliseconds[0]:.1f} ms a page; pdfium alone: {milliseconds[1]:.1f} ms; ratio {ratio:.1f}")


def _open_page(data: bytes) -> None:
    with closing(PdfDocument(data)) as document, closing(document[0]) as page, closing(page.get_textpage()) as text:
        text.count_chars()


def _clean_speed() -> None:
    """Megabytes of UTF-8 that the repairs read in a second on one core: articles that are whole, and broken ones."""
    groups = {
        "running text": ["\n\n".join(paragraphs) for paragraphs in clean_sources()],
        "broken texts": [case.broken for case in cases(400)],
    }
    for name, texts in groups.items():
        size = sum(len(text.encode("utf-8")) for text in texts) / 1e6
        seconds = [
            _timed(lambda texts=texts: [clean_text(text) for text in texts], time.process_time) for _ in range(RUNS)
        ]
        print(f"clean: {size / statistics.median(seconds):.1f} MB/s on {name}, median of {RUNS}")


def _large(work: Path) -> None:
    """Search among 100,000 passages, warm, by one thread, when the articles and questions for it are here.

    The articles are cut to short passages until there are enough. Half of the articles are filtered away in the second row.
    """
    source, asked = SHARED / "data/news/zh_news_20000.jsonl.gz", SHARED / "data/questions/general_zh.txt"
    if not (source.exists() and asked.exists()):
        return
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        articles = [_article(number, json.loads(line)) for number, line in enumerate(lines)]
    passages = [(number, part) for number, article in enumerate(articles) for part in chunk(article, SHORT)][:LARGE]
    retriever = _indexed(articles, passages, work / "large")
    reader = Reader.open()
    openings = [article.text[:45] for article in articles[::100]]
    asked_of = {"questions": asked.read_text("utf-8").splitlines()[:200], "first 45 characters of articles": openings}
    for name, texts in asked_of.items():
        for where in (Filter(), Filter(publisher="0")):
            seconds = [
                _timed(lambda text=text, where=where: _search(retriever, text, where)) for text in texts if text.strip()
            ]
            _print_quantiles(f"search among {len(passages):,}, {name}{', filtered' * bool(where.publisher)}", seconds)
        seconds = [_timed(lambda text=text: _answer(retriever, reader, text)) for text in texts if text.strip()]
        _print_quantiles(f"search and read among {len(passages):,}, {name}", seconds)


def _article(number: int, keys: dict[str, str]) -> Article:
    """An article of the speed set, every second one of publisher 0."""
    return Article(f"n{number}", keys.get("title", ""), keys["text"], publisher=str(number % 2))


def _indexed(articles: list[Article], passages: list[tuple[int, Passage]], folder: Path) -> Retriever:
    """A generation of these passages, opened."""
    encoder = open_encoder()
    stories = [Story(article, Source(article), Trace(((0, 0, len(article.text)),))) for article in articles]
    rows = np.array([(number, part.start, part.end) for number, part in passages], dtype=np.int32)
    vectors = encoder.passages([part.text for _, part in passages])
    recipe = Recipe("builtin", encoder.name, encoder.dimension, SHORT, ANALYSER)
    write_generation(Draft(recipe, stories, rows, vectors), folder.name, folder, lambda _: None)
    return Retriever.open(open_generation(folder))


def _search(retriever: Retriever, text: str, where: Filter) -> None:
    retriever.search(retriever.understand(Question(text)), 10, where)


def _answer(retriever: Retriever, reader: Reader, text: str) -> None:
    query = retriever.understand(Question(text))
    reader.read(query, retriever.search(query, 10), retriever.generation.lexical, retriever.encoder)


def _print_quantiles(name: str, seconds: list[float]) -> None:
    cuts = statistics.quantiles(seconds, n=20)
    print(f"{name}: p50 {statistics.median(seconds) * 1000:.1f} ms, p95 {cuts[18] * 1000:.1f} ms")


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)


def _timed(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    began = clock()
    work()
    return clock() - began


if __name__ == "__main__":
    print(json.dumps({"python": sys.version.split()[0]}))
    main()
