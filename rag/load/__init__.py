"""Files to articles, as they came: reading and decoding only, no repair.

One reader a format; a paged source keeps a form feed between its pages. A file that cannot be read is named and skipped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from rag.errors import CorpusError
from rag.load import documents, plain
from rag.types import Article, Skipped

Reader = Callable[[bytes, str], list[Article]]
READERS: dict[str, Reader] = {
    ".txt": plain.text,
    ".md": plain.markdown,
    ".jsonl": plain.json_lines,
    ".html": documents.html,
    ".pdf": documents.pdf,
    ".docx": documents.docx,
}
_NOT_ARTICLES = {"README.md", "aliases.txt"}
_LARGEST = 200 * 1024 * 1024


def load(folder: Path) -> Iterator[Article | Skipped]:
    """The articles of a folder, read recursively in the order of their paths, each with the file it came from as `source`.

    Ids are paths without their ending, or the ids a file gives; a second article of the same id is skipped by name.
    Raises CorpusError when there is no such folder or no file of a known kind in it.
    """
    files = list(corpus_files(folder))
    if not files:
        raise CorpusError(f"There are no articles in {folder}: put {', '.join(READERS)} files there.")
    seen: set[str] = set()
    for path in files:
        for found in _read(path, folder):
            if isinstance(found, Article) and found.id in seen:
                yield Skipped(path.name, f"an article with the id {found.id!r} was already read")
                continue
            if isinstance(found, Article):
                seen.add(found.id)
            yield found


def corpus_files(folder: Path) -> Iterator[Path]:
    """Files that may hold articles, sorted: known endings, not hidden, not links out of the folder."""
    if not folder.is_dir():
        raise CorpusError(f"There is no folder {folder}: name the folder of the articles with --corpus.")
    root = folder.resolve()
    for path in sorted(folder.rglob("*")):
        inside = path.resolve().is_relative_to(root)
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if (
            inside
            and not hidden
            and path.suffix.lower() in READERS
            and path.name not in _NOT_ARTICLES
            and path.is_file()
        ):
            yield path


def _read(path: Path, folder: Path) -> Iterator[Article | Skipped]:
    relative = path.relative_to(folder)
    where = relative.as_posix().encode("utf-8", "replace").decode()
    try:
        if path.stat().st_size > _LARGEST:
            raise ValueError(f"larger than {_LARGEST >> 20} MB")
        name = relative.with_suffix("").as_posix().encode("utf-8", "replace").decode()
        articles = READERS[path.suffix.lower()](path.read_bytes(), name)
    except (OSError, ValueError) as error:
        yield Skipped(where, str(error) or type(error).__name__)
        return
    for article in articles:
        if article.text.strip():
            yield article
        else:
            yield Skipped(where, "no text in it")
