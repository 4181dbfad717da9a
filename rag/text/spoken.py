"""Cantonese and the north's talk as they are typed, in the words of written Chinese: 邊個 → 谁, 點解 → 为什么, 啥 → 什么.

Only words that are no written Chinese are changed, so that a question in the written language stays as it is.
"""

from __future__ import annotations

import re

_THINGS = (
    "部门|机构|大学|学校|中学|小学|学院|研究院|研究所|公司|企业|组织|团体|协会|政府|银行|医院|国家|地区|地方|城市|省(?!长)|市(?![民长场])|县(?!长)|区(?![分长议块域])|园区|口岸|站(?![长出])|机场|项目|计划|方案|基金|专业|学科|行业"
    "|产业|领域|品牌|产品|平台|系统|奖项|奖|比赛|队(?![长员])|球队|球会|团队|版本|型号|牌子|月|年(?![轻级长])|世纪|时期|朝代|政党|委员会|法院|电影|电视台|频道|节目|博物馆|公园|岛"
)
"""What is asked for by 邊個 in its second sense: which one."""
_WORDS: tuple[tuple[str, str], ...] = (
    (r"佢[哋地]", "他们"),
    (r"佢", "他"),
    (rf"边个(?={_THINGS})", "哪个"),
    (r"边个|边位", "谁"),
    (r"(?:系|在|喺)边(?:度|处|里|一?区)?(?=$|[?？，,。!！\s嘅㗎呀啊呢])", "在哪里"),
    (r"边(?:度|处)", "哪里"),
    (r"边啲", "哪些"),
    (
        r"(?<![周海河身路两一右左岸湖江双东西南北里外上下前后单旁另这那四多沿无])边"
        r"(?=[个位间年月日家所种国款只条座类届期项份]|[一二三四五六七八九十几]个|城市)",
        "哪",
    ),
    (r"点解|为咩|为乜|[为凭]啥", "为什么"),
    (r"干[嘛啥]", "做什么"),
    (r"啥", "什么"),
    (r"咋", "怎么"),
    (r"点样|点(?=去|做|计|搞)", "怎样"),
    (r"几多", "多少"),
    (r"几时", "什么时候"),
    (r"几耐", "多久"),
    (r"(?<!第)几(?=[大高长远重宽深](?:$|[?？\s]))", "多"),
    (r"(?:系|是)(?:咩|乜)(?:嘢|野|来|嚟)?[架㗎]?", "是什么"),
    (r"(?:咩|乜)(?:嘢|野)?", "什么"),
    (r"(?<![体科派关联星谱世])系(?=谁|哪|什么|多少|为什么|针对|唔)", "是"),
    (r"即系", "即是"),
    (r"入面", "里面"),
    (r"而家|依家", "现在"),
    (r"今次", "这次"),
    (r"[嗰𠮶](?=[个间次年日批种位])", "那"),
    (r"呢(?=[个间次年日批种位])", "这"),
    (r"定系", "还是"),
    (r"同埋", "和"),
    (r"冇", "没有"),
    (r"唔系", "不是"),
    (r"唔", "不"),
    (r"喺", "在"),
    (r"嘅", "的"),
    (r"咗", "了"),
    (r"啲", "些"),
    (r"嘢", "东西"),
    (r"嚟", "来"),
    (r"俾(?=[我你他她人边谁])|畀", "给"),
    (r"[搵揾]", "找"),
    (r"攞", "拿"),
    (r"仲(?=有|系|要|会|未)", "还"),
    (r"^咁", "那么"),
    (r"连埋", "连"),
    (r"[㗎啊呀喎囉咋嗱](?=$|[?？，,。!！\s])|架(?=[?？]?$)", ""),
)  # fmt: skip
WHO = rf"边个(?!{_THINGS})|边位"
"""邊個 where it asks for a person."""
_RULES = tuple((re.compile(pattern), word) for pattern, word in _WORDS)


def written(folded: str) -> str:
    """A folded Chinese text with its spoken words in written Chinese; the length may change.

    >>> written("1号通道系咩"), written("边个负责呢个计划")
    ('1号通道是什么', '谁负责这个计划')
    """
    for pattern, word in _RULES:
        folded = pattern.sub(word, folded)
    return folded
