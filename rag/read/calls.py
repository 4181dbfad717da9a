"""The unit that a question for a figure or a date calls for: 元 for 多少錢, 平方 for 佔地多大, 歲 for 幾多歲."""

from __future__ import annotations

import re

from rag.read.kinds import Kind

_MOMENT = re.compile(r"[年月日号天周]|世纪|星期|\d{4}|[时点]|朝|代|[前后]$")
_MANY = r"(?:多少|几多|几(?!多))"
_UNITS = (
    "钱|元|港元|美元|万元|亿元|资|经费|薪|平方|公里|米|岁|度|%|年|个?月|[天日]|小时|分钟|秒|吨|公斤|成"
    "|面积|奖金|股[份权]|比[例率重]|重量|体重|时间"
)
_COUNT = re.compile(rf"\bhow many\b|{_MANY}(?!{_UNITS})[^\s,?的]")
"""A number of things: no unit is called for but that of time, of age or of a rank."""
_Rule = tuple[str, str, str]
"""Words of a Chinese question, words of an English one, and the unit."""
_ALWAYS: list[_Rule] = [
    (
        rf"(?:{_MANY}|多)岁|年[龄纪](?:是|为|多|有|几|\W*$)",
        r"how old|\b(?:what|average|median|minimum|maximum|retirement) age\b",
        r"岁|龄|年|月",
    ),
    (
        rf"多久|几耐|多长时间|时长|历时|{_MANY}(?:年(?![代轻级薪票])|个?月(?![壤球薪票饼])|[天日](?![本圆元主文])|个?(?:小时|钟头)|分钟|秒|个?(?:星期|礼拜)|周)",
        r"\bduration\b|how many (?:more |extra )?(?:years|months|days|weeks|hours|minutes|seconds)"
        r"|how long (?:did|does|do|has|have|had|will|would|can|could|before|after|until)",
        r"[年月日天周秒]|小时|分|星期|世纪|[时钟半]",
    ),
    (r"第几|排名|名次", r"\brank", r"第|名|位|首|冠|亚|季|最|末|\d"),
]
_UNLESS_COUNTED: list[_Rule] = [
    (
        r"百分之几|几成|多少成|比[例率重]|占比|占(?!地).{0,8}?(?:多少|几)|[税利增胜升跌中签业票]率|[涨升降跌增加减]幅|持股|股权",
        r"discount|percent|\bproportion|\brate\b|\bstake\b|shareholding|\bturnout\b|\bshare of\b|%",
        r"%|成|百分|分之|折|倍|半|厘|比",
    ),
    (r"面积|占地|平方", r"(?:floor|land|surface|total|what) (?:area|space)|floorspace", r"平方|公顷|亩|里|顷|坪|倍|尺"),
    (r"多重(?![要视])|重量|体重", r"how heavy|\bweight\b", r"吨|克|斤|磅"),
    (r"几度|多少度|温度", r"temperature", r"度"),
    (
        r"多快|速度|时速",
        r"how fast(?! (?:did|does|is|was|has) .*(?:grow|rise|fall|economy|trade))|(?<!high )(?<!high-)\bspeed\b",
        r"里|米|节|马赫|秒|尺|分",
    ),
    (
        r"多远|距离|多高(?!的?分)|多深|多宽|身高|海拔|高度|长度|宽度|深度|周长|直径",
        r"how (?:tall|deep|wide)|how far (?!.*(?:above|below|expected|rise|fall|drop|lift|into))"
        r"|\b(?:height|length|distance|depth|width|altitude|elevation)\b",
        r"里|米|尺|寸|码|层|哩|丈|倍|径",
    ),
    (
        rf"多少钱|几多?钱|(?:多少|几)[万亿]?(?:元|港元|美元)|[票造售总楼租底成单定油]价|价格|价钱|租金|学费|[工薪底时月年]薪|工资|罚款|罚了?{_MANY}|成本|经费"
        rf"|资金|融资|集资|募资|筹[得资款到]|资助|拨款|拨出|投资|投入|预算|收入|营收|利润|盈利|净利|亏损|市值|估值|票房|补贴|津贴|奖金|花了?{_MANY}|[耗斥]资|费用|收费|捐",
        r"\bcosts?\b|\bprices?\b|\bfees?\b|\bfares?\b|\btoll\b(?! road)|\bfined?\b|\bbudget|\bsalary|\bwages?\b|\brevenues?\b|\bprofits?\b"
        r"|\bvaluation|\bmarket (?:value|cap)|\brent\b|\bdeposit\b|\bmoney\b|\bfunding\b|\binvest|\braised?\b|\bsubsid|\ballowance|\bdollars?\b"
        r"|\byuan\b|box office|\bgrant\b|\bspen[dt]\b"
        r"|how much (?:did|does|do|will|would|has|have|had|was|were|is|are) .*\b(?:pay|paid|charged?|earn(?:ed)?|owed?|len[dt]|borrow(?:ed)?|donated?"
        r"|sold|sell|bid|offer(?:ed)?|worth|fetch(?:ed)?)\b",
        r"元|镑|币|圆|块|欧|克朗|法郎|卢|铢|令吉|盾|先令|马克|费|银|[万亿]$",
    ),
]


_NUMERAL = "〇零一二两三四五六七八九十百千万亿"
_FIGURE = rf"(?:\d[\d,.]*|[{_NUMERAL}数]+)"
_WITH_UNIT = re.compile(rf"{_FIGURE}[余多来]?\s*(?:%|[^\W\da-z_{_NUMERAL}余多来和至到或])|(?<!\d)(?:19|20)\d\d(?!\d)")
"""A figure with something that it counts or is measured in, or a year."""
_THINGS = re.compile(
    rf"(?<![\d第.,]){_FIGURE}[余多来]?[万亿千百十]*[余多]?"
    rf"(?!\s*(?:[\d余多.,{_NUMERAL}]|%|平方|公里|千米|厘米|毫米|米|[港美日台欧澳]?元|英镑|岁|吨|公斤|克|公顷|亩|小时|分钟|秒|年|个?月|日|天|周))"
)
"""A number of things, not of a measure."""
_COUNTED_THINGS = re.compile(
    r"\bhow many\b(?! (?:(?:more|extra|\w+) )?(?:k[mg]\b|kilo|(?:centi|milli)?met(?:re|er)s|miles|feet|\w*dollars|yuan|degrees|percent|tonnes|tons"
    r"|litres|hectares|acres|mu\b|square|holidays|years|months|days|weeks|hours|minutes|seconds))"
    r"|(?:多少|几)[个名位人家间所项座栋款篇辆架条只支]"
)
"""A question for a number of things; narrower than _COUNT, which only says that no unit is called for."""
_COUNTS_PEOPLE = re.compile(
    r"\bhow many (?:[\w-]+ )?(?:people|workers|students|visitors|passengers|residents|soldiers|members|experts|players|staff|employees|researchers"
    r"|doctors|nurses|teachers|pupils|candidates|applicants|victims|crew|guests|delegates|volunteers|patients|athletes|officers|children|women"
    r"|men|voters|users|customers)\b(?!['’])|(?:多少|几)个?人(?![次口均民患得])|(?:多少|几)[名位]"
)
"""A question for a number of people."""
_OF_THINGS = re.compile(
    rf"{_FIGURE}[余多]?[万亿]?\s*(?:[艘辆间家座栋架枚只条台套项所卡里米元%吨层张份篇]|公里|平方|小时|分钟|个?月|[天日])"
)
"""A figure that counts anything but people."""
_ONLY_A_TIME = re.compile(
    r"(?:(?:19|20)\d\d年?(?:\d{1,2}月)?(?:\d{1,2}日)?|\d{1,2}月(?:\d{1,2}日)?|[一二三四五六七八九十]{1,2}月)[初中底末]?"
)
_ONLY_A_RANK = re.compile(r"第[一二三四五六七八九十\d]+大?")
"""A year, a date or a rank, and nothing else."""
_OF_TIME = re.compile(
    r"第几|排[名第]|名次|多久|几耐|多长时间|时长|历时|龄|岁|何时|[年月日天届季次期级]|\brank|\bplaced?\b|\bposition"
    r"|\bage\b|\bhow (?:old|long|high|did)\b|\b(?:year|month|week|day|hour|minute|time|grade|level)s?\b|\bwhen\b"
)
"""A question that a time or a place in a row may answer."""
_ONLY_COUNTED = re.compile(rf"[约逾近超过]*{_FIGURE}[余多]?[个家所间名位项种类座条款人国支艘层]")
"""How many there are, and nothing of what they are."""


def _compiled(rules: list[_Rule]) -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    return [(re.compile(f"{chinese}|{english}"), re.compile(unit)) for chinese, english, unit in rules]


_COUNTED, _ALL = _compiled(_ALWAYS), _compiled([*_ALWAYS, *_UNLESS_COUNTED])


def called_for(asked: str, kind: Kind) -> re.Pattern[str] | None:
    """What a figure or a date has that answers the question (folded, as typed or in written Chinese); None when it calls for no unit.

    The first rule that fits counts, so that 多少年 is a time although 投資 stands beside it.
    """
    if kind == "date":
        return _MOMENT
    if kind != "number":
        return None
    return next((unit for words, unit in (_COUNTED if _COUNT.search(asked) else _ALL) if words.search(asked)), None)


def clashes(asked: str, kind: Kind, answer: str) -> bool:
    """Whether a figure found (folded) is of something else than what is asked for: 五周 for 多少錢, 10億元 for how many schools, a year
    for a number.

    A figure without a unit clashes with nothing.
    """
    if kind != "number":
        return False
    if (_ONLY_A_TIME.fullmatch(answer) or _ONLY_A_RANK.fullmatch(answer)) and not _OF_TIME.search(asked):
        return True
    if not _WITH_UNIT.search(answer):
        return False
    unit = called_for(asked, kind)
    if unit is not None:
        return not unit.search(answer)
    if _COUNTS_PEOPLE.search(asked) and _OF_THINGS.search(answer) and not re.search("[人名位]", answer):
        return True
    return _COUNTED_THINGS.search(asked) is not None and not _THINGS.search(answer)


def only_counts(answer: str) -> bool:
    """Whether words (folded) say how many there are and nothing of what they are: 八家 is no name.

    >>> only_counts("八家"), only_counts("八家船厂")
    (True, False)
    """
    return _ONLY_COUNTED.fullmatch(answer) is not None
