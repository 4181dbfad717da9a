"""Repairs on texts broken on purpose: what was broken reads as before, what is whole stays, and every character can be traced."""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.clean import clean, clean_text
from rag.types import Article, Source, Story
from tests.breaking import KINDS, a_case, cases, failing
from tests.breaking.printings import ORDINARY
from tests.breaking.texts import clean_sources, excerpt
from tests.strategies import texts

CASES = 2_000
SEEDS = st.integers(0, 10**6)


def test_broken_texts_read_as_they_should() -> None:
    wrong, failed, seen = failing(cases(CASES), clean_text)
    kinds = ", ".join(f"{kind} {failed[kind]}/{seen[kind]}" for kind in KINDS if failed[kind])
    assert len(wrong) <= 0.01 * CASES, (
        f"{len(wrong)} of {CASES} fail: {kinds}; seeds {[one.seed for one in wrong[:20]]}"
    )


def test_every_kind_of_break_is_tried() -> None:
    assert set(KINDS) == {kind for case in cases(300) for kind in case.kinds}


@given(SEEDS)
@settings(max_examples=20, deadline=None)
def test_a_seed_names_one_case(seed: int) -> None:
    assert a_case(seed) == a_case(seed)


@pytest.mark.parametrize("separator", ["\n\n", "\n"])
@pytest.mark.parametrize("number", range(len(clean_sources())))
def test_a_whole_article_stays(number: int, separator: str) -> None:
    text = separator.join(clean_sources()[number])
    assert clean_text(text) == text


@given(SEEDS)
@settings(deadline=None)
def test_an_excerpt_stays(seed: int) -> None:
    text = "\n\n".join(excerpt(random.Random(seed)))
    assert clean_text(text) == text


@given(texts | SEEDS.map(lambda seed: a_case(seed).broken))
@settings(deadline=None)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once


@given(SEEDS)
@settings(deadline=None)
def test_every_character_is_the_one_at_its_place_in_the_source(seed: int) -> None:
    broken = a_case(seed).broken
    for story in whole(broken):
        text, put_in = story.article.text, set(range(len(story.article.text)))
        for start, source, length in story.trace.runs:
            for offset in range(length):
                assert is_form_of(text[start + offset], broken[source + offset])
                assert story.trace.place(start + offset) == source + offset
            put_in -= set(range(start, start + length))
        assert not {text[offset] for offset in put_in} - set("\n ｜")


@given(SEEDS)
@settings(deadline=None)
def test_the_runs_of_a_trace_ascend(seed: int) -> None:
    for story in whole(a_case(seed).broken):
        ends = [0]
        for start, _, length in story.trace.runs:
            assert start >= ends[-1]
            assert length > 0
            ends.append(start + length)
        assert ends[-1] <= len(story.article.text)


def whole(text: str) -> list[Story]:
    return clean(Source(Article(id="a", title="", text=text), whole=True))


def is_form_of(cleaned: str, printed: str) -> bool:
    """Whether one character stands for the other: the same, its ordinary form, or another space."""
    ordinary = ORDINARY.get(printed, unicodedata.normalize("NFKC", printed))
    return cleaned in (printed, ordinary) or (cleaned.isspace() and printed.isspace())
