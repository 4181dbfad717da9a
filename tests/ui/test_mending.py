"""The repairs tab: counted by kind, shown as before and after, with what cannot be seen made visible."""

from __future__ import annotations

import pytest

from rag.types import Doubt, Language, Repair
from rag.ui import mending
from rag.ui.languages import LANGUAGES
from rag.ui.words import WORDS
from tests.ui.fakes import HETAO, HOSTILE
from tests.ui.markup import Page, assert_ours

FOUND = [
    Repair("broken_lines", 4, "科技科\n研人才", "科技科研人才"),
    Repair("broken_lines", 9, "出資\n，", "出資，"),
    Repair("invisible", 2, "深\u200b圳", "深圳"),
]
LEFT = [Doubt(7, "分園在", "stops in mid-sentence"), Doubt(8, "？", "an unheard-of reason")]


def listed(kind: str, language: Language = "en") -> Page:
    return Page(mending.report(HETAO, FOUND, LEFT, kind, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_kinds_are_counted_named_and_explained(language: Language) -> None:
    words = WORDS[language]
    page = listed("", language)
    buttons = page.having("data-kind", "repair")
    assert [button["data-repair"] for button in buttons] == ["", "invisible", "broken_lines"]
    assert f"{words.all_kinds} 3" in page.text
    for text in (*words.kinds["broken_lines"], *words.kinds["invisible"], words.doubts["stops in mid-sentence"]):
        assert text in page.text
    assert "an unheard-of reason" in page.text


def test_one_kind_can_be_listed_alone() -> None:
    page = listed("invisible")
    assert [one["data-repairs"] for _, one in page.tags if "data-repairs" in one] == ["invisible"]
    assert [button["aria-pressed"] for button in page.having("data-kind", "repair")] == ["false", "true", "false"]


def test_what_cannot_be_seen_is_shown() -> None:
    assert "科技科⏎研人才" in listed("").text and "深U+200B圳" in listed("").text
    html = mending.report(HETAO, FOUND, (), "", "en")
    assert '<del><span class="sign">⏎</span></del>' in html


def test_a_long_list_is_bounded_and_the_rest_counted() -> None:
    many = [Repair("close_up", line, "a b", "ab") for line in range(1, mending.SHOWN + 8)]
    html = mending.report(HETAO, many, (), "", "en")
    assert html.count("<li>") == mending.SHOWN and "Not shown of this kind: 7." in html


def test_nothing_repaired_is_said() -> None:
    page = Page(mending.report(HETAO, (), (), "", "zh-Hant"))
    assert WORDS["zh-Hant"].nothing_mended in page.text and not page.having("data-kind", "repair")


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_foreign_becomes_markup(language: Language) -> None:
    bad = "<img src=x onerror=owned()>\"'\0"
    assert_ours(mending.report(HOSTILE, [Repair(bad, 1, bad, bad + "x")], [Doubt(1, bad, bad)], bad, language))
    assert_ours(mending.not_there(bad, language))
    assert_ours(mending.intro(language) + mending.nothing(language))
