"""Questions of the training sets as other people would ask them: other words, key words alone, or an English question's words.

The sets ask in the words of their passages; reporters do not, and the Chinese of an English question keeps neither its order nor its
small words. Two Chinese words are taken for one another when the dictionary gives both for one English unit.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from rag.read.asked import QUESTION_WORDS
from rag.read.kinds import kind_of
from rag.read.neural.units import tokens, unit_spans
from rag.read.neural.vocabulary import Vocabulary
from rag.text.terms import question_words

Synonyms = Mapping[str, Sequence[str]]
DICTIONARY = Path(__file__).parent.parent / "models" / "translate" / "dictionary.txt"
_LEAST = 60
"""The dictionary's weight, in hundredths, from which on a translation is a usual one."""
_MOST = 8
_NEAR = 0.6
"""Cosine of their glosses' vectors above which two words mean nearly the same: 作品 is no 做事 though both are `work`."""
_CANDIDATE = re.compile(r"([\u3400-\u9fff]{2,6}?)(\d{2})(?: |$)")


def synonyms(vocabulary: Vocabulary, path: Path = DICTIONARY) -> Synonyms:
    """Words of two characters or more → words near them in meaning that are a usual translation of the same English unit."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        words = [word for word, weight in _CANDIDATE.findall(line.partition("\t")[2]) if int(weight) >= _LEAST]
        for word in words:
            found[word].update(dict.fromkeys(other for other in words if other != word))
    near = {
        word: [other for other in others if _cosine(word, other, vocabulary) > _NEAR] for word, others in found.items()
    }
    return {word: others[:_MOST] for word, others in near.items() if others}


def _cosine(word: str, other: str, vocabulary: Vocabulary) -> float:
    one, two = (vocabulary.vectors[int(tokens(text, vocabulary).words[-1])] for text in (word, other))
    return float(one @ two)


def paraphrased(question: str, known: Synonyms, vocabulary: Vocabulary, chance: random.Random) -> str:
    """A folded question asked otherwise, in one of three ways: other words, key words alone, an English question's Chinese."""
    way = chance.random()
    if way < 0.4:
        return "".join(_other(unit, known, 0.4, chance) for unit in _units(question, vocabulary))
    kept = [unit for unit in _content(question, vocabulary) if len(unit) > 1 or chance.random() < 0.5]
    if way < 0.8:
        kept = [_other(unit, known, 0.35, chance) for unit in kept]
        if len(kept) > 2 and chance.random() < 0.5:
            at = chance.randrange(len(kept) - 1)
            kept = kept[at + 1 :] + kept[: at + 1]
    else:
        kept = [_other(unit, known, 0.15, chance) for unit in kept]
    return "".join(kept) + QUESTION_WORDS[kind_of(question, "zh-Hans")] if kept else question


def _units(text: str, vocabulary: Vocabulary) -> list[str]:
    """The dictionary words, runs of digits or letters, and other characters of a text, in order."""
    return [text[start:end] for start, end in unit_spans(tokens(text, vocabulary))]


def _content(question: str, vocabulary: Vocabulary) -> list[str]:
    """The units that are letters or digits, without question words."""
    kept, start = [], 0
    for begin, end in [*question_words(question), (len(question), len(question))]:
        kept += _units(question[start:begin], vocabulary)
        start = end
    return [unit for unit in kept if unit.strip() and unit[0].isalnum()]


def _other(unit: str, known: Synonyms, share: float, chance: random.Random) -> str:
    others = known.get(unit, ())
    return chance.choice(others) if others and chance.random() < share else unit
