"""Questions that want just so many things named: 是哪八家銀行, "which seven projects"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.read.lists import list_items
from rag.read.sentence import CLOSE, Candidate
from rag.text import fold

_HAN = dict(zip("三四五六七八九十", range(3, 11), strict=True))
_ENGLISH = dict(zip(("three", "four", "five", "six", "seven", "eight", "nine", "ten"), range(3, 11), strict=True))
_COUNT = r"[三四五六七八九十]|\d{1,2}"
_THING = r"大?[个家所项类种间座条部样几区件方点环处套步块名位国人校款支艘期只]"
_NUMBER = rf"(?:{'|'.join(_ENGLISH)}|\d{{1,2}})"
_WORDS = r"(?:(?!of\b|in\b|was\b|is\b|were\b|did\b|would\b)[\w'-]+ ){0,3}?[\w-]+s\b"
_ASKED = re.compile(
    rf"[哪边](?P<which>{_COUNT}){_THING}|(?<!第)(?P<those>{_COUNT}){_THING}[^,。?的]{{0,8}}?(?:(?:是|系|叫|分别)+(?:[哪边](?!一?[位个座家间所])|什么|甚么|咩|乜|啥|谁)|有哪|具体)"
    rf"(?!一)|\b(?:which|what|what are the|who are the) (?P<several>{_NUMBER}) {_WORDS}|^(?:list |name )?(?:all )?the (?P<all>{_NUMBER}) {_WORDS}"
    rf"|\bnames of (?:the |all |all the )?(?P<names>{_NUMBER})\b"
)
_BODIES = "公司|企业|机构|高校|学校|院校|厂商|基金|团队|团体|实验室|品牌|部门|院士|学者|人士|官员|项目|平台|组织|专家|科学家|工厂"
_SCHOOLS = "大学|医院|银行"
_PLACES = "香港|内地|本地|中国|大陆|海外|境外|外国|外地|国内|国外|国际|全球|两地|台湾|澳门|当地"
_MANNER = (
    "大|小|中小型|大型|小型|中小|民营|私营|私人|国有|公办|民办|公立|私立|公营|另一|其他|其它|各|某|该|同|多|一些|部分|不少|许多|初创|科技|生物科技|医疗|健康|医药|创新|创科|金融"
    "|领先|上市|相关|有关|知名|著名|顶尖|优秀|专业|外来|外资|合作|新|旧|让"
)
_A_SORT = rf"(?:(?:(?:{_PLACES}|{_MANNER})|[和及与、的])*(?:{_BODIES})|(?:(?:{_MANNER})|的)*(?:{_SCHOOLS}))"
_ONLY_A_SORT = re.compile(rf"{_A_SORT}(?:(?:[和及与、]|以及){_A_SORT})*")
"""Things of a sort, and no name of one: 民營公司, 香港高校; 香港大學 is a name."""
_WHICH = re.compile(
    rf"[哪边](?:些|几|一|两|三|四|五)?(?:家|间|所|个|位|名|座)?[^,?]{{0,6}}?(?:{_BODIES}|{_SCHOOLS})"
    rf"|(?:{_BODIES}|{_SCHOOLS})(?:的名字|名称)?(?:叫什么|是[哪边]|有哪些|分别是|名单|包括哪|具体有)"
    r"|\b(?:which|what) (?:[\w-]+ )?(?:compan|firm|hospital|universit|bank|school|institution|lab|fund|team|start-?up|platform|brand|organi|academic)"
    r"|\bnames? of"
)
_JOINTS = re.compile(r"以及|[、,和与及跟;]")
_NEARLY = 0.5
"""Share of the best sentence's coverage from which on another may hold what was asked for."""


def named_things(question: str) -> int:
    """How many things a question wants named, from three on; 0 when it does not say.

    >>> named_things("是哪八家銀行"), named_things("which seven projects were on it"), named_things("第三家是哪家")
    (8, 7, 0)
    """
    match = _ASKED.search(fold(question))
    if match is None:
        return 0
    digits = next(value for value in match.groupdict().values() if value)
    return _HAN.get(digits) or _ENGLISH.get(digits) or (int(digits) if int(digits) > 2 else 0)


def only_a_sort(asked: str, answer: str) -> bool:
    """Whether words found (folded) say of what sort a thing is where a question (folded, as typed or in written Chinese) asks which it is.

    >>> only_a_sort("做这门生意的是哪家公司", "民营公司"), only_a_sort("做这门生意的是哪家公司", "渔昇公司")
    (True, False)
    """
    return _ONLY_A_SORT.fullmatch(answer) is not None and _WHICH.search(asked) is not None


def unnamed(question: str, ranked: Sequence[Candidate]) -> bool:
    """Whether a question wants three things or more named, and neither the best sentences (best first) list just so many nor are
    the words found in the first of them joined of as many."""
    wanted = named_things(question)
    if not wanted:
        return False
    best = ranked[0]
    if best.said.span and len(_JOINTS.findall(fold(best.said.span.text))) + 1 >= wanted:
        return False
    near = [one.passage for one in ranked[:CLOSE] if one.coverage >= _NEARLY * best.coverage]
    return not list_items(near, wanted)
