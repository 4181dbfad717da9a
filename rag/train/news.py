"""News that we wrote to learn from, and questions over it in Chinese and English: half answered there, half near misses.

The stories carry real facts in our own words, from memory and unchecked: they teach how news is put and asked about, and are shown to
nobody. Three stories of a group speak of neighbouring things that are easily confused (one prize in three years, three bridges), and
what a near miss asks no story of its pile says. Each line of `news.jsonl` is a story.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.text import fold
from rag.train.written import Written

NEWS = Path(__file__).with_name("news.jsonl")
_HELD = 5
"""One group in so many is never read by the span reader; every other one of those measures, and teaches nothing."""


@dataclass(frozen=True, slots=True)
class Story:
    """One story; `questions` are (Chinese, English, answer), the answer a slice of `text` or empty. `date` is ISO 8601."""

    pile: str
    group: int
    title: str
    date: str
    text: str
    questions: tuple[tuple[str, str, str], ...]

    @property
    def trained(self) -> bool:
        """Whether the span reader may learn it."""
        return self.group % _HELD > 0

    @property
    def measured(self) -> bool:
        """Whether nothing at all is learnt from it."""
        return self.group % (2 * _HELD) == 0

    def written(self) -> list[Written]:
        """Its questions, the story as their passage."""
        return [Written("news", self.title, self.text, *asked, self.trained) for asked in self.questions]


def read_news(file: Path = NEWS) -> list[Story]:
    """All stories, in the file's order: pile by pile."""
    lines = map(json.loads, file.read_text("utf-8").splitlines())
    return [Story(**{**keys, "questions": tuple(map(tuple, keys["questions"]))}) for keys in lines]


def news_questions(stories: Sequence[Story], *, trained: bool) -> list[Written]:
    """The questions that the span reader learns, or those over the stories that it never reads."""
    return [question for story in stories if story.trained == trained for question in story.written()]


def beside(stories: Sequence[Story]) -> Mapping[str, Sequence[str]]:
    """For the folded text of each story, the folded texts of the others of its group, in order."""
    groups: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for story in stories:
        groups[story.pile, story.group].append(fold(story.text))
    return {text: [other for other in texts if other != text] for texts in groups.values() for text in texts}
