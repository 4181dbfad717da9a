"""All knowledge of Chinese as characters: folding, scripts, numbers, dates, sentences, terms."""

from rag.text.dates import Dated, dates, resolve
from rag.text.fold import fold
from rag.text.numbers import Number, numbers
from rag.text.script import language_of, script_of, to_script
from rag.text.sentences import sentences
from rag.text.terms import ANALYSER, CJK, UNIVERSITY, keywords, terms

__all__ = [
    "ANALYSER",
    "CJK",
    "UNIVERSITY",
    "Dated",
    "Number",
    "dates",
    "fold",
    "keywords",
    "language_of",
    "numbers",
    "resolve",
    "script_of",
    "sentences",
    "terms",
    "to_script",
]
