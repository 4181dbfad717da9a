"""One question of the report as HTML: what was answered, what was asked for, and why it failed. All text is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from rag.evaluate.judge import VERDICTS, Judged
from rag.evaluate.measures import said
from rag.evaluate.wording import says
from rag.types import Hit, Passage

_AROUND = 48
"""Code points of context shown on each side of a quote."""
_SNIPPET = 90


def card(one: Judged) -> str:
    """A question, closed; its data attributes are what the page filters by."""
    question = one.gold.question
    attributes = {
        "verdict": one.verdict,
        "language": one.gold.language,
        "kind": question.kind or "other",
        "set": one.gold.set_name,
    }
    data = " ".join(f'data-{name}="{escape(value)}"' for name, value in attributes.items())
    asked = "".join(f'<p class="turn">{_in(turn.question)} <i>{_in(turn.answer)}</i></p>' for turn in question.history)
    return (
        f'<details class="q" {data}><summary><span class="badge {_tone(one)}">{escape(one.verdict)}</span>'
        f'<span class="asked">{_in(question.text, one.gold.language)}</span>'
        f'<span class="tags">{escape(one.gold.id)} · {escape(attributes["kind"])} · {escape(one.gold.language)}'
        f" · {one.answer.confidence:.2f}</span></summary>"
        f'<div class="body">{asked}<p class="why">{escape(VERDICTS[one.verdict])}.</p>'
        f'<div class="pair"><section><h4>Answered</h4>{_answered(one)}</section>'
        f"<section><h4>Gold</h4>{_gold(one)}</section></div>{_found(one)}</div></details>"
    )


def in_context(passage: Passage) -> str:
    """The passage marked between what stands around it in its article, with the article's id."""
    article = passage.article
    before = article.text[max(0, passage.start - _AROUND) : passage.start]
    after = article.text[passage.end : passage.end + _AROUND]
    opening = "…" if passage.start > _AROUND else ""
    closing = "…" if passage.end + _AROUND < len(article.text) else ""
    return (
        f'<blockquote lang="{article.language}">{opening}{_line(before)}<mark>{_line(passage.text)}</mark>{_line(after)}'
        f"{closing}<cite>{escape(article.id)} [{passage.start}:{passage.end}]</cite></blockquote>"
    )


def _answered(one: Judged) -> str:
    answer = one.answer
    if answer.outcome == "not_found":
        return f'<p class="short">{_in(answer.text)}</p>'
    short = f'<p class="short">{_in(answer.short_answer)}</p>' if answer.short_answer else ""
    prose = "" if answer.writer == "extractive" else f"<p>{_in(answer.text)}</p>"
    return short + prose + "".join(in_context(citation.quote) for citation in answer.citations)


def _gold(one: Judged) -> str:
    question, text = one.gold.question, said(one.answer)
    if not question.answerable:
        return f"<p>Not in the articles{f' ({escape(question.trap)})' if question.trap else ''}.</p>"
    groups = [*question.items, *([question.answers] if question.answers else [])]
    accepted = "".join(f"<li>{_group(group, text)}</li>" for group in groups)
    rejected = "".join(f"<li>✗ {_in(wording)}</li>" for wording in question.rejected)
    return f"<ul>{accepted}{rejected}</ul>" + "".join(in_context(piece) for piece in one.gold.evidence)


def _group(group: Sequence[str], text: str) -> str:
    hit = any(says(text, wording) for wording in group)
    mark = '<b class="good">✓</b>' if hit else '<b class="bad">✗</b>'
    return f"{mark} {' / '.join(_in(wording) for wording in group)}"


def _found(one: Judged) -> str:
    """The passages found, those with gold evidence marked."""
    rows = "".join(_hit(hit, one.gold.evidence) for hit in one.answer.passages[:10])
    understood = one.answer.understood_as
    shown = f'<p class="faint">understood as {_in(understood)}</p>' if understood != one.gold.question.text else ""
    return f'<section><h4>Passages found</h4>{shown}<ol class="found">{rows}</ol></section>'


def _hit(hit: Hit, evidence: Iterable[Passage]) -> str:
    holds = any(hit.passage.overlaps(piece) for piece in evidence)
    article, text = hit.passage.article, hit.passage.text
    short = _line(text[:_SNIPPET]) + ("…" if len(text) > _SNIPPET else "")
    legs = f"lexical {hit.lexical_rank or '–'}, dense {hit.dense_rank or '–'}"
    kind = ' class="holds"' if holds else ""
    return (
        f'<li{kind}><span class="faint">{hit.score:.2f} ({legs}) {escape(article.id)}{" · gold" if holds else ""}</span>'
        f'<br><span lang="{article.language}">{short}</span></li>'
    )


def _tone(one: Judged) -> str:
    return "good" if one.values["right"] else "bad"


def _in(text: str | None, language: str = "") -> str:
    """Escaped text; in its language when that is known, so that a browser picks the right glyphs."""
    shown = escape(text or "")
    return f'<span lang="{escape(language)}">{shown}</span>' if language else shown


def _line(text: str) -> str:
    return escape(" ".join(text.split("\n")))
