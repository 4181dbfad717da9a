"""Makes the English to Chinese tables of rag/models/translate.

    python -m rag.train.dictionary [--data ../shared/data] [--out rag/models/translate] [--parallel FILE ...]

CC-CEDICT read backwards, sharpened and widened by word translation probabilities learnt on parallel sentences and by a
lexicon written by hand; how Chinese names are spelled, and which characters foreign names are written in.
Reproducible: the same CC-CEDICT and the same sentences give the same bytes.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from rag.text import CJK, fold
from rag.train.alignment import cells, model_1
from rag.train.bilingual import read_parallel
from rag.train.cedict import entries, readings, reversed_dictionary, wade_giles
from rag.train.news import news_questions, read_news
from rag.train.transliteration import Sounds, learn, name_pairs
from rag.train.written import Written, read_written
from rag.translate.english import forms, key_of, words
from rag.translate.table import write_table
from rag.translate.translator import MODELS, written
from rag.translate.transliteration import UNIT

Dictionary = dict[str, dict[str, float]]
"""English key → {folded Chinese word: weight up to 1}."""

PARALLEL = ("tatoeba.cmn-eng.tsv", "mkqa_questions.en-zhCN.tsv")
LEXICON = Path(__file__).with_name("lexicon.txt")
FIRST, NEXT = 0.95, 0.93
"""Weight of the first word that the lexicon gives for a key, and of each further one beside the one before."""
HEADING = "Derived from CC-CEDICT and parallel sentences, CC BY-SA 4.0; see README.md"
ROUNDS = 8
GLOSS_WEIGHT = 0.3
"""What a dictionary gloss counts as a sentence pair."""
CEDICT_WEIGHT, LEARNT_POWER = 0.7, 0.7
NOT_BY_HAND = 0.7
"""Share of its weight that a candidate keeps which the lexicon does not give for a key that it has."""
MOST = 16
"""Candidates kept of one English key."""
_LEAST_COUNT, _LEAST_UNCONFIRMED, _LEAST_SCORE, _LEAST_WEIGHT = 0.3, 1.2, 0.01, 0.1
_SURE_SCORE = 0.2
"""A key whose best candidate scores less is unsure, and all its weights fall with it."""
_LONGEST_WORD = 8
_NAMED = "^"
"""Marks a word that stands for a name."""
_RUN = re.compile(rf"[{CJK}]+")
_GRAMMAR_WORDS = """
我们 你们 他们 她们 它们 这个 那个 一个 什么 没有 因为 所以 但是 如果 可以 这样 那样 自己 就是 还是 不是 这些 那些 已经 知道
一些 的话 一样 时候 还有 以及 对于 关于 由于
"""
_GRAMMAR = frozenset(_GRAMMAR_WORDS.split()) | frozenset(
    "的了是在和与及或有于也就都而但又被把这那其之为以对我你他她它们个一不会说去来没能可好吗上着要到从给让得还什么"
)
"""Words of grammar: no content word is searched by them, however often they stand beside it."""


def main() -> None:
    """Writes dictionary.txt, pinyin.txt, wade-giles.txt and sounds.txt and prints their size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=MODELS)
    parser.add_argument("--parallel", nargs="*", default=PARALLEL, metavar="FILE")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    rows = entries()
    glosses = reversed_dictionary(rows)
    segment, spelled = Segmenter(word for row in rows for word in row.spellings), readings(rows)
    pairs = [
        *_gloss_pairs(glosses, segment),
        *_sentence_pairs(options.data / "parallel", options.parallel, glosses, segment),
        *_question_pairs(_trained_questions(options.data), glosses, spelled, segment),
    ]
    table = merged(glosses, learnt(pairs, glosses), lexicon(LEXICON))
    size = write_table(options.out / "dictionary.txt", ((key, written(found)) for key, found in table.items()), HEADING)
    for name, found in (("pinyin.txt", spelled), ("wade-giles.txt", wade_giles(spelled))):
        size += write_table(options.out / name, ((key, "\t".join(row)) for key, row in found.items()), HEADING)
    size += write_table(options.out / "sounds.txt", _sound_lines(learn(name_pairs(rows, glosses))), HEADING)
    print(f"{len(table):,} English keys, {sum(map(len, table.values())):,} candidates, {size:,} bytes")


class Segmenter:
    """Splits Chinese into dictionary words, the longest first from the left."""

    def __init__(self, lexicon: Iterable[str]) -> None:
        self._lexicon = frozenset(lexicon)

    def __call__(self, text: str) -> list[str]:
        """The words of the folded text's Chinese runs, in order; what no word covers stands as single characters."""
        return [word for run in _RUN.findall(fold(text)) for word in self._words(run)]

    def _words(self, run: str) -> Iterator[str]:
        start = 0
        while start < len(run):
            ends = range(min(len(run), start + _LONGEST_WORD), start + 1, -1)
            end = next((end for end in ends if run[start:end] in self._lexicon), start + 1)
            yield run[start:end]
            start = end


Pair = tuple[list[str], list[str], float]


def _gloss_pairs(glosses: Dictionary, segment: Segmenter) -> Iterator[Pair]:
    """Each gloss as a small sentence pair; one English word stands for the whole Chinese word."""
    for key, found in glosses.items():
        english = [_lemma(word, glosses) for word in key.split()]
        for word in found:
            yield english, [word] if len(english) == 1 else segment(word), GLOSS_WEIGHT


def _sentence_pairs(folder: Path, names: Sequence[str], glosses: Dictionary, segment: Segmenter) -> Iterator[Pair]:
    for name in names:
        for english, chinese in zip(*read_parallel(folder / name), strict=True):
            content = [word.key for word in words(english) if not word.functional and not word.key.isdigit()]
            yield [_lemma(word, glosses) for word in content], segment(chinese), 1.0


def _trained_questions(data: Path) -> list[Written]:
    return [*(one for one in read_written(data) if one.trained), *news_questions(read_news(), trained=True)]


def _question_pairs(
    questions: Iterable[Written], glosses: Dictionary, syllables: Container[str], segment: Segmenter
) -> Iterator[Pair]:
    """Our own questions. They are full of names, most of them met too seldom to be learnt: one that no gloss knows, and a syllable of a
    Chinese name, only keep their Chinese from being taken for another word's."""
    for one in questions:
        content = [word for word in words(one.english) if not word.functional and not word.key.isdigit()]
        lemmas = [_lemma(word.key, glosses) for word in content]
        english = [
            lemma + _NAMED if word.capital and (lemma not in glosses or lemma in syllables) else lemma
            for word, lemma in zip(content, lemmas, strict=True)
        ]
        yield english, segment(one.question), 1.0


def _lemma(word: str, glosses: Dictionary) -> str:
    return next((form for form in forms(word) if form in glosses), word)


def learnt(pairs: Iterable[Pair], glosses: Dictionary) -> Dictionary:
    """Candidates by the geometric mean of t(Chinese | English) and t(English | Chinese), the best of a key at 1.

    One direction alone favours words that stand beside everything; measured, it does harm. A rare English word gathers
    whatever else its one sentence says (Moore 2004), so what no gloss confirms must have been met more than once.
    """
    table = cells(pairs)
    chance, count = model_1(table, ROUNDS)
    score = np.sqrt(chance * count / np.bincount(table.target, count)[table.target])
    found: Dictionary = {}
    for place in np.flatnonzero((count >= _LEAST_COUNT) & (score >= _LEAST_SCORE) & (table.source > 0)):
        english, chinese = table.sources[table.source[place]], table.targets[table.target[place]]
        if english.endswith(_NAMED):
            continue
        if count[place] >= _LEAST_UNCONFIRMED or chinese in glosses.get(english, {}):
            found.setdefault(english, {})[chinese] = float(score[place])
    return {key: _scaled(candidates) for key, candidates in found.items()}


def _scaled(candidates: dict[str, float]) -> dict[str, float]:
    best = max(_SURE_SCORE, *candidates.values())
    scaled = {word: (score / best) ** LEARNT_POWER for word, score in candidates.items()}
    return {word: weight for word, weight in scaled.items() if weight >= _LEAST_WEIGHT}


def lexicon(path: Path) -> Dictionary:
    """The words written by hand: lines `English = Chinese Chinese …`, best first."""
    table: Dictionary = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        english, _, chinese = line.partition(" = ")
        if chinese and not english.startswith("#"):
            table[key_of(english)] = {fold(word): FIRST * NEXT**place for place, word in enumerate(chinese.split())}
    return table


def _sound_lines(sounds: Sounds) -> Iterator[tuple[str, str]]:
    """A line for each string of letters: its characters, likeliest first, with probabilities in UNITs."""
    lines: dict[str, list[tuple[int, str]]] = {}
    for (letters, char), chance in sounds.items():
        lines.setdefault(letters, []).append((round(chance / UNIT), char))
    for letters, found in lines.items():
        yield letters, " ".join(f"{char}{count}" for count, char in sorted(found, reverse=True))


def merged(glosses: Dictionary, found_in_pairs: Dictionary, by_hand: Dictionary) -> Dictionary:
    """The best weight for every candidate, the best MOST of each key, without words of grammar. Where a key was written by hand, what
    only the others have is less sure."""
    table: Dictionary = {}
    for key in glosses.keys() | found_in_pairs.keys() | by_hand.keys():
        found = {word: CEDICT_WEIGHT * weight for word, weight in glosses.get(key, {}).items()}
        for word, weight in found_in_pairs.get(key, {}).items():
            found[word] = max(weight, found.get(word, 0.0))
        if ours := by_hand.get(key):
            found = {word: weight if word in ours else NOT_BY_HAND * weight for word, weight in found.items()}
            found |= {word: max(weight, found.get(word, 0.0)) for word, weight in ours.items()}
        best = sorted((item for item in found.items() if item[0] not in _GRAMMAR), key=lambda item: (-item[1], item[0]))
        if best:
            table[key] = dict(best[:MOST])
    return table


if __name__ == "__main__":
    main()
