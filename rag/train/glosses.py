"""Makes the table of the reading aid, rag/models/translate/glosses.txt: word, cost, pinyin, gloss.

    python -m rag.train.glosses [--data ../shared/data] [--out rag/models/translate/glosses.txt]

From CC-CEDICT the reading and the first sense of the words that are commonest in the passages of CMRC 2018 and DRCD, the
sentences of Tatoeba and the project's own articles, of which no sentence is contained; the words of grammar are glossed by
hand. Reproducible.
"""

from __future__ import annotations

import argparse
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from rag.train.bilingual import read_parallel
from rag.train.cedict import Entry, entries
from rag.train.dictionary import Segmenter
from rag.translate.table import write_table
from rag.translate.translator import MODELS

CORPUS = Path(__file__).parents[2] / "corpus"
PARALLEL = "parallel/tatoeba.cmn-eng.tsv"
PASSAGES = ("qa/cmrc2018.train.jsonl", "qa/cmrc2018.trial.jsonl", "qa/drcd.dev.jsonl")
BY_HAND = Path(__file__).with_name("glosses.txt")
HEADING = "Derived from CC-CEDICT, CC BY-SA 4.0; see README.md"
SIZE = 1_000_000
"""Bytes that the table may have."""
LONGEST = 30
"""Characters of a gloss."""
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[\u3400-\u9fff|]+")
_NO_SENSE = re.compile(
    r"^(?:(?:old |archaic |erhua )?variant of|CL:|see |see also|also (?:written|pr\.|called)|used in|same as|surname |Taiwan pr|"
    r"abbr\. for|radical in|\(?bound form\)?(?:$| used)|Kangxi radical)",
    re.IGNORECASE,
)
_MARKS = {"a": "āáǎà", "e": "ēéěè", "i": "īíǐì", "o": "ōóǒò", "u": "ūúǔù", "ü": "ǖǘǚǜ"}


def main() -> None:
    """Writes the table and prints what it has."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=MODELS / "glosses.txt")
    options = parser.parse_args()
    rows = entries()
    counts = word_counts(options.data, rows)
    table = smallest_costs(chosen(rows, counts) | by_hand(BY_HAND), counts)
    rows_kept = list(within(table, SIZE))
    size = write_table(options.out, rows_kept, HEADING)
    print(f"{len(rows_kept):,} words, {size:,} bytes")


def word_counts(data: Path, rows: Iterable[Entry]) -> Counter[str]:
    """How often each dictionary word stands in these texts, the longest word first from the left."""
    segment = Segmenter(word for row in rows for word in row.spellings)
    counts: Counter[str] = Counter()
    for name in PASSAGES:
        lines = (data / name).read_text(encoding="utf-8").splitlines()
        for passage in dict.fromkeys(json.loads(line)["passage"] for line in lines):
            counts.update(segment(passage))
    for sentence in read_parallel(data / PARALLEL)[1]:
        counts.update(segment(sentence))
    for article in sorted(CORPUS.glob("*.md")):
        counts.update(segment(article.read_text(encoding="utf-8")))
    return counts


def chosen(rows: Iterable[Entry], counts: Mapping[str, int]) -> dict[str, tuple[str, str]]:
    """Folded word → (pinyin, gloss): of several readings of a word the one that is likeliest in a text."""
    rows = list(rows)
    used = _readings_used(rows, counts)
    found: dict[str, tuple[tuple[bool, bool, int, int], tuple[str, str]]] = {}
    for row in rows:
        for word in row.spellings:
            gloss = sense(row.glosses)
            uses = used[word, row.pinyin.lower()] if len(word) == 1 else 0
            rank = (bool(gloss), not row.pinyin[:1].isupper(), uses, len(row.glosses))
            if word not in found or rank > found[word][0]:
                found[word] = (rank, (with_marks(row.pinyin), gloss))
    return {word: entry for word, (_, entry) in found.items()}


def _readings_used(rows: Iterable[Entry], counts: Mapping[str, int]) -> Counter[tuple[str, str]]:
    """How often (character, syllable) is read in the words of the passages."""
    used: Counter[tuple[str, str]] = Counter()
    for row in rows:
        syllables = row.pinyin.lower().split()
        for word in row.spellings:
            if 1 < len(word) == len(syllables):
                used.update(dict.fromkeys(zip(word, syllables, strict=True), 1 + counts.get(word, 0)))
    return used


def sense(glosses: Iterable[str]) -> str:
    """The first sense, short enough to stand under a word; empty when the dictionary only points elsewhere.

    >>> sense(["CL:個|个[ge4]", "(communications) channel; passage", "thoroughfare"])
    'channel'
    """
    for gloss in glosses:
        plain = " ".join(_ASIDE.sub(" ", gloss).split(";")[0].split()).strip(" ,.:")
        if plain and not _NO_SENSE.match(gloss):
            return _cut(plain)
    return ""


def _cut(plain: str) -> str:
    if len(plain) <= LONGEST:
        return plain
    head = plain.split(",", maxsplit=1)[0].strip()
    return head if len(head) <= LONGEST else head[:LONGEST].rsplit(" ", 1)[0]


def with_marks(pinyin: str) -> str:
    """Tone numbers as marks, the syllables of a word together.

    >>> with_marks("Xiang1 gang3"), with_marks("nu:3 er2"), with_marks("Xi1 an1")
    ('Xiānggǎng', 'nǚér', "Xī'ān")
    """
    word = ""
    for syllable in pinyin.replace("u:", "ü").replace("v", "ü").split():
        marked = _marked(syllable)
        word += ("'" if word and marked[:1].lower() in "aāáǎàeēéěèoōóǒò" else "") + marked
    return word


def _marked(syllable: str) -> str:
    found = re.fullmatch(r"([^\d]+)([1-5])", syllable)
    if not found or found[2] == "5":
        return syllable.rstrip("5")
    letters, tone = found[1], int(found[2]) - 1
    low = letters.lower()
    vowels = [at for at, letter in enumerate(low) if letter in _MARKS]
    if not vowels:
        return letters
    at = next((place for place in vowels if low[place] in "ae"), low.find("ou") if "ou" in low else vowels[-1])
    mark = _MARKS[low[at]][tone]
    return letters[:at] + (mark.upper() if letters[at].isupper() else mark) + letters[at + 1 :]


def by_hand(path: Path) -> dict[str, tuple[str, str]]:
    """The words of grammar: lines `word pinyin gloss`."""
    lines = [line.split(maxsplit=2) for line in path.read_text(encoding="utf-8").splitlines()]
    return {line[0]: (line[1], line[2]) for line in lines if len(line) == 3 and not line[0].startswith("#")}


def smallest_costs(table: Mapping[str, tuple[str, str]], counts: Mapping[str, int]) -> dict[str, tuple[int, str, str]]:
    """Word → (cost, pinyin, gloss), the cheapest first: tenths of -ln p, p by add-one counts; what is rare and pointless is left out."""
    total = sum(counts.values()) + len(table)
    costs = defaultdict(int, {word: round(-10 * math.log((counts.get(word, 0) + 1) / total)) for word in table})
    kept = [word for word, (_, gloss) in table.items() if counts.get(word, 0) or (gloss and len(word) < 3)]
    return {word: (costs[word], *table[word]) for word in sorted(kept, key=lambda word: (costs[word], len(word), word))}


def within(table: Mapping[str, tuple[int, str, str]], size: int) -> Iterator[tuple[str, str]]:
    """The rows of the table, cheapest words first, as many as the size allows."""
    left = size - len(HEADING) - 3
    for word, (cost, pinyin, gloss) in table.items():
        value = f"{cost}\t{pinyin}\t{gloss}"
        left -= len(f"{word}\t{value}\n".encode())
        if left < 0:
            return
        yield word, value


if __name__ == "__main__":
    main()
