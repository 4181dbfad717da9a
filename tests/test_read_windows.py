"""Which stretches the span reader reads."""

from __future__ import annotations

from rag.read.missing import Gap
from rag.read.sentence import Candidate
from rag.read.windows import BUDGET, windows
from rag.text import sentences
from rag.types import Article, Hit
from tests.conftest import an_article


def candidates(article: Article) -> list[Candidate]:
    hit = Hit(article.passage(), 1.0)
    blank = dict.fromkeys(
        (
            "coverage",
            "saturated",
            "passage_coverage",
            "passage_rarest",
            "numbers_missing",
            "title_coverage",
            "rarest",
            "cosine",
        ),
        0.0,
    )
    return [
        Candidate(
            passage=article.passage(*span), hit=hit, rank=1, matched=(), places=(), **blank,
            longest=0, right_kind=False, defines=0.0, gap=Gap(0, 0, 0, 0),
        )
        for span in sentences(article.text)
    ]  # fmt: skip


LONG = an_article("".join(f"第{number}隻船在清晨離開了小鎮的漁港，傍晚才回來。" for number in range(100, 200)))


def test_a_window_is_whole_sentences_around_the_best() -> None:
    found = candidates(LONG)
    best, *others = windows([found[50], *found[:50], *found[51:]])
    assert best.start < found[50].passage.start and found[50].passage.end < best.end
    assert best.text.startswith("第") and best.text.endswith("。")
    assert all(not best.overlaps(other) for other in others)


def test_no_more_is_read_than_the_budget() -> None:
    assert sum(window.end - window.start for window in windows(candidates(LONG))) <= BUDGET


def test_neighbours_grow_together() -> None:
    found = candidates(LONG)
    assert len(windows([found[50], found[51], found[52], found[53]])) == 1


def test_one_long_sentence_is_read_whatever_its_length() -> None:
    article = an_article("船" * (2 * BUDGET) + "。")
    assert [window.text for window in windows(candidates(article))] == [article.text]


def test_without_candidates_nothing_is_read() -> None:
    assert windows([]) == []
