"""Where each article's text came from: the sources of a generation and the ways back, read from the disk one at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, astuple
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.types import Article, Box, Copy, Source, Story, Trace

_SOURCES = "sources.jsonl"
_PLACES = "sources.npy"


def article_of(keys: Mapping[str, Any]) -> Article:
    """An article from its JSON form. Raises KeyError or TypeError when keys are missing or unknown."""
    tuples = {name: tuple(keys[name]) for name in ("page_starts", "reporters", "inferred")}
    return Article(**{**keys, **tuples, "copies": tuple(Copy(**copy) for copy in keys["copies"])})


def source_line(source: Source, stories: Iterable[Story]) -> bytes:
    """One line of JSON: a source with the traces of its stories."""
    keys = {
        "article": asdict(source.article),
        "boxes": [box and [box.page, *(round(edge, 4) for edge in astuple(box)[1:])] for box in source.boxes],
        "whole": source.whole,
        "runs": {story.article.id: story.trace.runs for story in stories},
    }
    return (json.dumps(keys, ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass")


def grouped(stories: Sequence[Story]) -> list[list[Story]]:
    """The stories by their source, in order."""
    groups: dict[int, list[Story]] = {}
    for story in stories:
        groups.setdefault(id(story.source), []).append(story)
    return list(groups.values())


def save_origins(stories: Sequence[Story], folder: Path) -> None:
    """Write the sources, and for each story, in order, where in that file its source's line begins and how long it is."""
    places: dict[str, tuple[int, int]] = {}
    at = 0
    with (folder / _SOURCES).open("wb") as file:
        for group in grouped(stories):
            line = source_line(group[0].source, group)
            file.write(line)
            places |= {story.article.id: (at, len(line)) for story in group}
            at += len(line)
    rows = np.array([places[story.article.id] for story in stories], dtype=np.int64).reshape(-1, 2)
    np.save(folder / _PLACES, rows, allow_pickle=False)


def read_places(folder: Path) -> NDArray[np.int64]:
    """(n, 2): for each article, in order, the offset and the length in bytes of its source's line."""
    places: NDArray[np.int64] = np.load(folder / _PLACES, mmap_mode="r", allow_pickle=False)
    return places


def read_story(folder: Path, place: Sequence[int], article: Article) -> Story:
    """The article with its source and its trace. Raises OSError, ValueError or KeyError when the file is not as written."""
    with (folder / _SOURCES).open("rb") as file:
        file.seek(int(place[0]))
        keys = json.loads(file.read(int(place[1])).decode("utf-8", "surrogatepass"))
    boxes = tuple(box and Box(*box) for box in keys["boxes"])
    source = Source(article_of(keys["article"]), boxes, keys["whole"])
    return Story(
        article, source, Trace(tuple((start, place, length) for start, place, length in keys["runs"][article.id]))
    )
