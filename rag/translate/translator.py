"""An English question as groups of Chinese search terms: dictionary, aliases, names in pinyin, numbers. Offline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from rag.text import CJK, fold, keywords
from rag.translate.aliases import Aliases, read_aliases
from rag.translate.candidates import held, unit_groups
from rag.translate.names import Names, open_names
from rag.translate.numerals import in_figures
from rag.translate.reading import PHRASE, Frequency, read
from rag.translate.table import SortedTable, open_table
from rag.translate.transliteration import Sounds, open_sounds
from rag.types import Group, Name

MODELS = Path(__file__).parent.parent / "models" / "translate"
_IDLE = re.compile(r"\b(?:in the first place|by the way|at the end of the day|as a matter of fact)\b", re.IGNORECASE)
"""Words that ask for nothing, and name a place, a way or a day."""
_RUN = re.compile(rf"[{CJK}]+(?:[\s\d]*[{CJK}]+)*")


@dataclass(frozen=True, slots=True)
class Translator:
    """Turns questions into groups, one or a few for each unit of meaning; holds no state between questions."""

    dictionary: SortedTable
    names: Names
    sounds: Sounds
    aliases: Aliases = field(default_factory=Aliases)

    def groups(self, question: str, frequency: Frequency) -> list[Group]:
        """The groups of an English question, in its order, with the candidates that the corpus holds.

        What the corpus holds in no translation stays as its own English word, so that a reader can tell what was asked
        and not found. Chinese inside the question is taken as it stands. Labels are in folded (Simplified) characters.
        """
        counted = cache(frequency)
        plain = in_figures(_IDLE.sub(" ", question))
        reading = read(
            plain, cache(self.candidates), max(PHRASE, self.aliases.longest), self.names, self.sounds, counted
        )
        found = [*self._chinese(plain, counted), *reading.groups_and_absent()]
        return list(dict.fromkeys(group for _, group in sorted(found, key=lambda pair: pair[0])))

    def expand(self, question: str, frequency: Frequency) -> list[Group]:
        """The groups of the aliases that a Chinese question mentions: every name of a thing it calls by one of them."""
        counted = cache(frequency)
        found: list[Group] = []
        for name in self.aliases.mentions(question):
            if candidates := held(dict.fromkeys(self.aliases.of(name), 1.0), counted):
                found += unit_groups(candidates, counted)
        return list(dict.fromkeys(found))

    def named(self, question: str, groups: Sequence[Group]) -> list[Name]:
        """The names of the alias files that a question mentions, each once: first those it spells out, in its order.

        `groups` are those of an English question; a Chinese one is read itself.
        """
        read = [word for group in groups for word in (fold(group.label), group.sought[0])]
        found = dict.fromkeys([*self.aliases.mentions(question), *read])
        known = [(name, self.aliases.others(name)) for name in found]
        return [Name(name, others, self.aliases.rivals(name)) for name, others in known if others]

    def candidates(self, key: str) -> dict[str, float]:
        """What a dictionary key may be in Chinese, by dictionary or alias: word → weight up to 1."""
        return parse_candidates(self.dictionary.get(key) or "") | dict.fromkeys(self.aliases.of(key), 1.0)

    def _chinese(self, question: str, frequency: Frequency) -> Iterator[tuple[int, Group]]:
        for run in _RUN.finditer(question):
            found = [term for term in keywords(run.group()) if len(term) > 1] or [run.group()]
            for place, term in enumerate(found):
                yield run.start(), Group(((term, 1.0),), label="" if place else run.group())
            for group in self.expand(run.group(), frequency):
                yield run.start(), group


def parse_candidates(value: str) -> dict[str, float]:
    """The value of a dictionary line, whose weights are hundredths.

    >>> parse_candidates("通道88 频道85")
    {'通道': 0.88, '频道': 0.85}
    """
    return {item[:-2]: int(item[-2:]) / 100 for item in value.split()}


def written(candidates: dict[str, float]) -> str:
    """The dictionary line's value for candidates, best first: what `parse_candidates` reads."""
    ordered = sorted(candidates.items(), key=lambda item: (-item[1], item[0]))
    return " ".join(f"{word}{min(99, max(1, round(weight * 100))):02d}" for word, weight in ordered)


def open_translator(extra: Path | None = None, models: Path = MODELS) -> Translator:
    """The bundled translator, with the names of an alias file of one's own when given; raises CorpusError for a bad file."""
    return Translator(
        open_table(models / "dictionary.txt"),
        open_names(models),
        open_sounds(models / "sounds.txt"),
        read_aliases(models / "aliases.txt", *([extra] if extra else [])),
    )
