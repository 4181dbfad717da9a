"""Articles taken out: moved beside the corpus, never deleted, put back as they were, and never anything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.errors import Unusable
from rag.ui.removed import Removed


@pytest.fixture
def removed(tmp_path: Path) -> Removed:
    corpus = tmp_path / "corpus"
    (corpus / "2020").mkdir(parents=True)
    (corpus / "2020" / "報道.md").write_text("甲", encoding="utf-8")
    (corpus / "aliases.txt").write_text("甲, 乙", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("丙", encoding="utf-8")
    return Removed(corpus)


def test_a_file_goes_and_comes_back(removed: Removed) -> None:
    assert removed.files == []
    removed.remove("2020/報道.md")
    assert removed.files == ["2020/報道.md"] and not (removed.corpus / "2020/報道.md").exists()
    assert removed.folder == removed.corpus.with_name("corpus-removed")
    removed.put_back("2020/報道.md")
    assert removed.files == [] and (removed.corpus / "2020/報道.md").read_text(encoding="utf-8") == "甲"


@pytest.mark.parametrize(
    "source", ["", "no.md", "../secret.txt", "/etc/passwd", "aliases.txt", "2020", ".", "2020/../2020/報道.md"]
)
def test_only_an_article_of_the_corpus_is_moved(removed: Removed, source: str) -> None:
    with pytest.raises(Unusable, match="There is no file"):
        removed.remove(source)
    with pytest.raises(Exception, match="There is no"):
        removed.put_back(source)


def test_nothing_is_overwritten(removed: Removed) -> None:
    removed.remove("2020/報道.md")
    (removed.corpus / "2020/報道.md").write_text("另一篇", encoding="utf-8")
    for move in (removed.put_back, removed.remove):
        with pytest.raises(Unusable, match="already holds"):
            move("2020/報道.md")
    assert (removed.corpus / "2020/報道.md").read_text(encoding="utf-8") == "另一篇"


def test_a_folder_that_cannot_be_made_is_one_sentence(removed: Removed) -> None:
    removed.folder.write_text("in the way")
    with pytest.raises(Unusable, match="cannot be moved"):
        removed.remove("2020/報道.md")
