"""The few words of a sentence that answer: candidates by kind, chosen by how near they stand to what was asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.read.calls import called_for
from rag.read.kinds import Kind
from rag.text import fold

Span = tuple[int, int]
"""(start, end) in the sentence."""
Place = tuple[int, int, float]
"""Where a term of the question stands in the sentence: (start, end, weight)."""

_HAN = r"\u3400-\u9fff"
_DIGITS = r"(?:\d[\d,]*(?:\.\d+)?|[〇零一二两三四五六七八九十百千万亿]+)"
_UNIT = (
    r"(?:平方米|平方公里|平方英里|公里|英里|公顷|英亩|百分点|个百分点|港元|美元|欧元|日元|英镑|人民币|万人次|人次|万元|亿元|元|周年|年间|个月|个小时|小时|分钟|秒|"
    r"公斤|公吨|吨|克|公尺|公分|毫米|米|度|个|家|所|名|人|项|间|条|座|次|位|份|倍|种|批|届|期|只|篇|款|栋|台|岁|层|块|类|场|支|艘|天|日|年|月|周|星期|成|票|分|页|集|首|部|辆|架|门|颗|匹|头|尾|株|代|处|户|组|队|章|字|万|亿)"
)
_PATTERNS: dict[Kind, re.Pattern[str]] = {
    "number": re.compile(
        rf"(?:超过|逾|约|近|大约|至少|不少于|多达|高达|共|第|百分之)?{_DIGITS}(?:\s*[-至到~]\s*{_DIGITS})?\s*(?:多|余|几)?\s*(?:[十百千万亿]+)?(?:多|余)?\s*(?:%|‰|{_UNIT})?(?:左右|以上|以下)?"
    ),
    "date": re.compile(
        r"(?:公元前?|西元前?|民国|昭和|平成|光绪|乾隆|康熙)?(?:\d{1,4}|[〇零一二三四五六七八九十]{2,4}|今|去|明|前|当|同)\s?年(?:代|间|初|底|末|中)?(?:\s*\d{1,2}\s?月(?:份|初|底|中旬|上旬|下旬)?|[一二三四五六七八九十]{1,2}月|春|夏|秋|冬)?(?:\s*\d{1,2}\s?[日号]|[一二三四五六七八九十]{1,3}[日号])?(?:前后|后|起|第[一二三四]季度?)?"
        r"|\d{1,2}\s?月(?:\s?\d{1,2}\s?[日号])?(?:初|底|中旬|份)?|\d{1,2}\s?世纪(?:初|末|中叶|[前后]期)?|[一二三四五六七八九十]{1,3}世纪(?:初|末|中叶)?|\d{2,4}年代(?:初|末|中)?"
    ),
    "place": re.compile(
        rf"(?<=[在于位到至往赴从自由地])[{_HAN}A-Za-z·]{{2,14}}?(?=[,。、;设举成建开落的与和及]|$)|[{_HAN}·]{{1,8}}(?:省|市|县|区|镇|村|州|国|岛|湾|山|河|路|街|园区|口岸|大厦|大学|中心|机场|车站|广场|医院)"
    ),
}
_TIME = re.compile(r"[年月日号]$")
SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝安常乐于时傅皮卞齐康伍余元顾孟平黄穆萧尹姚邵湛汪祁毛狄米贝明臧戴"
    "谈宋庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄江童颜郭梅盛林钟徐邱骆高夏蔡田樊胡凌霍虞万柯卢莫房解应宗丁宣邓郁单洪包诸左石崔吉龚程邢裴陆荣翁荀甄家封储靳段焦侯宁仇甘厉祖武符刘景詹束龙叶幸司黎薄印白蒲从鄂索赖卓屠池乔胥苍双闻莘党翟谭贡劳"
    "姬申扶堵冉宰雍桑桂牛寿通边扈燕冀尚农温别庄晏柴瞿阎充慕连茹习艾容向古易慎廖耿满弘匡国文寇广东欧利蔚越师巩聂晁敖冷辛简饶曾沙养丰关查红游权甯佘"
)
PERSON = re.compile(
    rf"(?:(?<=[,。、:;\"()长任授席理记者官师家席士监员生手主王人为由是以和与及的])|^|(?<=\s))[{SURNAMES}][{_HAN}]{{1,2}}?(?=[,。、;:()\"表说指介透认称在于是和与及的率领创担出任获等等同向]|\s|$)"
    rf"|[{_HAN}]{{1,6}}·[{_HAN}·]{{1,12}}|(?:[A-Z][a-z]+\s){{1,3}}[A-Z][a-z]+"
)
TITLE_ENDS = "长授席任家员师官监理人记士事者生管"
"""Characters that a title ends in."""
_TELLING: dict[Kind, re.Pattern[str]] = {
    "reason": re.compile(
        r"因(?![素应子])|由于|原因|为了|旨在|以便|目的(?!地)|用意|所以|从而|于是|令到|使得|希望|基于|有鉴|鉴于|考虑到|出于|缘故|理由"
        r"|导致|不能|无法|需要|吸引|鼓励|有助|避免|以免|防止|(?<![典变世事])故(?![事障宫乡居意])|受.{0,8}(?:影响|限)"
    ),
    "list": re.compile(r"、[^、。]{1,30}(?:、|和|及|与|以及)|包括|分别|有[一二三四五六七八九十\d]+|其中"),
}
"""Words that give away a reason, and a row of things."""
_SPLIT = re.compile(r"(?<!\d),|,(?!\d)|[。、;:!?()《》\"\s]")
"""Marks as `fold` leaves them; a comma within a number parts nothing."""
_PREDICATE = re.compile(
    r"(?<![但只还也不而都便可若要算总或])(?:是指|指的是|就是|即是|正是|是|乃|系|属于|为(?=[一全首最])|即)(?!否|不是|因|在于|由|从)"
)
_WHAT_NOUN = re.compile(
    rf"(?:什么|甚么|咩|哪一?[个家间所座条种项支位部]?|边一?[个间家所])(?:的)?(?P<noun>[{_HAN}]{{1,6}}?)(?:$|[,。?的是系有叫名由在与和被]|呢|吗|嘅)"
)
_WH = re.compile(r"什么|甚么|咩|谁|边个|哪[里儿个家间所些一年位]?|何时|几时|多少|几多|边度|为何|如何")
_LONGEST = 60


def short_span(question: str, kind: Kind, sentence: str, matched: Sequence[Place]) -> Span | None:
    """The span of `sentence` that answers, or None when no single span does.

    `matched` are the question's terms found in the sentence: (start, end, weight). A candidate scores by the weight of the
    terms around it, falling with distance, and not at all when the question already says it.
    """
    folded, asked = fold(sentence), fold(question)
    if kind == "definition":
        return _predicate(folded, matched)
    if kind in ("reason", "list"):
        return None
    candidates = _new(_candidates(kind, asked, folded), asked, folded, matched)
    if not candidates:
        return None
    unit = called_for(asked, kind)
    return max(candidates, key=lambda span: (_fit(unit, folded[slice(*span)]), _nearness(span, matched)))


def holds(kind: Kind, asked: str, folded: str, matched: Sequence[Place]) -> bool:
    """Whether a folded sentence offers something of the kind that the folded question does not say itself."""
    if kind in _TELLING:
        return _TELLING[kind].search(folded) is not None
    return bool(_new(_candidates(kind, asked, folded), asked, folded, matched))


def subject_end(kind: Kind, sentence: str, matched: Sequence[Place]) -> int | None:
    """Where the subject ends that the sentence goes on to define, or, for a person asked for, to name with a title."""
    folded = fold(sentence)
    if found := _predicate(folded, matched):
        return found[0]
    if kind != "person":
        return None
    for match in PERSON.finditer(folded):
        titled = folded[max(0, match.start() - 1)] in TITLE_ENDS
        if titled and any(match.end() > start >= match.start() - 1 for start, _, _ in matched):
            return match.end()
    return None


def _fit(unit: re.Pattern[str] | None, candidate: str) -> int:
    """1 for a candidate with the unit that the question calls for, -1 for a time where another unit or none is called for."""
    if unit and unit.search(candidate):
        return 1
    return -1 if _TIME.search(candidate) else 0


def _new(candidates: Iterator[Span], asked: str, folded: str, matched: Sequence[Place]) -> list[Span]:
    """Candidates that the question does not hold: neither in its own words nor as a translation of them."""
    covered = {at for start, end, _ in matched for at in range(start, end) if end - start > 1}
    return [
        (start, end)
        for start, end in candidates
        if folded[start:end] not in asked and not covered.issuperset(range(start, end))
    ]


def _candidates(kind: Kind, asked: str, folded: str) -> Iterator[Span]:
    pattern = PERSON if kind == "person" else _PATTERNS.get(kind)
    if pattern:
        yield from (_tight(folded, match.span()) for match in pattern.finditer(folded) if match.group().strip())
    elif noun := _WHAT_NOUN.search(asked):
        yield from _ending_in(noun["noun"], folded)
    if kind == "other":
        yield from _after_anchor(asked, folded)


def _ending_in(noun: str, folded: str) -> Iterator[Span]:
    """Names that end in the noun asked for: 北科瑞声公司 for 哪间公司."""
    for match in re.finditer(re.escape(noun), folded):
        start = match.start()
        while start > max(0, match.start() - 14) and not re.match(
            r"[,。、;:!?()《》\"\s的是在与和及由为]", folded[start - 1]
        ):
            start -= 1
        if start < match.start():
            yield (start, match.end())


def _after_anchor(asked: str, folded: str) -> Iterator[Span]:
    """What follows, in the sentence, the words that stand before the question word: 创办了「什么」."""
    word = _WH.search(asked)
    if not word:
        return
    for size in (4, 3, 2):
        anchor = asked[max(0, word.start() - size) : word.start()].rstrip("了的是系 ")
        at = folded.find(anchor) if len(anchor) >= 2 else -1
        if at >= 0:
            end = _SPLIT.search(folded, at + len(anchor) + 1)
            yield _tight(folded, (at + len(anchor), end.start() if end else len(folded)))
            return


def _predicate(folded: str, matched: Sequence[Place]) -> Span | None:
    """From the word after 是 to the sentence's end, when what was asked stands before 是."""
    if not matched:
        return None
    rarest = max(weight for _, _, weight in matched)
    topic = min(end for _, end, weight in matched if weight >= 0.6 * rarest)
    match = _PREDICATE.search(folded, topic)
    if not match or match.start() - topic > 10 or _SPLIT.search(folded[topic : match.start()].strip(' "')):
        return None
    start, end = _tight(folded, (match.end(), len(folded)))
    if end - start > _LONGEST:
        comma = _SPLIT.search(folded, start + 8)
        end = comma.start() if comma and comma.start() - start <= _LONGEST else end
    return (start, end) if 2 <= end - start <= _LONGEST else None


def _nearness(span: Span, matched: Sequence[Place]) -> float:
    total = 0.0
    for start, end, weight in matched:
        distance = max(start - span[1], span[0] - end, 0)
        total += weight / (1 + distance / 6)
    return total


def _tight(folded: str, span: Span) -> Span:
    """The span without marks and particles at its ends."""
    start, end = span
    while start < end and folded[start] in ",。、;:!?了的是为 \"'()\n":
        start += 1
    while end > start and folded[end - 1] in ",。、;:!? \"'\n":
        end -= 1
    return (start, end)
