"""What is denied: the claim may deny what its quotes deny, and must not drop their denial."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rag.text import CJK

_NEGATION = re.compile(
    r"""
    (?<![^\W\d_])(?:not|never|without|none|neither|nor|cannot|nobody|nothing|hardly|no\slonger|no(?!\.|\s?\d)
      |fail(?:s|ed|ing)?\sto|refus(?:e|es|ed|ing)\sto|unable\sto|lacks?|lacked|lacking|absence\sof|den(?:y|ies|ied)
      |(?:do|does|did|is|are|was|were|has|have|had|ca|could|wo|would|should|must|need)n't)\b(?!\sonly)
  | (?<!并)没有|并没有|并没|没(?!收|落|药)|并未|从未|尚未|未(?!来|必|知数|婚|免)|并非|绝非|而非
  | (?<![南北东西中亚])非(?![丶、,。])(?!常|洲|凡|典|政府|营利|牟利|物质|遗|同质|公有|公募|金属|线性)
  | (?<=[通比敌瞒])不过 | 不(?!佳|足|良|幸|安|明|祥|俗|凡|菲|惜|堪|等|屈|懈|朽
      |但|仅|少|断|过|同|久|管|论|只|止|光|单|如说|得不|可或缺|乏|妨|禁|愧|锈|动产|已
      |由得|容易|外乎|时|约而同|遗余力|谋而合|限于|可分割|可少|少于)
  | 无(?!人机|人驾驶|人车|线|论|数|限|疑|锡|形|菌|缝|穷|愧|比|处不在|私|花果|国界|障碍|纸)|毋须|无须|无需|毋庸
  | 缺乏|缺少|欠缺|拒绝|禁止|否认|无法|难以|冇|唔(?!该)|取消|放弃|停止|谢绝|免于|杜绝|拒
    """,
    re.VERBOSE,
)
_PLAIN = re.compile(r"[不没未无非]|并")
"""How a denial begins that is nothing but one; 缺乏 and refuse say something as well, and may be said otherwise."""
_WEAK = re.compile(
    r"\b(?:little|few|rare\w*|seldom|unlikely|impossible|abandon\w*|ban\w*|prevent\w*|avoid\w*|short of|scarce\w*|except|only|too"
    r"|difficult|hard|far from|rather than|instead|(?:un|im|dis|non|ir)[a-z]{4,}|[a-z]{3,}less)\b"
    r"|[少难缺乏反拒停弃避防绝禁免仅欠差失]"
)
"""Words by which a claim may say a denial without one."""
_DOUBLE = re.compile(
    r"(?:不|没有|未|无)[^，。；,.;\n]{0,8}?(?:不|没有|未|无法|无)(?=["
    + CJK
    + r"])|并非不|不无|无不|莫不|not\s+un\w+|not\s+without"
)
"""Two denials that cancel each other."""
_CLAUSE = re.compile(r"[^，。；！？!?;,\n]+")
_SCOPE, _BACK = 10, 6

_MODAL = re.compile(r"^[能会可曾有被再在对将要予以把向是]+")
_LEXICAL = "缺乏|欠缺|拒绝|禁止|否认|取消|放弃|停止"
_REVERSED = re.compile(
    rf"(?:不|没有|并未|未)(?:{_LEXICAL}|缺)|(?:not|n't|never|no)\s+(?:lack|refus|den[iy]|cancel|ban|stop|abandon)"
)
"""A denial of a denial."""
_EMPTY = re.compile(r"[的了是在和与及或有於于也就都而但又被把这那其之为以对会能可将要已曾并还再很更最]")


@dataclass(frozen=True, slots=True)
class Denial:
    """A denial in a folded text: `text[start:end]` denies what follows, up to `until`."""

    start: int
    end: int
    until: int


def denials(folded: str) -> list[Denial]:
    """The denials of a text, in order; two that cancel each other are none."""
    cancelled = [match.span() for match in _DOUBLE.finditer(folded)]
    found = []
    for match in _NEGATION.finditer(folded):
        if any(start <= match.start() < end for start, end in cancelled):
            continue
        clause = _CLAUSE.match(folded, match.end())
        found.append(Denial(match.start(), match.end(), clause.end() if clause else match.end()))
    return found


def clause_around(text: str, start: int) -> tuple[int, int]:
    """Offsets of the clause that holds `start`."""
    return next(
        (match.span() for match in _CLAUSE.finditer(text) if match.start() <= start < match.end()), (start, start)
    )


def wrong_denials(
    claim: str, units: Sequence[tuple[int, tuple[str, ...]]], quotes: str, shown: Callable[[int, int], str]
) -> Iterator[str]:
    """Why denials do not agree. `units` are the claim's contents as the quotes may word them: (offset, folded wordings).

    `shown` gives the claim's own text at an offset.
    """
    mine, theirs = denials(claim), denials(quotes)
    if (turned := _REVERSED.search(claim)) and re.search(_LEXICAL, quotes) and not _REVERSED.search(quotes):
        yield f"the claim says {shown(*turned.span())}, the quotes do not"
        return
    for denial in mine:
        if not any(_covers(denial, other, claim, units, quotes) for other in theirs):
            yield f"the claim says {shown(denial.start, denial.end)}, the quotes do not"
            return
    if mine or _DOUBLE.search(claim) or _WEAK.search(claim):
        return
    for denial in theirs:
        if _PLAIN.match(quotes, denial.start) and _drops(denial, claim, units, quotes):
            said = quotes[denial.start : denial.until][:8]
            yield f"the quotes say {said}, the claim does not"
            return


def _covers(mine: Denial, other: Denial, claim: str, units: Sequence[tuple[int, tuple[str, ...]]], quotes: str) -> bool:
    """Whether a denial of the quotes is about what the claim denies: the nearest shared words after it, or else before it."""
    if _asserted(claim, mine, quotes):
        return False
    _, last = clause_around(claim, mine.end)
    near = [words for at, words in units if mine.end <= at < max(last, mine.end + 1)]
    held = [word for words in near for word in words if word in quotes]
    start, end = clause_around(quotes, other.start)
    around = quotes[max(start, other.start - _BACK) : min(end, other.end + _SCOPE + 4)]
    if held:
        return any(word in around for word in held)
    first, last = quotes.rfind("。", 0, other.start) + 1, quotes.find("。", other.end)
    whole = quotes[first : last if last >= 0 else len(quotes)]
    known = [word for _, words in units for word in words if word in quotes]
    return not known or any(word in whole for word in known)


def _asserted(claim: str, mine: Denial, quotes: str) -> bool:
    """Whether the quotes say the very word that a Chinese claim denies, and never after a denial."""
    word = _MODAL.sub("", claim[mine.end : mine.until], count=1)[:2]
    if len(word) < 2 or word.isascii() or word not in quotes:
        return False
    places = [match.start() for match in re.finditer(re.escape(word), quotes)]
    return not any(_NEGATION.search(quotes, max(0, place - 5), place + 1) for place in places)


def _drops(denial: Denial, claim: str, units: Sequence[tuple[int, tuple[str, ...]]], quotes: str) -> bool:
    """Whether the claim asserts the very words that the quotes deny, and say nowhere without a denial."""
    direct = _EMPTY.sub("", quotes[denial.end : min(denial.until, denial.end + 5)])[:3]
    if len(direct) < 2:
        return False
    denied = [
        word for _, words in units for word in words if len(word) > 1 and word[:2] in direct[:3] and word in quotes
    ]
    start, end = clause_around(quotes, denial.start)
    rest = quotes[:start] + " " + quotes[end:]
    if not denied or any(word in rest for word in denied):
        return False
    inside = quotes[start : denial.start] + " " + quotes[denial.end : end]
    shared = {words for _, words in units if any(word in inside for word in words)}
    return len(shared) >= min(3, max(2, len(units)))
