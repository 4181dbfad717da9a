"""What sort of answer a question wants."""

from __future__ import annotations

import re
from typing import Literal

from rag.text import fold
from rag.text.spoken import WHO, written
from rag.types import Language

Kind = Literal["person", "place", "date", "number", "reason", "list", "definition", "other"]

_MEASURES = "个家所名项间条座次位人份倍种批届期只篇款栋台岁层块类场支艘万亿千百十成岁元辆架站颗匹头株户组队章集首部张件吨克米斤秒轮局门钱"
_FIGURES = (
    "面积|高度|周长|长度|直径|票价|税率|人数|总数|数量|造价|总额|金额|价格|售价|票房|年薪|身高|体重|海拔"
    "|产量|销量|营收|市值|降幅|涨幅|增幅|得票率|投票率"
)
_CHINESE: list[tuple[Kind, tuple[str, ...]]] = [
    (
        "reason",
        (
            r"为什么|为甚么|为何|为啥|点解|何解|何以|什么原因|原因|理由|因为什么|为了?(?:什么|啥)|图什么|图个?啥|(?<!是)干(?:嘛|什么)|目的(?!地)|用意",
            r"凭(?:什么|啥|乜)|缘何|因何(?![病智])",
        ),
    ),
    (
        "date",
        (
            r"何时|几时|什么时候|甚么时候|什么时间|什么年|日期|年份|哪时|的时间\W*$|几点",
            r"(?:哪|边|几|何)一?个?(?:年|月|日|天|号|世纪|年代|年度)",
        ),
    ),
    (
        "number",
        (
            r"多少|几多|多大|多长|多高|多远|多久|多重|多宽|多深|(?<!第)几[大高长远重宽深](?=$|[?,!\s])|百分之几|第几|排名?第?几|占比|比例是",
            rf"(?<![哪边那这])几(?=[{_MEASURES}]|小时|公里|分钟|年间|年的)",
            r"(?:什么|甚么|咩)(?:高度|价格|价钱|比例|比率|速度|温度|数字|税率|面积)",
            rf"(?:{_FIGURES})\W*$",
        ),
    ),
    ("person", (rf"谁|{WHO}|何人|哪位|哪一?个人|什么人|哪一?名",)),
    (
        "place",
        (
            r"哪里|哪儿|哪边|边度|边处|何处|何地|什么地方|喺边|在哪",
            r"哪一?个?(?:国家?|城市|地方|地区|省|州|区|县|市|岛|洲|园区|口岸)",
        ),
    ),
    ("list", (r"哪些|边啲|有咩|有什么|哪几|边几|分别|列出|列举|包括什么|(?:哪|边)(?:两|三|四|五|六|七|八|九|十|\d+)",)),
    (
        "definition",
        (
            r"^[^的，,]{1,20}?(?:是|系|係|指|即)?(?:什么|甚么|乜|咩)(?!人|时|地|公|原)|^(?:什么|甚么|乜嘢?|咩)(?:是|系|係|叫|谓)",
            r"何谓|什么意思|指的?是?什么|是指",
        ),
    ),
]
_BEFORE_HEAD = (
    r"(?:(?!(?:of|for|at|in|on|to|by|from|with|that|which|who|after|before|under|between|and|or)\b)[\w'’%$.&-]+ ){0,6}?"
)
"""Words of an English phrase before its head noun."""
_SPACE = r"(?:floor|land|total|surface|usable) (?:area|space)"
_AMOUNT = (
    r"(?:price|cost|fine|fare|toll|fee|cap|limit|ceiling|quota|stake|shareholding|share|score|rate|growth|turnover|revenues?|profits?|loss|losses"
    r"|earnings|income|pension|wage|pay|salary|deposit|rent|premium|budget|threshold|height|length|width|depth|weight|size|capacity"
    r"|speed|distance|altitude|elevation|temperature|magnitude|population|attendance|circulation|headcount|age|duration|minimum|maximum"
    r"|percentage|proportion|ratio|amount|sum|number|count|valuation|value|capitali[sz]ation|debt|deficit|surplus|gdp|output|yield|volume"
    r"|subsidy|allowance|discount|majority|turnout|quantity|total|prize money|winning time|span|diameter|circumference|thickness"
    rf"|investment|{_SPACE})"
)
"""Nouns that a figure answers."""
_VERB = r"(?:did|was|were|is|are|will|would|does|do|has|had|can|could)"
_IS, _NOT_OF = (
    "(?:'s| is| was| are| were| will be| had been)",
    r"(?! (?:it|is|was|plan|capital|town|union|system)\b)(?!['’]s)",
)
_NO_AMOUNT = rf"(?:{_VERB}|have|should|[\w'-]+ed|subject|living|public)"
_ENGLISH: list[tuple[Kind, tuple[str, ...]]] = [
    (
        "reason",
        (
            r"\bwhy\b|\breasons?\b|\bpurpose\b|\bwhat (?:made|caused|prompted|led)\b|\bwhat for\b|\bthe point of\b|\bhow come\b",
        ),
    ),
    (
        "date",
        (
            rf"^\W*(?:(?:since|until|by|from|and|so|but) )?when\b|\bwhen {_VERB}\b|\bwhen\W*$",
            r"^(?!.*\b(?:who|whose|whom|where|what|which|how|why)\b).*\bwhen\b",
            r"\b(?:what|which) (?:year|date|month|day|time)\b|\bhow long ago\b|^\W*(?:year|date)\b",
            rf"\bwhat(?:'s| is| was| were) {_BEFORE_HEAD}(?:date|day|year|month|deadline)\b(?! of the week)",
            r"\b(?:founding|opening|release|launch|completion|birth|death) (?:date|year)\b",
        ),
    ),
    (
        "number",
        (
            r"\bhow (?:many|much|large|big|long|often|far|high|tall|wide|deep|heavy|old|fast|thick|hot|cold|steep|expensive)\b",
            r"\bwhat area\b|\bwhich (?:number|percentage|share|proportion|rank|size)\b|\bwhat (?:\w+ ){0,2}rank\b",
            r"^(?!.*\b(?:which|who|what)\b).*\brank(?:ed|ing)?\b",
            r"\bwhat (?:do|does|did|will|would|has|have)\b.*\bcost\b",
            rf"\bwhat{_IS} {_BEFORE_HEAD}{_AMOUNT}\b{_NOT_OF}",
            rf"\bwhat (?:(?!{_NO_AMOUNT}\b)[\w'-]+ )?{_AMOUNT}\b",
            rf"^(?!.*\b(?:who|whom|which|how|why|where|when|what)\b)\W*(?:[\w'-]+ ){{0,4}}(?:{_AMOUNT}|floorspace)(?: (?:of|for|at|in|under)\b|\W*$)",
            r"\b(?:number|population) of\b",
        ),
    ),
    (
        "person",
        (
            r"^(?!.*\b(?:what|which|where|how|why)\b.*\bwho).*\bwho(?:se|m)?\b",
            r"\b(?:which|what) (?:person|professor|official|minister)\b",
        ),
    ),
    (
        "place",
        (
            r"\bwhere\b|^\W*(?:in )?(?:which|what) part of\b|\b(?:which|what) (?:place|city|district|country|location|province|area|town)\b",
        ),
    ),
    (
        "list",
        (
            r"\b(?:what|which) are\b|\blist\b|\bname (?:the|all|two|three|four|five)\b",
            r"\bwhich (?:\w+ )?(?:companies|universities|sectors|areas|projects|labs|laboratories|institutions|cities|firms|schools|countries)\b",
        ),
    ),
    (
        "definition",
        (
            r"^\W*what(?:'s| is| was)(?: an?| the)? (?:(?! of | for | in | by | to )[^?])+\??$",
            r"\bdefine\b|\bmeaning of\b|\bwhat does .* mean\b",
        ),
    ),
]
_RULES = {
    language: [(kind, re.compile("|".join(patterns))) for kind, patterns in rules]
    for language, rules in (("zh", _CHINESE), ("en", _ENGLISH))
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
