"""The rebuild tab as HTML: which folder, what came to it and went, how far a rebuild is, how it ended, what served before."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from html import escape
from math import ceil

from rag.load.files import ENDINGS, LARGEST
from rag.store import Manifest
from rag.types import Built, Language, Skipped
from rag.ui.changes import Changes, preview
from rag.ui.desk import Failed, Idle, RolledBack, Running, State
from rag.ui.words import WORDS, Words

LISTED = 5
"""How many earlier indexes are offered."""


def intro(corpus: str, language: Language) -> str:
    """What a rebuild does, and the folder it reads."""
    return f'<div class="works"><code>{escape(corpus)}</code><p>{escape(WORDS[language].rebuild_text)}</p></div>'


def adding(ticket: str, language: Language) -> str:
    """Where files are dropped or chosen. Which were chosen only the browser knows until they are sent (adding.js)."""
    words = WORDS[language]
    limit = LARGEST >> 20
    accepted = words.accepted.format(endings=" ".join(ENDINGS), limit=limit)
    told = {
        "add": words.add,
        "sending": words.sending,
        "take-out": words.take_out,
        "too-large": words.too_large.format(limit=limit),
        "wrong-kind": words.wrong_kind,
        "not-saved": words.not_saved,
        "not-allowed": words.not_allowed,
    }
    data = "".join(f' data-{name}="{escape(label)}"' for name, label in told.items())
    return (
        f'<div class="works adding" data-ticket="{escape(ticket)}" data-endings="{escape(" ".join(ENDINGS))}" '
        f'data-limit="{LARGEST}"{data}><h3>{escape(words.add_articles)}</h3>'
        f'<label class="drop"><input type="file" multiple accept="{escape(",".join(ENDINGS))}">'
        f"<span>{escape(words.drop_here)}</span><small>{escape(accepted)}</small></label>"
        f'<ul class="chosen" aria-label="{escape(words.chosen)}"></ul>'
        '<button type="button" class="add" hidden></button><p class="told" role="status"></p></div>'
    )


def waiting(files: Mapping[str, str], building: Collection[str], language: Language) -> str:
    """The files added since the last rebuild, each with a button to take it out again unless it is being read."""
    words = WORDS[language]
    rows = "".join(_waiting(saved, name, saved in building, words) for saved, name in files.items())
    return (
        f'<div class="works waiting" role="status"><h4>{escape(words.waiting)}</h4><ul>{rows}</ul></div>'
        if rows
        else ""
    )


def not_removed(saved: str, language: Language) -> str:
    """A sentence about a file that is still there."""
    return f'<div class="works"><p class="why">{escape(WORDS[language].not_removed.format(name=saved))}</p></div>'


def _waiting(saved: str, name: str, held: bool, words: Words) -> str:
    renamed = "" if saved == name else f'<span class="why">{escape(words.saved_as.format(name=name))}</span>'
    label = escape(words.remove_file.format(name=saved))
    remove = (
        ""
        if held
        else f'<button type="button" data-kind="remove" data-file="{escape(saved)}" aria-label="{label}">'
        f"{escape(words.remove)}</button>"
    )
    return f"<li><code>{escape(saved)}</code>{renamed}{remove}</li>"


def report(state: State, generation: str, language: Language) -> str:
    """Where the rebuild stands; `generation` is the index in use, empty when there is none."""
    words = WORDS[language]
    match state:
        case Running():
            body = _running(state, words)
        case Failed(why):
            body = f'<p class="outcome">{escape(words.rebuild_failed)}</p><p class="why">{escape(why)}</p>'
        case Built():
            body = _built(state, words)
        case Changes():
            body = preview(state, language) + _skipped(state.skipped, words)
        case RolledBack():
            body = f'<p class="outcome">{escape(words.rolled_back.format(generation=state.generation))}</p>'
        case Idle():
            body = ""
    current = words.current.format(generation=generation) if generation else ""
    return f'<div class="works" role="status">{body}<p class="current">{escape(current)}</p></div>'


def earlier(generations: Sequence[Manifest], language: Language) -> str:
    """The indexes that could serve in the place of the present one, folded away, each with a button."""
    words = WORDS[language]
    rows = "".join(
        f"<li><span>{escape(_generation(one, words))}</span>"
        f'<button type="button" data-kind="rollback" data-generation="{escape(one.generation)}">'
        f"{escape(words.roll_back)}</button></li>"
        for one in generations[:LISTED]
    )
    summary = escape(words.earlier_indexes.format(count=len(generations)))
    return f'<details class="works earlier"><summary>{summary}</summary><ul>{rows}</ul></details>' if rows else ""


def _generation(one: Manifest, words: Words) -> str:
    when = one.built[:16].replace("T", " ")
    return words.index_line.format(generation=one.generation, built=when, articles=f"{one.articles:,}")


def removed(files: Sequence[str], folder: str, why: str, language: Language) -> str:
    """The files that were taken out of the corpus, folded away once seen, each with a button that puts it back."""
    words = WORDS[language]
    said = f'<p class="refused" role="alert">{escape(why)}</p>' if why else ""
    rows = "".join(
        f"<li><code>{escape(file)}</code>"
        f'<button type="button" data-kind="put-back" data-source="{escape(file)}" '
        f'aria-label="{escape(words.put_back_file.format(name=file))}">{escape(words.put_back)}</button></li>'
        for file in files
    )
    note = escape(words.taken_out.format(folder=folder))
    return f'<div class="works removed" role="status">{said}<p>{note}</p><ul>{rows}</ul></div>' if rows or said else ""


def _running(state: Running, words: Words) -> str:
    """A bar that fills within the stage; without a known total it only moves."""
    progress = state.progress
    stage = words.stages.get(progress.stage, progress.stage) or words.rebuild_running
    known = progress.total > 0
    value = f' value="{min(progress.done, progress.total)}" max="{progress.total}"' if known else ""
    count = f"{progress.done:,} / {progress.total:,}" if known else ""
    return (
        f'<p class="stage"><b>{escape(stage)}</b><span>{count}</span></p>'
        f'<progress{value} aria-label="{escape(words.rebuild_running)}"></progress>'
        f'<p class="left">{escape(remaining(state, words))}</p>'
    )


def remaining(state: Running, words: Words) -> str:
    """The time left in this stage at its pace so far, in words; empty while there is no pace to judge by."""
    progress = state.progress
    if not 0 < progress.done < progress.total or state.seconds < 1:
        return ""
    left = state.seconds * (progress.total - progress.done) / progress.done
    return (
        words.seconds_left.format(count=ceil(left)) if left < 90 else words.minutes_left.format(count=round(left / 60))
    )


def _built(built: Built, words: Words) -> str:
    line = words.rebuild_unchanged if built.unchanged else words.rebuild_done
    said = line.format(articles=f"{built.articles:,}", passages=f"{built.passages:,}", time=_clock(built.seconds))
    reused = words.reused.format(count=f"{built.reused:,}") if built.reused and not built.unchanged else ""
    return (
        f'<p class="outcome">{escape(said)}</p>{f"<p>{escape(reused)}</p>" if reused else ""}'
        f"{_skipped(built.skipped, words)}"
    )


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"


def _skipped(skipped: Sequence[Skipped], words: Words) -> str:
    rows = "".join(f"<li><code>{escape(one.where)}</code><span>{escape(one.why)}</span></li>" for one in skipped)
    heading = escape(words.skipped.format(count=len(skipped)))
    return f'<h4>{heading}</h4><ul class="skipped">{rows}</ul>' if rows else ""
