"""Newspaper pages are read in the order a person reads them: exact pages drawn by hand, and many of random geometry."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from rag.load.pdf.document import read_pdf
from tests.pdfs import Page, length, pdf

BODY = (
    "海濱小鎮昨日舉行首屆漁獲展覽共有四十家商戶參加鎮長葉文說明年會再辦展覽一連三日免費入場遊客可以品嘗新鮮海產"
    "並且觀看漁船巡遊漁會主席陳山表示今年漁獲比去年多出兩成主要是因為水溫適中加上休漁期延長令魚群得以繁殖"
)


def read(*pages: Page) -> list[str]:
    """The blocks of the first page, the lines of each joined by a bar."""
    return ["|".join(block) for block in blocks(pdf(pages))[0]]


def blocks(data: bytes) -> list[list[list[str]]]:
    found = []
    for page in read_pdf(data):
        text = "\n".join(line for line, _ in page)
        found.append([block.split("\n") for block in text.split("\n\n")])
    return found


def wrapped(text: str, width: int) -> list[str]:
    return [text[start : start + width] for start in range(0, len(text), width)]


def bars(*lines: list[str]) -> list[str]:
    return ["|".join(block) for block in lines]


def test_a_headline_stands_before_the_columns_below_it() -> None:
    page = Page()
    page.text(50, 40, "海濱小鎮辦漁獲展覽人潮不絕", 30)
    columns = [wrapped(part, 20) for part in (BODY[:80], BODY[20:100], BODY[5:70])]
    for number, lines in enumerate(columns):
        page.lines(50 + number * 165, 90, lines, 7.5)
    assert read(page) == ["海濱小鎮辦漁獲展覽人潮不絕", *bars(*columns)]


def test_a_short_headline_over_the_middle_column_comes_first() -> None:
    page = Page()
    page.text(240, 40, "漁獲展覽", 24)
    columns = [wrapped(BODY[start : start + 60], 15) for start in (0, 10, 20)]
    for number, lines in enumerate(columns):
        page.lines(50 + number * 165, 90, lines, 10)
    assert read(page) == ["漁獲展覽", *bars(*columns)]


def test_an_introduction_over_two_of_three_columns() -> None:
    page = Page()
    intro = wrapped(BODY[:70], 31)
    left, middle, right = (wrapped(BODY[start : start + 75], 15) for start in (0, 10, 20))
    page.lines(50, 50, intro, 10)
    page.lines(50, 105, left, 10)
    page.lines(210, 105, middle, 10)
    page.lines(370, 50, right, 10)
    assert read(page) == bars(intro, left, middle, right)


def test_a_heading_inside_a_column_is_a_block_of_its_own() -> None:
    page = Page()
    first, second, right = wrapped(BODY[:40], 20), wrapped(BODY[40:75], 20), wrapped(BODY[:98], 20)
    y = page.lines(50, 50, first, 10)
    page.text(50, y + 6, "休漁期延長", 13)
    page.lines(50, y + 30, second, 10)
    page.lines(262, 50, right, 10)
    assert read(page) == bars(first, ["休漁期延長"], second, right)


def test_a_caption_under_a_picture_is_kept_whole_and_apart() -> None:
    page = Page()
    above, below, right = wrapped(BODY[:60], 20), wrapped(BODY[40:80], 20), wrapped(BODY, 20)
    page.lines(50, 50, above, 10)
    page.lines(50, 150, ["鎮長葉文（左）為展覽剪綵，背景是今年最", "大的漁船。本報記者攝"], 8)
    page.lines(50, 185, below, 10)
    page.lines(265, 50, [*right, *right], 10)
    caption = ["鎮長葉文（左）為展覽剪綵，背景是今年最", "大的漁船。本報記者攝"]
    assert read(page) == bars(above, caption, below, [*right, *right])


@pytest.mark.parametrize("x", [50, 215])
def test_a_caption_below_some_of_the_columns_comes_after_all_of_them(x: float) -> None:
    page = Page()
    columns = [wrapped(BODY[start : start + 75], 15) for start in (0, 10, 20)]
    for number, lines in enumerate(columns):
        page.lines(50 + number * 165, 50, lines, 10)
    caption = ["鎮長葉文（左）為展覽剪綵，背景是今年最大的漁船，一連三日", "免費入場。本報記者攝"]
    page.lines(x, 300, caption, 9)
    assert read(page) == bars(*columns, caption)


def test_a_caption_beside_a_column_that_runs_on_comes_last() -> None:
    page = Page()
    left, middle, right = wrapped(BODY[:75], 15), wrapped(BODY[10:85], 15), wrapped(BODY * 3, 15)
    for number, lines in enumerate((left, middle, right)):
        page.lines(50 + number * 165, 50, lines, 10)
    caption = ["鎮長葉文（左）為展覽剪綵，背景是今年最大的漁船。"]
    page.lines(50, 301, caption, 9)
    assert read(page) == bars(left, middle, right, caption)


def test_a_caption_between_columns_parts_those_above_from_those_below() -> None:
    page = Page()
    above, below = ([wrapped(BODY[start : start + 60], 15) for start in starts] for starts in ((0, 9, 18), (27, 5, 14)))
    for number, (upper, lower) in enumerate(zip(above, below, strict=True)):
        page.lines(50 + number * 165, 50, upper, 10)
        page.lines(50 + number * 165, 400, lower, 10)
    page.text(130, 360, "背景是今年最大的漁船，一連三日免費入場，遊客眾多", 8)
    assert read(page) == bars(*above, ["背景是今年最大的漁船，一連三日免費入場，遊客眾多"], *below)


def test_the_next_story_may_have_other_columns() -> None:
    page = Page()
    upper = [wrapped(BODY[start : start + 75], 15) for start in (0, 10, 20)]
    lower = [wrapped(BODY[start : start + 75], 24) for start in (3, 13)]
    for number, lines in enumerate(upper):
        page.lines(50 + number * 165, 50, lines, 10)
    page.text(50, 145, "乙地消息", 20)
    for number, lines in enumerate(lower):
        page.lines(50 + number * 252, 180, lines, 10)
    assert read(page) == bars(*upper, ["乙地消息"], *lower)


@pytest.mark.parametrize(("size", "blocks"), [(20, 2), (22, 1)])
def test_a_second_line_of_a_headline_is_apart_when_it_is_smaller(size: float, blocks: int) -> None:
    page = Page()
    page.text(50, 40, "漁獲展覽今日開幕", 22)
    page.text(50, 72, "四十商戶參加人潮不絕", size)
    body = wrapped(BODY, 24)
    page.lines(50, 130, body, 10)
    both = ["漁獲展覽今日開幕", "四十商戶參加人潮不絕"]
    assert read(page) == [*(both if blocks == 2 else bars(both)), *bars(body)]


def test_a_line_set_wide_between_its_words_stays_in_its_paragraph() -> None:
    page = Page()
    page.text(50, 50, "the fishery fair of a small town", 10)
    for x, word in ((50, "opened"), (92, "today"), (130, "with")):
        page.text(x, 65, word, 10)
    page.text(50, 80, "forty shops and many guests", 10)
    assert read(page) == bars(["the fishery fair of a small town", "opened today with", "forty shops and many guests"])


def test_characters_with_unsteady_baselines_are_one_line() -> None:
    page = Page()
    lines = wrapped(BODY[:60], 20)
    for number, line in enumerate(lines):
        for place, char in enumerate(line):
            page.text(50 + 10 * place, 50 + 15 * number + (-0.5, 0.3, 0.5, 0.0)[place % 4], char, 10)
    assert read(page) == bars(lines)


def test_rare_characters_and_pages_without_text() -> None:
    page = Page()
    page.text(50, 50, "𠝹線𡃁仔　第二", 10)
    assert read(Page(), page) == [""]
    assert read(page, Page()) == ["𠝹線𡃁仔　第二"]


def test_a_sidebar_is_kept_whole() -> None:
    page = Page()
    left, middle, side = wrapped(BODY * 2, 15), wrapped(BODY[:60], 15), wrapped(BODY[:80], 16)
    page.lines(50, 50, left, 10)
    page.lines(212, 50, middle, 10)
    page.text(240, 150, "新聞背景", 14)
    page.lines(240, 175, side, 9)
    page.lines(390, 50, middle, 10)
    found = read(page)
    assert found[0] == "|".join(left) and found[found.index("新聞背景") + 1] == "|".join(side)


def test_two_stories_side_by_side_below_a_wide_one() -> None:
    page = Page()
    page.text(50, 40, "漁獲展覽今日開幕四十商戶參加盛況空前", 26)
    top = [wrapped(BODY[start : start + 36], 12) for start in (0, 9, 18, 27)]
    for number, lines in enumerate(top):
        page.lines(50 + number * 126, 80, lines, 9.5)
    under = [wrapped(BODY[start : start + 72], 24) for start in (0, 9)]
    for number, lines in enumerate(under):
        page.text(50 + number * 252, 150, f"{'甲乙'[number]}地消息", 18)
        page.lines(50 + number * 252, 180, lines, 9.5)
    headline = ["漁獲展覽今日開幕四十商戶參加盛況空前"]
    assert read(page) == bars(headline, *top, ["甲地消息"], under[0], ["乙地消息"], under[1])


def test_running_heads_feet_and_page_numbers_come_last() -> None:
    pages = []
    for number in (12, 13):
        page = Page()
        page.text(50, 20, f"A{number} 要聞", 8)
        page.text(450, 20, "2031年5月4日 星期日", 8)
        page.lines(50, 60, wrapped(BODY, 24), 10)
        page.lines(310, 60, wrapped(BODY, 24), 10)
        page.text(290, 815, str(number), 8)
        pages.append(page)
    column = "|".join(wrapped(BODY, 24))
    assert read(*pages) == [column, column, "A12 要聞", "2031年5月4日 星期日", "12"]


@pytest.mark.parametrize("copies", [[(0.3, 0)], [(0.6, 0), (0, 0.4)], [(0.3, 0.3), (0.6, 0), (0.4, 0.5)]])
def test_fake_bold_is_read_once(copies: list[tuple[float, float]]) -> None:
    page = Page()
    page.bold(50, 50, "目前在研項目400多個，好好學習天天向上", 9, copies)
    page.bold(50, 90, "all skills will still fill 1100 bills", 9, copies)
    assert read(page) == ["目前在研項目400多個，好好學習天天向上", "all skills will still fill 1100 bills"]


def test_vertical_text_runs_down_and_from_right_to_left() -> None:
    page = Page()
    columns = [*wrapped(BODY[:75], 15), "完。"]
    page.vertical(500, 100, columns, 11)
    assert read(page) == bars(columns)


def test_a_page_of_vertical_tiers_is_read_tier_by_tier() -> None:
    page = Page()
    page.text(50, 40, "漁獲展覽開幕四十商戶參加盛況空前", 28)
    tiers = [wrapped(BODY[start : start + 84], 12) for start in (0, 12)]
    for number, columns in enumerate(tiers):
        page.vertical(500, 100 + 150 * number, columns, 10)
    assert read(page) == bars(["漁獲展覽開幕四十商戶參加盛況空前"], *tiers)


def test_words_turned_inside_a_vertical_line_are_read_in_their_place() -> None:
    page = Page()
    page.vertical(500, 100, ["漁獲"], 10)
    page.text(491.2, 111.2, "2031", 10, angle=90)
    page.vertical(500, 140, ["年的"], 10)
    page.vertical(484, 100, ["展覽昨日開幕", "了。"], 10)
    assert read(page) == bars(["漁獲2031年的", "展覽昨日開幕", "了。"])


def test_a_page_may_mix_both_directions() -> None:
    page = Page()
    left, right = wrapped(BODY * 2, 20), ["漁獲展覽在海濱", "四十商戶參加"]
    page.lines(50, 80, left, 10)
    page.vertical(330, 80, right, 16)
    assert read(page) == bars(left, right)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_rotated_page_is_read_as_it_is_shown(rotate: int) -> None:
    """What is drawn turned the other way stands upright when it is shown, and its boxes belong to the page as shown."""
    page = Page(rotate=rotate)
    for number, line in enumerate(wrapped(BODY[:60], 20)):
        x, y = {0: (50, 50), 90: (50, 600), 180: (500, 700), 270: (400, 60)}[rotate]
        dx, dy = {0: (0, 15), 90: (15, 0), 180: (0, -15), 270: (-15, 0)}[rotate]
        page.text(x + number * dx, y + number * dy, line, 10, angle=-rotate)
    lines = read_pdf(pdf([page]))[0]
    assert [text for text, _ in lines] == wrapped(BODY[:60], 20)
    boxes = [box for _, box in lines if box]
    assert all(box[3] - box[1] > box[4] - box[2] for box in boxes)
    assert [box[2] for box in boxes] == sorted(box[2] for box in boxes)


def test_a_table_is_read_row_by_row() -> None:
    page = Page()
    rows = [("學校", "年份", "項目"), ("海濱大學", "2012", "漁業科技"), ("小鎮學院", "2014", "水產養殖")]
    for number, row in enumerate(rows):
        for x, cell in zip((50, 150, 250), row, strict=True):
            page.text(x, 80 + 16 * number, cell, 10)
    page.lines(50, 160, wrapped(BODY, 25), 10)
    assert read(page) == bars(
        ["學校｜年份｜項目", "海濱大學｜2012｜漁業科技", "小鎮學院｜2014｜水產養殖"], wrapped(BODY, 25)
    )


def test_a_cell_of_several_lines_is_one_cell() -> None:
    page = Page()
    page.lines(50, 80, ["年份"], 10)
    page.lines(120, 80, ["學校"], 10)
    page.lines(220, 80, ["項目"], 10)
    y = 100.0
    for year, school, work in (
        ("2012", "海濱大學", ["漁業科技及水", "產養殖"]),
        ("2014", "小鎮學院", ["海洋資源管理", "新課程"]),
    ):
        page.text(50, y, year, 10)
        page.text(120, y, school, 10)
        y = page.lines(220, y, work, 10, 1.3) + 7
    rows = ["年份｜學校｜項目", "2012｜海濱大學｜漁業科技及水產養殖", "2014｜小鎮學院｜海洋資源管理新課程"]
    assert read(page) == bars(rows)


def test_a_row_whose_first_cell_stands_at_its_foot() -> None:
    page = Page()
    for x, cell in zip((50, 120, 220), ("年份", "學校", "項目"), strict=True):
        page.text(x, 80, cell, 10)
    for y, year, school in ((100, "2012", "海濱大學"), (133, "2014", "小鎮學院")):
        page.lines(220, y, ["漁業科技及水", "產養殖"], 10, 1.3)
        page.text(50, y + 13, year, 10)
        page.text(120, y + 13, school, 10)
    assert [line for line in "|".join(read(page)).split("|") if line] == [
        "年份｜學校｜項目",
        "2012｜海濱大學｜漁業科技及水產養殖",
        "2014｜小鎮學院｜漁業科技及水產養殖",
    ]


def test_labels_and_what_they_say_are_a_table_of_two_columns() -> None:
    page = Page()
    for number, (label, words) in enumerate((("展期", "三日"), ("地點", "海濱廣場"), ("入場", "免費"))):
        page.text(50, 80 + 16 * number, label, 10)
        page.text(120, 80 + 16 * number, words, 10)
    assert read(page) == bars(["展期｜三日", "地點｜海濱廣場", "入場｜免費"])


def test_spaces_stand_between_words_only() -> None:
    page = Page()
    page.text(50, 50, "Deep learning costs $7,500 in 2031.", 10)
    for x, word in ((50, "no"), (63, "blanks"), (96, "drawn")):
        page.text(x, 80, word, 10)
    page.text(50, 110, "字距加寬的標題", 20, spacing=8)
    assert read(page) == ["Deep learning costs $7,500 in 2031.", "no blanks drawn", "字距加寬的標題"]


def test_what_cannot_be_seen_is_not_read() -> None:
    page = Page()
    page.text(50, 50, "看得見的一行", 10)
    page.text(50, 90, "透明", 10, mode=3)
    page.text(-300, 130, "頁外", 10)
    page.text(50, 170, "太小", 0.2)
    assert read(page) == ["看得見的一行"]


def test_the_hidden_text_under_a_scanned_picture_is_read() -> None:
    page = Page()
    page.text(50, 50, "掃描的一行", 10, mode=3)
    assert read(page) == ["掃描的一行"]


def test_a_watermark_does_not_disturb_the_text() -> None:
    page = Page()
    page.lines(50, 80, wrapped(BODY, 25), 10)
    page.text(60, 200, "樣本", 60, angle=-45)
    assert read(page) == bars(wrapped(BODY, 25), ["樣本"])


@pytest.mark.parametrize("seed", range(60))
def test_pages_of_random_geometry_are_read_exactly(seed: int) -> None:
    page, expected = Geometry(random.Random(seed)).page()
    assert [line for block in blocks(pdf([page]))[0] for line in block] == expected


class Geometry:
    """A page of one to four columns with random sizes and gutters, headlines, introductions, headings and pictures."""

    def __init__(self, choose: random.Random) -> None:
        self.choose = choose
        self.drawing = Page()
        self.size = choose.choice([7, 8, 9, 10, 11, 12])
        self.leading = choose.uniform(1.2, 1.8) * self.size
        self.gutter = choose.uniform(8, 24)
        self.columns = choose.choice([1, 2, 2, 3, 3, 4])
        self.width = int((500 - (self.columns - 1) * self.gutter) / self.columns / self.size)

    def page(self) -> tuple[Page, list[str]]:
        """The page and its lines in reading order."""
        top = 50.0
        expected: list[str] = []
        if self.choose.random() < 0.8:
            size = self.choose.uniform(18, 34)
            expected.append(self.words(self.choose.randint(4, int(480 / size))))
            self.drawing.text(45, top, expected[0], size)
            top += 1.5 * size
        if self.columns > 1 and self.choose.random() < 0.4:
            whole = int((self.columns * (self.width * self.size + self.gutter) - self.gutter) / self.size)
            intro = list(self.paragraph(whole))
            top = self.drawing.lines(45, top, intro, self.size, self.leading / self.size) + 0.8 * self.size
            expected += intro
        together = self.choose.random() < 0.6
        for column in range(self.columns):
            x = 45 + column * (self.width * self.size + self.gutter)
            expected += self.column(x, top + (0 if together else self.choose.uniform(0, self.leading)))
        self.choose.shuffle(self.drawing.drawn)
        return self.drawing, expected

    def column(self, x: float, y: float) -> Iterator[str]:
        bottom = self.choose.choice([790, 790, self.choose.uniform(500, 790)])
        while y + 5 * self.leading < bottom:
            if self.choose.random() < 0.15:
                y += self.choose.uniform(3, 10) * self.size  # a picture
            if self.choose.random() < 0.15:
                heading = self.words(min(5, self.width // 2))
                self.drawing.text(x, y + 0.4 * self.size, heading, 1.3 * self.size)
                y += 2.2 * self.size
                yield heading
            for line in self.paragraph(self.width):
                if y + self.size < bottom:
                    self.drawing.text(x, y, line, self.size)
                    y += self.leading
                    yield line

    def paragraph(self, width: int) -> Iterator[str]:
        for _ in range(self.choose.randint(1, 7)):
            line = self.words(width - 2) + self.choose.choice(["AI5G", "「」", "2031", "，。"])
            yield line[: width + 2] if length(line, 1) <= width else line[:width]
        yield self.words(self.choose.randint(2, width))

    def words(self, count: int) -> str:
        return "".join(chr(0x4E00 + self.choose.randrange(800)) for _ in range(count))
