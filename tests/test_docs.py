"""What the documents show is what happens."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from rag.cli import main
from rag.cli.options import parse
from tests.conftest import CORPUS, ROOT

DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
_SESSION = re.compile(r"```console\n(.*?)```", re.DOTALL)
_CHANGING = re.compile(r"\b[0-9a-f]{12}\b|\d+\.\d s\b")
"""Names of generations and seconds: the shape is compared, not the value."""


def blocks(language: str) -> list[tuple[str, str]]:
    pattern = re.compile(rf"```{language}\n(.*?)```", re.DOTALL)
    return [(path.name, block) for path in DOCUMENTS for block in pattern.findall(path.read_text(encoding="utf-8"))]


def steps(session: str) -> list[tuple[str, str]]:
    """(command, what it prints) of a pasted session."""
    parts = re.split(r"^\$ ", session, flags=re.MULTILINE)[1:]
    return [(command, output) for command, _, output in (part.partition("\n") for part in parts)]


@pytest.mark.parametrize(("name", "session"), blocks("console"))
def test_a_pasted_session_is_what_one_gets(
    name: str, session: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "corpus").symlink_to(CORPUS)
    monkeypatch.chdir(tmp_path)
    for command, shown in steps(session):
        _, *arguments = shlex.split(command)
        assert main(arguments) == 0
        assert _CHANGING.sub("…", capsys.readouterr().out) == _CHANGING.sub("…", shown)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_commands_in_the_documents_exist(path: Path) -> None:
    for line in re.findall(r"^(?:\$ )?(baowen [^\n`]*)$", path.read_text(encoding="utf-8"), re.MULTILINE):
        if "[" in line or "|" in line:
            continue  # a synopsis, which test_cli covers word by word
        command, _, _ = line.partition("   ")  # a remark may stand to the right
        parse(shlex.split(command, comments=True)[1:])


@pytest.mark.parametrize(("name", "code"), blocks("python"))
def test_code_in_the_documents_is_python(name: str, code: str) -> None:
    compile(code, name, "exec")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_and_pictures_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (path.parent / target).exists(), target
