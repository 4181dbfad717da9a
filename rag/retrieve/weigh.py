"""What each unit of a question is worth: its inverse document frequency, corrected by what kind of unit it is.

BM25 takes all terms of one frequency for equally telling. A year, a Latin name and the inside of 《》 tell more, a pair
that begins or ends with a particle less; how much was learnt from questions and the passages that answer them
(`python -m rag.train.ranker`). In the manner of learnt term weights for verbose queries (Bendersky et al., 2010, "Learning concept
importance using a weighted dependence model").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from rag.lexical import Lexical
from rag.text import fold
from rag.text.terms import EMPTY, question_words
from rag.types import Group, Query

Floats = NDArray[np.float32]

TERM = (
    "frequency", "frequency_squared", "single", "single_frequency", "latin", "digits", "number", "with_particle", "particle",
    "after_question_word", "quoted", "alternative", "place",
)  # fmt: skip
"""Features of a group, each about in [0, 1]; `frequency` is logarithmic, 1 for a term of every passage."""

_QUOTED = re.compile(r'["《<]([^"《》<>]+)["》>]')
_PARTICLES = EMPTY | set("所由个中上下后前时从到将还")
LEAST, MOST = -4.0, 3.0
"""Bounds of the logarithm of what a weight is multiplied by."""


def term_features(groups: Sequence[Group], text: str, lexical: Lexical) -> Floats:
    """(G, len(TERM)) for the groups of the question `text`."""
    folded = fold(text)
    asked = {end for _, end in question_words(text)}
    quoted = [found.span(1) for found in _QUOTED.finditer(folded)]
    rows = [(*_term(group, folded, asked, quoted, lexical), place / len(groups)) for place, group in enumerate(groups)]
    return np.array(rows, dtype=np.float32).reshape(-1, len(TERM))


def _term(
    group: Group, text: str, asked: set[int], quoted: Sequence[tuple[int, int]], lexical: Lexical
) -> tuple[float, ...]:
    term = group.terms[0][0]
    total = sum(weight * lexical.frequency(word) for word, weight in group.terms)
    frequency = float(np.log1p(total) / np.log1p(max(lexical.size, 1)))
    number, digits, latin = term[0] == "=", term.isdigit(), term.isascii()
    single = len(term) == 1 and not latin
    at = -1 if number else text.find(term)
    return (
        frequency,
        frequency**2,
        single,
        single * frequency,
        latin and not digits and not number,
        digits,
        number,
        len(term) == 2 and not latin and not _PARTICLES.isdisjoint(term),
        single and term in _PARTICLES,
        at >= 0 and (at in asked or at - 1 in asked),
        any(start <= at < end for start, end in quoted),
        group.weight < 1,
    )


def weighed(query: Query, lexical: Lexical, theta: Floats) -> list[Group]:
    """The groups that the index knows, each with its learnt weight in place of the given one."""
    known = [group for group in query.groups if any(lexical.frequency(term) for term, _ in group.terms)]
    factors = np.exp(np.clip(term_features(known, query.text, lexical) @ theta, LEAST, MOST))  # (G, f) @ (f,) -> (G,)
    return [replace(group, weight=group.weight * float(factor)) for group, factor in zip(known, factors, strict=True)]
