"""English as units to look up: words, their dictionary forms, and the words that carry no content."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from rag.text import CJK, fold

_LETTER = rf"[^\W_{CJK}]"
_WORD = re.compile(rf"{_LETTER}+(?:[.&@+']{_LETTER}+)*")

_FUNCTION = """
a an the this that these those some any each every both either neither such same other others another own i me
my mine we us our ours you your yours he him his she her hers it its they them their theirs myself yourself
himself herself itself ourselves themselves one ones someone anyone everyone something anything what which who
whom whose when where why how many much is are was were be been being am do does did doing done has have had
having can could will would shall should may might must ought isn't aren't wasn't weren't don't doesn't didn't
hasn't haven't hadn't can't cannot couldn't won't wouldn't shouldn't i'm i've i'd i'll you're you've we're we've
they're they've it's that's what's who's there's let's of in on at by for with from to into onto upon about
above below over under between among through during before after since until till against within without across
along around behind beyond near off out up down toward towards per via as than like and or nor but if then else
so because although though while whereas whether unless not no yes there here too also very just only even still
yet already ever never again once more most less least quite rather please tell explain describe give list show
say says said know name names named called mean means meant happen happened according regarding concerning following
exactly currently actually really all lot lots
"""
_FUNCTION_WORDS = frozenset(_FUNCTION.split())


_AFTER_WHAT = frozenset(["share", "percentage", "proportion", "number", "amount", "time", "type", "kind", "sort"])
"""What is asked for itself: what share, which type."""
_AFTER_HOW = frozenset(["old", "long", "far", "often", "big", "tall", "large", "high", "deep", "soon", "well"])


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: `text[start:end]`, folded, without a possessive 's. `capital`: written so, or joined to one."""

    key: str
    start: int
    end: int
    capital: bool
    functional: bool
    """Whether the word only holds a sentence together: 'us' does, 'US' does not; 'old' does in 'how old'."""


def words(text: str) -> list[Word]:
    """The words of a text in order; hyphens part words, dots and ampersands inside one do not.

    >>> [word.key for word in words("What's Hong Kong's start-up R&D in the U.S.?")]
    ["what's", 'hong', 'kong', 'start', 'up', 'r&d', 'in', 'the', 'u.s']
    """
    folded, shouting = fold(text), text.upper() == text
    found: list[Word] = []
    for match in _WORD.finditer(folded):
        raw = text[match.start() : match.end()]
        key = match.group()
        if key.endswith("'s") and key not in _FUNCTION_WORDS:
            key = key[:-2]
        acronym = len(key) > 1 and key.upper() == raw[: len(key)] and not shouting
        functional = key in _FUNCTION_WORDS and not acronym
        before = found[-1].key if found else ""
        if (key in _AFTER_HOW and before == "how") or (key in _AFTER_WHAT and before in ("what", "which")):
            functional = True
        if key in ("take", "takes", "took", "taken") and any(
            one.key == "how" and other.key == "long" for one, other in pairwise(found)
        ):
            functional = True
        joined = text[match.start() - 1 : match.start()] == "-" and bool(found) and found[-1].capital
        found.append(Word(key, match.start(), match.end(), raw[0].isupper() or joined, functional))
    return found


def caseless(text: str) -> bool:
    """Whether a text was typed without capitals, so that any word of it may be a name.

    >>> caseless("what is the capital of france"), caseless("what is the No. 1 channel")
    (True, False)
    """
    return text == text.lower()


def key_of(text: str) -> str:
    """The text as the dictionary is keyed: its words in small letters, one space between.

    >>> key_of("The United  Nations'")
    'the united nations'
    """
    return " ".join(word.key for word in words(text))


_IRREGULAR_FORMS = """
men:man women:woman children:child feet:foot teeth:tooth mice:mouse lives:life wives:wife knives:knife
leaves:leaf halves:half shelves:shelf went:go gone:go came:come took:take taken:take gave:give given:give
made:make got:get gotten:get saw:see seen:see knew:know known:know thought:think told:tell found:find felt:feel
left:leave kept:keep held:hold brought:bring bought:buy sold:sell built:build sent:send spent:spend lent:lend
lost:lose met:meet paid:pay led:lead read:read ran:run began:begin begun:begin wrote:write written:write
spoke:speak spoken:speak broke:break broken:break chose:choose chosen:choose drove:drive driven:drive fell:fall
fallen:fall grew:grow grown:grow rose:rise risen:rise won:win fought:fight caught:catch taught:teach sought:seek
stood:stand understood:understand became:become drew:draw drawn:draw flew:fly flown:fly threw:throw thrown:throw
wore:wear worn:wear stole:steal stolen:steal shot:shoot sat:sit slept:sleep heard:hear sang:sing sung:sing
swam:swim drank:drink ate:eat eaten:eat died:die dying:die lying:lie tied:tie dealt:deal meant:mean better:good
best:good worse:bad worst:bad analyses:analysis crises:crisis theses:thesis criteria:criterion media:media
data:data phenomena:phenomenon
"""
_IRREGULAR = dict(pair.split(":") for pair in _IRREGULAR_FORMS.split())
_ENDINGS = (
    ("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("ses", "s"), ("oes", "o"), ("s", ""),
    ("ied", "y"), ("ed", ""), ("ed", "e"), ("d", ""), ("ying", "y"), ("ing", ""), ("ing", "e"),
    ("ier", "y"), ("iest", "y"), ("er", ""), ("er", "e"), ("est", ""), ("est", "e"), ("ily", "y"), ("ly", ""),
)  # fmt: skip
_SPELLINGS = (("isation", "ization"), ("ise", "ize"), ("yse", "yze"), ("our", "or"), ("tre", "ter"), ("ogramme", "ogram"),
              ("ence", "ense"), ("ising", "izing"), ("ised", "ized"))  # fmt: skip


def forms(word: str) -> Iterator[str]:
    """The word, then the forms a dictionary may list it under, likeliest first; the same form may come twice.

    >>> list(forms("programmes"))[:3], "travel" in forms("travelling"), "city" in forms("cities")
    (['programmes', 'programme', 'program'], True, True)
    """
    yield word
    yield from _respelled(word)
    if word in _IRREGULAR:
        yield _IRREGULAR[word]
    for ending, base in _ENDINGS:
        stem = word[: len(word) - len(ending)]
        if not word.endswith(ending) or len(stem) < 2 or word.endswith("ss"):
            continue
        yield stem + base
        yield from _respelled(stem + base)
        if not base and len(stem) > 3 and stem[-1] == stem[-2]:
            yield stem[:-1]


_SUFFIXES = (
    ("ns", ""), ("n", ""), ("ians", ""), ("ian", ""), ("ans", ""), ("an", ""), ("ations", "e"), ("ation", "e"),
    ("ation", ""), ("ions", ""), ("ion", ""), ("ion", "e"), ("ment", ""), ("ness", ""), ("able", ""), ("able", "e"),
    ("ity", ""), ("ity", "e"), ("ally", ""), ("al", ""),
)  # fmt: skip


def roots(word: str) -> Iterator[str]:
    """What a word may be derived from, for words that no dictionary lists: Macedonians → macedonia.

    >>> list(roots("macedonians"))[0], "allege" in roots("allegation")
    ('macedonia', True)
    """
    for suffix, base in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) > 3:
            yield word.removesuffix(suffix) + base


def _respelled(word: str) -> Iterator[str]:
    for british, american in _SPELLINGS:
        if word.endswith(british) and len(word) > len(british) + 1:
            yield word.removesuffix(british) + american
