"""The floors: imports go down only, and each heavy library has one home."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

RAG = Path(__file__).parent.parent / "rag"
FLOORS = [
    ["types", "errors"],
    ["text"],
    ["load", "clean", "chunk", "embed", "dense", "lexical", "translate", "cite", "duplicates", "rerank", "trace"],
    ["store", "check"],
    ["retrieve", "read", "write"],
    ["pipeline"],
    ["evaluate"],
    ["cli", "ui"],
    ["__main__"],
]
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
HOMES = {
    "gradio": {"ui"},
    "faiss": {"dense"},
    "tantivy": {"lexical"},
    "opencc": {"text"},
    "langchain": {"write"},
    "langchain_core": {"write", "retrieve"},
    "sentence_transformers": {"embed", "rerank"},
    "torch": {"embed", "read"},
    "transformers": {"embed", "read", "write"},
    "pypdfium2": {"load"},
    "trafilatura": {"load"},
    "docx": {"load"},
    "datasketch": {"duplicates"},
    "tqdm": {"cli"},
    "pickle": set(),
}
DOORS_DOWN = {("cli", "ui")}
"""The command line starts the page: the one arrow between rooms of a floor."""


def rooms() -> Iterator[tuple[str, Path]]:
    for path in sorted(RAG.rglob("*.py")):
        room = path.relative_to(RAG).parts[0].removesuffix(".py")
        if room not in ("__init__", "train"):
            yield room, path


def imports(path: Path) -> Iterator[str]:
    """Full names of the modules a file imports, also those inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports in full"
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_every_room_has_a_floor() -> None:
    assert {room for room, _ in rooms()} <= set(FLOOR)


def test_imports_go_down_only() -> None:
    wrong = []
    for room, path in rooms():
        for name in imports(path):
            parts = name.split(".")
            target = parts[1] if parts[0] == "rag" and len(parts) > 1 else ""
            if target in FLOOR and target != room and (room, target) not in DOORS_DOWN and FLOOR[target] >= FLOOR[room]:
                wrong.append(f"{path.relative_to(RAG)} imports {name}")
    assert wrong == []


def test_each_heavy_library_has_one_home() -> None:
    found = {(name.split(".")[0], room) for room, path in rooms() for name in imports(path)}
    assert [(library, room) for library, room in sorted(found) if room not in HOMES.get(library, {room})] == []


def test_training_is_not_part_of_the_program() -> None:
    assert [path for _, path in rooms() if any(name.startswith("rag.train") for name in imports(path))] == []


@pytest.mark.parametrize("door", ["rag.cli", "rag.pipeline", "rag.embed", "rag.translate", "rag.check", "rag.write"])
def test_a_fast_start_imports_nothing_heavy(door: str) -> None:
    code = (
        f"import sys, {door}; heavy = {{'torch', 'gradio', 'sentence_transformers', 'transformers', 'langchain_core', 'pandas', 'scipy'}};"
        "print(*sorted(heavy & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=RAG.parent)
    assert found.stdout.split() == []
