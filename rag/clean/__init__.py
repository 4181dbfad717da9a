"""Text as it came → text as it reads: newspaper damage undone, stories told apart, every character traceable.

Each repair is a small function of one text, named for what it undoes; `repairs.REPAIRS` has them in their order. `pieces`
follows each code point through them. Reading order: lines, pieces, tidy, apart, doubled, furniture, tables, captions,
wraps, repairs, stories, facts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.clean.facts import dateline, infer
from rag.clean.furniture import heads, printed
from rag.clean.pieces import Traced
from rag.clean.repairs import plain, repaired
from rag.clean.report import doubts, repairs
from rag.clean.stories import Part, split
from rag.types import Article, Source, Story, Trace

_TITLE = 40
"""Characters of a title that is taken from how a story begins."""

__all__ = ["clean", "clean_text", "doubts", "repairs"]


def clean_text(text: str) -> str:
    """A text with every repair done. Cleaning it again changes nothing."""
    return repaired(text).text


def clean(source: Source, repair: bool = True) -> list[Story]:
    """The stories of a source, cleaned, in the order of its text; none when there is no text.

    What the source does not say of itself (title, publisher, date, reporters) is read from the text and named in
    `Article.inferred`. The first story keeps the source's id, further ones get #2, #3 and so on. Without `repair` the
    text stays as it came, pages apart by a line feed, in one story.
    """
    traced = repaired(source.article.text) if repair else plain(source.article.text)
    if not traced.text.strip():
        return []
    if not repair:
        return [_story(source, traced, Part(0, len(traced.text), ""), 1)]
    parts = [Part(0, len(traced.text), "")] if source.whole else split(traced.text)
    furniture = printed(source.article.text)
    page = infer(replace(source.article, text=traced.text), furniture)
    stories = [_story(source, traced, part, number) for number, part in enumerate(parts, 1)]
    return [replace(story, article=_facts(story.article, page, furniture)) for story in stories]


def _story(source: Source, traced: Traced, part: Part, number: int) -> Story:
    part_of = _trimmed(traced.part(part.start, part.end))
    trace = part_of.trace()
    given = source.article
    article = replace(
        given,
        id=given.id if number == 1 else f"{given.id}#{number}",
        title=_title(given, part, part_of.text),
        text=part_of.text,
        page_starts=_page_starts(given.text, trace),
    )
    return Story(article, source, trace)


def _facts(article: Article, page: Article, furniture: Sequence[str]) -> Article:
    """What the story says of itself; its date and publisher, if it does not say them, are those of its page."""
    found = infer(article, furniture)
    shared = [name for name in ("published", "publisher") if not getattr(found, name) and getattr(page, name)]
    return replace(
        found,
        published=found.published or page.published,
        publisher=found.publisher or page.publisher,
        inferred=(*found.inferred, *shared),
    )


def _trimmed(part: Traced) -> Traced:
    start = len(part.text) - len(part.text.lstrip())
    return part.part(start, max(len(part.text.rstrip()), start))


def _title(given: Article, part: Part, text: str) -> str:
    """The title the file gives; else the story's headline, the running head, or how it begins."""
    title = " ".join(given.title.split())
    if "title" not in given.inferred:
        return title
    head = part.title or next(iter(heads(given.text)), "")
    opening = dateline(text)
    body = text[opening.end if opening else 0 :].lstrip()
    return head or re.split(r"[。，\n]", body)[0][:_TITLE] or title


def _page_starts(source: str, trace: Trace) -> tuple[int, ...]:
    """Where in the cleaned text each page of the source begins; empty for a source without pages."""
    if "\f" not in source:
        return ()
    starts: list[int] = []
    at = 0
    for page in source.split("\f"):
        end = at + len(page)
        held = [
            start + max(at - place, 0) for start, place, length in trace.runs if place <= end and at < place + length
        ]
        starts.append(min(held, default=starts[-1] if starts else 0))
        at = end + 1
    return tuple(starts)
