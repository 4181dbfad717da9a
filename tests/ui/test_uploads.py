"""Added files: safe names, nothing overwritten, nothing outside the folder, nothing half."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.load import corpus_files
from rag.types import Built, Progress
from rag.ui import uploads
from rag.ui.uploads import TooLarge, Uploads, WrongKind, safe_name


def add(desk: Uploads, name: str, content: bytes = b"text") -> str:
    incoming = desk.begin(name)
    incoming.write(content)
    saved = incoming.finish()
    incoming.abandon()
    return saved


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("../../etc/報道.PDF", "報道.PDF"),
        ("C:\\windows\\a.txt", "a.txt"),
        (".hidden.md", "hidden.md"),
        ("a\0b\n.txt", "a_b_.txt"),
        ("CON.txt", "_CON.txt"),
        ("\u202etxt.docx", "txt.docx"),
        ("a .txt", "a.txt"),
    ],
)
def test_names_are_made_safe(given_name: str, safe: str) -> None:
    assert safe_name(given_name) == safe


@pytest.mark.parametrize("name", ["", "a", "a.exe", ".txt", "..", "/", "a.txt/", "a.txt\0.exe"])
def test_what_cannot_be_read_is_refused(name: str) -> None:
    with pytest.raises(WrongKind):
        safe_name(name)


@given(st.text(max_size=300), st.sampled_from([".txt", ".PDF", ".jsonl"]))
def test_any_name_stays_in_the_folder_and_short(stem: str, ending: str) -> None:
    try:
        safe = safe_name(stem + ending)
    except WrongKind:
        return
    assert Path(safe).name == safe and not safe.startswith(".")
    assert len(safe.encode()) <= 200


def test_the_same_name_gets_a_number_and_the_first_file_stays(tmp_path: Path) -> None:
    desk = Uploads(tmp_path)
    (tmp_path / "a.txt").write_bytes(b"mine")
    assert [add(desk, "a.txt"), add(desk, "x/a.txt")] == ["a (2).txt", "a (3).txt"]
    assert (tmp_path / "a.txt").read_bytes() == b"mine"
    assert desk.waiting == {"a (2).txt": "a.txt", "a (3).txt": "x/a.txt"}


@pytest.mark.parametrize("name", ["README.md", "aliases.txt", "Aliases.TXT", "報道.md"])
def test_every_file_that_is_taken_is_one_that_will_be_read(tmp_path: Path, name: str) -> None:
    saved = add(Uploads(tmp_path), name)
    assert [path.name for path in corpus_files(tmp_path)] == [saved]


def test_a_folder_that_is_not_there_yet_is_made(tmp_path: Path) -> None:
    assert add(Uploads(tmp_path / "corpus"), "a.txt") == "a.txt"


def test_a_file_that_never_comes_whole_leaves_nothing(tmp_path: Path) -> None:
    desk = Uploads(tmp_path)
    incoming = desk.begin("a.txt")
    incoming.write(b"half")
    assert list(corpus_files(tmp_path)) == [], "a half file is not an article"
    incoming.abandon()
    assert names(tmp_path) == [] and desk.waiting == {}


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    incoming = Uploads(tmp_path).begin("a.txt")
    with pytest.raises(TooLarge):
        for _ in range(201):
            incoming.write(bytes(1 << 20))
    incoming.abandon()
    assert names(tmp_path) == []


def test_only_what_was_added_can_be_removed(tmp_path: Path) -> None:
    desk = Uploads(tmp_path / "corpus")
    saved = add(desk, "a.txt")
    (tmp_path / "corpus" / "old.txt").write_text("old")
    (tmp_path / "out.txt").write_text("out")
    for name in ("old.txt", "../out.txt", "", "none.txt"):
        desk.remove(name)
    assert names(tmp_path / "corpus") == ["a.txt", "old.txt"] and (tmp_path / "out.txt").exists()
    desk.remove(saved)
    assert names(tmp_path / "corpus") == ["old.txt"] and desk.waiting == {}


def test_a_build_ends_the_waiting_of_what_came_before_it(tmp_path: Path) -> None:
    desk = Uploads(tmp_path)
    add(desk, "before.txt")

    def build(progress: object) -> Built:
        add(desk, "during.txt")
        desk.remove("before.txt")
        return Built("g", 1, 1, 0, False, [], 1.0)

    desk.build(build, lambda progress: None)
    assert list(desk.waiting) == ["during.txt"] and "before.txt" in names(tmp_path)


def test_after_a_failed_build_everything_waits_and_can_be_removed(tmp_path: Path) -> None:
    desk = Uploads(tmp_path)
    add(desk, "a.txt")

    def fail(progress: object) -> Built:
        raise OSError("no room")

    def silent(progress: Progress) -> None:
        pass

    with pytest.raises(OSError, match="no room"):
        desk.build(fail, silent)
    desk.remove("a.txt")
    assert desk.waiting == {} and names(tmp_path) == []
    assert uploads.LARGEST == 200 << 20
