"""The chips above the question box as HTML: what they offer, what they say is chosen, nothing foreign in them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.types import Article, Filter, Language
from rag.ui import chips
from rag.ui.filters import Chosen
from rag.ui.languages import LANGUAGES
from rag.ui.words import WORDS
from tests.ui.fakes import ARTICLES, HETAO, HOSTILE, RAILWAY
from tests.ui.markup import Page, assert_ours

BAD = "<img src=x onerror=owned()>\"'"
NOTHING = Chosen()


def offered(articles: list[Article], kind: str, chosen: Chosen = NOTHING) -> list[str]:
    page = Page(chips.bar(articles, chosen, "en"))
    return [one["data-value"] for one in page.having("data-filter", kind) if one.get("data-value")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_foreign_becomes_markup(language: Language) -> None:
    for chosen in (Chosen(), Chosen(Filter(BAD, BAD, BAD, BAD)), Chosen(Filter(), BAD, BAD, "since")):
        assert_ours(chips.bar(ARTICLES, chosen, language))
        assert_ours(chips.bar([replace(HETAO, published=BAD, publisher=BAD)], chosen, language))


def test_each_kind_offers_what_the_others_leave() -> None:
    articles = [*ARTICLES]
    assert offered(articles, "publisher") == [HOSTILE.publisher, "大公報", "文匯報"]
    assert offered(articles, "dates") == ["2021", "2022", "2024"]
    assert offered(articles, "language") == ["zh-Hant", "zh-Hans"]
    chosen = Chosen(Filter("2021", "2021"))
    assert offered(articles, "publisher", chosen) == ["文匯報"]
    assert offered(articles, "dates", chosen) == ["2021", "2022", "2024", "2021-10"]


def test_nothing_is_offered_where_there_is_no_choice() -> None:
    assert chips.bar((), Chosen(), "en") == ""
    assert chips.bar([Article("a", "", "text")], Chosen(), "en") == ""
    assert offered([HETAO], "language") == []


def test_bars_are_as_high_as_their_articles_are_many() -> None:
    articles = [replace(HETAO, published="2020"), replace(HETAO, published="2020-01"), replace(HETAO, published="2022")]
    page = Page(chips.bar(articles, Chosen(), "zh-Hant"))
    assert [one["style"] for one in page.having("class", "column")] == ["height:100.00%", "height:50.00%"]
    assert page.having("title", "2020年：2 篇") and "2021" in page.text, "a year without articles is a gap"
    far = [replace(HETAO, published="1810"), replace(HETAO, published="2020")]
    assert "1900" not in Page(chips.bar(far, Chosen(), "en")).text


def test_months_are_named_in_the_pages_language() -> None:
    assert Page(chips.bar([HETAO], Chosen(), "en")).text.count("Jul") == 1
    assert "7月" in Page(chips.bar([HETAO], Chosen(), "zh-Hant")).text


def test_what_is_chosen_stands_on_its_chip_and_how_much_is_left() -> None:
    page = Page(chips.bar(ARTICLES, Chosen(Filter("2021", "2024", "大公報")), "zh-Hant"))
    assert "2021年 – 2024年" in page.text and "餘下 1 篇" in page.text
    assert [one["aria-label"] for one in page.having("class", "off")] == [
        "不再只看：2021年 – 2024年",
        "不再只看：大公報",
    ]
    gone = Page(chips.bar(ARTICLES, Chosen(Filter(publisher="gone")), "en"))
    assert "gone" in gone.text and WORDS["en"].none_left in gone.text


def test_a_wrong_date_stays_with_a_sentence_and_its_list_open() -> None:
    page = Page(chips.bar([RAILWAY], Chosen(Filter("2021"), "soon", "2022", "since"), "en"))
    assert [one["value"] for one in page.having("type", "text")] == ["soon", "2022"]
    assert [one["name"] for one in page.having("aria-invalid", "true")] == ["since"]
    assert "“soon” cannot be read as a date" in page.text and page.having("open", "")
    assert WORDS["en"].wrong_order in chips.bar([RAILWAY], Chosen(Filter(), "2022", "2021", "order"), "en")


def test_what_has_no_date_and_what_is_not_listed_is_counted() -> None:
    many = [replace(HETAO, publisher=f"P{number}") for number in range(chips.LISTED + 3)]
    page = Page(chips.bar([*many, replace(HETAO, published=None)], Chosen(), "en"))
    assert "Not listed: 4." in page.text and "left out once a date is chosen: 1." in page.text
