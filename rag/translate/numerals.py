"""Numbers of an English question as the index spells them, with the readings that a Chinese text may give them."""

from __future__ import annotations

import re

from rag.text import Number
from rag.translate.english import Word

_UNIT_WORDS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen
"""
_UNITS = _UNIT_WORDS.split()
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUE = {word: value for value, word in enumerate(_UNITS)} | {word: 10 * ten for ten, word in enumerate(_TENS, 2)}
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTH = {name: number for number, month in enumerate(_MONTHS, 1) for name in (month, month[:3])} | {"sept": 9}
_BEFORE_MAY = frozenset(
    ("in", "since", "until", "till", "by", "of", "early", "late", "mid", "last", "next", "from", "between", "and")
)

_SCALE = "thousand|million|billion|trillion"
_SMALL = "|".join(sorted(_VALUE, key=len, reverse=True))
_SPELLED = re.compile(
    rf"\b(?P<hundreds>(?:an?|{_SMALL})\s+hundred)?(?(hundreds)(?:\s+and)?\s*)"
    rf"(?P<rest>(?:{_SMALL})(?:[\s-]+(?:{_SMALL}))?)?\b"
    rf"(?=(?P<scale>\s+(?:{_SCALE})\b)?)",
    re.IGNORECASE,
)
_ARTICLE = re.compile(rf"\ban?(?=\s+(?:{_SCALE})\b)", re.IGNORECASE)
_PERCENT = re.compile(r"(?<=\d)[\s-]*per\s?cents?\b", re.IGNORECASE)
_SERIES = (
    "number|no|channel|phase|stage|part|chapter|line|terminal|gate|tier|level|type|class|zone|hall|room|block|exit|route"
    "|plan|group|team|unit|article"
)
"""What is numbered one by one: after these words a plain number is an ordinal too."""
_AFTER_SERIES = re.compile(rf"\b({_SERIES})\.?\s+one\b", re.IGNORECASE)
_NUMBER_N = re.compile(r"\bnumber\s+(?=No\.)", re.IGNORECASE)


def in_figures(question: str) -> str:
    """The question with spelled-out numbers in figures, for `rag.text.numbers` to read.

    >>> in_figures("channel one had twenty-five per cent of a million in two hundred and six days")
    'channel No. 1 had 25% of 1 million in 206 days'

    A lone one is a pronoun more often than a number, so it counts only after words that are numbered: phase one.
    """
    question = _NUMBER_N.sub("", _AFTER_SERIES.sub(r"\1 No. 1", question))
    question = _ARTICLE.sub("1", _SPELLED.sub(_figure, question))
    return _PERCENT.sub("%", question)


def _figure(match: re.Match[str]) -> str:
    hundreds, rest = match["hundreds"], match["rest"]
    parts = re.split(r"[\s-]+", (rest or "").lower())
    if not hundreds and (not rest or (len(parts) == 1 and _VALUE[parts[0]] < 2 and not match["scale"])):
        return match.group()
    value = sum(_VALUE[part] for part in parts if part)
    if hundreds:
        value += 100 * _VALUE.get(hundreds.split()[0].lower(), 1)
    return str(value)


def number_terms(
    number: Number, question: str, before: Word | None, after: Word | None
) -> tuple[tuple[str, float], ...]:
    """The terms for one number of a question: channel 1 may be 1號 in Chinese, the 21st century is 21世紀, the 1960s 60年代."""
    plain, ordinal = number.value, f"=#{number.value}"
    if question[number.end : number.end + 1] == "s" and plain.endswith("0") and len(plain) in (2, 4):
        return (number.term, 1.0), (f"={plain[-2:]}", 0.9)
    if number.kind == "ordinal":
        written = question[number.start : number.end].lower()
        counted = written[0].isdigit() and "号" not in written
        dated = any(word and word.key in _MONTH for word in (before, after))
        return ((ordinal, 1.0), (f"={plain}", 1.0 if dated else 0.5)) if counted else ((ordinal, 1.0),)
    numbered = before is not None and before.key in _SERIES.split("|")
    if number.kind == "count" and plain.isdigit() and numbered and (after is None or after.functional):
        return (ordinal, 1.0), (number.term, 0.7)
    return ((number.term, 1.0),)


def month_of(word: Word, before: str, after: str) -> int | None:
    """The month that a word names, 1 to 12; May and March only as a month, not as verbs."""
    month = _MONTH.get(word.key)
    if month is None or not word.capital:
        return None
    dated = before in _BEFORE_MAY or before[:1].isdigit() or after[:1].isdigit()
    return month if dated or word.key not in {"may", "march", "mar", "jan", "sep"} else None
