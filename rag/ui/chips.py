"""The filters above the question box as HTML: a chip for each kind, what there is to choose behind it, and what is chosen.

A press reaches Python as data attributes, with the two typed dates when it is theirs (filters.js).
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from rag.retrieve.filters import LONGEST
from rag.types import Article, Filter, Language
from rag.ui import filters
from rag.ui.filters import EVERYTHING, KINDS, Chosen, Kind
from rag.ui.languages import NAMES
from rag.ui.words import WORDS, Words, date_in_words

LISTED = 200
"""How many publishers are listed; the rest is counted."""
GAPS = 40
"""A timeline of at most so many years shows the years without articles as gaps."""


def bar(articles: Sequence[Article], chosen: Chosen, language: Language) -> str:
    """The chips; an empty string while there is nothing to choose between and nothing is chosen.

    Each list counts the articles that the other filters leave, so what it offers always has articles.
    """
    words = WORDS[language]
    chips = "".join(_chip(kind, articles, chosen, language) for kind in KINDS)
    if not chips:
        return ""
    return f'<div class="filters" role="group" aria-label="{escape(words.filters)}">{chips}{_end(articles, chosen, words)}</div>'


def only(where: Filter, language: Language) -> str:
    """What a filter admits, as plain text: 「大公報 · 2020年」; empty when it admits everything."""
    return " · ".join(part for part in (_said(kind, where, language) for kind in KINDS) if part)


def _said(kind: Kind, where: Filter, language: Language) -> str:
    match kind:
        case "dates":
            return _period(where.since, where.until, language)
        case "publisher":
            return where.publisher
        case "language":
            return next((name for code, name in NAMES.items() if code == where.language), where.language)


def _period(since: str, until: str, language: Language) -> str:
    words = WORDS[language]
    first, last = (date_in_words(date, language) if date else "" for date in (since, until))
    if first and last:
        return first if first == last else f"{first} – {last}"
    return words.from_date.format(date=first) if first else words.to_date.format(date=last) if last else ""


def _chip(kind: Kind, articles: Sequence[Article], chosen: Chosen, language: Language) -> str:
    """One kind: its name, or what is chosen of it with a button that lets go of it, over its list."""
    words, said = WORDS[language], _said(kind, chosen.where, language)
    choices = _choices(kind, filters.admitted(articles, filters.without(chosen.where, kind)), chosen, language)
    if not choices and not said:
        return ""
    name = words.filter_names[kind]
    opened = " open" if kind == "dates" and chosen.wrong else ""
    off = escape(words.filter_off.format(filter=said))
    label = f"{escape(name)}<b>{escape(said)}</b>" if said else escape(name)
    button = (
        f'<button type="button" class="off" data-kind="filter" data-filter="{kind}" data-value="" aria-label="{off}" '
        f'title="{off}">×</button>'
    )
    return (
        f'<span class="filter{" narrowed" if said else ""}" data-filter="{kind}"><details name="filter"{opened}>'
        f'<summary>{label}</summary><div class="choices" role="group" aria-label="{escape(name)}">{choices}</div>'
        f"</details>{button if said else ''}</span>"
    )


def _choices(kind: Kind, articles: Sequence[Article], chosen: Chosen, language: Language) -> str:
    """What there is to choose of one kind; empty when there is no choice."""
    where, words = chosen.where, WORDS[language]
    match kind:
        case "dates":
            return _dates(articles, chosen, language)
        case "publisher":
            found = filters.publishers(articles)
            rows = [(name, name, count) for name, count in found[:LISTED]]
            more = words.more_listed.format(count=f"{len(found) - LISTED:,}") if len(found) > LISTED else ""
            return _options(kind, rows, where.publisher) + (f'<p class="aside">{escape(more)}</p>' if more else "")
        case "language":
            found = filters.languages(articles)
            rows = [(code, _said(kind, Filter(language=code), language), count) for code, count in found]
            return _options(kind, rows, where.language) if len(rows) > 1 or where.language else ""


def _options(kind: Kind, rows: Sequence[tuple[str, str, int]], chosen: str) -> str:
    """A list of (value, name, number of articles)."""
    items = "".join(
        f'<li><button type="button" data-kind="filter" data-filter="{kind}" data-value="{escape(value)}" '
        f'aria-pressed="{str(value == chosen).lower()}"><span>{escape(name)}</span><b>{count:,}</b></button></li>'
        for value, name, count in rows
    )
    return f'<ul class="options">{items}</ul>' if items else ""


def _dates(articles: Sequence[Article], chosen: Chosen, language: Language) -> str:
    """The timeline, the two fields, and how many articles have no date."""
    words, years = WORDS[language], filters.years(articles)
    if not years:
        return ""
    lines = _timeline(_with_gaps(years), chosen.where, language)
    year = chosen.where.since[:4] if chosen.where.since[:4] == chosen.where.until[:4] else ""
    months = filters.months(articles, year or years[0][0]) if year or len(years) == 1 else []
    lines += _timeline(months, chosen.where, language)
    undated = len(articles) - sum(count for _, count in years)
    note = f'<p class="aside">{escape(words.undated_left_out.format(count=f"{undated:,}"))}</p>' if undated else ""
    return lines + _fields(chosen, words) + note


def _with_gaps(years: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    first, last = int(years[0][0]), int(years[-1][0])
    counts = dict(years)
    every = [(str(year), counts.get(str(year), 0)) for year in range(first, last + 1)]
    return every if len(every) <= GAPS else list(years)


def _timeline(periods: Sequence[tuple[str, int]], where: Filter, language: Language) -> str:
    """A bar for each period, as high as its articles are many; pressing one chooses it."""
    most = max((count for _, count in periods), default=0)
    bars = "".join(_bar(date, count, most, where, language) for date, count in periods)
    return f'<ol class="timeline">{bars}</ol>' if bars else ""


def _bar(date: str, count: int, most: int, where: Filter, language: Language) -> str:
    """The column, and under it the year or the month alone, for the hover and the ear say it in full."""
    short = _month(date, language) if len(date) == 7 else date
    if not count:
        return f"<li><small>{short}</small></li>"
    column = f'<span class="column" style="height:{100 * count / most:.2f}%"></span>'
    label = escape(WORDS[language].bar.format(period=date_in_words(date, language), count=f"{count:,}"))
    pressed = str(date == where.since == where.until).lower()
    return (
        f'<li><button type="button" data-kind="filter" data-filter="dates" data-value="{date}" aria-pressed="{pressed}" '
        f'aria-label="{label}" title="{label}">{column}<small>{short}</small></button></li>'
    )


def _month(date: str, language: Language) -> str:
    """The month of a partial date without its year."""
    return date_in_words(date, language).removesuffix(date[:4]).removeprefix(f"{date[:4]}年").strip()


def _fields(chosen: Chosen, words: Words) -> str:
    """First and last date; what was typed stays there with a sentence when it cannot be read."""
    wrong, where = chosen.wrong, chosen.where
    since, until = (chosen.since, chosen.until) if wrong else (where.since, where.until)
    told = {
        "since": words.not_a_date.format(typed=since),
        "until": words.not_a_date.format(typed=until),
        "order": words.wrong_order,
    }
    sentence = f'<p class="wrong" role="alert" id="wrong-date">{escape(told[wrong])}</p>' if wrong else ""
    return (
        f'<div class="fields">{_field("since", words.since, since, wrong in ("since", "order"), words)}'
        f"{_field('until', words.until, until, wrong == 'until', words)}"
        f'<button type="button" class="apply" data-kind="filter" data-filter="dates">{escape(words.apply)}</button></div>'
        f"{sentence}"
    )


def _field(name: str, label: str, value: str, wrong: bool, words: Words) -> str:
    invalid = ' aria-invalid="true" aria-describedby="wrong-date"' if wrong else ""
    return (
        f'<label>{escape(label)}<input type="text" name="{name}" value="{escape(value)}" autocomplete="off" '
        f'maxlength="{LONGEST}" placeholder="{escape(words.date_hint)}"{invalid}></label>'
    )


def _end(articles: Sequence[Article], chosen: Chosen, words: Words) -> str:
    """How many articles are left, and the button that lets go of every filter."""
    if chosen.where == EVERYTHING:
        return ""
    left = len(filters.admitted(articles, chosen.where))
    said = words.left.format(count=f"{left:,}") if left else words.none_left
    button = f'<button type="button" class="all" data-kind="filter" data-filter="">{escape(words.filters_off)}</button>'
    return f'<span class="left" role="status">{escape(said)}</span>{button}'
