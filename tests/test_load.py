"""Real files of every format and encoding, and files that are not what they say."""

from __future__ import annotations

import io
import json
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from rag.errors import CorpusError
from rag.load import load, page_image
from rag.types import Article, Skipped, Source
from tests.pdfs import Page, pdf

TEXT = "海濱小鎮昨日舉行首屆漁獲展覽，共有四十家商戶參加。鎮長葉文說，明年會再辦。"
Write = Callable[..., Path]


def sources(folder: Path) -> list[Source]:
    return [one for one in load(folder) if isinstance(one, Source)]


def read(folder: Path) -> tuple[list[Article], list[Skipped]]:
    found = list(load(folder))
    return [one.article for one in found if isinstance(one, Source)], [one for one in found if isinstance(one, Skipped)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "big5hkscs"])
def test_encodings_are_found(write_corpus: Write, encoding: str) -> None:
    articles, _ = read(write_corpus({"a.txt": (TEXT * 3).encode(encoding)}))
    assert articles[0].text == TEXT * 3


def test_simplified_text_in_gb18030(write_corpus: Write) -> None:
    text = "海滨小镇昨日举行首届渔获展览，共有四十家商户参加。镇长叶文说，明年会再办。" * 3
    articles, _ = read(write_corpus({"a.txt": text.encode("gb18030")}))
    assert (articles[0].text, articles[0].language) == (text, "zh-Hans")


def test_front_matter_fills_the_article(write_corpus: Write) -> None:
    front = "---\ntitle: 漁獲展覽\npublisher: 海濱日報\npublished: 2031-05\nlanguage: zh-Hant\nsource: our own\n---\n"
    articles, _ = read(write_corpus({"news/fair.md": f"{front}\n## 展覽\n\n- **{TEXT}**\n"}))
    article = articles[0]
    assert (article.id, article.title, article.publisher, article.published) == (
        "news/fair", "漁獲展覽", "海濱日報", "2031-05",
    )  # fmt: skip
    assert article.text.strip() == f"展覽\n\n• {TEXT}"
    assert article.source == "our own"


def test_json_lines_keep_their_ids(write_corpus: Write) -> None:
    lines = [{"id": "x7", "text": TEXT, "title": "展"}, {"text": TEXT, "published": "2031"}]
    articles, _ = read(write_corpus({"all.jsonl": "\n".join(json.dumps(line) for line in lines)}))
    assert [article.id for article in articles] == ["x7", "all#2"]


def test_a_bad_line_is_named_and_the_other_lines_are_kept(write_corpus: Write) -> None:
    lines = [
        '{"text": "海濱"}',
        "not json",
        '{"title": "no text"}',
        "[" * 100_000,
        '{"text": "小鎮", "published": "soon"}',
        '{"text": "\\ud800鎮"}',
    ]
    articles, skipped = read(write_corpus({"all.jsonl": "\n".join(lines)}))
    assert [article.text for article in articles] == ["海濱", "\ufffd鎮"]
    assert [one.where for one in skipped] == [f"all.jsonl, line {number}" for number in (2, 3, 4, 5)]


def test_only_what_calls_itself_an_article_is_whole(write_corpus: Write) -> None:
    front = "---\ntitle: 漁獲展覽\n---\n"
    page = f"<html><head><title>漁獲展覽</title></head><body><article><p>{TEXT * 5}</p></article></body></html>"
    files = {
        "a.txt": front + TEXT,
        "b.txt": TEXT,
        "c.markdown": front + TEXT,
        "d.jsonl": json.dumps({"text": TEXT}),
        "e.htm": page,
    }
    found = {source.article.source: source.whole for source in sources(write_corpus(files))}
    assert found == {"a.txt": True, "b.txt": False, "c.markdown": True, "d.jsonl": True, "e.htm": True}


def test_html_gives_its_main_text_only(write_corpus: Write) -> None:
    page = (
        f"<html><head><title>漁獲展覽</title></head><body><nav><a href='/'>首頁</a></nav><article><h1>漁獲展覽</h1>"
        f"<p>{TEXT * 3}</p><p>{TEXT * 4}</p></article><script>alert('no')</script><footer>版權所有</footer></body></html>"
    )
    articles, _ = read(write_corpus({"page.html": page}))
    assert TEXT in articles[0].text
    assert "alert" not in articles[0].text and "首頁" not in articles[0].text


def test_word_files_keep_paragraphs_and_table_rows(write_corpus: Write) -> None:
    document = Document()
    document.add_paragraph(TEXT)
    document.sections[0].header.paragraphs[0].text = "頁眉"
    table = document.add_table(rows=2, cols=2)
    for row, cells in zip(table.rows, [("商戶", "40"), ("遊客", "三萬")], strict=True):
        row.cells[0].text, row.cells[1].text = cells
    out = io.BytesIO()
    document.save(out)
    articles, _ = read(write_corpus({"a.docx": out.getvalue()}))
    assert articles[0].text == f"{TEXT}\n\n商戶｜40\n遊客｜三萬"


def test_pdf_pages_are_kept_apart_and_every_line_has_its_box(write_corpus: Write) -> None:
    first, second = Page(), Page()
    first.text(60, 80, "漁獲展覽開幕", 20)
    first.lines(60, 120, ["海濱小鎮昨日舉行", "首屆漁獲展覽。"])
    second.text(60, 80, "第二頁的一行。")
    source = sources(write_corpus({"fair.pdf": pdf([first, second])}))[0]
    assert source.article.text == "漁獲展覽開幕\n\n海濱小鎮昨日舉行\n首屆漁獲展覽。\f第二頁的一行。"
    assert [box and box.page for box in source.boxes] == [1, None, 1, 1, 2]
    assert (source.article.id, source.article.source, source.whole) == ("fair", "fair.pdf", False)


def test_a_box_is_the_place_of_its_line_in_the_picture_of_the_page(write_corpus: Write) -> None:
    page = Page(width=400, height=600, rotate=90)
    page.text(100, 200, "海濱小鎮", 20)
    folder = write_corpus({"a.pdf": pdf([page])})
    box = sources(folder)[0].boxes[0]
    assert box is not None
    width, height, dark = darkness(page_image(folder / "a.pdf", 1, width=600))
    assert abs(height / width - 400 / 600) < 0.01
    inside = [box.left * width, box.right * width, box.top * height, box.bottom * height]
    assert inside[0] - 2 <= min(dark)[0] and max(dark)[0] <= inside[1] + 2
    assert inside[2] - 2 <= min(y for _, y in dark) and max(y for _, y in dark) <= inside[3] + 2


def darkness(png: bytes) -> tuple[int, int, list[tuple[int, int]]]:
    """Width and height of a picture, and its dark places (x, y) on every second row."""
    width, height = struct.unpack(">II", png[16:24])
    start = png.index(b"IDAT")
    rows = zlib.decompress(png[start + 4 : start + 4 + struct.unpack(">I", png[start - 4 : start])[0]])
    line = 3 * width + 1
    dark = [(x, y) for y in range(0, height, 2) for x in range(width) if rows[y * line + 1 + 3 * x] < 128]
    return width, height, dark


def test_a_page_that_is_not_there_has_no_picture(write_corpus: Write) -> None:
    folder = write_corpus({"a.pdf": pdf([Page()]), "b.txt": TEXT})
    for name, number in (("a.pdf", 7), ("b.txt", 1), ("c.pdf", 1)):
        with pytest.raises(CorpusError, match="cannot be shown"):
            page_image(folder / name, number)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("b.txt", b"\x00\x01\x02\xff" * 40, "binary"),
        ("b.pdf", b"%PDF-1.4 cut short", "not a readable PDF"),
        ("b.docx", b"PK\x03\x04 nothing", "not a readable Word file"),
        ("b.txt", b"   \n\n", "no text"),
        ("b.md", b"---\npublished: yesterday\n---\ntext", "not a date"),
        ("b.html", b"<html><body></body></html>", "no main text"),
    ],
)
def test_an_unreadable_file_is_named_and_the_rest_goes_on(
    write_corpus: Write, name: str, content: bytes, why: str
) -> None:
    articles, skipped = read(write_corpus({"a.txt": TEXT, name: content}))
    assert [article.id for article in articles] == ["a"]
    assert skipped[0].where == name and why in skipped[0].why


def test_no_folder_and_an_empty_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="There is no folder"):
        list(load(tmp_path / "nowhere"))
    with pytest.raises(CorpusError, match="There are no articles"):
        list(load(tmp_path))


def test_a_second_article_of_the_same_id_is_skipped(write_corpus: Write) -> None:
    articles, skipped = read(write_corpus({"a.md": TEXT, "a.txt": TEXT}))
    assert (len(articles), len(skipped)) == (1, 1)


def test_hidden_files_are_left_out(write_corpus: Write) -> None:
    articles, skipped = read(write_corpus({"a.txt": TEXT, ".hidden/b.txt": TEXT, ".c.txt": TEXT}))
    assert ([article.id for article in articles], skipped) == (["a"], [])


def test_a_table_of_a_web_page_is_read_row_by_row(write_corpus: Write) -> None:
    rows = "<tr><th>商戶</th><th>遊客</th></tr><tr><td>四十家</td><td>三萬人</td></tr>"
    page = f"<html><body><article><h1>漁獲展覽</h1><p>{TEXT * 4}</p><table>{rows}</table><p>{TEXT * 3}</p></article></body></html>"
    articles, _ = read(write_corpus({"page.html": page}))
    assert "商戶｜遊客\n四十家｜三萬人" in articles[0].text


def test_a_web_page_gives_its_title_date_and_publisher(write_corpus: Write) -> None:
    head = (
        '<title>漁獲展覽</title><meta property="og:site_name" content="海濱日報">'
        '<meta property="article:published_time" content="2021-05-04T08:00:00+08:00"><meta name="author" content="Wen Yip">'
    )
    page = f"<html><head>{head}</head><body><article><p>{TEXT * 5}</p></article></body></html>"
    article = read(write_corpus({"page.html": page}))[0][0]
    assert (article.title, article.published, article.publisher, article.reporters) == (
        "漁獲展覽",
        "2021-05-04",
        "海濱日報",
        ("Wen Yip",),
    )


def test_a_year_in_the_text_is_not_the_date_of_a_web_page(write_corpus: Write) -> None:
    page = f"<html><body><article><p>2020年8月4日，{TEXT * 5}</p></article></body></html>"
    assert read(write_corpus({"page.html": page}))[0][0].published is None


def test_odd_names_are_names(write_corpus: Write) -> None:
    articles, _ = read(write_corpus({"🙂 漁\n獲.txt": TEXT}))
    assert articles[0].id == "🙂 漁\n獲"
