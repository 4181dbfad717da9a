"""Repairs: each on the damage it is for, and none on text that is whole. Broken pages as a whole are in test_clean_fuzz."""

from __future__ import annotations

import doctest
from types import ModuleType

import pytest
from hypothesis import given, settings

from rag.clean import (
    apart,
    captions,
    clean,
    clean_text,
    doubled,
    doubts,
    facts,
    furniture,
    lines,
    repairs,
    stories,
    tables,
    tidy,
    wraps,
)
from rag.clean.pieces import Find, Traced
from rag.clean.repairs import REPAIRS
from rag.types import Article, Source
from tests.strategies import articles

MODULES = [apart, captions, doubled, facts, furniture, lines, stories, tables, tidy, wraps]
PAGE = (
    "三校合作設聯合實驗室\n海港日報訊（記者 林小文）海港大學、北灣理工學院昨日簽署合作協議，\n兩校會共建聯合實驗室。\n\n"
    "新碼頭明年落成\n海港日報訊（記者 方大同）北灣新碼頭的工程已經過半，預計明年落成，\n屆時可以停泊大型船隻。"
)


def a_source(text: str, **keys: object) -> Source:
    return Source(Article(id="page", title="檔名", text=text, inferred=("title",)), whole=bool(keys.get("whole")))


def after(repair: Find, text: str) -> str:
    return Traced.of(text).apply(repair).text


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_the_worked_examples_hold(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


@given(articles())
@settings(deadline=None)
def test_cleaning_twice_is_cleaning_once(article: Article) -> None:
    once = clean_text(article.text)
    assert clean_text(once) == once


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("累計獲得項目累計獲得項目資助近資助近33億元億元，，", "累計獲得項目資助近3億元，"),
        ("獲批資金達獲批資金達77,,500500多萬元多萬元", "獲批資金達7,500多萬元"),
        ("「「20112011年到年到20172017年年", "「2011年到2017年"),
        ("校園開放日校園開放日 6060週年週年", "校園開放日 60週年"),
    ],
)
def test_overprinted_runs_are_read_once(printed: str, meant: str) -> None:
    assert doubled.undouble(printed) == meant


@pytest.mark.parametrize(
    "line", ["好好學習，天天向上", "人人平等", "66", "1010", "看看", "高高興興回家去", "人人", "3億元33億元"]
)
def test_ordinary_repetition_stays(line: str) -> None:
    assert clean_text(line) == line


def test_an_indent_before_a_doubled_line_stays() -> None:
    assert (
        after(doubled.printed_twice, "\u3000\u3000學院早於學院早於20002000年年啟用啟用")
        == "\u3000\u3000學院早於2000年啟用"
    )


def test_spaces_before_an_invisible_character_at_a_line_end_go() -> None:
    assert after(tidy.invisible, "小鎮  \u200b \n海邊 小鎮\u3000\ufeff") == "小鎮\n海邊 小鎮"


def test_a_heading_cut_by_its_column_is_one_line() -> None:
    page = "小鎮旁的海濱博物館與市\n立圖書館\n\n博物館去年擴建，新增展\n廳兩個。圖書館則在今年\n加開夜間時段，並在一樓\n設兒童閱讀室。"
    assert clean_text(page).split("\n\n")[0] == "小鎮旁的海濱博物館與市立圖書館"


def test_numbered_items_without_a_full_stop_stay_apart() -> None:
    text = "1、甲公司\n\n從事測量，去年營業額突破1億元\n\n2、乙公司\n\n從事印刷，去年營業額突破2億元"
    assert clean_text(text) == text


def test_a_credit_below_a_double_spaced_caption_is_not_glued_into_the_sentence() -> None:
    page = "工程師在新樓裏調校儀器，準\n\n■新樓在去年底落\n\n成。\n\n受訪者供圖\n\n備參加下月的比賽，成績可期。"
    assert clean_text(page).startswith("工程師在新樓裏調校儀器，準備參加下月的比賽，成績可期。\n\n■新樓在去年底落成。")


def test_a_running_title_between_paragraphs_goes_when_it_comes_three_times() -> None:
    title = "海灣科技年刊"
    page = f"研究中心明年設立。\n\n{title}\n\n三所大學會參加。\n\n{title}\n\n地點在北灣。\n\n{title}\n\n完"
    assert title not in clean_text(page)


def test_a_short_doubled_line_counts_beside_a_long_one() -> None:
    assert after(doubled.printed_twice, "學院早於學院早於20002000年年啟用啟用\n樓樓") == "學院早於2000年啟用\n樓"


def test_a_narrow_column_becomes_a_paragraph() -> None:
    wrapped = "首屆交流會在海邊的\n小鎮舉行，來自三地\n的學者介紹了各自的\n研究，並談到 AI\nLab 的計劃。"
    assert clean_text(wrapped) == "首屆交流會在海邊的小鎮舉行，來自三地的學者介紹了各自的研究，並談到 AI Lab 的計劃。"


def test_an_empty_line_in_mid_sentence_is_a_column_that_ended() -> None:
    wrapped = "鎮長在會上說，首屆交\n流會的經費由三個部\n\n門分擔，明年會再辦，\n地點仍在小鎮。"
    assert clean_text(wrapped) == "鎮長在會上說，首屆交流會的經費由三個部門分擔，明年會再辦，地點仍在小鎮。"


def test_a_caption_goes_behind_the_paragraph_that_it_interrupts() -> None:
    page = "工程師在新樓裏調校儀器，準備\n\n▲新樓外貌 資料圖片\n\n參加下月的比賽，並說成績可期。"
    assert clean_text(page) == "工程師在新樓裏調校儀器，準備參加下月的比賽，並說成績可期。\n\n▲新樓外貌 資料圖片"


def test_headings_and_lists_keep_their_lines() -> None:
    text = "經費來源\n\n• 政府撥款\n• 企業捐助\n• 門票收入\n\n一、背景\n\n學院在海邊。"
    assert clean_text(text) == text


def test_a_running_head_between_the_halves_of_a_sentence_goes() -> None:
    page = "研究中心會在明年設立，屆時\n\n海灣科技年刊 12\n\n會有三所大學參加，地點在北灣。\n\n海灣科技年刊 13\n\n完"
    assert clean_text(page) == "研究中心會在明年設立，屆時會有三所大學參加，地點在北灣。\n\n完"


def test_cells_one_to_a_line_become_rows_with_headings() -> None:
    cells = "院校\n總排名\n工程與\n技術\n海港大學\n22\n39\n北灣\n理工學院\n34\n24\n南島大學\n51\n60"
    assert after(tables.tables, cells).split("\n") == [
        "院校｜總排名｜工程與技術",
        "海港大學｜總排名 22｜工程與技術 39",
        "北灣理工學院｜總排名 34｜工程與技術 24",
        "南島大學｜總排名 51｜工程與技術 60",
        "",
    ]


def test_a_page_with_two_datelines_holds_two_stories() -> None:
    found = clean(a_source(PAGE))
    assert [(story.article.id, story.article.title) for story in found] == [
        ("page", "三校合作設聯合實驗室"),
        ("page#2", "新碼頭明年落成"),
    ]
    assert [(story.article.publisher, story.article.reporters) for story in found] == [
        ("海港日報", ("林小文",)),
        ("海港日報", ("方大同",)),
    ]
    assert set(found[0].article.inferred) == {"title", "publisher", "reporters"}


def test_an_article_that_says_it_is_one_stays_one() -> None:
    assert len(clean(a_source(PAGE, whole=True))) == 1


def test_without_repair_the_text_stays_as_it_came() -> None:
    broken = "三校\n合作\f第二頁"
    story = clean(a_source(broken), repair=False)[0]
    assert story.article.text == "三校\n合作\n第二頁"
    assert story.article.page_starts == (0, 6)


def test_every_kept_character_is_traced_to_its_place() -> None:
    for story in clean(a_source(PAGE)):
        for start, place, length in story.trace.runs:
            assert story.article.text[start : start + length] == PAGE[place : place + length]


def test_a_quote_over_a_wrap_has_two_places_in_the_source() -> None:
    story = clean(a_source(PAGE))[0]
    start = story.article.text.index("合作協議，兩校")
    assert [PAGE[low:high] for low, high in story.trace.spans(start, start + 7)] == ["合作協議，", "兩校"]


def test_the_report_says_what_changed_and_where() -> None:
    found = repairs(a_source(PAGE))
    assert {repair.kind for repair in found} == {"broken_lines"}
    assert found[0].line in (1, 2)
    assert all(repair.before != repair.after for repair in found)


def test_what_looks_broken_but_stays_is_named() -> None:
    text = "他在會上說，這句話沒有說完就停在這裏\n\n經費\n\n讀不出的字：\ufffd\ufffd"
    assert [doubt.why for doubt in doubts(a_source(text))] == [
        "stops in mid-sentence",
        "characters that cannot be read",
    ]


def test_every_repair_has_a_name_and_leaves_clean_text_alone() -> None:
    text = "學院在海邊成立，至今二十年。\n\n院長說，明年會擴建。"
    assert [repair.__name__ for repair in REPAIRS if repair(text) is not None] == []


def test_nothing_comes_of_nothing() -> None:
    assert clean_text("") == ""
    assert clean(a_source(" \n\f\n ")) == []
