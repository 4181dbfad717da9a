"""Newspaper pages as they came, against what a careful reader reads in them.

`data/spans/*.txt` has one file for each page, named by the start of its file name: a kind, a tab and a span of 5 to 20 characters,
as it should stand in one paragraph or title of one cleaned article, white space aside. The kind says what the raw text has done
to it; spans of the kind `never` are misreadings that must stand nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from rag.clean import clean
from rag.load import load
from rag.types import Source, Story

PAGES = Path(__file__).parents[2] / "shared" / "articles"
SPANS = Path(__file__).parent / "data" / "spans"
NAMES = sorted(path.stem for path in SPANS.glob("*.txt"))
pytestmark = pytest.mark.skipif(not PAGES.is_dir(), reason="the newspaper pages are not here")


@cache
def stories(name: str) -> tuple[Story, ...]:
    """The cleaned articles of one page."""
    sources = [one for one in load(PAGES) if isinstance(one, Source) and one.article.id.startswith(name)]
    return tuple(chain.from_iterable(clean(one) for one in sources))


@cache
def paragraphs(name: str) -> tuple[str, ...]:
    """The titles and paragraphs of one page, without their white space."""
    lines = (line for story in stories(name) for line in (story.article.title, *story.article.text.split("\n")))
    return tuple(without_space(line) for line in lines)


def without_space(text: str) -> str:
    return re.sub(r"\s", "", text)


def spans(name: str) -> Iterator[tuple[str, str]]:
    """(kind, span) of one page, in the order of the file."""
    for line in (SPANS / f"{name}.txt").read_text("utf-8").splitlines():
        kind, span = line.split("\t")
        yield kind, without_space(span)


def stands(name: str, span: str) -> bool:
    return any(span in paragraph for paragraph in paragraphs(name))


def test_nearly_every_span_stands_in_one_paragraph() -> None:
    wanted = [(name, kind, span) for name in NAMES for kind, span in spans(name) if kind != "never"]
    missing = [(name, kind, span) for name, kind, span in wanted if not stands(name, span)]
    assert len(missing) <= 0.01 * len(wanted), "\n".join(" ".join(one) for one in missing)


@pytest.mark.parametrize("name", NAMES)
def test_no_page_misses_many_spans(name: str) -> None:
    wanted = [(kind, span) for kind, span in spans(name) if kind != "never"]
    missing = [(kind, span) for kind, span in wanted if not stands(name, span)]
    assert len(missing) <= 0.03 * len(wanted), "\n".join(" ".join(one) for one in missing)


@pytest.mark.parametrize("name", NAMES)
def test_no_misreading_stands_anywhere(name: str) -> None:
    assert not [span for kind, span in spans(name) if kind == "never" and stands(name, span)]


@pytest.mark.parametrize(("name", "furniture"), [("002", ""), ("003", "深港科技创新产业深化合作论析"), ("004", "")])
def test_nothing_is_lost_but_running_heads(name: str, furniture: str) -> None:
    """On the pages that are not overprinted, whatever stands in the raw text came from somewhere into an article."""
    page = stories(name)[0].source.article.text
    kept = set[int]()
    for story in stories(name):
        kept.update(*(range(source, source + length) for _, source, length in story.trace.runs))
    lost = "".join("\0" if at in kept else char for at, char in enumerate(page) if not char.isspace())
    assert set(lost.split("\0")) - {""} <= {furniture}
