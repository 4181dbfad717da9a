"""What a rebuild would change is told before it begins, and comes true."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from rag.pipeline import Pipeline
from rag.types import Progress
from rag.ui.changes import SHOWN, Changes, changes, preview
from rag.ui.house import House
from tests.ui.fakes import ARTICLES, HETAO, HOSTILE, RAILWAY


def silent(progress: Progress) -> None:
    """Nobody watches."""


def test_articles_are_told_apart_by_their_ids() -> None:
    changed, new = replace(RAILWAY, text="改了。"), replace(HETAO, id="new")
    found = changes(ARTICLES, [HETAO, changed, new])
    assert found == Changes((new,), (changed,), (HOSTILE,))
    assert not changes(ARTICLES, ARTICLES)


def test_a_long_list_is_cut_and_counted() -> None:
    many = tuple(replace(HETAO, id=str(number)) for number in range(SHOWN + 3))
    html = preview(Changes(many, (), ()), "en")
    assert html.count("<li>") == SHOWN and "3" in html and "new articles: 53" in html


def test_the_survey_says_what_the_rebuild_then_does(write_corpus: Callable[..., Path], tmp_path: Path) -> None:
    corpus = write_corpus({"a.md": "漁港有四十艘漁船。", "b.md": "燈塔有一百二十級石階。", "c.md": "大橋長三公里。"})
    house = House(tmp_path / "index", corpus)
    house.build(silent)
    pipeline = house.open()
    assert isinstance(pipeline, Pipeline)
    assert not house.survey(pipeline.articles, silent), "what is in the index is what is in the corpus"
    (corpus / "b.md").write_text("燈塔有一百三十級石階。", encoding="utf-8")
    (corpus / "c.md").unlink()
    (corpus / "d.md").write_text("公園種了五百棵樹。", encoding="utf-8")
    (corpus / "e.pdf").write_bytes(b"no pdf")
    found = house.survey(pipeline.articles, silent)
    assert [[article.source for article in sort] for sort in (found.new, found.changed, found.gone)] == [
        ["d.md"],
        ["b.md"],
        ["c.md"],
    ]
    assert [skipped.where for skipped in found.skipped] == ["e.pdf"]
    house.build(silent)
    assert not house.survey(pipeline.articles, silent)
    (earlier,) = house.earlier()
    assert house.rollback(earlier.generation) == earlier.generation == pipeline.generation
