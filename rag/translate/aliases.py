"""Names that are the same thing: a text file that anyone can add to, one group a line.

港科大, 香港科技大學, HKUST, Hong Kong University of Science and Technology     # a comment
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rag.errors import CorpusError
from rag.text import UNIVERSITY, fold
from rag.translate.english import key_of

_APART = "each only itself"
"""How a heading ends under which no name stands for another: a university for a university."""
_COMMAS = str.maketrans("，、", ",,")


@dataclass(frozen=True, slots=True)
class Aliases:
    """Groups of names, each found by any of its members. Members are folded; English ones are dictionary keys."""

    groups: tuple[tuple[str, ...], ...] = ()
    lines: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Member → the numbers of its groups: a short name may stand for two things."""

    longest: int = 0
    """Words of the longest English name."""

    proper: frozenset[str] = frozenset()
    """The members that are names: of groups whose first Latin name begins with a capital, as IPO and HKUST do, or without any."""

    headings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Heading under which no name stands for another → the members there."""

    def of(self, name: str) -> tuple[str, ...]:
        """All members of the groups that `name` is in; empty when it is in none."""
        return tuple(dict.fromkeys(member for number in self.lines.get(name, ()) for member in self.groups[number]))

    def others(self, name: str) -> tuple[str, ...]:
        """The other names, of two characters or more, of what is called by a name of two or more itself; empty for a word."""
        if len(name) < 2 or name not in self.proper:
            return ()
        return tuple(other for other in self.of(name) if other != name and len(other) > 1)

    def rivals(self, name: str) -> tuple[str, ...]:
        """The names of two characters or more of everything else under the headings of a name, each once; empty without one.

        What shares a name with one of its names is the same thing: two articles may shorten one long name in two ways.
        """
        own = {same for other in self.of(name) for same in self.of(other)}
        there = (members for members in self.headings.values() if name in members)
        found = dict.fromkeys(other for members in there for other in members)
        return tuple(other for other in found if len(other) > 1 and other not in own)

    def mentions(self, text: str) -> list[str]:
        """The members that stand in a text, in its order, the longest at each place, without overlaps."""
        folded, start, found = fold(text), 0, []
        longest = max(map(len, self.lines), default=0)
        while start < len(folded):
            ends = range(min(len(folded), start + longest), start, -1)
            end = next((end for end in ends if self._stands(folded, start, end)), start)
            if end > start:
                found.append(folded[start:end])
            start = max(end, start + 1)
        return found

    def _stands(self, text: str, start: int, end: int) -> bool:
        """Whether a member stands at `text[start:end]`: a Latin one only as a whole word, and 北大 not in 東北大學 but in 北大學生."""
        if text[start:end] not in self.lines or (text[end - 1] == "大" and UNIVERSITY.match(text, end)):
            return False
        edges = (text[max(start - 1, 0) : start + 1], text[end - 1 : end + 1])
        return not any(len(edge) == 2 and edge.isascii() and edge.isalnum() for edge in edges)


def read_aliases(*paths: Path) -> Aliases:
    """The alias files, as one. Raises CorpusError naming the line when one has no second name, or a file is not UTF-8."""
    groups: list[tuple[str, ...]] = []
    lines: dict[str, list[int]] = {}
    proper: set[str] = set()
    headings: dict[str, list[str]] = {}
    for heading, names in (line for path in paths for line in _groups(path)):
        group = tuple(dict.fromkeys(map(_member, names)))
        for name in group:
            lines.setdefault(name, []).append(len(groups))
        groups.append(group)
        latin = next((name for name in names if name.isascii()), "")
        proper.update(group if not latin or latin[0].isupper() else ())
        if heading.endswith(_APART):
            headings.setdefault(heading, []).extend(group)
    longest = max((name.count(" ") + 1 for name in lines), default=0)
    numbers = {name: tuple(found) for name, found in lines.items()}
    apart = {heading: tuple(dict.fromkeys(members)) for heading, members in headings.items()}
    return Aliases(tuple(groups), numbers, longest, frozenset(proper), apart)


def _groups(path: Path) -> Iterator[tuple[str, list[str]]]:
    """The names of each line, as they are typed, under the last line that is a comment as a whole."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CorpusError(f"{path}: the alias file cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise CorpusError(f"{path}: the alias file is not UTF-8 text: save it as UTF-8.") from None
    heading = ""
    for number, line in enumerate(text.splitlines(), 1):
        heading = line.strip("# ") if line.startswith("#") else heading
        names = [name.strip() for name in line.partition("#")[0].translate(_COMMAS).split(",")]
        if names == [""]:
            continue
        if "" in names or len(set(map(_member, names))) < 2:
            raise CorpusError(f"{path}, line {number}: write at least two different names with a comma between them.")
        yield heading, names


def _member(name: str) -> str:
    """A name as it is looked up: folded Chinese as it is, English as a dictionary key."""
    folded = fold(name).strip()
    return key_of(folded) if folded.isascii() else "".join(folded.split())
