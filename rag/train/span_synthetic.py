"""Questions made from the passages themselves: a stretch of a sentence taken out, a question word put in, the rest worn down.

They teach what a number, a date, a name looks like and to find it by what stands around it, before the few real questions
teach how people ask. A synonym now and then (by the vectors of the vocabulary) keeps word-for-word matching from sufficing.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from rag.read.kinds import kind_of
from rag.read.neural.units import Tokens, tokens
from rag.read.neural.vocabulary import BASE, Vocabulary
from rag.text import sentences
from rag.train.span_data import TALES, Row, Span

_UNIT = (
    r"(?:平方公里|平方米|公里|公尺|公顷|英里|百分点|美元|港元|欧元|小时|分钟|个月|世纪|年代|万人|亿元|万元"
    r"|[年月日个名人座所家次位艘架辆部集首岁米吨元倍种块层条届票分天级场本])"
)
_NUMBER = re.compile(
    rf"(?<![\d年月.])(?:\d[\d,.]*\d|\d|[一二三四五六七八九十百千]{{1,4}})(?:多|余)?[十百千万亿]*(?:%|{_UNIT})"
)
_DATE = re.compile(r"(?:公元前?|西元前?)?\d{2,4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日")
_MARKED = re.compile(r'《[^《》]{1,20}》|"[^"]{2,16}"')
_LONG = re.compile(r"(?:因为?|由于|为了|包括|位于|在于|是|为|以|负责|认为|提出)(?P<answer>[^,。;!?]{5,40})(?=[,。;!?])")
_FUNCTION = re.compile(
    r"[的在是和了与于被由将把为从对以及有等而也并但其中之后前时至到或就都还则所,、。;:!?()\"《》\s]+"
)
_DROPPED = (0.0, 0.1, 0.2, 0.35, 0.5)
"""Shares of a question's units that are dropped, one of them drawn for each question."""
_LONGEST_QUESTION = 48
_ALIKE = 0.85
"""Cosine from which on two words count as synonyms."""
_CUT = re.compile(r"[,;:]")
_WH: dict[str, list[str]] = {
    "person": ["谁", "谁", "哪位", "什么人", "何人", "哪一位"],
    "place": ["哪里", "哪里", "什么地方", "何处", "哪个地方", "哪儿"],
    "date": ["什么时候", "何时", "哪一年", "哪年", "什么时间", "哪一天"],
    "number": ["多少", "几"],
    "reason": ["为什么", "什么原因", "为何"],
    "thing": ["什么", "什么", "什么", "何", "哪个", "哪一个", "哪种"],
}
_WH_NOUN = re.compile(r"(?:什么|哪一?[个座部家种条位所项本支届]?|何种)[\u3400-\u9fff]{1,4}?(?=[的是在由被与和有为?]|$)")


@dataclass(frozen=True, slots=True)
class Stretch:
    """What is to be asked for, and the question words that may ask for it; `style` as in Row."""

    start: int
    end: int
    words: tuple[str, ...]
    style: int


class Maker:
    """Makes questions from passages. `rows` lend their answers, with the words that asked for them."""

    def __init__(self, rows: Sequence[Row], vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._known = _answers([row for row in rows if row.style != TALES])
        texts = sorted({row.passage for row in rows})
        self._common = np.unique(np.concatenate([np.unique(tokens(t, vocabulary).words) for t in texts]))
        self._synonyms: dict[int, list[str]] = {}

    def rows(self, passage: str, title: str, count: int, chance: random.Random) -> Iterator[Row]:
        """At most `count` questions over a folded passage."""
        read = tokens(passage, self._vocabulary)
        stretches = self._stretches(read, chance)
        for stretch in chance.sample(stretches, min(count, len(stretches))):
            question = self._question(read, stretch, title, chance)
            if question:
                answer = passage[stretch.start : stretch.end]
                yield Row(question, passage, ((stretch.start, stretch.end),), (answer,), stretch.style, title)

    def _stretches(self, read: Tokens, chance: random.Random) -> list[Stretch]:
        text = read.text
        found = [*self._named(text)]
        for match in _DATE.finditer(text):
            found.append(Stretch(*match.span(), tuple(_WH["date"]), 1))
        for match in _NUMBER.finditer(text):
            unit = re.search(r"[^\d.,%多余]+$", match[0])
            words = ("多少" + unit[0][-2:], "几" + unit[0][-1], "多少") if unit else ("多少", "百分之多少")
            found.append(Stretch(*match.span(), words, 1))
        for match in _MARKED.finditer(text):
            inner = chance.random() < 0.4
            found.append(Stretch(match.start() + inner, match.end() - inner, tuple(_WH["thing"]), 1))
        long = [Stretch(*match.span("answer"), self._long_words(match[0]), 2) for match in _LONG.finditer(text)]
        plain = self._plain(text, chance)
        return (
            found + chance.sample(long, min(len(long), 4)) + chance.sample(plain, min(len(plain), len(found) // 4 + 1))
        )

    def _long_words(self, text: str) -> tuple[str, ...]:
        return tuple(_WH["reason"] if text[0] in "因由" or text.startswith("为了") else _WH["thing"][:3])

    def _named(self, text: str) -> Iterator[Stretch]:
        """Stretches that some question has asked for elsewhere, longest first at each place."""
        at = 0
        while at < len(text):
            size = next((n for n in range(min(14, len(text) - at), 1, -1) if text[at : at + n] in self._known), 0)
            if size:
                yield Stretch(at, at + size, tuple(self._known[text[at : at + size]]), 1)
            at += size or 1

    def _plain(self, text: str, chance: random.Random) -> list[Stretch]:
        """Stretches between words of grammar."""
        edges = [0, *(e for match in _FUNCTION.finditer(text) for e in match.span()), len(text)]
        pairs = zip(edges[::2], edges[1::2], strict=False)
        return [Stretch(a, b, tuple(_WH["thing"]), 1) for a, b in pairs if 2 <= b - a <= 10 and not text[a].isdigit()]

    def _question(self, read: Tokens, stretch: Stretch, title: str, chance: random.Random) -> str | None:
        """The clause around the stretch, with a neighbour and the title now and then; None when too little of it is left."""
        low, high = next((a, b) for a, b in sentences(read.text) if a <= stretch.start < b)
        clauses = _clauses(read.text, low, high)
        own = next(i for i, (a, b) in enumerate(clauses) if a <= stretch.start < b)
        share = chance.choice(_DROPPED)
        word = chance.choice(stretch.words)
        beside = [own - 1] * (own > 0 and chance.random() < 0.6)
        beside += [own + 1] * (own + 1 < len(clauses) and chance.random() < 0.3)
        rest = ["".join(self._worn(read, *clauses[i], share, chance)) for i in beside]
        before = "".join(self._worn(read, clauses[own][0], stretch.start, share, chance))
        after = "".join(self._worn(read, stretch.end, clauses[own][1], share, chance))
        turned = before + after + chance.choice(["是", "是", "的是"]) + word
        asked = turned if before + after and chance.random() < 0.25 else before + word + after
        leads = title and title not in asked and chance.random() < 0.4
        lead = title + chance.choice(["", "的", ",", "中"]) if leads else ""
        question = re.sub(r"[。;!]", "", lead + ",".join([*rest, asked])).strip(",:? ")[-_LONGEST_QUESTION:]
        known = read.text[stretch.start : stretch.end] in question
        return None if known or len(question) - len(word) < 4 else question + chance.choice(["?", "?", "?", ""])

    def _worn(self, read: Tokens, start: int, end: int, share: float, chance: random.Random) -> list[str]:
        """The units of a stretch, some dropped, some exchanged for a synonym."""
        found, at = [], start
        while at < end:
            stop = at + 1
            while stop < end and read.tags[stop] % 4 in (1, 2):
                stop += 1
            word = int(read.words[at])
            if chance.random() >= share:
                other = self._synonym(word, chance) if stop - at > 1 and chance.random() < 0.12 else None
                found.append(other or read.text[at:stop])
            at = stop
        return found

    def _synonym(self, word: int, chance: random.Random) -> str | None:
        if not word:
            return None
        if word not in self._synonyms:
            vectors = self._vocabulary.vectors
            near = vectors[self._common] @ vectors[word]  # (w, d) @ (d,) -> (w,)
            best = self._common[np.argsort(-near)[: 1 + int((near > _ALIKE).sum())][:5]]
            self._synonyms[word] = [self._spelling(int(i)) for i in best if i not in (0, word)]
        return chance.choice(self._synonyms[word]) if self._synonyms[word] else None

    def _spelling(self, word: int) -> str:
        key, found = int(self._vocabulary.words[word - 1]), ""
        while key:
            found = chr(int(self._vocabulary.characters[key % BASE - 2])) + found
            key //= BASE
        return found


def _clauses(text: str, low: int, high: int) -> list[Span]:
    ends = [*(match.end() for match in _CUT.finditer(text, low, high)), high]
    return [(a, b) for a, b in zip([low, *ends[:-1]], ends, strict=True) if b > a]


def _answers(rows: Sequence[Row]) -> dict[str, list[str]]:
    """Short answers of the rows, each with words to ask for it: those of its own question, and of its kind."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        kind = kind_of(row.question, "zh-Hans")
        noun = _WH_NOUN.search(row.question)
        words = _WH[kind] if kind in _WH else _WH["thing"]
        for start, end in row.spans:
            if 2 <= end - start <= 14:
                found[row.passage[start:end]].update([noun[0]] * 3 if noun else words)
    return {answer: list(words.elements()) for answer, words in found.items()}
