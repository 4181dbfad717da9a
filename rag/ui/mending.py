"""The repairs of an article's source as HTML: how many of each kind, line by line what changed, and what was left."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from rag.types import Article, Doubt, Language, Repair
from rag.ui.words import WORDS, Words

SHOWN = 200
"""How many repairs of a kind are listed; the rest is counted."""
SIGNS = {"\n": "⏎", "\f": "␌", "\t": "⇥", "\u3000": "□"}
"""What stands for a character that would not be seen."""


@dataclass(frozen=True, slots=True)
class Inspected:
    """What the repairs tab shows: the source of one article, and of its repairs one kind or, when empty, all."""

    article: str
    kind: str = ""


def intro(language: Language) -> str:
    """What is listed here, before an article is chosen."""
    return f'<div class="works"><p>{escape(WORDS[language].mended_intro)}</p></div>'


def nothing(language: Language) -> str:
    """While there is no index."""
    return f'<p class="note">{escape(WORDS[language].empty_text)}</p>'


def report(article: Article, repairs: Sequence[Repair], doubts: Sequence[Doubt], kind: str, language: Language) -> str:
    """The repairs of the source that an article was taken from, all or those of one kind, and what was left as it came."""
    words, counts = WORDS[language], Counter(repair.kind for repair in repairs)
    kinds = [one for one in (*words.kinds, *counts) if counts[one]]
    wanted = [one for one in dict.fromkeys(kinds) if kind in ("", one)]
    lists = "".join(_kind(one, [repair for repair in repairs if repair.kind == one], words) for one in wanted)
    nothing = "" if repairs else f'<p class="outcome">{escape(words.nothing_mended)}</p>'
    return (
        f'<div class="mended">{_head(article, words)}{nothing}{_filter(counts, kind, words)}{lists}'
        f"{_left(doubts, words)}</div>"
    )


def not_there(sentence: str, language: Language) -> str:
    """In the place of a report that cannot be given."""
    words = WORDS[language]
    return f'<div class="mended">{_back(words)}<p class="notice">{escape(sentence)}</p></div>'


def _back(words: Words) -> str:
    return f'<button type="button" class="back" data-kind="back">← {escape(words.other_article)}</button>'


def _head(article: Article, words: Words) -> str:
    return (
        f'{_back(words)}<h2 lang="{article.language}" tabindex="-1">{escape(article.title or article.id)}</h2>'
        f"<p><code>{escape(article.source)}</code></p>"
    )


def _filter(counts: Mapping[str, int], kind: str, words: Words) -> str:
    """A button for each kind with its count; the one pressed is all that is listed."""
    names = {one: _name(one, words)[0] for one in (*words.kinds, *counts) if counts.get(one)}
    if not names:
        return ""
    buttons = [_choice("", words.all_kinds, sum(counts.values()), kind)]
    buttons += [_choice(one, name, counts[one], kind) for one, name in names.items()]
    return f'<div class="kinds" role="group" aria-label="{escape(words.which_kind)}">{"".join(buttons)}</div>'


def _choice(kind: str, name: str, count: int, chosen: str) -> str:
    return (
        f'<button type="button" data-kind="repair" data-repair="{escape(kind)}" '
        f'aria-pressed="{str(kind == chosen).lower()}">{escape(name)} <b>{count:,}</b></button>'
    )


def _name(kind: str, words: Words) -> tuple[str, str]:
    """What a kind is called and what it does; a kind without words of its own is called what it is."""
    return words.kinds.get(kind, (kind, ""))


def _kind(kind: str, repairs: Sequence[Repair], words: Words) -> str:
    name, what = _name(kind, words)
    rows = "".join(_row(repair, words) for repair in repairs[:SHOWN])
    rest = len(repairs) - SHOWN
    more = f'<p class="note">{escape(words.more_repairs.format(count=f"{rest:,}"))}</p>' if rest > 0 else ""
    return (
        f'<section data-repairs="{escape(kind)}"><h3>{escape(name)} <b>{len(repairs):,}</b></h3>'
        f'<p class="what">{escape(what)}</p><ol class="repairs">{rows}</ol>{more}</section>'
    )


def _row(repair: Repair, words: Words) -> str:
    """Before and after, with what differs between them set apart."""
    head, gone, came, tail = _difference(repair.before, repair.after)
    old = f"{seen(head)}<del>{seen(gone, True)}</del>{seen(tail)}" if gone else f"{seen(head)}{seen(tail)}"
    new = f"{seen(head)}<ins>{seen(came, True)}</ins>{seen(tail)}" if came else f"{seen(head)}{seen(tail)}"
    line = escape(words.repair_line.format(number=f"{repair.line:,}"))
    return (
        f'<li><span class="at">{line}</span><span class="old">{old}</span>'
        f'<span class="to" role="img" aria-label="{escape(words.became)}">→</span><span class="new">{new}</span></li>'
    )


def _difference(before: str, after: str) -> tuple[str, str, str, str]:
    """(what both begin with, what went, what came, what both end with)."""
    head = _alike(before, after)
    tail = _alike(before[head:][::-1], after[head:][::-1])
    return (
        before[:head],
        before[head : len(before) - tail],
        after[head : len(after) - tail],
        before[len(before) - tail :],
    )


def _alike(one: str, other: str) -> int:
    """How many characters both begin with."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def seen(text: str, spaces: bool = False) -> str:
    """A text, escaped, with a sign for each character that would not be seen; for spaces too when they are what matters."""
    return "".join(_sign(char, spaces) for char in text)


def _sign(char: str, spaces: bool) -> str:
    sign = SIGNS.get(char, "␣" if char == " " and spaces else "")
    if not sign and unicodedata.category(char) in ("Cc", "Cf", "Co", "Cn", "Cs"):
        sign = f"U+{ord(char):04X}"
    return f'<span class="sign">{sign}</span>' if sign else escape(char)


def _left(doubts: Sequence[Doubt], words: Words) -> str:
    rows = "".join(
        f'<li><span class="at">{escape(words.repair_line.format(number=f"{doubt.line:,}"))}</span>'
        f'<span class="old">{seen(doubt.text)}</span><span class="why">{escape(words.doubts.get(doubt.why, doubt.why))}'
        "</span></li>"
        for doubt in doubts[:SHOWN]
    )
    rest = len(doubts) - SHOWN
    more = f'<p class="note">{escape(words.more_repairs.format(count=f"{rest:,}"))}</p>' if rest > 0 else ""
    heading = f"<h3>{escape(words.left_as_came)} <b>{len(doubts):,}</b></h3>"
    return f'<section class="left">{heading}<ol class="repairs">{rows}</ol>{more}</section>' if rows else ""
