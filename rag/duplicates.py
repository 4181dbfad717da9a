"""Reprints of one story: found in either script, told from updates of it, and folded into one article.

An article is a copy of another when that one says all it says: nearly all its shingles (runs of characters) and every one of its
numbers. So a story cut by a paragraph is a copy of the full one, never the other way round, and 160 projects are not 140.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rag.text import fold, numbers
from rag.types import Article, Copy

WIDTH = 5
"""Characters of a shingle."""
CONTAINED = 0.85
"""Share of an article's shingles that its original must have: one changed character costs WIDTH of them."""
ALIKE = 0.5
"""Jaccard similarity that both must have at least: a summary is not a copy of the story it sums up."""
SHORTEST = 50
"""Characters below which only the very same words, under the same title, are a copy."""
SMALL = 200
"""Articles up to which all pairs are compared: importing the library takes longer than that."""
_BANDS, _ROWS = 25, 4
"""Of the MinHash signature: two articles with a Jaccard similarity of 0.5, 0.7 or 0.85 share a band in 80, 99.9 or 100 %."""

_NO_WORD = re.compile(r"[\W_]+")
_PRIME = np.uint32(0x01000193)
Shingles = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class _Print:
    """What is compared of an article: `words` without space and marks, `shingles` as sorted hashes, `numbers` counted."""

    words: str
    shingles: Shingles
    numbers: Counter[str]


def group(articles: Sequence[Article]) -> list[list[int]]:
    """Articles that tell the same story, as places in `articles`: groups of two or more, the one that stays first, then in order.

    The one that stays says all that the others say; of several such it is one with a date, then the earliest, then the longest.
    """
    prints = [_print(article) for article in articles]
    near = _neighbours(prints)
    originals: dict[int, list[int]] = {}
    for row in sorted(range(len(prints)), key=lambda row: (-len(prints[row].words), _preference(articles[row]), row)):
        home = next(
            (kept for kept in sorted(near[row] & originals.keys()) if _is_copy(prints[row], prints[kept])), None
        )
        originals.setdefault(row if home is None else home, []).append(row)
    groups = [_stays_first(rows, articles, prints) for rows in originals.values() if len(rows) > 1]
    return sorted(groups, key=min)


def fold_in(articles: Sequence[Article]) -> list[Article]:
    """The articles in their order, one of each group of reprints, with the others named as its `copies`."""
    copies: dict[int, tuple[Copy, ...]] = {}
    dropped: set[int] = set()
    for first, *others in group(articles):
        copies[first] = tuple(_copy(articles[row]) for row in others)
        dropped.update(others)
    return [
        replace(article, copies=(*article.copies, *copies[row])) if row in copies else article
        for row, article in enumerate(articles)
        if row not in dropped
    ]


def _copy(article: Article) -> Copy:
    return Copy(article.id, article.title, article.publisher, article.published, article.source)


def _preference(article: Article) -> tuple[bool, str]:
    """With a date before without, early before late."""
    return (not article.published, article.published or "")


def _stays_first(rows: list[int], articles: Sequence[Article], prints: Sequence[_Print]) -> list[int]:
    """The rows in order, but first the best of those that all others are copies of; `rows[0]` always is such a one."""
    wanted = sorted(rows, key=lambda row: (*_preference(articles[row]), -len(articles[row].text), row))
    complete = (row for row in wanted if all(_is_copy(prints[other], prints[row]) for other in rows if other != row))
    first = next(complete, rows[0])
    return [first, *sorted(row for row in rows if row != first)]


def _print(article: Article) -> _Print:
    folded = fold(article.text)
    words = _NO_WORD.sub("", folded)
    if len(words) < SHORTEST:
        words += "\n" + _NO_WORD.sub("", fold(article.title)) if words else ""
    return _Print(words, _shingles(words), Counter(number.term for number in numbers(folded)))


def _shingles(words: str) -> Shingles:
    """Hashes of the runs of WIDTH characters, (n,), ascending, each once; empty for a text too short to be compared by them."""
    if len(words) < SHORTEST or "\n" in words:
        return np.empty(0, np.uint32)
    codes = np.frombuffer(words.encode("utf-32-le", "surrogatepass"), np.uint32)  # (characters,)
    count = len(codes) - WIDTH + 1
    hashed = np.zeros(count, np.uint32)
    for ahead in range(WIDTH):
        hashed = (hashed ^ codes[ahead : ahead + count]) * _PRIME
    return np.unique(hashed)


def _is_copy(one: _Print, other: _Print) -> bool:
    """Whether `other` says all that `one` says."""
    if one.numbers - other.numbers:
        return False
    if one.words == other.words:
        return True
    if not len(one.shingles) or not len(other.shingles):
        return False
    shared = len(np.intersect1d(one.shingles, other.shingles, assume_unique=True))
    union = len(one.shingles) + len(other.shingles) - shared
    return shared >= CONTAINED * len(one.shingles) and shared >= ALIKE * union


def _neighbours(prints: Sequence[_Print]) -> list[set[int]]:
    """For each article the others that may be copies of it or it of them, in both directions."""
    near: list[set[int]] = [set() for _ in prints]
    for rows in (*_same_words(prints), *(_pairs(prints) if len(prints) <= SMALL else _buckets(prints))):
        for row in rows:
            near[row].update(rows)
    return near


def _same_words(prints: Sequence[_Print]) -> Iterable[list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for row, each in enumerate(prints):
        if each.words:
            found[each.words].append(row)
    return found.values()


def _pairs(prints: Sequence[_Print]) -> Iterator[list[int]]:
    rows = [row for row, each in enumerate(prints) if len(each.shingles)]
    yield from ([one, other] for place, one in enumerate(rows) for other in rows[:place])


def _buckets(prints: Sequence[_Print]) -> Iterator[list[int]]:
    """Articles with a band of their MinHash signatures in common (Broder, 1997; Leskovec et al., Mining of Massive Datasets, ch. 3)."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(num_perm=_BANDS * _ROWS, params=(_BANDS, _ROWS))
    blank = MinHash(num_perm=_BANDS * _ROWS, hashfunc=int)
    for row, each in enumerate(prints):
        if len(each.shingles):
            signature = blank.copy()
            signature.update_batch(each.shingles.tolist())
            found = index.query(signature)
            index.insert(row, signature, check_duplication=False)
            yield from ([row, other] for other in found)
