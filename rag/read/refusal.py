"""The text of a refusal: what of the question the articles speak of, what not, and the figure they have in place of a wrong one."""

from __future__ import annotations

from collections.abc import Sequence

from rag.read import Reading
from rag.read.changes import figure_of, unit_after
from rag.read.words import WORDS
from rag.text import fold, numbers, to_script
from rag.types import Language, Query

_MOST = 3
"""Words named of each sort."""


def refusal_text(query: Query, reading: Reading) -> str:
    """The honest refusal, in the language of the question.

    What the closest passage does not speak of is named, and what it does. A figure is set right when all else that the
    question says is spoken of and the closest sentence has just one such figure.
    """
    words, language = WORDS[query.language], query.language
    covered, uncovered = (_named(units, query) for units in (reading.covered, reading.uncovered))
    text = words.not_found
    if uncovered:
        frame = words.mentioned if covered else words.unmentioned
        text += frame.format(covered=_joined(covered, language), uncovered=_joined(uncovered, language))
    elif covered:
        text += words.unsaid.format(covered=_joined(covered, language))
    printed = _printed_figure(query, reading)
    return text + (words.printed.format(quote=f"{words.marks[0]}{printed}{words.marks[1]}") if printed else "")


def _joined(units: Sequence[str], language: Language) -> str:
    return WORDS[language].comma.join(units[:_MOST])


def _named(units: Sequence[str], query: Query) -> list[str]:
    """The units as the question writes them, neighbours as one; others in its script, if they are in its language."""
    folded = fold(query.asked)
    places = sorted((folded.find(fold(unit)), len(unit)) for unit in units if fold(unit) in folded)
    spans: list[tuple[int, int]] = []
    for start, length in places:
        if spans and start <= spans[-1][1] + (folded[spans[-1][1] : start] == " "):
            spans[-1] = (spans[-1][0], max(spans[-1][1], start + length))
        else:
            spans.append((start, start + length))
    others = [unit for unit in units if fold(unit) not in folded and (query.language != "en" or unit.isascii())]
    named = [query.asked[start:end] for start, end in spans] + [to_script(unit, query.language) for unit in others]
    return [name for name in dict.fromkeys(named) if len(name) > 1]


def _printed_figure(query: Query, reading: Reading) -> str:
    """What the closest sentence says in place of the one figure of the question that is not covered; empty when that is not sure."""
    if len(reading.uncovered) != 1 or not reading.ranked or not reading.covered:
        return ""
    folded, sentence = fold(query.asked), reading.ranked[0][0].passage
    asked = [
        number for number in numbers(folded) if folded[number.start : number.end].strip() == fold(reading.uncovered[0])
    ]
    if len(asked) != 1:
        return ""
    unit = unit_after(folded, asked[0])
    same = [number for number in numbers(sentence.text) if unit and unit_after(sentence.text, number) == unit]
    return figure_of(sentence, same[0]).text if len(same) == 1 and same[0].value != asked[0].value else ""
