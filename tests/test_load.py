"""Real files of every format and encoding, and files that are not what they say."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from rag.errors import CorpusError
from rag.load import load
from rag.types import Article, Skipped

TEXT = "海濱小鎮昨日舉行首屆漁獲展覽，共有四十家商戶參加。鎮長葉文說，明年會再辦。"
Write = Callable[..., Path]


def read(folder: Path) -> tuple[list[Article], list[Skipped]]:
    found = list(load(folder))
    return [one for one in found if isinstance(one, Article)], [one for one in found if isinstance(one, Skipped)]


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
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "商戶", "40"
    out = io.BytesIO()
    document.save(out)
    articles, _ = read(write_corpus({"a.docx": out.getvalue()}))
    assert articles[0].text == f"{TEXT}\n\n商戶｜40"


def test_pdf_pages_are_kept_apart(write_corpus: Write) -> None:
    articles, _ = read(write_corpus({"a.pdf": a_pdf(["First page of the fair.", "Second page of it."])}))
    assert articles[0].text.split("\f") == ["First page of the fair.", "Second page of it."]


def a_pdf(pages: list[str]) -> bytes:
    """A PDF of one line of Latin text a page, written out by hand."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(count))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {count}>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for n, text in enumerate(pages):
        stream = f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET"
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {5 + 2 * n} 0 R/Resources<</Font<</F1 3 0 R>>>>>>"
        )
        objects.append(f"<</Length {len(stream)}>>\nstream\n{stream}\nendstream")
    body, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    trailer = f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF"
    return f"{body}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode("latin-1")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("b.txt", b"\x00\x01\x02\xff" * 40, "binary"),
        ("b.pdf", b"%PDF-1.4 cut short", "not a readable PDF"),
        ("b.docx", b"PK\x03\x04 nothing", "not a readable Word file"),
        ("b.jsonl", b'{"text": "a"}\nnot json', "line 2"),
        ("b.jsonl", b'{"title": "no text"}', 'line 1 is not an object with a "text"'),
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


def test_links_out_of_the_folder_and_hidden_files_are_left_out(write_corpus: Write, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    folder = write_corpus({"a.txt": TEXT, ".hidden/b.txt": TEXT})
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    articles, _ = read(folder)
    assert [article.id for article in articles] == ["a"]


def test_odd_names_are_names(write_corpus: Write) -> None:
    articles, _ = read(write_corpus({"🙂 漁\n獲.txt": TEXT}))
    assert articles[0].id == "🙂 漁\n獲"
