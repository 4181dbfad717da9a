"""Generations: whole or not there, published in one step, rolled back in one command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from rag.errors import BadIndex, Busy, NoIndex, Unusable
from rag.pipeline import Pipeline, build
from rag.store import FORMAT, Shelf, open_generation, verify
from rag.types import Progress, Question

Write = Callable[..., Path]
OLD = "漁港在海邊的小鎮。漁港有四十艘船。"
NEW = "漁港在海邊的小鎮。漁港有五十艘船。"


@pytest.fixture
def corpus(write_corpus: Write) -> Path:
    return write_corpus({"a.txt": OLD})


@pytest.fixture
def shelf(corpus: Path, tmp_path: Path) -> Shelf:
    build(corpus, tmp_path / "index")
    return Shelf(tmp_path / "index")


def rebuild(corpus: Path, shelf: Shelf, text: str, progress: Callable[[Progress], None] = lambda one: None) -> str:
    (corpus / "a.txt").write_text(text, encoding="utf-8")
    return build(corpus, shelf.folder, progress=progress).generation


def test_an_unchanged_corpus_gives_the_same_generation(corpus: Path, shelf: Shelf) -> None:
    again = build(corpus, shelf.folder)
    assert again.unchanged and again.generation == shelf.current


def test_vectors_of_unchanged_passages_are_reused(write_corpus: Write, tmp_path: Path) -> None:
    folder = write_corpus({"a.txt": OLD, "b.txt": "山上的市場很大。"})
    build(folder, tmp_path / "index")
    (folder / "b.txt").write_text("山上的市場搬走了。", encoding="utf-8")
    assert (built := build(folder, tmp_path / "index")).reused == 1 and built.passages == 2


def test_a_generation_reads_back_as_it_was_written(shelf: Shelf) -> None:
    generation = open_generation(shelf.path(shelf.current))
    assert generation.articles[0].text == OLD
    assert "".join(generation.passage(row).text for row in range(len(generation.rows))) == OLD


def test_an_article_leads_back_to_its_source(write_corpus: Write, tmp_path: Path) -> None:
    page = "漁港訊\n\n海濱日報訊（記者 林小文）漁港昨日開\n幕，有四十艘船。\n\n海濱日報訊（記者 方大同）市場昨日搬\n走，攤位少了。"
    build(write_corpus({"page.txt": page}), tmp_path / "index")
    shelf = Shelf(tmp_path / "index")
    generation = open_generation(shelf.path(shelf.current))
    assert [article.id for article in generation.articles] == ["page", "page#2"]
    for article in generation.articles:
        story = generation.story(article)
        assert (story.article, story.source.article.text) == (article, page)
        start = article.text.index("昨日")
        assert [page[low:high] for low, high in story.trace.spans(start, start + 2)] == ["昨日"]


def test_a_source_that_was_cut_short_is_said_to_be_bad(shelf: Shelf) -> None:
    generation = open_generation(shelf.path(shelf.current))
    (generation.folder / "sources.jsonl").write_bytes(b"{")
    with pytest.raises(BadIndex, match="baowen build"):
        generation.story(generation.articles[0])


@pytest.mark.parametrize("stage", ["read", "embed", "write", "verify", "publish"])
def test_a_build_stopped_at_any_stage_leaves_the_old_generation(corpus: Path, shelf: Shelf, stage: str) -> None:
    before = shelf.current

    def stop(progress: Progress) -> None:
        if (progress.stage == stage and progress.done == 0) or progress.stage == stage == "read":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(corpus, shelf, NEW, stop)
    assert shelf.current == before
    assert verify(shelf.path(before))
    assert not [path for path in shelf.folder.iterdir() if path.name.startswith(".building")]
    assert rebuild(corpus, shelf, NEW) == shelf.current != before


KILLED = """
import os, sys
from pathlib import Path
from rag.pipeline import build
count = 0
def progress(event):
    global count
    count += 1
    if count == int(sys.argv[3]):
        os._exit(9)
build(Path(sys.argv[1]), Path(sys.argv[2]), progress=progress)
"""


def test_a_build_killed_at_any_event_leaves_a_whole_generation_serving(corpus: Path, shelf: Shelf) -> None:
    before = shelf.current
    (corpus / "a.txt").write_text(NEW, encoding="utf-8")
    for event in range(1, 30):
        arguments = [sys.executable, "-c", textwrap.dedent(KILLED), str(corpus), str(shelf.folder), str(event)]
        code = subprocess.run(
            arguments, check=False, env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
        ).returncode
        assert verify(shelf.path(shelf.current))
        if code == 0:
            break
        assert code == 9
        answer = Pipeline.open(shelf.folder).ask(Question("漁港有多少艘船"))
        assert ("四十" if shelf.current == before else "五十") in answer.text
    assert code == 0 and shelf.current != before


def test_a_running_pipeline_picks_up_a_new_generation(corpus: Path, shelf: Shelf) -> None:
    pipeline = Pipeline.open(shelf.folder)
    assert "四十" in pipeline.ask(Question("漁港有多少艘船")).text
    name = rebuild(corpus, shelf, NEW)
    answer = pipeline.ask(Question("漁港有多少艘船"))
    assert "五十" in answer.text and answer.generation == name == pipeline.generation


def test_rollback_goes_back_one_and_then_another(corpus: Path, shelf: Shelf) -> None:
    first = shelf.current
    second = rebuild(corpus, shelf, NEW)
    rebuild(corpus, shelf, NEW + "又有新船。")
    assert shelf.rollback() == second == shelf.current
    assert shelf.rollback() == first == shelf.current
    with pytest.raises(Unusable, match="no earlier generation"):
        shelf.rollback()
    assert shelf.rollback(second) == shelf.current


def test_rollback_to_what_is_not_there(shelf: Shelf) -> None:
    for name in ("nothing", "../index", ".."):
        with pytest.raises(Unusable):
            shelf.rollback(name)


def test_a_damaged_generation_is_found_out(shelf: Shelf) -> None:
    folder = shelf.path(shelf.current)
    articles = folder / "articles.jsonl"
    articles.write_text(articles.read_text(encoding="utf-8").replace("四", "九"), encoding="utf-8")
    with pytest.raises(BadIndex, match=r"articles.jsonl .* does not match its checksum"):
        verify(folder)
    articles.unlink()
    with pytest.raises(BadIndex, match="missing"):
        open_generation(folder)


def test_a_build_replaces_a_damaged_generation(corpus: Path, shelf: Shelf) -> None:
    (shelf.path(shelf.current) / "passages.npy").write_bytes(b"")
    built = build(corpus, shelf.folder)
    assert not built.unchanged and verify(shelf.path(built.generation))


def test_another_format_is_refused_in_one_sentence(shelf: Shelf) -> None:
    manifest = shelf.path(shelf.current) / "manifest.json"
    keys = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps({**keys, "format": FORMAT + 1}), encoding="utf-8")
    with pytest.raises(BadIndex, match=f"format {FORMAT + 1}.*run `baowen build`"):
        Pipeline.open(shelf.folder)


def test_prune_keeps_the_serving_one_and_the_one_before(corpus: Path, shelf: Shelf) -> None:
    first = shelf.current
    second = rebuild(corpus, shelf, NEW)
    third = rebuild(corpus, shelf, NEW + "又有新船。")
    assert shelf.prune() == [first]
    assert {manifest.generation for manifest in shelf.manifests()} == {second, third}
    assert shelf.rollback() == second


def test_two_builds_do_not_write_at_once(corpus: Path, shelf: Shelf) -> None:
    with shelf.writing(), pytest.raises(Busy, match="Another build"):
        build(corpus, shelf.folder)


def test_no_index_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoIndex, match="run `baowen build` first"):
        Pipeline.open(tmp_path / "index")


def test_current_cannot_lead_out_of_the_folder(shelf: Shelf) -> None:
    (shelf.folder / "CURRENT").write_text("../elsewhere\n", encoding="utf-8")
    with pytest.raises(BadIndex):
        Pipeline.open(shelf.folder)
