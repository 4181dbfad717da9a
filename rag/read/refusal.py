"""The text of a refusal: what of the question the articles speak of, what not, and the figure they have in place of a wrong one."""

from __future__ import annotations

from collections.abc import Sequence

from rag.read import Reading
from rag.read.words import WORDS
from rag.text import fold, numbers, to_script
from rag.types import Language, Query

_MOST = 3
"""Words named of each sort."""
_UNIT = 2
"""Characters behind a figure that must be alike for one to stand in place of the other."""


def refusal_text(query: Query, reading: Reading) -> str:
    """The honest refusal, in the language of the question.

    What the articles do not speak of is named; without it only what they do. A figure is set right when all else that the
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
    """The units as the question writes them, else in its script; of an English question only those that it writes itself."""
    folded, found = fold(query.asked), []
    for unit in units:
        at = folded.find(fold(unit))
        if at >= 0:
            found.append(query.asked[at : at + len(unit)])
        elif query.language != "en" or unit.isascii():
            found.append(to_script(unit, query.language))
    return list(dict.fromkeys(found))


def _printed_figure(query: Query, reading: Reading) -> str:
    """What the closest sentence says in place of the one figure of the question that is not covered; empty when that is not sure."""
    if len(reading.uncovered) != 1 or not reading.ranked or not reading.covered:
        return ""
    folded, sentence = fold(query.asked), reading.ranked[0][0].passage.text
    asked = [
        number for number in numbers(folded) if folded[number.start : number.end].strip() == fold(reading.uncovered[0])
    ]
    if len(asked) != 1:
        return ""
    unit = folded[asked[0].end : asked[0].end + _UNIT]
    same = [number for number in numbers(sentence) if unit and fold(sentence)[number.end :].startswith(unit)]
    if len(same) != 1 or same[0].value == asked[0].value:
        return ""
    return sentence[same[0].start : same[0].end + len(unit)]
