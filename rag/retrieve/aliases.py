"""Short names that the articles themselves introduce: 香港科技大學（港科大）, 香港城市大學深圳研究院（下稱「深研院」）.

In the manner of Schwartz and Hearst (2003, "A simple algorithm for identifying abbreviation definitions"): what stands in the
brackets is a short name when its characters stand, in order, in what stands before them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from rag.text import CJK, fold
from rag.text.terms import EMPTY
from rag.types import Article

_BRACKETED = re.compile(
    rf"""
    (?P<long>[{CJK}A-Za-z0-9·]{{3,40}}) ["”」』》]? \s* [（(] \s*
    (?P<said>以?下简称|以?下稱|以?下称|以?下簡稱|简称为?|簡稱為?|又称|又稱|俗称|俗稱|即|也叫|亦称|亦稱)? [:：]? \s*
    [“"「『]? (?P<short>[{CJK}A-Za-z0-9]{{2,8}}) ["”」』]? \s* [)）]
    """,
    re.VERBOSE,
)
_MOST_LONGER = 8
"""How many times as long as its short name a name may be."""
_SORT = 3
"""Characters at the end of a name that say what it is a name of: 研究院, 合作區."""
_WHOLE = 16
"""Characters of a name that may be all that stands before the brackets."""


def aliases(articles: Iterable[Article]) -> list[tuple[str, ...]]:
    """(name, short name) of what is introduced with both, as the articles write them, in their order, each once.

    A name reaches as far to the left as the short name needs, and further while the corpus never writes it otherwise.
    """
    folded = [(article, fold(article.text)) for article in articles]
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    texts = [text for _, text in folded]
    for article, text in folded:
        for match in _BRACKETED.finditer(article.text):
            start = _start(text[slice(*match.span("long"))], text[slice(*match.span("short"))], bool(match["said"]))
            if start is not None:
                first = _widened(text, match.start("long"), match.start("long") + start, match.end("long"), texts)
                first += text[first] in EMPTY
                name, short = article.text[first : match.end("long")], match["short"]
                found.setdefault((fold(name), fold(short)), (name, short))
    return list(found.values())


def alias_lines(names: Sequence[tuple[str, ...]]) -> str:
    """The names as lines of an alias file, empty without any: those of one sort, as two 研究院 are, under a heading that tells them apart."""
    sorts: dict[str, list[tuple[str, ...]]] = {}
    for group in names:
        sorts.setdefault(fold(group[0])[-_SORT:], []).append(group)
    several = {f"{sort}, each only itself": found for sort, found in sorts.items() if len(found) > 1}
    others = [found[0] for found in sorts.values() if len(found) == 1]
    headed = {**several, "Introduced by the articles": others} if names else {}
    return "".join(
        f"# {heading}\n" + "".join(f"{', '.join(group)}\n" for group in found) for heading, found in headed.items()
    )


def _start(name: str, short: str, said: bool) -> int | None:
    """Where in the name its short name's first character stands, when all stand there in order, found from the right.

    The end of a name, as 合作區 is, is a short name only when the article says so (`said`); the name is then all there is.

    >>> _start("位于香港科技大学", "港科大", False), _start("香港中文大学", "深圳", False)
    (3, None)
    """
    if short in name:
        return 0 if said and name.endswith(short) and len(short) < len(name) <= _WHOLE else None
    at = len(name)
    for char in reversed(short):
        at = name.rfind(char, 0, at)
        if at < 0:
            return None
    return at if len(short) < len(name) - at <= _MOST_LONGER * len(short) else None


def _widened(text: str, least: int, first: int, end: int, texts: Sequence[str]) -> int:
    """The name's beginning, moved left over characters that stand before it wherever it stands, at least twice."""
    while first > least:
        before = Counter(one[at - 1 : at] for one in texts for at in _places(one, text[first:end]))
        if len(before) != 1 or before.total() < 2:
            return first
        first -= 1
    return first


def _places(text: str, part: str) -> list[int]:
    return [match.start() for match in re.finditer(re.escape(part), text)]
