"""Which stretches of the retrieved passages the span reader reads: those around the sentences that look best without it.

Reading ten whole passages takes three times as long, and finds the same answers (docs/experiments.md).
"""

from __future__ import annotations

from collections.abc import Sequence

from rag.read.sentence import Candidate
from rag.types import Passage

BUDGET = 640
"""Code points read in all."""
_SIZE = 160
"""Code points of a window at least, where its passage has them: the span reader has learnt on 140 to 340."""


def windows(ranked: Sequence[Candidate]) -> list[Passage]:
    """Whole sentences around the best candidates, `ranked` best first; none overlaps another. At least one, if there is a candidate."""
    found: list[Passage] = []
    for candidate in ranked:
        if any(_within(candidate.passage, window) for window in found):
            continue
        grown = _grown(candidate, ranked)
        apart = [window for window in found if not window.overlaps(grown)]
        joined = _joined([grown, *(window for window in found if window.overlaps(grown))])
        total = sum(window.end - window.start for window in apart) + joined.end - joined.start
        if found and total > BUDGET:
            break
        found = [*apart, joined]
    return found


def _within(part: Passage, whole: Passage) -> bool:
    return part.article.id == whole.article.id and whole.start <= part.start and part.end <= whole.end


def _grown(candidate: Candidate, ranked: Sequence[Candidate]) -> Passage:
    """The candidate with sentences of its passage before and after it, in turn, until it is long enough."""
    around = sorted((c.passage for c in ranked if c.hit is candidate.hit), key=lambda passage: passage.start)
    low = high = next(i for i, passage in enumerate(around) if passage.start == candidate.passage.start)
    while around[high].end - around[low].start < _SIZE and (low > 0 or high < len(around) - 1):
        if low > 0:
            low -= 1
        if high < len(around) - 1 and around[high].end - around[low].start < _SIZE:
            high += 1
    return Passage(candidate.passage.article, around[low].start, around[high].end)


def _joined(parts: Sequence[Passage]) -> Passage:
    return Passage(parts[0].article, min(part.start for part in parts), max(part.end for part in parts))
