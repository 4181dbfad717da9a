"""What a story says about itself: openings, bylines, credits, and a date only when its own words give it."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.clean import facts, when
from rag.clean.facts import byline, credit, dateline, infer
from rag.types import Article
from tests.strategies import texts


def story(text: str, **keys: str) -> Article:
    return Article(id="a", title="", text=text, **keys)  # type: ignore[arg-type]


@pytest.mark.parametrize("module", [facts, when])
def test_the_worked_examples_hold(module: object) -> None:
    assert not doctest.testmod(module).failed  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("opening", "publisher", "reporters", "place", "date"),
    [
        ("青禾日報訊（記者 方小文 深圳報道）", "青禾日報", ("方小文",), "深圳", ""),
        ("青禾日報訊（記者 方小文深圳報道）", "青禾日報", ("方小文",), "深圳", ""),
        ("青禾日報訊（記者 方小文）", "青禾日報", ("方小文",), "", ""),
        ("青禾日報訊 ", "青禾日報", (), "", ""),
        ("青禾日报讯（记者 方小文、李大同 北京报道）", "青禾日报", ("方小文", "李大同"), "北京", ""),
        ("【青禾報訊】記者方小文深圳報道：", "青禾報", ("方小文",), "深圳", ""),
        ("（青禾日報報道）", "青禾日報", (), "", ""),
        ("【本報訊】", "", (), "", ""),
        ("本報記者 李明 北京報道：", "", ("李明",), "北京", ""),
        ("新華社北京8月14日電（記者王某）", "新華社", ("王某",), "北京", "8月14日"),
        ("新華社北京8月14日電（記者 王一文、李二文）", "新華社", ("王一文", "李二文"), "北京", "8月14日"),
        ("中新社香港10月3日電", "中新社", (), "香港", "10月3日"),
        ("中新網10月3日電", "中新網", (), "", "10月3日"),
        ("青禾日報北京電", "青禾日報", (), "北京", ""),
        ("(中央社記者王小明台北15日電)", "中央社", ("王小明",), "台北", "15日"),
        ("〔記者陳某／台北報導〕", "", ("陳某",), "台北", ""),
        ("青報專訊 ", "青報", (), "", ""),
        ("【青報專訊】", "青報", (), "", ""),
        ("央視新聞", "央視新聞", (), "", ""),
        ("東岸電台報道，", "東岸電台", (), "", ""),
    ],
)  # fmt: skip
def test_an_opening_is_read(opening: str, publisher: str, reporters: tuple[str, ...], place: str, date: str) -> None:
    found = dateline(opening + "\n公園昨日開放。" if opening == "央視新聞" else opening + "公園昨日開放。")
    assert found
    assert (found.publisher, found.reporters, found.place, found.date) == (publisher, reporters, place, date)
    assert found.start == 0 and len(opening.rstrip(" ，：")) <= found.end <= len(opening) + 1


@pytest.mark.parametrize(
    "text",
    [
        "據青禾日報報道，公園昨日開放。", "青禾日報記者昨日走進公園。", "青禾日報報道指出公園已開放。", "記者在公園看到，遊人如鯽。",
        "公園昨日開放。",
        "新華社記者拍下了這一幕。", "通訊技術日新月異。", "資訊發達的時代。", "", "　",
    ],
)  # fmt: skip
def test_running_text_is_no_opening(text: str) -> None:
    assert dateline(text) is None


@pytest.mark.parametrize(
    ("line", "publisher", "reporters", "place", "kind"),
    [
        ("青禾報記者 方小文", "青禾報", ("方小文",), "", "reported"),
        ("■香港青禾報記者 方小文、李大同 深圳報道", "香港青禾報", ("方小文", "李大同"), "深圳", "reported"),
        ("●圖/文：香港青禾報記者 方小文 深圳報道", "香港青禾報", ("方小文",), "深圳", "reported"),
        ("記者 方小文", "", ("方小文",), "", "reported"),
        ("本報記者 方小文 李大同", "", ("方小文", "李大同"), "", "reported"),
        ("文／陳小明", "", ("陳小明",), "", "reported"),
        ("撰文：陳小明", "", ("陳小明",), "", "reported"),
        ("By Jane Smith", "", ("Jane Smith",), "", "reported"),
        ("By Jane Smith and Wong Tai Man", "", ("Jane Smith", "Wong Tai Man"), "", "reported"),
        ("整理：香港青禾報記者 方小文", "香港青禾報", ("方小文",), "", "compiled"),
        ("記者方小文整理", "", ("方小文",), "", "compiled"),
        ("青禾报记者方小文整理", "青禾报", ("方小文",), "", "compiled"),
    ],
)
def test_a_byline_is_read(line: str, publisher: str, reporters: tuple[str, ...], place: str, kind: str) -> None:
    found = byline(line)
    assert found and (found.publisher, found.reporters, found.place, found.kind) == (publisher, reporters, place, kind)


@pytest.mark.parametrize(
    "line",
    [
        "青禾報記者採訪中", "記者手記", "記者會", "記者", "青禾報記者在公園了解到，工程已完成", "青禾報", "公園記者方小文很忙", "文化廣場",
        "By the sea",
        "青禾報記者方小文攝", "整理資料", "",
    ],
)  # fmt: skip
def test_a_line_that_only_mentions_a_reporter_is_no_byline(line: str) -> None:
    assert byline(line) is None


@pytest.mark.parametrize(
    "line",
    ["方小文攝", "青禾報記者方小文攝", "香港青禾報記者方小文 攝", "資料圖片", "網絡圖片", "受訪者供圖", "新華社", "香港青禾報深圳傳真", "（中新社）",
     "圖片由公園管理處提供", "网络图片"],
)  # fmt: skip
def test_a_photo_credit_is_known(line: str) -> None:
    assert credit(line)


@pytest.mark.parametrize(
    "line", ["他愛好攝影", "公園昨日開放。新華社記者在場。", "圖為公園全景", "新華社區中心", "", "記者手記"]
)
def test_another_line_is_no_credit(line: str) -> None:
    assert not credit(line)


def test_what_the_story_says_is_filled_in_and_named() -> None:
    found = infer(story("青禾日報記者 方小文\n公園昨日開放。\n記者李大同整理\n今年是香港回歸祖國27周年。"))
    assert (found.publisher, found.reporters, found.published) == ("青禾日報", ("方小文",), "2024")
    assert found.inferred == ("published", "publisher", "reporters")


def test_what_the_file_says_stays() -> None:
    known = story("青禾日報記者 方小文\n今年是香港回歸祖國27周年。", publisher="東岸報", published="2023-01")
    found = infer(known)
    assert (found.publisher, found.published, found.inferred) == ("東岸報", "2023-01", ("reporters",))
    nothing = story("公園昨日開放。")
    assert infer(nothing) is nothing


def test_two_papers_in_one_text_are_no_publisher() -> None:
    assert infer(story("青禾日報記者 方小文\n東岸日報記者 李大同\n")).publisher == ""
    assert infer(story("青禾日報訊 公園開放。\n新華社北京8月14日電 公園開放。")).publisher == "青禾日報"


def test_running_heads_and_the_files_name_give_date_and_publisher() -> None:
    head = infer(story("公園昨日開放。"), ["A12 要聞 2021年10月15日 星期五 青禾報"])
    assert (head.published, head.publisher) == ("2021-10-15", "青禾報")
    for name in ("papers/2021-10-15_青禾報_A12.pdf", "20211015 青禾報.pdf", "青禾報_2021.10.15.txt"):
        file = infer(story("公園昨日開放。", source=name))
        assert (file.published, file.publisher) == ("2021-10-15", "青禾報")
    assert infer(story("公園昨日開放。", source="20213315.pdf")).published is None
    assert infer(story("公園昨日開放。", source="9d20211015a.pdf")).published is None


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("今年是澳門回歸20周年。", "2019"),
        ("深圳經濟特區8月26日迎來建立40周年。", "2020"),
        ("去年，他出席深圳經濟特區建立40周年慶祝大會。", "2021"),
        ("今年是《粵港澳大灣區發展規劃綱要》發布5周年。", "2024"),
        ("今年（2021年）公園開放。", "2021"),
        ("去年（2020年）公園開放，今年擴建。", "2021"),
        ("香港回歸祖國25年來，公園增加。7月1日，香港回歸祖國25周年大會舉行。", "2022"),
        ("今年（2021年）落成。\n新華社北京8月14日電 公園開放。", "2021-08-14"),
        ("去年（2020年）10月14日動工。去年10月14日動土。一年之後，公園昨日（14日）開放。", "2021-10-15"),
    ],
)
def test_the_date_follows_from_the_story(text: str, published: str) -> None:
    assert infer(story(text)).published == published


@pytest.mark.parametrize(
    "text",
    [
        "公園2019年開放。",
        "2017年是香港回歸20周年。",
        "明年將迎來香港回歸30周年。",
        "公園將在香港回歸30周年時開放。",
        "改革開放40年來，公園增加。",
        "今年（2021年）開放。今年（2020年）動工。",
        "公園昨日（14日）開放。",
        "今年是公司成立5周年。",
        "新華社北京8月14日電 公園開放。",
        "2017年和今年上半年，公園遊人增加，直到2035年。",
    ],
)
def test_no_date_is_better_than_a_wrong_one(text: str) -> None:
    assert infer(story(text)).published is None


def test_the_year_alone_without_a_word_that_a_year_has_passed() -> None:
    assert infer(story("去年（2020年）動工。去年10月14日動土。公園昨日（14日）開放。")).published == "2021"


@given(texts, st.lists(texts, max_size=2), st.text(max_size=20))
def test_inferring_never_fails_and_never_changes_the_text(text: str, heads: list[str], source: str) -> None:
    before = story(text, source=source)
    after = infer(before, heads)
    assert after.text == text
    assert set(after.inferred) <= {"published", "publisher", "reporters"}
    assert infer(after, heads).published == after.published


@given(texts)
def test_an_opening_is_a_slice(text: str) -> None:
    found = dateline(text)
    assert found is None or 0 <= found.start < found.end <= len(text)
    byline(text), credit(text)


def test_a_founding_without_its_anniversary_dates_nothing() -> None:
    text = "新中國成立前，小鎮已有漁港。建國初期，漁港擴建；改革開放以來，漁船多了三倍。"
    assert infer(Article(id="a", title="漁港", text=text)).published is None
