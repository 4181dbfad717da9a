"""Names in a claim: each must stand in the quotes, under this name or another one of the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.check.evidence import Evidence
from rag.check.lexicon import Lexicon
from rag.check.units import is_unit
from rag.check.vocabulary import vocabulary
from rag.text import CJK

_RUN = re.compile(rf"[{CJK}]+")
_QUOTED = re.compile(r'"([^",。;:\n]{2,10})"')
_LATIN = re.compile(r"(?<![a-z0-9])[a-z][a-z0-9]*(?:[.&@+'-][a-z0-9]+)*(?![a-z0-9])")
_SHORT = {
    "香港": "港", "深圳": "深", "澳门": "澳", "广州": "穗", "广东": "粤", "北京": "京", "上海": "沪", "中国": "中国华", "美国": "美",
    "英国": "英", "日本": "日", "法国": "法", "德国": "德", "俄罗斯": "俄", "欧洲": "欧", "亚洲": "亚", "台湾": "台", "韩国": "韩",
    "印度": "印", "加拿大": "加", "澳洲": "澳", "新加坡": "新星狮", "中文": "中", "英文": "英",
}  # fmt: skip
"""The character that a news text writes for a place, as in 深港 and 歐美日."""
_ELSE = {
    "中国": ("国内", "我国", "全国", "内地", "大陆", "国家"),
    "china": ("国内", "我国", "全国", "内地", "大陆", "国家"),
}
"""How a news text says China without naming it."""
_BESIDE = frozenset("".join(_SHORT.values()) + "驻赴访抵返离留来在对两三国方籍企资商人府校元股铁市区地客")
_SUFFIX = re.compile(r"(?:特别行政区|特区|市|省|县|区|国|镇|部|洲|州|城|港|族|海|湖|江|河|桥|湾|岛|人|语|话|站)$")
_COMMON = frozenset(
    "于时关方安常从应向有后能和与及为以对由被把将在会可已曾并且又再更最都也还是的了这那该其各某另同到给让使令要须明经成全年平一二三四五六七八九十两高文路通东白"
    "党双万广千居山水石容易空牛马车江季金国公相步盖还达过一"
)
"""Surnames that are common words as well: they begin a name only before a verb of speech or a title."""
_LONGEST = 8
_WEEKDAY = re.compile(r"(?:周|星期|礼拜)[一二三四五六日天]")
_FOREIGN = re.compile(rf"[{CJK}]{{1,6}}(?:·[{CJK}]{{1,6}})+")
_BEFORE_NAME = frozenset("是由为与和及跟叫给向对")
_AFTER_NAME = frozenset("是在的和与及等为曾将到于获任也则对向由从已被把就以出称说指")
_TITLE = (
    r"(?:先生|女士|小姐|教授|博士|校长|院长|主席|会长|局长|司长|署长|部长|市长|省长|书记|主任|总裁|总监|经理|董事长|董事|秘书长|议员|记者"
    r"|总统|总理|首相|大使|发言人|院士|工程师|科学家|创办人|专员|特首)"
)
_SPEAKS = r"(?:表示|指出|认为|强调|透露|说|称|指|续称|坦言|忆述|介绍|解释|补充|回应|宣布|期望|希望|担任|出任)"
_PERSON = re.compile(
    rf"(?<![{CJK}])([{CJK}]{{2,4}}?)(?={_TITLE}|{_SPEAKS})|(?:{_TITLE})([{CJK}]{{2,4}}?)(?={_SPEAKS}|出席|到访|在)"
)
_TYPE = re.compile(r"大学|学院|银行|医院|研究院|机场|口岸|车站|大桥|隧道|铁路|科学园|省|市|县|州|湾|岛|河|山|报")
_OPEN = frozenset(
    "该这那此各两三四五六七八九十一几多所间家个名位座大小新老本其某每另同在于和与及的为由到从对向被把将是有"
)


def wrong_names(text: str, claim: str, evidence: Evidence, lexicon: Lexicon) -> Iterator[str]:
    """The names in a claim (`text`, and folded) that the quotes do not hold, each once."""
    told: set[str] = set()
    plain = _without_aliases(claim, lexicon)
    named = (
        *_quoted(claim),
        *_foreign(claim, evidence),
        *_known(plain, evidence),
        *_aliases(text, claim, lexicon),
        *_people(plain, lexicon),
        *_strangers(plain, lexicon),
    )
    for name in named:
        if name in told or stands(name, evidence, lexicon):
            continue
        told.add(name)
        yield name


def _quoted(claim: str) -> Iterator[str]:
    """What stands between quotation marks in a Chinese claim, when it is no phrase of ordinary words."""
    for match in _QUOTED.finditer(claim):
        words = vocabulary().divide(match[1])
        if not match[1].isascii() and any(match[1][start:end] not in vocabulary().words for start, end in words):
            yield match[1]


def _known(claim: str, evidence: Evidence) -> Iterator[str]:
    """Words of the claim that the dictionary lists as names, and what stands before 大學, 公司 and the like."""
    known = vocabulary()
    for run in _RUN.finditer(claim):
        parts = [run.group()[start:end] for start, end in known.divide(run.group())]
        for place, word in enumerate(parts):
            if word in known.names and not is_unit(word) and not _WEEKDAY.fullmatch(word):
                yield word
            elif place and _TYPE.fullmatch(word):
                before = parts[place - 1]
                if (
                    len(before) > 1
                    and before[0] not in _OPEN
                    and before not in evidence.folded
                    and word in evidence.folded
                ):
                    yield before + word


def _foreign(claim: str, evidence: Evidence) -> Iterator[str]:
    """Foreign names written with a dot of which no part stands in the quotes, unless these write names in another way."""
    for match in _FOREIGN.finditer(claim):
        if not evidence.latin and "·" not in evidence.folded and not any(map(evidence.holds, match.group().split("·"))):
            yield match.group()


def _without_aliases(claim: str, lexicon: Lexicon) -> str:
    """The claim with its names of the alias lists blotted out, so that no name is read across their edges."""
    claim = _FOREIGN.sub(lambda match: " " * len(match.group()), claim)
    for start, end in lexicon.mentions(claim):
        if any(
            vocabulary().knows(claim[start:longer]) for longer in range(end + 1, min(len(claim), start + _LONGEST) + 1)
        ):
            continue
        claim = claim[:start] + " " * (end - start) + claim[end:]
    return claim


def _aliases(text: str, claim: str, lexicon: Lexicon) -> Iterator[str]:
    """Names of the alias lists, in any language; who is WHO only in capitals."""
    for start, end in lexicon.mentions(claim):
        lower = claim[start:end].isascii() and text[start:end] == claim[start:end]
        if not lower and not is_unit(claim[start:end]):
            yield claim[start:end]


def _strangers(claim: str, lexicon: Lexicon) -> Iterator[str]:
    """A surname and a character or two that make no word, where a clause begins or before 是, 在 and the like."""
    for run in _RUN.finditer(claim):
        parts = vocabulary().divide(run.group())
        for place, (start, end) in enumerate(parts):
            if end - start > 1 or run.group()[start] not in lexicon.surnames - _COMMON:
                continue
            given = ""
            for first, last in parts[place + 1 : place + 3]:
                piece = run.group()[first:last]
                if len(given + piece) > 2 or piece in _AFTER_NAME or piece in vocabulary().words:
                    break
                given += piece
            follows = run.group()[end + len(given) :]
            before = run.group()[start - 1 : start]
            if given and (place == 0 or before in _BEFORE_NAME or follows[:1] in _AFTER_NAME):
                yield run.group()[start] + given


def _people(claim: str, lexicon: Lexicon) -> Iterator[str]:
    """Two to four characters that begin with a surname, before or after a title or before a verb of speech."""
    for match in _PERSON.finditer(claim):
        name = match[1] or match[2]
        if name[0] in lexicon.surnames and not vocabulary().words & {name, name[:2], name[-2:]}:
            yield name


def stands(name: str, evidence: Evidence, lexicon: Lexicon) -> bool:
    """Whether the quotes hold the name, another name of the same thing, or a shorter or longer form of it."""
    if evidence.holds(name):
        return True
    others = (*lexicon.same(name), *_ELSE.get(name, ()))
    if any(
        evidence.holds(other) or short_form(other, evidence) or _clipped(other, evidence, lexicon) for other in others
    ):
        return True
    if not name.isascii():
        bare = _SUFFIX.sub("", name)
        if len(bare) > 1 and bare != name and evidence.holds(bare):
            return True
        if short_form(name, evidence) or short_form(bare, evidence):
            return True
        return any(evidence.holds(wording) for wording in evidence.other_wordings(name))
    return False


def latin_names(claim: str, evidence: Evidence, lexicon: Lexicon) -> Iterator[str]:
    """Latin words of a Chinese claim that the quotes hold neither so nor under another name."""
    for match in _LATIN.finditer(claim):
        word = match.group()
        if (
            len(word) > 1
            and not stands(word, evidence, lexicon)
            and not any(evidence.holds(candidate) for candidate in lexicon.candidates(word))
        ):
            yield word


def _clipped(name: str, evidence: Evidence, lexicon: Lexicon) -> bool:
    """Whether the quotes write the first two of a place's three characters: 西九 for 西九龍; 李家 is not 李家超."""
    return len(name) == 3 and not name.isascii() and name[0] not in lexicon.surnames and evidence.holds(name[:2])


def short_form(name: str, evidence: Evidence) -> bool:
    """Whether the quotes write a place with its one character, as in 深港 and 歐美日."""
    return any(_beside(char, evidence.folded) for char in _SHORT.get(name, ""))


def _beside(char: str, text: str) -> bool:
    """Whether a character stands beside another place, or beside what shows that it is one: 駐美, 港企, 兩地."""
    places = [match.start() for match in re.finditer(char, text)]
    return any((text[at - 1 : at] or " ") in _BESIDE or (text[at + 1 : at + 2] or " ") in _BESIDE for at in places)
