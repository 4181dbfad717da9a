"""An answer as HTML. Pure functions; every string that comes from an article, a question or an error is escaped here.

A press on anything with `data-kind` reaches Python as those data attributes (page.js): `cite` and `hit` name a quote
by the turn it belongs to, so the page opens exactly what was answered even after the index has changed; `again` asks
the question of a turn once more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from rag.read.words import WORDS as ANSWERS
from rag.types import Answer, Citation, Copy, Filter, Language, Passage
from rag.ui import chips, feedback
from rag.ui.aid import aid
from rag.ui.copies import as_markdown, as_plain
from rag.ui.provenance import provenance
from rag.ui.struck import struck
from rag.ui.turns import Asking, Reply, leant, nothing_admitted
from rag.ui.when import timed
from rag.ui.words import WORDS, Words, date_in_words

MARK = re.compile(r"\s*\[(\d+)\]")
"""A citation mark in an answer's text, with the space before it."""
NAMED = 5
"""How many reprints of a story are named; the rest is counted."""
CLOSEST = 3
"""How many passages are shown under an answer that was not found."""


def copies_in_words(copies: Sequence[Copy], language: Language) -> str:
    """Where else a story was printed, as plain text: 「另載於：文匯報 · 2020年8月」; the first few by name."""
    words = WORDS[language]
    named = words.comma.join(dict.fromkeys(_copy(copy, language) for copy in copies[:NAMED]))
    if len(copies) > NAMED:
        named = words.more_copies.format(copies=named, count=len(copies))
    return words.copies.format(copies=named)


def _copy(copy: Copy, language: Language) -> str:
    """Publisher and date; the title, or the file, when neither is known."""
    date = date_in_words(copy.published, language) if copy.published else ""
    return " · ".join(part for part in (copy.publisher, date) if part) or copy.title or copy.source or copy.id


def conversation(replies: Sequence[Reply], complaints: feedback.Complaints, language: Language) -> str:
    """The turns so far, oldest first; an empty string before the first."""
    return "".join(turn(reply, number, complaints.get(number), language) for number, reply in enumerate(replies))


def turn(reply: Reply, number: int, told: feedback.Told | None, language: Language) -> str:
    """One question with its answer; `number` counts from 0 and comes back with every press."""
    answer = reply.answer
    head = _only(reply.where, language) + _understood(answer, number, language)
    if nothing_admitted(reply):
        words = WORDS[language]
        calm = f'<div class="said calm">{escape(words.nothing_admitted)}</div>'
        return _turn(answer.question, head + calm + _again(number, "unfiltered", words.ask_unfiltered))
    body = _answered(answer, number, language) if answer.outcome == "answered" else _not_found(reply, number, language)
    lost = _line("lost", WORDS[language].quotes_lost.format(count=reply.lost)) if reply.lost else ""
    row = feedback.row(number, feedback.reasons(answer), told, language)
    return _turn(answer.question, head + body + lost + _acts(answer, number, language) + row)


def pending(asking: Asking, text: str, passages: int | None, language: Language) -> str:
    """A question being answered: the text so far, or what is going on before any text has come."""
    words = WORDS[language]
    status = words.looking if passages is None else words.reading.format(count=passages)
    said = f'<div class="said">{escape(text)}<span class="caret"></span></div>' if text else ""
    return _turn(asking.text, _only(asking.where, language) + (said or _line("status", status)), "busy")


def notice(question: str, sentence: str, language: Language) -> str:
    """A question that got a sentence instead of an answer, because it was stopped, refused or failed, and ways to go on."""
    words = WORDS[language]
    again = (
        f'<button type="button" data-kind="again" data-how="typed" data-question="{escape(question)}">'
        f"{escape(words.retry)}</button>"
    )
    return _turn(question, _line("notice", sentence) + f'<div class="acts">{again}{_edit(question, words)}</div>')


def empty(language: Language, why: str) -> str:
    """What the chat shows while there is no index; `why` is the error's sentence."""
    words = WORDS[language]
    return (
        f'<div class="empty"><h2>{escape(words.empty_title)}</h2>'
        f"{_line('lead', words.empty_text)}{_line('why', why) if why else ''}</div>"
    )


def sureness(confidence: float, words: Words) -> str:
    """Confidence in words. The steps are wide because a person needs to know only whether to check."""
    if confidence >= 0.85:
        return words.sure
    return words.likely if confidence >= 0.6 else words.unsure


def _turn(question: str, body: str, state: str = "done") -> str:
    return (
        f'<section class="turn {state}"><h3 class="asked">{escape(question)}</h3>'
        f'<div class="answer">{body}</div></section>'
    )


def _line(name: str, sentence: str) -> str:
    return f'<p class="{name}">{escape(sentence)}</p>'


def _only(where: Filter, language: Language) -> str:
    """Under which filter a question was asked."""
    admitted = chips.only(where, language)
    return _line("only", WORDS[language].only.format(filters=admitted)) if admitted else ""


def _understood(answer: Answer, number: int, language: Language) -> str:
    """What the question was taken to mean, and a way out when that was a guess about the question before."""
    if answer.understood_as.strip() in ("", answer.question.strip()):
        return ""
    words = WORDS[language]
    said = escape(words.understood_as.format(question=answer.understood_as))
    again = _again(number, "alone", words.ask_alone) if leant(number, answer) else ""
    return f'<p class="understood">{said}{again}</p>'


def _again(number: int, how: str, label: str, n: int = 0) -> str:
    return (
        f'<button type="button" class="again" data-kind="again" data-turn="{number}" data-how="{how}" data-n="{n}">'
        f"{escape(label)}</button>"
    )


def _acts(answer: Answer, number: int, language: Language) -> str:
    """Ask again, change the question, take the answer along."""
    words = WORDS[language]
    again = (
        f'<button type="button" data-kind="again" data-turn="{number}" data-how="same">{escape(words.retry)}</button>'
    )
    copies = _copy_button("plain", as_plain(answer, language), words.copy_plain, words)
    copies += _copy_button("markdown", as_markdown(answer, language), words.copy_markdown, words)
    return f'<div class="acts">{again}{_edit(answer.question, words)}{copies}</div>'


def _edit(question: str, words: Words) -> str:
    return f'<button type="button" data-edit="{escape(question)}">{escape(words.edit)}</button>'


def _copy_button(form: str, text: str, label: str, words: Words) -> str:
    return (
        f'<button type="button" data-copy="{form}" data-text="{escape(text)}" data-done="{escape(words.copied)}">'
        f"{escape(label)}</button>"
    )


def _answered(answer: Answer, number: int, language: Language) -> str:
    words, lang = WORDS[language], answer.language
    short, text = _headline(answer)
    text, older = _folded(text, lang)
    head = cited(short, answer.citations, number, language)
    said = cited(text, answer.citations, number, language, named=MARK.findall(short))
    now = [one for one in answer.citations if not older or str(one.number) in MARK.findall(short + text)]
    then = [one for one in answer.citations if one not in now]
    parts = [
        f'<p class="short" lang="{lang}">{head}</p>' if short else "",
        f'<div class="said" lang="{lang}">{said}</div>' if text else "",
        _trust(answer, words),
        struck(answer, language),
        _cards(words.quotes, [card(one.quote, number, language, cite=one.number) for one in now]),
        _older(older, then, answer, number, language),
    ]
    return "".join(parts)


def _folded(text: str, lang: Language) -> tuple[str, str]:
    """The text without its lines on older figures, and those lines."""
    opening = ANSWERS[lang].earlier.partition("{")[0]
    lines = text.split("\n\n")
    older = [line for line in lines if line.startswith(opening)]
    return "\n\n".join(line for line in lines if line not in older), "\n".join(older)


def _older(text: str, citations: Sequence[Citation], answer: Answer, number: int, language: Language) -> str:
    """Older figures with their quotes, folded under the newest."""
    if not text:
        return ""
    said = cited(text, answer.citations, number, language)
    cards = "".join(card(one.quote, number, language, cite=one.number) for one in citations)
    return (
        f'<details class="older"><summary>{escape(WORDS[language].older_figures)}</summary>'
        f'<div class="said" lang="{answer.language}">{said}</div><ol class="cards">{cards}</ol></details>'
    )


def _headline(answer: Answer) -> tuple[str, str]:
    """The short answer and the text under it; a text that opens with the short answer gives its first line for it."""
    short = answer.short_answer or ""
    first, _, rest = answer.text.partition("\n")
    opens = MARK.sub("", first).strip(" 。.") == short
    return (first, rest.strip()) if short and opens else (short, answer.text)


def _trust(answer: Answer, words: Words) -> str:
    writer = "" if answer.writer == "extractive" else words.written_by.format(writer=answer.writer)
    said = " · ".join(part for part in (sureness(answer.confidence, words), writer) if part)
    return _line("trust", said)


def _not_found(reply: Reply, number: int, language: Language) -> str:
    """Why there is no answer, what may be asked instead, and the passages that come closest."""
    answer, words = reply.answer, WORDS[language]
    closest = enumerate(answer.passages[:CLOSEST])
    hits = [card(hit.passage, number, language, hit=place) for place, hit in closest]
    said = f'<div class="said calm" lang="{answer.language}">{escape(answer.text)}</div>'
    others = "".join(
        _again(number, "suggested", words.ask_without.format(left_out=one.left_out), place)
        for place, one in enumerate(reply.suggestions)
    )
    instead = f'<div class="instead" role="group" aria-label="{escape(words.instead)}">{others}</div>' if others else ""
    return said + instead + _cards(words.closest, hits)


def cited(text: str, citations: Sequence[Citation], number: int, language: Language, named: Sequence[str] = ()) -> str:
    """A text with each [n] of a citation turned into a chip; any other bracket stays as it was.

    A chip says where its quote is from the first time it comes; later, and when `named` before, only its number.
    """
    known = {citation.number: citation for citation in citations}
    pieces = MARK.split(text)  # text, n, text, n, …, text
    parts, shown = [escape(pieces[0])], set(named)
    for mark, after in zip(pieces[1::2], pieces[2::2], strict=True):
        citation = known.get(int(mark))
        parts.append(_chip(citation, number, language, mark in shown) if citation else escape(f" [{mark}]"))
        parts.append(escape(after))
        shown.add(mark)
    return "".join(parts)


def _chip(citation: Citation, number: int, language: Language, brief: bool) -> str:
    where = escape(provenance(citation.quote, language))
    return (
        f'<button type="button" class="chip" data-kind="cite" data-turn="{number}" data-n="{citation.number}" '
        f'title="{escape(WORDS[language].open_at_quote)}" aria-label="[{citation.number}] {where}">'
        f"<b>{citation.number}</b>{'' if brief else f'<span>{where}</span>'}</button>"
    )


def card(passage: Passage, number: int, language: Language, *, cite: int = 0, hit: int = 0) -> str:
    """A passage as a card that opens its article: the exact words, title and where from.

    It is citation `cite` of turn `number`, or, without one, the hit at place `hit`.
    """
    article, kind = passage.article, "cite" if cite else "hit"
    badge = f"<b>{cite}</b> " if cite else ""
    quote = timed(article, passage.start, passage.end, language)
    also = f'<span class="copies">{escape(copies_in_words(article.copies, language))}</span>' if article.copies else ""
    return (
        f'<li><button type="button" class="card {kind}" data-kind="{kind}" data-turn="{number}" data-n="{cite or hit}">'
        f'<span class="quote" lang="{article.language}">{quote}</span>'
        f'<span class="from"><span class="title" lang="{article.language}">{badge}{escape(article.title)}</span>'
        f'<span class="where">{escape(provenance(passage, language))}</span>{also}</span></button>'
        f"{aid(passage, language) if cite else ''}</li>"
    )


def _cards(heading: str, cards: Sequence[str]) -> str:
    return f'<h4>{escape(heading)}</h4><ol class="cards">{"".join(cards)}</ol>' if cards else ""
