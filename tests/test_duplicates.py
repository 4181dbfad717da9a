"""What folding reprints promises: one article of each story, and never an update taken for a reprint."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from rag.duplicates import SMALL, fold_in, group
from rag.types import Article, Copy
from tests.strategies import articles

HARBOUR = (
    "海濱公園擴建工程今年展開，由青禾建築公司承辦，預計耗資3億元。園方表示，新園區設有單車徑、兒童遊樂場和觀景台，"
    "市民毋須預約便可入場。附近居民陳女士說，孩子以往放學後無處可去，盼望遊樂場早日落成。\n"
    "負責工程的設計師指出，觀景台採用回收木材建造，並保留原有的大榕樹。環保團體則關注工程對候鳥的影響，要求園方公布評估報告。\n"
    "園方回應說，施工期間會避開候鳥季節，並每月監察水質，結果將上載網頁供公眾查閱。區議員建議增設夜間照明，方便長者散步。"
)
MARKET = (
    "舊街市活化計劃昨日公布，兩層高的建築將改建為手作市集。文化基金會說，一樓會保留三十個傳統檔位，二樓開放給年輕設計師。"
    "檔主黃先生在街市賣魚多年，擔心租金上升，基金會承諾首兩年不加租。附近商戶認為活化能帶來人流，但要妥善處理泊車問題。"
    "計劃的顧問教授指出，外地同類市集的經驗顯示，傳統檔戶與新店須互相配合，否則難以持久，建議設立共同管理的委員會。"
)


def story(text: str, identity: str = "a", title: str = "", published: str | None = None) -> Article:
    return Article(id=identity, title=title, text=text, published=published)


REPRINTS = {
    "the same": HARBOUR,
    "some characters changed": HARBOUR.replace("毋須", "不必").replace("盼望", "希望"),
    "a title added": "海濱公園大變身\n" + HARBOUR,
    "a byline added": "（記者 方小文 東岸報道）" + HARBOUR,
    "the last paragraph cut": HARBOUR.rpartition("\n")[0],
    "the other script": OpenCC("t2s").convert(HARBOUR),
    "other spaces and marks": HARBOUR.replace("，", "； ").replace("\n", "\n\n　　"),
}


@pytest.mark.parametrize("how", REPRINTS)
def test_a_reprint_is_found(how: str) -> None:
    assert group([story(HARBOUR), story(MARKET, "b"), story(REPRINTS[how], "c")]) in ([[0, 2]], [[2, 0]])


def test_a_changed_byline_is_no_other_story() -> None:
    one, two = "（記者 方小文 東岸報道）" + HARBOUR, "（記者 李大同 西岸報道）" + HARBOUR
    assert group([story(one), story(two, "b")]) == [[0, 1]]


@pytest.mark.parametrize(
    "other",
    [
        MARKET,
        HARBOUR.replace("3億", "4億"),
        HARBOUR.replace("預計耗資3億元", "預計140人參與，耗資4億元"),
        "海濱公園擴建工程完工，市民昨日入場參觀。遊樂場和觀景台人頭湧湧，園方說首日有大批訪客，並呼籲大家乘搭公共交通工具前往海濱。",
        HARBOUR[: len(HARBOUR) // 3],
    ],
)
def test_another_story_or_an_update_is_not_folded_in(other: str) -> None:
    assert group([story(HARBOUR), story(other, "b")]) == []


def test_two_updates_do_not_meet_in_a_copy_without_their_numbers() -> None:
    cut = HARBOUR.rpartition("\n")[0]
    prints = [cut + f"\n園方補充，目前已有{count}人報名參加開幕典禮，名額有限。" for count in (20, 30)]
    groups = group([story(prints[0]), story(prints[1], "b"), story(cut, "c")])
    assert len(groups) == 1 and {0, 1} - set(groups[0])


def test_short_articles_must_be_the_very_same() -> None:
    short = "海濱公園昨日重開，市民入場參觀。"
    assert group([story(short), story(short, "b")]) == [[0, 1]]
    assert group([story(short), story(short.replace("昨日", "今日"), "b")]) == []
    assert group([story(short, title="東岸"), story(short, "b", title="西岸")]) == []
    assert group([story("。。。"), story("", "b"), story("。", "c")]) == []


def test_the_earliest_dated_print_stays_and_names_the_others() -> None:
    prints = [
        story(HARBOUR, "a"),
        story(HARBOUR, "b", "遲", "2021-05"),
        story(MARKET, "c"),
        story(HARBOUR, "d", "早", "2021-04"),
    ]
    kept = fold_in(prints)
    assert [article.id for article in kept] == ["c", "d"]
    assert kept[1].copies == (Copy("a", ""), Copy("b", "遲", published="2021-05"))
    assert kept[0] is prints[2]


def test_nothing_is_lost_when_the_earliest_print_was_cut() -> None:
    cut = story(HARBOUR.rpartition("\n")[0], "cut", published="2020-01")
    full = story(HARBOUR, "full", published="2020-02")
    assert [article.id for article in fold_in([cut, full])] == ["full"]


def test_many_articles_are_grouped_like_few() -> None:
    others = [
        story("".join(chr(0x4E00 + (row * 37 + i * i * 11) % 5000) for i in range(80)), f"x{row}")
        for row in range(SMALL)
    ]
    prints = [story(text, how) for how, text in REPRINTS.items()]
    few, many = group(prints), group([*prints, *others])
    assert many == few and len(few) == 1 and len(few[0]) == len(REPRINTS)


@settings(max_examples=50)
@given(st.lists(articles(), max_size=5))
def test_every_article_is_kept_or_named_by_one_that_is(found: list[Article]) -> None:
    kept = fold_in(found)
    assert len(kept) + sum(len(article.copies) for article in kept) == len(found)


def test_a_small_folder_does_not_import_the_library() -> None:
    code = "import sys; from rag.duplicates import group; group([]); print('datasketch' in sys.modules)"
    root = Path(__file__).parent.parent
    assert (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root
        ).stdout.strip()
        == "False"
    )
