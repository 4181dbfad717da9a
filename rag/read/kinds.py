"""What sort of answer a question wants."""

from __future__ import annotations

import re
from typing import Literal

from rag.text import fold
from rag.text.spoken import written
from rag.types import Language

Kind = Literal["person", "place", "date", "number", "reason", "list", "definition", "other"]

_CHINESE: list[tuple[Kind, str]] = [
    (
        "reason",
        r"为什么|为甚么|为何|为啥|点解|何解|何以|什么原因|原因|理由|因为什么|为了?(?:什么|啥)|图什么|图个?啥|干嘛|干什么|目的(?!地)|用意",
    ),
    (
        "date",
        r"何时|几时|什么时候|甚么时候|(?:哪|边|几|何)一?个?(?:年|月|日|天|号|世纪|年代|年度)|什么时间|什么年|日期|几点",
    ),
    (
        "number",
        r"多少|几多|多大|多长|多高|多远|多久|多重|多宽|多深|(?<!第)几[大高长远重宽深](?=$|[?,!\s])|百分之几|第几|排名?第?几|几(?=[个家所名项间条座次位人份倍种批届期只篇款栋台岁层块类场支艘万亿千百十成岁元]|年间|年的)|占比|比例是",
    ),
    ("person", r"谁|边个|何人|哪位|哪一?个人|什么人|边位|哪一?名"),
    (
        "place",
        r"哪里|哪儿|哪边|边度|边处|何处|何地|什么地方|哪一?个?(?:国家?|城市|地方|地区|省|州|区|县|市|岛|洲|园区|口岸)|喺边|在哪",
    ),
    ("list", r"哪些|边啲|有咩|有什么|哪几|边几|分别|列出|列举|包括什么|(?:哪|边)(?:两|三|四|五|六|七|八|九|十|\d+)"),
    (
        "definition",
        r"^[^的，,]{1,20}?(?:是|系|係|指|即)?(?:什么|甚么|乜|咩)(?!人|时|地|公|原)|^(?:什么|甚么|乜嘢?|咩)(?:是|系|係|叫|谓)|何谓|什么意思|指的?是?什么|是指",
    ),
]
_ENGLISH: list[tuple[Kind, str]] = [
    ("reason", r"\bwhy\b|\bhow come\b|\breasons?\b|\bpurpose\b|\bwhat (?:made|caused|prompted|led)\b|\bwhat for\b"),
    ("date", r"\bwhen\b|\b(?:what|which) (?:year|date|month|day|time)\b|\bhow long ago\b"),
    (
        "number",
        r"\bhow (?:many|much|large|big|long|often|far|high|tall|wide|deep|heavy|old|fast)\b|"
        r"\b(?:what|which) (?:number|percentage|share|proportion|amount|rank|size|area)\b|\b(?:number|population) of\b|\brank(?:ed|ing)?\b",
    ),
    ("person", r"\bwho(?:se|m)?\b|\b(?:which|what) (?:person|professor|official|minister)\b"),
    ("place", r"\bwhere\b|\b(?:which|what) (?:place|city|district|country|location|province|area|town)\b"),
    (
        "list",
        r"\b(?:what|which) are\b|\blist\b|\bname (?:the|all|two|three|four|five)\b|"
        r"\bwhich (?:\w+ )?(?:companies|universities|sectors|areas|projects|labs|laboratories|institutions|cities|firms|schools|countries)\b",
    ),
    (
        "definition",
        r"^\W*what(?:'s| is| was)(?: an?| the)? (?:(?! of | for | in | by | to )[^?])+\??$|\bdefine\b|\bmeaning of\b|\bwhat does .* mean\b",
    ),
]
_RULES = {
    "zh": [(kind, re.compile(pattern)) for kind, pattern in _CHINESE],
    "en": [(kind, re.compile(pattern)) for kind, pattern in _ENGLISH],
}


def kind_of(question: str, language: Language) -> Kind:
    """The first kind whose words the question holds; the order settles 有幾多 before 有.

    >>> kind_of("1號通道係咩", "zh-Hant"), kind_of("how many labs are there", "en")
    ('definition', 'number')
    """
    folded = fold(question)
    if language == "en":
        return next((kind for kind, pattern in _RULES["en"] if pattern.search(folded)), "other")
    # As typed too: the rules know Cantonese words that `written` leaves or changes differently.
    return next(
        (kind for kind, pattern in _RULES["zh"] if pattern.search(folded) or pattern.search(written(folded))), "other"
    )
