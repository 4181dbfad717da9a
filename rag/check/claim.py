"""Does a claim say no more than its quotes? Numbers, dates, names, units, denial, direction, and the words in between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.check.content import Unit, chinese_units, chinese_words, english_units, least_held
from rag.check.context import misplaced
from rag.check.evidence import Evidence, plain, read_evidence
from rag.check.figures import Figure, figures, wrong_figures
from rag.check.lexicon import Lexicon, bundled
from rag.check.names import latin_names, wrong_names
from rag.check.negation import wrong_denials
from rag.check.opposites import wrong_directions
from rag.check.times import Date, decades, written, wrong_dates
from rag.text import fold, language_of

_MARK = re.compile(r"\s*\[\d{1,3}\]")
_LONGEST = 4000
"""Characters of a claim; what is longer is no claim."""
_MOST = 4
"""Reasons told of one claim."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the quotes carry a claim; if not, why not, in short sentences."""

    supported: bool
    reasons: tuple[str, ...] = ()


def check_claim(
    claim: str, quotes: Sequence[str], published: Sequence[str | None] = (), lexicon: Lexicon | None = None
) -> Verdict:
    """Whether the quotes say what the claim says, across Chinese scripts and English; marks such as [1] are passed over.

    `published` are the dates of the quotes' articles, in their order: with them 去年 in a quote supports a year. What cannot be
    told from the quotes (a relative date, a free wording) is not held against the claim; what contradicts them is.

    >>> check_claim("The lab has 400 staff.", ["實驗室有300人"]).reasons
    ('number 400 is not in the quotes',)
    """
    text = plain(_MARK.sub("", claim)).strip()
    if not any(char.isalnum() for char in text):
        return Verdict(False, ("the claim says nothing",))
    if len(text) > _LONGEST:
        return Verdict(False, ("the claim is too long to check",))
    evidence = read_evidence(quotes, published)
    if not any(char.isalnum() for char in evidence.folded):
        return Verdict(False, ("there is no quote",))
    reasons = tuple(dict.fromkeys(_reasons(text, evidence, lexicon or bundled())))[:_MOST]
    return Verdict(not reasons, reasons)


@dataclass(frozen=True, slots=True)
class Unheld:
    """What of a text its quotes do not hold: how many dates, figures and names, and the share of its words, in [0, 1]."""

    dates: int
    figures: int
    names: int
    words: float


def unheld(
    text: str, quotes: Sequence[str], published: Sequence[str | None] = (), lexicon: Lexicon | None = None
) -> Unheld:
    """What of a text, which may be a question, the quotes do not hold, as `check_claim` tells it; of a text without words, nothing.

    `published` are the dates of the quotes' articles, in their order.

    >>> unheld("Who runs the 2019 lab in Shenzhen?", ["2020年，香港的實驗室有300人"]).dates
    1
    """
    claim, known = plain(text).strip()[:_LONGEST], lexicon or bundled()
    evidence, folded = read_evidence(quotes, published), fold(claim)
    found, numbers = _moments(folded)
    years = {date.year for date in evidence.dates if date.year}
    units = _units(claim, folded, evidence, known)
    return Unheld(
        len(list(wrong_dates(folded, found, evidence.folded, evidence.dates))),
        len(list(wrong_figures(folded, numbers, evidence.folded, evidence.figures, years))),
        len(list(_wrong_names(claim, folded, language_of(claim) == "en", units, evidence, known))),
        1 - sum(unit.held == 1 for unit in units) / len(units) if units else 0.0,
    )


def covered(claim: str, quotes: Sequence[str], lexicon: Lexicon | None = None) -> float:
    """Share of a claim's content words that the quotes hold as they are, by translation or in another region's word; 0 to 1."""
    text, evidence, known = plain(_MARK.sub("", claim)), read_evidence(quotes, ()), lexicon or bundled()
    units = _units(text, fold(text), evidence, known)
    return sum(unit.held == 1 for unit in units) / len(units) if units else 0.0


def _units(text: str, folded: str, evidence: Evidence, lexicon: Lexicon) -> list[Unit]:
    if language_of(text) == "en":
        return list(english_units(text, evidence, lexicon))
    return list(chinese_units(folded, evidence, lexicon))


def _reasons(text: str, evidence: Evidence, lexicon: Lexicon) -> Iterator[str]:
    folded, english = fold(text), language_of(text) == "en"
    found, numbers = _moments(folded)
    years = {date.year for date in evidence.dates if date.year}
    yield from wrong_dates(folded, found, evidence.folded, evidence.dates)
    yield from wrong_figures(folded, numbers, evidence.folded, evidence.figures, years)
    units = _units(text, folded, evidence, lexicon)
    known = [(unit.start, unit.wordings) for unit in units]
    if not english:
        known = [(start, (word,)) for start, word in chinese_words(folded)]
    yield from misplaced(
        folded, numbers, found, known if english else None, evidence.folded, evidence.figures, evidence.dates
    )
    yield from _wrong_names(text, folded, english, units, evidence, lexicon)
    yield from wrong_denials(folded, known, evidence.folded, lambda start, end: text[start:end].strip())
    yield from wrong_directions(folded, numbers, evidence.folded, evidence.figures)
    if missing := least_held(units):
        yield f"too little of the claim is in the quotes: {', '.join(missing[:5])}"


def _moments(folded: str) -> tuple[list[Date], list[Figure]]:
    """The dates of a folded text, and the figures that are no part of one."""
    found = written(folded)
    return found, figures(folded, [*((date.start, date.end) for date in found), *decades(folded).values()])


def _wrong_names(
    text: str, folded: str, english: bool, units: Sequence[Unit], evidence: Evidence, lexicon: Lexicon
) -> Iterator[str]:
    named = [unit.word for unit in units if unit.named]
    if not english:
        named += latin_names(folded, evidence, lexicon)
    for name in (*wrong_names(text, folded, evidence, lexicon), *named):
        at = folded.find(name)
        yield f"name {text[at : at + len(name)] if at >= 0 else name} is not in the quotes"
