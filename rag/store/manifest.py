"""What a generation is made of, and the proof that it is whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from rag.errors import BadIndex

FORMAT = 2
"""Raised whenever an older program could misread a newer generation, or the other way round."""

NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything but the articles that decides what a generation holds.

    `model` is what opens the embedding model again, `weights` what it was when the generation was built.
    """

    model: str
    weights: str
    dimension: int
    passage_size: int
    analyser: int
    repair: bool = True


@dataclass(frozen=True, slots=True)
class Manifest:
    """`files` maps each file of the generation to its (sha256, size in bytes)."""

    format: int
    generation: str
    built: str
    recipe: Recipe
    articles: int
    passages: int
    files: Mapping[str, tuple[str, int]]

    def save(self, folder: Path) -> None:
        """Write manifest.json into `folder`."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1)
        (folder / NAME).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def open(cls, folder: Path) -> Manifest:
        """Raises BadIndex when there is none, when it cannot be read, or when its format is not ours."""
        try:
            keys = json.loads((folder / NAME).read_text(encoding="utf-8"))
            found = keys["format"]
            if found == FORMAT:
                files = {name: (str(sha), int(size)) for name, (sha, size) in keys.pop("files").items()}
                return cls(**{**keys, "recipe": Recipe(**keys["recipe"]), "files": files})
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            raise BadIndex(
                f"The generation in {folder} has no readable manifest: run `baowen index rollback` or `baowen build`."
            ) from None
        raise BadIndex(
            f"The index in {folder} has format {found}, this program reads format {FORMAT}: run `baowen build`."
        )


def fingerprint(recipe: Recipe, lines: Iterable[bytes], aliases: str) -> str:
    """The name of the generation that this recipe makes of these articles and sources, and aliases: 12 hexadecimal digits."""
    digest = hashlib.sha256(json.dumps([FORMAT, asdict(recipe), aliases], sort_keys=True).encode())
    for line in lines:
        digest.update(b"\n" + line)
    return digest.hexdigest()[:12]


def contents(folder: Path) -> dict[str, tuple[str, int]]:
    """Checksum and size of every file but the manifest and lock files (their names start with a dot)."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != NAME and not path.name.startswith("."):
            with path.open("rb") as file:
                sha = hashlib.file_digest(file, "sha256").hexdigest()
            found[path.relative_to(folder).as_posix()] = (sha, path.stat().st_size)
    return found


def verify(folder: Path) -> Manifest:
    """The manifest, once every file it names has its checksum. Raises BadIndex naming the first that has not."""
    manifest = Manifest.open(folder)
    found = contents(folder)
    for name, expected in manifest.files.items():
        if found.get(name) != expected:
            state = "is missing" if name not in found else "does not match its checksum"
            raise BadIndex(
                f"{name} of generation {manifest.generation} {state}: run `baowen index rollback` or `baowen build`."
            )
    return manifest
