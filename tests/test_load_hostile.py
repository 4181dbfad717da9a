"""Files that are broken, hostile or not what their name says: each is named with one sentence, the rest goes on."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from rag.load import Limits, load
from rag.load.child import LIMITS, Child
from rag.types import Skipped, Source
from tests.pdfs import Page, pdf

TEXT = "海濱小鎮昨日舉行首屆漁獲展覽，共有四十家商戶參加。鎮長葉文說，明年會再辦。"
Write = Callable[..., Path]


def reasons(folder: Path, limits: Limits = LIMITS) -> dict[str, str]:
    """Why each file was skipped; a good file beside them must have been read."""
    found = list(load(folder, limits))
    assert any(isinstance(one, Source) and one.article.id == "z-good" for one in found)
    return {one.where: one.why for one in found if isinstance(one, Skipped)}


@pytest.fixture
def beside(write_corpus: Write) -> Callable[[dict[str, bytes]], Path]:
    """Makes a corpus of the files given and of a good one in each guarded format."""
    good = Page()
    good.text(60, 60, TEXT[:20])
    return lambda files: write_corpus({**files, "z-good.pdf": pdf([good])})


def a_pdf() -> bytes:
    page = Page()
    page.text(60, 60, TEXT[:20])
    return pdf([page])


def a_zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def a_word_file(xml: bytes) -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    return a_zip(
        {
            "[Content_Types].xml": (
                '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                f'<Default Extension="xml" ContentType="{kind}"/>'
                '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
            ).encode(),
            "_rels/.rels": (
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                f'<Relationship Id="r1" Type="{relation}" Target="word/document.xml"/></Relationships>'
            ).encode(),
            "word/document.xml": xml,
        }
    )


def test_a_file_says_what_it_really_is(beside: Callable[[dict[str, bytes]], Path]) -> None:
    folder = beside(
        {
            "a.txt": a_pdf(),
            "b.pdf": b"\x89PNG\r\n\x1a\n" + bytes(80),
            "c.docx": a_zip({"a.txt": b"text"}),
            "d.txt": b"<!DOCTYPE html><html><body>text</body></html>",
            "e.html": a_pdf(),
            "f.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(80),
            "g.pdf": TEXT.encode(),
            "h.md": a_zip({"a.txt": b"text"}),
        }
    )
    found = reasons(folder)
    assert found == {
        "a.txt": "it is a PDF, although its name ends in .txt",
        "b.pdf": "it is a PNG picture, although its name ends in .pdf",
        "c.docx": "a zip file, but not a Word file",
        "d.txt": "it is a web page, although its name ends in .txt",
        "e.html": "it is a PDF, although its name ends in .html",
        "f.docx": "it is an old Word file or one locked with a password, although its name ends in .docx",
        "g.pdf": "not a readable PDF file: it does not begin like one",
        "h.md": "it is a zip file, although its name ends in .md",
    }


def test_broken_and_empty_pdf_files(beside: Callable[[dict[str, bytes]], Path]) -> None:
    scanned = Page()
    nameless = Page()
    nameless.lines(60, 60, [TEXT[:20]] * 3)
    folder = beside(
        {
            "a.pdf": a_pdf()[:300],
            "b.pdf": pdf([scanned]),
            "c.pdf": pdf([nameless], unicode_map=False),
            "d.pdf": b"%PDF-1.7\n" + bytes(3_000),
            "e.pdf": LOCKED,
        }
    )
    found = reasons(folder)
    assert found["a.pdf"] == found["d.pdf"] == "not a readable PDF: broken or cut short"
    assert found["b.pdf"] == "no text layer; run OCR first"
    assert "run OCR" in found["c.pdf"]
    assert found["e.pdf"] == "locked with a password"


LOCKED = (
    b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
    b"3 0 obj\n<</Filter/Standard/V 1/R 2/Length 40/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>\nendobj\n"
    b"trailer\n<</Size 4/Root 1 0 R/Encrypt 3 0 R/ID[<01><01>]>>\n%%EOF"
)
"""A file that no password opens."""


def test_bombs(beside: Callable[[dict[str, bytes]], Path]) -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    xml = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a0 "lol">{entities}]><d>&a9;</d>'.encode()
    folder = beside(
        {
            "a.docx": a_zip({"word/document.xml": bytes(400 << 20)}),
            "b.docx": a_zip({f"{n}": b"" for n in range(10_001)} | {"word/document.xml": b""}),
            "c.docx": a_word_file(xml),
        }
    )
    found = reasons(folder)
    assert "unpacks to more than" in found["a.docx"] and "holds more than" in found["b.docx"]
    assert "c.docx" in found


def test_deep_nesting_neither_hangs_nor_crashes(beside: Callable[[dict[str, bytes]], Path]) -> None:
    folder = beside({"a.html": b"<html><body>" + b"<div>" * 100_000 + TEXT.encode() * 5})
    reasons(folder, Limits(seconds=60))


def test_a_file_that_takes_too_long_is_given_up(beside: Callable[[dict[str, bytes]], Path]) -> None:
    pages = [Page() for _ in range(3)]
    for page in pages:
        page.lines(60, 60, ["漁" * 40] * 40)
    with Child(Limits(seconds=0)) as child, pytest.raises(ValueError, match="took longer than 0 seconds"):
        folder = beside({"a.pdf": pdf(pages)})
        child.ask({"do": "pdf", "path": str(folder / "a.pdf")})


def test_a_damaged_word_file_is_named(beside: Callable[[dict[str, bytes]], Path]) -> None:
    whole = a_zip({"word/document.xml": TEXT.encode() * 50})
    damaged = bytearray(whole)
    damaged[60:80] = bytes(20)
    found = reasons(beside({"a.docx": bytes(damaged), "b.docx": whole[: len(whole) // 2]}))
    assert all(why.startswith("not a readable Word file") for why in found.values()) and len(found) == 2


def test_a_crash_costs_one_file_only(beside: Callable[[dict[str, bytes]], Path]) -> None:
    folder = beside({})
    with Child() as child:
        with pytest.raises(ValueError, match="crashed"):
            child.ask({"do": "pdf"})  # not a request: the process ends with an error
        assert child.ask({"do": "pdf", "path": str(folder / "z-good.pdf")})["pages"]


def test_a_file_that_needs_too_much_memory_is_given_up(beside: Callable[[dict[str, bytes]], Path]) -> None:
    folder = beside({})
    with Child(Limits(megabytes=60)) as child, pytest.raises(ValueError, match=r"crashed|memory"):
        child.ask({"do": "pdf", "path": str(folder / "z-good.pdf")})


def test_a_huge_file_is_not_read(beside: Callable[[dict[str, bytes]], Path]) -> None:
    folder = beside({})
    for name in ("a.txt", "b.pdf"):
        with (folder / name).open("wb") as file:
            file.truncate(1 << 30)
    assert set(reasons(folder).values()) == {"larger than 200 MB"}


def test_pipes_and_links_are_named(beside: Callable[[dict[str, bytes]], Path], tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    folder = beside({})
    os.mkfifo(folder / "a.txt")
    (folder / "b.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "c.txt").symlink_to(folder / "nowhere.txt")
    (folder / "d").symlink_to(tmp_path, target_is_directory=True)
    (folder / "e.txt").symlink_to(folder / "e.txt")
    (folder / "f.txt").mkdir()
    found = reasons(folder)
    assert found["a.txt"] == "not a file but a folder, a pipe or a device"
    assert found["b.txt"] == found["d"] == "a link out of the folder"
    assert found["c.txt"] == "a link that leads nowhere"
    assert "e.txt" in found


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_named(beside: Callable[[dict[str, bytes]], Path]) -> None:
    folder = beside({"a.txt": b"text"})
    (folder / "a.txt").chmod(0)
    assert reasons(folder)["a.txt"].startswith("it cannot be read")


@pytest.mark.parametrize("name", ["🙂 漁\n獲", "a..b", "a..\\x", "漁" * 83 + "ab", " ", "con", "-rf", "$(x)"])
def test_any_name_is_a_name(write_corpus: Write, name: str) -> None:
    page = Page()
    page.text(60, 60, TEXT[:20])
    folder = write_corpus({f"{name}.txt": TEXT.encode(), f"sub/{name}.pdf": pdf([page])})
    found = [one for one in load(folder) if isinstance(one, Source)]
    assert [one.article.id for one in found] == sorted([f"{name}", f"sub/{name}"], key=lambda n: n.split("/"))


def test_a_name_that_is_no_text_is_shown_with_question_marks(write_corpus: Write) -> None:
    folder = write_corpus({"a.txt": TEXT})
    odd = os.fsencode(folder) + b"/\xff\xfe.pdf"
    Path(os.fsdecode(odd)).write_bytes(a_pdf())
    found = [one.article.id for one in load(folder) if isinstance(one, Source)]
    assert "??" in found
