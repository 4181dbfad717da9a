"""What became of a language model's text, under the answer: the sentences that did not stand, and why the model failed."""

from __future__ import annotations

import re
from html import escape

from rag.types import Answer, Language, Sentence
from rag.ui.words import WORDS

_PARTS = {
    "number": re.compile(r"number (.+) is not in the quotes"),
    "elsewhere": re.compile(r"number (.+) is said of something else in the quotes"),
    "date": re.compile(r"date (.+) is not in the quotes"),
    "name": re.compile(r"name (.+) is not in the quotes"),
    "turned": re.compile(r"the claim says (.+), the quotes say .+"),
    "denied": re.compile(r"the claim says (.+), the quotes do not"),
    "unit": re.compile(r"the claim says (.+), the quotes .+"),
    "dropped": re.compile(r"the quotes say (.+), the claim does not"),
    "little": re.compile(r"too little of the claim is in the quotes: (.+)"),
}
"""The reasons of `rag.check`, by the words that the page has for them."""


def struck(answer: Answer, language: Language) -> str:
    """The sentences that were struck or gave way to a quote, folded away, and one line when the model failed."""
    words = WORDS[language]
    fallen = [sentence for sentence in answer.sentences if not sentence.holds]
    failed = f'<p class="failed">{escape(failure(answer.failed, language))}</p>' if answer.failed else ""
    if not fallen:
        return failed
    rows = "".join(_row(sentence, language) for sentence in fallen)
    summary = escape(words.struck.format(count=len(fallen)))
    return f'{failed}<details class="struck"><summary>{summary}</summary><ol>{rows}</ol></details>'


def failure(why: str, language: Language) -> str:
    """What happened to the language model, as one line."""
    words = WORDS[language]
    return words.model_failed.format(why=words.model_reasons.get(why, why))


def _row(sentence: Sentence, language: Language) -> str:
    said = WORDS[language].comma.join(reason_in_words(reason, language) for reason in sentence.reasons)
    became = f' <span class="became">{escape(WORDS[language].quoted_instead)}</span>' if sentence.text else ""
    return f'<li><s>{escape(sentence.wrote)}</s> <span class="why">{escape(said)}</span>{became}</li>'


def reason_in_words(reason: str, language: Language) -> str:
    """A reason of the checks in the page's language."""
    words = WORDS[language].check_reasons
    for name, pattern in _PARTS.items():
        if match := pattern.fullmatch(reason):
            return words[name].format(said=match[1])
    return words.get(reason, reason)
