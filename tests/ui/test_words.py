"""Labels: the browser's language is honoured, and every language has every label."""

from collections.abc import Mapping
from dataclasses import fields
from string import Formatter

import pytest

from rag.clean import doubts
from rag.clean.repairs import REPAIRS
from rag.types import Source
from rag.ui.languages import LANGUAGES, NAMES, language_or, preferred
from rag.ui.words import WORDS, Words, date_in_words, period_in_words
from tests.conftest import an_article


def _slots(label: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(label) if name}


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("zh-TW,zh;q=0.9,en;q=0.8", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("zh-Hant-MO", "zh-Hant"),
        ("zh-CN,zh;q=0.9", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("en-US,en;q=0.9", "en"),
        ("fr, en;q=0.5, zh-TW;q=0.7", "zh-Hant"),
        ("en;q=0, zh-SG;q=0.1", "zh-Hans"),
        ("fr", "zh-Hant"),
        ("", "zh-Hant"),
        (";;q=x,,\x00", "zh-Hant"),
    ],
)
def test_the_page_speaks_the_browsers_language(header: str, language: str) -> None:
    assert preferred(header) == language


def test_an_unknown_choice_falls_back() -> None:
    assert language_or("en", "zh-Hans") == "en"
    assert language_or("<script>", "zh-Hans") == "zh-Hans"
    assert language_or(None, "zh-Hant") == "zh-Hant"


def test_every_label_has_the_same_slots_in_every_language() -> None:
    assert set(WORDS) == set(NAMES) == set(LANGUAGES)
    for field in fields(Words):
        labels = [getattr(words, field.name) for words in WORDS.values()]
        if isinstance(labels[0], Mapping):
            assert len({frozenset(label) for label in labels}) == 1
        elif field.name != "name":
            assert all(labels), field.name
            assert len({frozenset(_slots(label)) for label in labels}) == 1, field.name


def test_every_kind_of_repair_and_doubt_has_words() -> None:
    broken = "他說，這個計劃會在明年開始，並且會在\n\n字\n\n港深合作港深合作\n\n第\ufffd頁完。"
    reasons = {doubt.why for doubt in doubts(Source(an_article(broken)))}
    assert reasons
    for words in WORDS.values():
        assert {"one_form", *(repair.__name__ for repair in REPAIRS)} <= set(words.kinds)
        assert reasons <= set(words.doubts)


def test_the_chinese_labels_are_in_their_own_script() -> None:
    hant, hans = WORDS["zh-Hant"], WORDS["zh-Hans"]
    assert "這" in hant.sure and "这" not in hant.sure
    assert "这" in hans.sure and "這" not in hans.sure


@pytest.mark.parametrize(
    ("published", "hant", "english"),
    [
        ("2024", "2024年", "2024"),
        ("2020-08", "2020年8月", "Aug 2020"),
        ("2021-10-05", "2021年10月5日", "5 Oct 2021"),
        ("2021-13", "2021-13", "2021-13"),
        (None, "日期不詳", "undated"),
    ],
)
def test_dates_are_written_as_people_write_them(published: str | None, hant: str, english: str) -> None:
    assert date_in_words(published, "zh-Hant") == hant
    assert date_in_words(published, "en") == english


def test_a_period_is_written_with_both_its_ends() -> None:
    assert period_in_words("2020", "zh-Hans") == "2020年"
    assert period_in_words("2021-10-21/2021-10-31", "en") == "21 Oct 2021 – 31 Oct 2021"
