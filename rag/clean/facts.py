"""What a story says about itself: who printed it, who wrote it and when. Nothing rather than a guess.

All patterns are matched against folded text, which has the length of the printed one, so names come back as they are printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rag.clean.when import published_in
from rag.text import CJK, fold
from rag.types import Article

_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛范彭郎鲁韦马苗方俞任袁柳鲍史唐费廉岑薛雷贺倪汤"
    "滕殷罗毕郝安常乐于傅齐康伍余顾孟黄穆萧尹姚邵汪祁毛戴宋庞熊纪舒屈项祝董梁杜阮蓝闵席季贾路江童颜郭梅盛林钟徐邱骆高夏蔡田樊胡凌霍虞万柯"
    "卢莫房解应宗丁宣邓洪包石崔吉龚程裴陆翁荀于惠甄封储靳段焦巴侯班秋仲伊宁甘武符刘景詹束龙叶司黎薄白蒲邰从鄂池乔温庄晏柴瞿阎连向古易廖耿"
    "匡文寇欧利越师巩聂晁关曾游权岳帅沙冉简饶区麦冼植查涂肖丘纪成仇欧阳隋佟容练占覃苟卓晋楚闫冀牟苑尚"
)
_PLACES = (
    "香港|深圳|广州|北京|上海|澳门|台北|珠海|东莞|佛山|惠州|中山|江门|肇庆|天津|重庆|南京|杭州|武汉|成都|西安|长沙|福州|厦门|郑州|济南|青岛|沈阳|大连"
    "|哈尔滨|长春|昆明|贵阳|南宁|海口|三亚|太原|石家庄|合肥|南昌|兰州|银川|西宁|乌鲁木齐|拉萨|呼和浩特|苏州|宁波|高雄|台中|台南|新北|桃园"
    "|东京|首尔|新加坡|伦敦|纽约|华盛顿|巴黎|柏林|莫斯科|日内瓦|布鲁塞尔|前海|河套|横琴"
)
_NAME = rf"[{_SURNAMES}][{CJK}]{{1,3}}?"
_GAP = r"\s*[、,/]\s*|\s+"
_NAMES = rf"{_NAME}(?:(?:{_GAP}){_NAME})*"
_PUBLISHER = (
    rf"(?:[{CJK}]{{1,6}}?(?:日报|晚报|时报|晨报|早报|报|新闻|新闻网|周刊|电台|电视台|通讯社)"
    rf"|(?:新华|中新|中央|法新|路透|美联)社|[{CJK}]{{2,4}}?网)"
)
_OURS = rf"(?P<publisher>本报|本刊|本台|{_PUBLISHER})"
_ROLE = r"(?:(?:特派|实习|见习|驻[\u3400-\u9fff]{2,4}?)?记者|特约记者)"
_REPORT = r"(?:综合)?(?:报道|报导|专访|专题报道)"
_KNOWN = rf"(?P<place>{_PLACES})"
_PLACE = rf"(?:\s*(?P<place>{_PLACES}|(?<=\s)[{CJK}]{{2,4}}(?=\s*(?:{_REPORT}|电|[0-9]))))"
"""Where from: a place of the list, or after a space any word that stands before 報道."""
_DAY = r"(?P<date>(?:(?:20[0-9]{2}年)?[0-9]{1,2}月)?[0-9]{1,2}日)"
_BY = rf"{_ROLE}\s*:?\s*(?P<names>{_NAMES})"
_OPEN, _CLOSE = r"[(\[【〔]", r"[)\]】〕]"

_DATELINES = tuple(
    re.compile(rf"\s*{pattern}\s*[:]?\s*")
    for pattern in (
        rf"{_OPEN}?{_OURS}专?讯{_CLOSE}?\s*{_OPEN}?{_BY}{_PLACE}?\s*{_REPORT}{_CLOSE}?",
        rf"{_OPEN}?{_OURS}专?讯{_CLOSE}?\s*\({_BY}(?:\s+{_KNOWN})?\s*\)",
        rf"{_OPEN}{_OURS}专?讯{_CLOSE}",
        rf"{_OURS}专?讯(?=[\s:(]|$)",
        rf"{_OPEN}{_OURS}(?:专题)?报道{_CLOSE}",
        rf"{_OPEN}{_OURS}{_BY}{_PLACE}\s*{_DAY}?电{_CLOSE}",
        rf"{_OPEN}(?:{_OURS})?{_BY}(?:\s*/)?{_PLACE}\s*{_REPORT}{_CLOSE}",
        rf"{_OURS}\s*{_BY}{_PLACE}\s*{_REPORT}(?=[\s:,。]|$)",
        rf"{_OURS}(?:\s*{_KNOWN})?\s*{_DAY}电(?:\s*\({_ROLE}?\s*(?P<names>{_NAMES})\))?",
        rf"{_OURS}\s*{_KNOWN}电(?:\s*\({_ROLE}?\s*(?P<names>{_NAMES})\))?",
        rf"(?P<publisher>中新网|新华网|人民网|央视新闻|央视网|[{CJK}]{{2,4}}(?:电台|电视台))(?:{_DAY})?(?:消息|报道|电|讯)(?=[\s:,]|$)",
        r"(?P<publisher>央视新闻)(?=[\s:]|$)",
    )
)
_MARK = r"[■●◆▲▼•·○◎★☆※]*\s*"
_PICTURES = r"(?:(?:图/文|文/图|图文|图、文|文、图)\s*[:/]?\s*)"
_BYLINES = tuple(
    re.compile(rf"{_MARK}{pattern}\s*")
    for pattern in (
        rf"{_PICTURES}?(?:{_OURS})?\s*{_BY}{_PLACE}?\s*(?:{_REPORT})?",
        rf"{_PICTURES}(?P<names>{_NAMES})",
        rf"(?:文|撰文|采写|采访|采访/撰文|采访撰文|作者)\s*[:/]\s*(?:{_OURS})?\s*(?:{_ROLE})?\s*(?P<names>{_NAMES})",
    )
)
_COMPILED = tuple(
    re.compile(rf"{_MARK}{pattern}\s*")
    for pattern in (
        rf"(?:整理|资料整理)\s*[:/]\s*(?:{_OURS})?\s*(?:{_ROLE})?\s*(?P<names>{_NAMES})",
        rf"(?:{_OURS})?\s*{_BY}\s*整理",
    )
)
_PERSON = r"[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]+){1,3}"
_ENGLISH = re.compile(rf"[Bb][Yy]:?\s+(?P<names>{_PERSON}(?:(?:,\s*|\s+and\s+){_PERSON})*)")
_WHOSE = rf"(?:本报|本刊|{_PUBLISHER})"
_CREDIT = re.compile(
    rf"{_MARK}[(\[]?\s*(?:"
    rf"(?:{_WHOSE}?\s*{_ROLE}?\s*{_NAMES}|{_WHOSE}\s*{_ROLE}?)\s*(?:摄|摄影|制图)"
    rf"|(?:{_PUBLISHER}|[{CJK}]{{2,6}})?\s*(?:资料|网络|互联网|效果|示意)图片?"
    rf"|(?:受访者|受访单位|[{CJK}]{{2,10}})\s*(?:供图|提供图片)|(?:受访者|主办方)提供"
    rf"|(?:新华|中新|法新|路透|美联|中通)社(?:图片|资料图片|资料)?|{_PUBLISHER}\s*(?:{_PLACES})?\s*传真"
    r"|图片?(?:由|来源|:)[^。,]{2,20}"
    r")\s*[)\]]?\s*"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """How a story opens: `paragraph[start:end]` says who printed it, who wrote it, where, and on which day in its own words."""

    start: int
    end: int
    publisher: str = ""
    reporters: tuple[str, ...] = ()
    place: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Byline:
    """A line that names who wrote a story, or who `compiled` a box beside it (which starts no story)."""

    publisher: str = ""
    reporters: tuple[str, ...] = ()
    place: str = ""
    kind: Literal["reported", "compiled"] = "reported"


def dateline(paragraph: str) -> Dateline | None:
    """The opening formula of a paragraph; None when it has none. 本報 names no publisher.

    >>> dateline("青禾日報訊（記者 方小文 東岸報道）公園昨日開放。")
    Dateline(start=0, end=18, publisher='青禾日報', reporters=('方小文',), place='東岸', date='')
    """
    folded = fold(paragraph[:120])
    for pattern in _DATELINES:
        match = pattern.match(folded)
        if match:
            start = match.end() - len(match.group().lstrip())
            return Dateline(start, match.end(), *_facts(match, paragraph), date=_printed(match, paragraph, "date"))
    return None


def byline(line: str) -> Byline | None:
    """Who wrote, when the whole line says nothing else; None for a sentence that only mentions a reporter.

    >>> byline("●圖/文：青禾日報記者 方小文 東岸報道")
    Byline(publisher='青禾日報', reporters=('方小文',), place='東岸', kind='reported')
    """
    if credit(line):
        return None
    folded, stripped = fold(line), line.strip()
    english = _ENGLISH.fullmatch(stripped)
    if english:
        return Byline(reporters=tuple(re.split(r",\s*|\s+and\s+", english["names"])))
    for kind, patterns in (("compiled", _COMPILED), ("reported", _BYLINES)):
        match = next(filter(None, (pattern.fullmatch(folded) for pattern in patterns)), None)
        if match:
            return Byline(*_facts(match, line), kind="compiled" if kind == "compiled" else "reported")
    return None


def credit(line: str) -> bool:
    """Whether the whole line says only where a picture comes from: 方小文攝, 資料圖片, 受訪者供圖.

    >>> credit("青禾日報記者方小文攝"), credit("他愛好攝影")
    (True, False)
    """
    return bool(_CREDIT.fullmatch(fold(line)))


def infer(article: Article, furniture: Sequence[str] = ()) -> Article:
    """The article with the publisher, date and reporters that it lacks, as far as it says them; `inferred` names what was filled.

    `furniture` are the running heads and feet that were taken out of the text. They and the file's name are believed first.
    """
    opening = list(_signatures(article.text))
    when = (
        ""
        if article.published
        else published_in(article, furniture, [each.date for each in opening if isinstance(each, Dateline)])
    )
    who = "" if article.publisher else _publisher(article, furniture, opening)
    names = () if article.reporters else tuple(dict.fromkeys(name for each in opening for name in each.reporters))
    filled = [field for field, value in (("published", when), ("publisher", who), ("reporters", names)) if value]
    if not filled:
        return article
    return replace(
        article,
        published=article.published or when or None,
        publisher=article.publisher or who,
        reporters=article.reporters or names,
        inferred=(*article.inferred, *filled),
    )


def _signatures(text: str) -> Iterator[Dateline | Byline]:
    """Datelines and bylines of reporters, line by line; who compiled a box has not written the story."""
    for line in text.splitlines():
        found = dateline(line) or (byline(line) if len(line) <= 60 else None)
        if found and not (isinstance(found, Byline) and found.kind == "compiled"):
            yield found


_AGENCIES = ("新华社", "中新社", "中央社", "法新社", "路透社", "美联社")
_HEAD = re.compile(rf"(?<![{CJK}])[{CJK}]{{1,6}}(?:日报|晚报|时报|报|周刊)(?![{CJK}])")


def _publisher(article: Article, furniture: Sequence[str], opening: Sequence[Dateline | Byline]) -> str:
    """One name that nothing contradicts: of the running heads, else the file, else the story. A paper goes before an agency."""
    heads = {line[match.start() : match.end()] for line in furniture for match in _HEAD.finditer(fold(line))}
    file = re.split(r"[/\\]", article.source)[-1].replace("_", " ")
    files = {file[match.start() : match.end()] for match in _HEAD.finditer(fold(file))}
    said = {each.publisher for each in opening if each.publisher}
    papers = {name for name in said if fold(name) not in _AGENCIES}
    names = heads or files or papers or said
    return names.pop() if len(names) == 1 else ""


def _facts(match: re.Match[str], printed: str) -> tuple[str, tuple[str, ...], str]:
    """Publisher, reporters and place of a match, as they are printed."""
    publisher, names = _printed(match, printed, "publisher"), _printed(match, printed, "names")
    ours = fold(publisher) in ("本报", "本刊", "本台")
    return (
        "" if ours else publisher,
        tuple(filter(None, re.split(r"\s*[、,，/／]\s*|\s+", names))),
        _printed(match, printed, "place"),
    )


def _printed(match: re.Match[str], printed: str, group: str) -> str:
    if group not in match.re.groupindex or match[group] is None:
        return ""
    return printed[match.start(group) : match.end(group)]
