"""What a rebuild would change: which articles are new, which differ, which would be gone. As data and as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from rag.types import Article, Language, Skipped
from rag.ui.provenance import source
from rag.ui.words import WORDS

SHOWN = 50
"""How many articles of a sort are named; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The corpus beside the index: articles by what becomes of them, each in the corpus's order."""

    new: tuple[Article, ...]
    changed: tuple[Article, ...]
    gone: tuple[Article, ...]
    skipped: tuple[Skipped, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone)


def changes(before: Sequence[Article], after: Sequence[Article], skipped: Sequence[Skipped] = ()) -> Changes:
    """The articles `after` a rebuild beside those `before`, told apart by their ids."""
    known, kept = {article.id: article for article in before}, {article.id for article in after}
    return Changes(
        new=tuple(article for article in after if article.id not in known),
        changed=tuple(article for article in after if known.get(article.id, article) != article),
        gone=tuple(article for article in before if article.id not in kept),
        skipped=tuple(skipped),
    )


def preview(found: Changes, language: Language) -> str:
    """What would change, by name, and the two buttons: rebuild so, or leave it."""
    words = WORDS[language]
    counts = {"new": len(found.new), "changed": len(found.changed), "gone": len(found.gone)}
    said = words.will_change.format(**counts) if found else words.nothing_changes
    sorts = (
        (words.new_articles, found.new),
        (words.changed_articles, found.changed),
        (words.gone_articles, found.gone),
    )
    lists = "".join(_list(name, articles, language) for name, articles in sorts)
    label = words.rebuild_so if found else words.rebuild_anyway
    return (
        f'<p class="outcome">{escape(said)}</p>{lists}<p class="choice">'
        f'<button type="button" class="go" data-kind="rebuild">{escape(label)}</button>'
        f'<button type="button" data-kind="leave">{escape(words.not_now)}</button></p>'
    )


def _list(name: str, articles: Sequence[Article], language: Language) -> str:
    if not articles:
        return ""
    rows = "".join(
        f'<li><span lang="{article.language}">{escape(article.title or article.id)}</span> '
        f"<small>{escape(source(article, language))}</small></li>"
        for article in articles[:SHOWN]
    )
    rest = len(articles) - SHOWN
    more = f"<p>{escape(WORDS[language].more_listed.format(count=f'{rest:,}'))}</p>" if rest > 0 else ""
    return f'<h4>{escape(name)} <b>{len(articles):,}</b></h4><ul class="changed">{rows}</ul>{more}'
