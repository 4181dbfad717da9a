"""One question read from left to right: at each place the longest unit that means something here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from rag.text import Number, numbers
from rag.translate.candidates import held, unit_groups, united
from rag.translate.english import Word, caseless, forms, roots, words
from rag.translate.grammar import grammar_groups
from rag.translate.names import Names
from rag.translate.numerals import month_of, number_terms
from rag.translate.transliteration import Sounds
from rag.types import Group

PHRASE = 5
"""Words of the longest dictionary phrase."""
PARTS = 0.4
"""Weight of a word inside a phrase beside the phrase."""
_MOST_FORMS, _FORM_SHARE, _LEAST_WEIGHT = 3, 0.8, 0.15

_WELL_KNOWN = 0.6
"""Weight of a phrase's translation from which on it is taken for one."""

_COUNTRY = frozenset("国洲")
"""Last characters of countries and continents."""

Frequency = Callable[[str], int]
"""Number of indexed passages that hold a folded term; 0 when the corpus has none."""
Placed = tuple[int, list[Group]]
"""How many words were read, and their groups."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A question, its words and numbers, and what it is looked up in."""

    question: str
    words: list[Word]
    numbers: list[Number]
    lookup: Callable[[str], dict[str, float]]
    """Dictionary key → Chinese word: weight."""
    longest: int
    """Words of the longest key that `lookup` knows."""
    names: Names
    sounds: Sounds
    frequency: Frequency

    def groups(self) -> Iterator[tuple[int, Group]]:
        """(offset, group) in the order of the question."""
        place = 0
        while place < len(self.words):
            read, groups = self._unit(place)
            for group in groups:
                yield self.words[place].start, replace(group, asked=self._asked(place, read))
            place += read

    def groups_and_absent(self) -> Iterator[tuple[int, Group]]:
        """The groups, and before them one for each phrase of two words or more that the dictionary knows well and the corpus does not hold,
        the longest only: nothing is searched by it, but the question asks for it. Where it is a name, its words ask for nothing beside it
        and are not shown."""
        absent = list(self._absent_phrases())
        for place, read, word in absent:
            yield self.words[place].start, Group(((word, 1.0),), 0.0, word, asked=self._asked(place, read))
        named = {
            word.start
            for place, read, _ in absent
            for word in self.words[place : place + read]
            if self._is_name(place, read)
        }
        for start, group in self.groups():
            yield (
                start,
                replace(group, label="", weight=PARTS * group.weight) if start in named and group.label else group,
            )

    def _asked(self, place: int, read: int) -> str:
        return self.question[self.words[place].start : self.words[place + read - 1].end]

    def _is_name(self, place: int, read: int) -> bool:
        """Whether all words of a phrase but those of grammar are written with a capital."""
        return all(word.capital or word.functional for word in self.words[place : place + read])

    def _absent_phrases(self) -> Iterator[tuple[int, int, str]]:
        """(place, words, Chinese) of each."""
        place = 0
        while place < len(self.words):
            read, word = self._absent(place)
            if word:
                yield place, read, word
            place += read

    def _absent(self, place: int) -> tuple[int, str]:
        """How many words the phrase that begins here has, and its Chinese; empty when the corpus holds it or there is none."""
        for length in range(min(self.longest, len(self.words) - place), 1, -1):
            several = self.words[place : place + length]
            if several[0].functional or several[-1].functional or any(word.key.isdigit() for word in several):
                continue
            for key in _phrase_keys([word.key for word in several], PHRASE):
                if here := self._held(key):
                    return length, ""
                best, weight = _sought(self.lookup(key), here)
                if weight >= _WELL_KNOWN:
                    return length, best
        return 1, ""

    def _unit(self, place: int) -> Placed:
        return self._phrase(place) or self._figure(place) or self._name(place) or self._word(place)

    def _phrase(self, place: int) -> Placed | None:
        """The longest phrase of two words or more that begins here and that the corpus holds."""
        for length in range(min(self.longest, len(self.words) - place), 1, -1):
            several = self.words[place : place + length]
            if all(word.functional for word in several) or several[0].key.isdigit():
                continue
            for key in _phrase_keys([word.key for word in several], PHRASE):
                if here := self._held(key):
                    sought = _sought(self.lookup(key), here)
                    return length, [*unit_groups(here, self.frequency, sought), *self._parts(several)]
        return None

    def _parts(self, phrase: list[Word]) -> Iterator[Group]:
        """The words of a phrase one by one, of less weight and unshown: it may be no phrase here."""
        for word in phrase:
            if not word.functional and (found := self._here(word, self._any_form(word))):
                for group in unit_groups(found, self.frequency):
                    yield Group(group.terms, PARTS * group.weight)

    def _figure(self, place: int) -> Placed | None:
        """A number or a month, as terms of numbers."""
        word = self.words[place]
        before = self.words[place - 1] if place else None
        number = next((number for number in self.numbers if number.start <= word.start < number.end), None)
        if number:
            read = sum(number.start <= other.start < number.end for other in self.words)
            after = self.words[place + read] if place + read < len(self.words) else None
            found = number_terms(number, self.question, before, after)
            return read, [Group(found, label=self.question[number.start : number.end].strip())]
        after = self.words[place + 1] if place + 1 < len(self.words) else None
        month = month_of(word, before.key if before else "", after.key if after else "")
        return (1, [Group(((f"={month}", 1.0),), label=f"{month}月")]) if month else None

    def _name(self, place: int) -> Placed | None:
        """A person's name in pinyin: two or three words, capitalised or else unknown to the dictionary."""
        for length in (3, 2):
            several = self.words[place : place + length]
            if len(several) < length or not self._may_be_name(several):
                continue
            if groups := self.names.person([word.key for word in several], self.frequency):
                return length, groups
        return None

    def _may_be_name(self, several: list[Word]) -> bool:
        if not all(word.key[0].isalpha() for word in several) or several[0].functional:
            return False
        if all(word.capital for word in several):
            return True
        return not any(word.functional for word in several) and any(not self.lookup(word.key) for word in several)

    def _word(self, place: int) -> Placed:
        word = self.words[place]
        if word.functional:
            return 1, grammar_groups(word.key, self.frequency)
        likely = self._any_form(word)
        if here := self._here(word, likely):
            return 1, unit_groups(here, self.frequency, _sought(likely, here))
        return 1, self._by_sound(word) or [Group(((word.key, 1.0),), label=word.key, sought=_sought(likely, {}))]

    def _by_sound(self, word: Word) -> list[Group]:
        """Groups of a name in one word: a Chinese one by its spelling, or a foreign one by the sounds of its letters."""
        chinese = self.names.pinyin.word(word.key, self.frequency)
        if not (word.capital or caseless(self.question)):
            return chinese
        surname = self.names.surname(word.key, self.frequency) if word.capital and not chinese else []
        return surname or united(chinese, self.sounds.groups(word.key, self.frequency))

    def _any_form(self, word: Word) -> dict[str, float]:
        """Candidates of a word in the forms that a dictionary lists, each further one less sure, or else of its root."""
        key, found = word.key, dict[str, float]()
        listed = [entry for form in dict.fromkeys(forms(key)) if (entry := self.lookup(form))][:_MOST_FORMS]
        for place, entry in enumerate(listed or [entry for root in roots(key) if (entry := self.lookup(root))][:1]):
            for candidate, weight in entry.items():
                found[candidate] = max(weight * _FORM_SHARE**place, found.get(candidate, 0.0))
        return {candidate: weight for candidate, weight in found.items() if weight >= _LEAST_WEIGHT}

    def _here(self, word: Word, likely: dict[str, float]) -> dict[str, float]:
        """Those of a word's candidates that the corpus holds, the English word itself one of them; without the lone character that
        stands for a name which the corpus does not hold: where nobody writes 法国, 法 is not France."""
        here = held({**likely, word.key: 1.0}, self.frequency) if likely else {}
        best = max(likely, key=lambda candidate: likely[candidate], default="")
        if best not in here and len(best) > 1 and (word.capital or best[-1] in _COUNTRY):
            here.pop(best[0], None)
        return here

    def _held(self, key: str) -> dict[str, float]:
        """Candidates of a key that the corpus holds; the English words themselves are one of them."""
        found = self.lookup(key)
        return held({**found, key: 1.0}, self.frequency) if found else {}


def _sought(likely: dict[str, float], here: dict[str, float]) -> tuple[str, float]:
    """The likeliest of a unit's candidates with its weight, when the corpus holds none so likely."""
    best = max(likely, key=lambda candidate: likely[candidate], default="")
    return (best, likely[best]) if best and likely[best] > max(here.values(), default=0.0) else ("", 0.0)


def _phrase_keys(parts: list[str], most: int) -> Iterator[str]:
    """The keys a phrase may be listed under: as it stands, then with its last or its first word in another form."""
    yield " ".join(parts)
    if len(parts) <= most:
        for form in forms(parts[-1]):
            yield " ".join([*parts[:-1], form])
        for form in forms(parts[0]):
            yield " ".join([form, *parts[1:]])


def read(
    question: str,
    lookup: Callable[[str], dict[str, float]],
    longest: int,
    names: Names,
    sounds: Sounds,
    frequency: Frequency,
) -> Reading:
    """A question ready to be read; numbers must be in figures."""
    return Reading(question, words(question), list(numbers(question)), lookup, longest, names, sounds, frequency)
