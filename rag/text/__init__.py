"""All knowledge of Chinese as characters: folding, scripts, numbers, sentences, terms."""

from rag.text.fold import fold
from rag.text.numbers import Number, numbers
from rag.text.script import language_of, script_of, to_script
from rag.text.sentences import sentences
from rag.text.terms import ANALYSER, CJK, keywords, terms

__all__ = [
    "ANALYSER",
    "CJK",
    "Number",
    "fold",
    "keywords",
    "language_of",
    "numbers",
    "script_of",
    "sentences",
    "terms",
    "to_script",
]
