"""The sentences of the retrieved passages, each with what it shares with the question and what it leaves out of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from rag.cite import trim
from rag.embed import Encoder
from rag.lexical import Lexical
from rag.read.identity import asks_who, identity
from rag.read.kinds import Kind
from rag.read.missing import Gap, Text, gap, missing
from rag.read.spans import Place, holds, subject_end
from rag.read.units import Unit
from rag.text import Number, fold, numbers, sentences, terms
from rag.types import Group, Hit, Passage, Query

CLOSE = 16
"""Best sentences among which a second quote, or the other side of a comparison, is looked for."""
_SHORTEST = 6
"""Code points of a sentence worth reading; headings and bylines of a word or two are not."""
_AVERAGE = 60
"""Terms of a usual sentence, for the length part of BM25."""
_K1, _B = 1.2, 0.6
_WHOLE_SUBJECT = 0.8
"""Share of the question that must be in a subject for its definition to be the one asked for."""
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_RAREST = 4
_KEPT = 20_000
"""Sentences whose terms, numbers and vectors are kept for the next question."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the span reader says of a sentence: the chance that it answers within its window, the window's chance of holding no
    answer, and the likeliest span with its chance."""

    chance: float = 0.0
    nothing: float = 1.0
    span: Passage | None = None
    span_chance: float = 0.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence. `matched` are numbers of the question's groups it holds, `places` where: (start, end, weight)."""

    passage: Passage
    hit: Hit
    rank: int
    matched: tuple[int, ...]
    places: tuple[Place, ...]
    coverage: float
    saturated: float
    passage_coverage: float
    passage_rarest: float
    numbers_missing: float
    title_coverage: float
    rarest: float
    cosine: float
    longest: int
    right_kind: bool
    defines: float
    """Share of the question's weight in the subject of which the sentence says what it is; 0 when it does not."""
    gap: Gap
    """What of the question the sentence, its title and year leave out."""
    said: Said = Said()


@dataclass(frozen=True, slots=True)
class _Around:
    """What the passage of a sentence shares with the question, the title and date of its article counted in."""

    coverage: float
    rarest: float
    numbers_missing: float
    title_coverage: float
    head: str
    """Title and year of the article."""


@dataclass(frozen=True, slots=True)
class _Asked:
    groups: Sequence[Group]
    weights: Sequence[float]
    total: float
    folded: str
    kind: Kind
    units: Sequence[Unit]
    who: bool
    """Whether it names a person and asks who that is."""
    relative: Sequence[Group]
    """The groups with the weights of their terms beside that of the best."""
    rarest: Sequence[int]
    """Its _RAREST groups of most weight."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """What there is to know of a sentence whatever is asked."""

    folded: str
    counts: Mapping[str, int]
    length: int
    numbers: tuple[Number, ...]


_known: dict[tuple[str, str], NDArray[np.float32]] = {}
"""Vectors of sentences by the name of their model and their text: what was read for one question is read for the next."""


def _vectors(texts: Sequence[str], encoder: Encoder) -> NDArray[np.float32]:
    """(n, d), those of unknown sentences computed together."""
    if len(_known) > _KEPT:
        _known.clear()
    keys = [(encoder.name, text) for text in texts]
    found = {key: _known.get(key) for key in keys}
    new = [key for key, vector in found.items() if vector is None]
    if new:
        made = dict(zip(new, encoder.passages([text for _, text in new]), strict=True))
        _known.update(made)
        found |= made
    return np.array([found[key] for key in keys], dtype=np.float32)


@lru_cache(maxsize=_KEPT)
def _facts(sentence: str) -> _Facts:
    counts = Counter(terms(sentence))
    return _Facts(fold(sentence), counts, counts.total(), tuple(numbers(sentence)))


def candidates(
    query: Query, kind: Kind, hits: Sequence[Hit], lexical: Lexical, encoder: Encoder, units: Sequence[Unit]
) -> list[Candidate]:
    """All sentences of the hits in reading order, the hits best first. Empty when the question has no known term.

    `units` are the question's, for what a sentence leaves out.
    """
    weights = [lexical.group_idf(group) * group.weight for group in query.groups]
    total = sum(weights)
    if total <= 0:
        return []
    who, relative = asks_who(query.text, query.language), [_relative(group) for group in query.groups]
    rarest = sorted(range(len(weights)), key=lambda i: -weights[i])[:_RAREST]
    asked = _Asked(query.groups, weights, total, fold(query.text), kind, units, who, relative, rarest)
    around = [_around(asked, hit.passage) for hit in hits]
    found = [(rank, hit, quote) for rank, hit in enumerate(hits, 1) for quote in _sentences(hit.passage)]
    if not found:
        return []
    vectors = _vectors([quote.text for _, _, quote in found], encoder)  # (n, d)
    cosines = vectors @ encoder.queries([query.text])[0]  # (n, d) @ (d,) -> (n,)
    return [
        _candidate(asked, around[rank - 1], rank, hit, quote, float(cosine))
        for (rank, hit, quote), cosine in zip(found, np.asarray(cosines), strict=True)
    ]


def _relative(group: Group) -> Group:
    """The group with its best term at weight 1: whether its thing is named counts here, not how sure the translation was."""
    best = max((weight for _, weight in group.terms), default=1.0)
    return replace(group, terms=tuple((term, weight / best) for term, weight in group.terms))


def _sentences(passage: Passage) -> list[Passage]:
    parts = (
        trim(Passage(passage.article, passage.start + start, passage.start + end))
        for start, end in sentences(passage.text)
    )
    return [part for part in parts if part.end - part.start >= _SHORTEST]


def _candidate(asked: _Asked, around: _Around, rank: int, hit: Hit, quote: Passage, cosine: float) -> Candidate:
    facts = _facts(quote.text)
    counts = facts.counts
    held = [_most(group, counts) for group in asked.groups]
    matched = tuple(i for i, count in enumerate(held) if count)
    places = _places(asked, matched, facts)
    told = _with_head(quote.text, around.head)
    return Candidate(
        passage=quote,
        hit=hit,
        rank=rank,
        matched=matched,
        places=places,
        coverage=sum(asked.weights[i] * min(held[i], 1.0) for i in matched) / asked.total,
        saturated=sum(asked.weights[i] * _saturate(held[i], facts.length) for i in matched) / asked.total,
        passage_coverage=around.coverage,
        passage_rarest=around.rarest,
        numbers_missing=around.numbers_missing,
        title_coverage=around.title_coverage,
        rarest=_rarest(asked, matched),
        cosine=cosine,
        longest=_longest_shared(asked.folded, facts.folded),
        right_kind=holds(asked.kind, asked.folded, facts.folded, places),
        defines=_defines(asked, quote.text, places),
        gap=gap(asked.units, [missing(unit, told) for unit in asked.units]),
    )


def _defines(asked: _Asked, sentence: str, places: Sequence[Place]) -> float:
    if not asked.who and asked.kind not in ("definition", "person"):
        return 0.0
    if asked.who:
        return _coverage(asked, set(terms(sentence))) if identity(sentence, places) else 0.0
    end = subject_end(asked.kind, sentence, places)
    subject = set(terms(sentence[:end])) if end else set()
    share = _coverage(asked, subject, asked.relative)
    return share if share >= _WHOLE_SUBJECT else 0.0


def _saturate(count: float, length: int) -> float:
    return count * (_K1 + 1) / (count + _K1 * (1 - _B + _B * length / _AVERAGE))


def _around(asked: _Asked, passage: Passage) -> _Around:
    article = passage.article
    title = _facts(article.title).counts.keys()
    present = _facts(passage.text).counts.keys() | title
    if article.published:
        present |= set(terms(article.published[:4]))
    matched = [i for i, group in enumerate(asked.groups) if any(term in present for term, _ in group.terms)]
    wanted = [i for i, group in enumerate(asked.groups) if group.terms[0][0].startswith("=")]
    missing = sum(i not in matched for i in wanted) / len(wanted) if wanted else 0.0
    head = f"{article.title}\n{(article.published or '')[:4]}"
    return _Around(_coverage(asked, present), _rarest(asked, matched), missing, _coverage(asked, title), head)


def _most(group: Group, counts: Mapping[str, int]) -> float:
    """How often the text has a term of the group, by the term's weight; of the term for which that is most."""
    most = 0.0
    for term, weight in group.terms:
        if term in counts:
            most = max(most, weight * counts[term])
    return most


def _coverage(asked: _Asked, present: Set[str], groups: Sequence[Group] | None = None) -> float:
    """Share of the question's weight that is present, in [0, 1]; by other groups in its own groups' places when given."""
    held = 0.0
    for group, weight in zip(groups or asked.groups, asked.weights, strict=True):
        held += weight * max([chance for term, chance in group.terms if term in present], default=0.0)
    return held / asked.total


def _rarest(asked: _Asked, matched: Sequence[int]) -> float:
    """Share of the weight of the question's rarest groups that is matched."""
    weight = sum(asked.weights[i] for i in asked.rarest)
    return sum(asked.weights[i] for i in asked.rarest if i in matched) / weight if weight else 0.0


@lru_cache(maxsize=_KEPT)
def _with_head(sentence: str, head: str) -> Text:
    """The sentence with the title of its article, and with the article's year unless it names a year itself."""
    facts = _facts(sentence)
    title, _, year = head.rpartition("\n")
    top = _facts(title if _YEAR.search(facts.folded) else f"{title}\n{year}")
    values = frozenset(number.value for number in (*facts.numbers, *top.numbers))
    return Text(f"{facts.folded}\n{top.folded}", frozenset(facts.counts.keys() | top.counts.keys()), values)


def _places(asked: _Asked, matched: Sequence[int], facts: _Facts) -> tuple[Place, ...]:
    """Where the sentence holds the terms of the question; a number stands where it is written, in whatever digits."""
    written = {number.term: (number.start, number.end) for number in facts.numbers}
    found = []
    for i in matched:
        for term, chance in asked.groups[i].terms:
            at = facts.folded.find(term)
            span = written.get(term) or ((at, at + len(term)) if at >= 0 else None)
            if span:
                found.append((*span, asked.weights[i] * chance))
    return tuple(found)


def _longest_shared(one: str, other: str) -> int:
    """Length of the longest stretch both texts hold, white space aside."""
    best = 0
    one = "".join(one.split())
    for start in range(len(one)):
        while start + best < len(one) and one[start : start + best + 1] in other:
            best += 1
    return best
