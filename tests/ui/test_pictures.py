"""Printed pages: drawn while the file is the one that was read, and only from the folder."""

from __future__ import annotations

import base64
from dataclasses import replace
from pathlib import Path

import pytest

from rag.load import load
from rag.types import Source
from rag.ui.pictures import WIDTH, Pictures
from tests.pdfs import Page, pdf


def printed(*lines: str) -> bytes:
    page = Page()
    page.lines(60, 80, lines, size=12)
    return pdf([page, page])


@pytest.fixture
def source(tmp_path: Path) -> Source:
    (tmp_path / "a.pdf").write_bytes(printed("河套合作區聚集人才，", "昨日開幕。"))
    (found,) = load(tmp_path)
    assert isinstance(found, Source)
    return found


def test_a_page_is_a_picture_of_its_size(tmp_path: Path, source: Source) -> None:
    pictures = Pictures(tmp_path)
    picture = pictures.page(source, 2)
    assert picture and picture.width == WIDTH and picture.height == round(WIDTH * 842 / 595)
    assert base64.b64decode(picture.address.removeprefix("data:image/png;base64,")).startswith(b"\x89PNG")
    assert pictures.page(source, 2) is picture


def test_a_file_that_has_gone_or_changed_is_not_shown(tmp_path: Path, source: Source) -> None:
    pictures = Pictures(tmp_path)
    assert pictures.page(source, 1)
    (tmp_path / "a.pdf").write_bytes(printed("", "河套合作區聚集人才，", "昨日開幕。"))
    assert pictures.page(source, 1) is None
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 broken")
    assert pictures.page(source, 1) is None
    (tmp_path / "a.pdf").unlink()
    assert pictures.page(source, 1) is None


def test_nothing_outside_the_folder_is_drawn(tmp_path: Path, source: Source) -> None:
    inner = tmp_path / "corpus"
    inner.mkdir()
    (inner / "link.pdf").symlink_to(tmp_path / "a.pdf")
    pictures = Pictures(inner)
    for place in ("../a.pdf", str(tmp_path / "a.pdf"), "link.pdf"):
        assert pictures.page(replace(source, article=replace(source.article, source=place)), 1) is None
