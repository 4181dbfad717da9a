"""What a line of newspaper text looks like: its width, its marks, how it begins and ends."""

from __future__ import annotations

import re

SENTENCE_END = re.compile(r"[。！？!?…；;：:][」』”’）)\]】》〉]*\s*(?:\[\d+\]\s*)?\Z")
"""A line that ends so may end its paragraph. 」 alone is no end: 「1號通道」 stands in mid-sentence."""
PROSE = re.compile(r"[，。；][^\s]")
"""Punctuation of running text inside a line."""
CAPTION_MARKS = "▲▼△▽▶◀►◄↑↓"
BULLETS = "•●■◆◇□○◎★☆※▪▫◼‣⁃" + CAPTION_MARKS
HANGING = frozenset("，。、；：！？」』”’）)》〉】％%…．!?;,")
"""Never first in a line that somebody set."""
OPENING = frozenset("「『（《“〈【(")
_OPENS = re.compile(r"[「『（《“〈【(]")
PAUSES = frozenset("，、,")
NEAR = 40
"""Characters before a joint in which an open bracket is surely still open."""
_UNIT = re.compile(r"[「『（《“〈【(]*(?:[A-Za-z0-9.,%'’@/+-]+|.)[，。、；：！？」』”’）)》〉】％%…]*")
_NUMBERED = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,3}[、.．]|[（(][0-9一二三四五六七八九十]{1,2}[）)]|[0-9]{1,2}(?:、|[.．](?![0-9])|\)|）))"
)
_DATELINE = re.compile(
    r"[【（(〔]?(?:[\u3400-\u9fff]{1,7}(?:[報报社網网台刊聞闻](?:專|专)?)(?:訊|讯)|[\u3400-\u9fff]{1,4}社[\u3400-\u9fff]{2,8}(?:\d{1,2}月)?\d{1,2}日[電电])"
    r"|[\u3400-\u9fff]{0,8}[】]?[（(〔](?:本報|本报)?(?:記者|记者)"
)
_LABEL = re.compile(r"[\u3400-\u9fff]{2,6}[：:][^，。；]{1,10}")
_TABLE_TITLE = re.compile(r"[表圖图]\s*[0-9一二三四五六七八九十]{1,3}[\s:：.．]")
NAME = r"[\u3400-\u9fff·、]"
_CREDIT = re.compile(
    rf"(?:(?:資料|资料|網絡|网络|網上|网上|檔案|档案)(?:圖片|图片|照片|圖|图)"
    rf"|(?:^|[\s。，、）)」』：:])(?:{NAME}{{0,8}}(?:記者|记者)\s?(?:{NAME}{{1,9}})?\s?[攝摄](?:影)?|{NAME}{{2,9}}\s?[攝摄](?:影)?"
    rf"|(?<![，、]){NAME}{{2,12}}(?:供圖|供图|提供|傳真|传真|圖片|图片)|(?:新華|新华|中新|中通|法新|路透|美聯|中央)社(?:圖片|图片)?))[）)]?\Z"
)
_NAMES = r"(?![在到從从就對对向也都將将已昨今])[\u3400-\u9fff]{2,4}(?:[、\s]{1,2}[\u3400-\u9fff]{2,4})*"
_BYLINE = re.compile(
    rf"[■●]?\s?(?:[圖图文/／、]{{1,3}}\s?[:：]\s?)?[\u3400-\u9fff]{{0,8}}(?:記者|记者|通訊員|通讯员|特派員)\s?{_NAMES}"
    r"(?:\s[\u3400-\u9fff]{2,6})?\s?(?:報道|报道|報導|攝|摄|整理)?"
    rf"|(?:撰文|採訪|采访|整理|文|記者|记者|编辑|編輯)\s?[:：／/]\s?[\u3400-\u9fff]{{0,8}}\s?{_NAMES}"
)
_BRACKETS = dict(zip("」』）》”〉】)", "「『（《“〈【(", strict=True))


def width(line: str) -> float:
    """Columns a line takes: a Chinese character one, a Latin letter or digit half of one."""
    return len(line) - len(line.encode("ascii", "ignore")) / 2


def first_unit(text: str) -> float:
    """Columns of what cannot be parted at the start of a line: a Latin word, or a character with the marks after it."""
    found = _UNIT.match(text)
    return width(found[0]) if found else 1.0


def caption(line: str) -> bool:
    """Whether the line is a caption: it points, or has a mark and says whose picture it is."""
    return line[0] in CAPTION_MARKS or (line[0] in BULLETS and credit(line))


def closed(line: str) -> bool:
    """Whether a sentence may end with the line."""
    return line[-1:] in _STOPS or (line[-1:] in _LAST and bool(SENTENCE_END.search(line[-8:])))


_STOPS = frozenset("。！？!?…；;：:")
_LAST = frozenset("。！？!?…；;：:」』”’）)]】》〉 ")


def bulleted(line: str) -> bool:
    """Whether the line begins an item by a mark that is never in mid-sentence, or is a row of a table."""
    return line[0] in BULLETS or "｜" in line


def numbered(line: str) -> str:
    """The number that the line begins with as an item, heading, table or figure does; empty without one.

    >>> numbered("一、背景"), numbered("3.5 億元")
    ('一、', '')
    """
    found = _NUMBERED.match(line) or _TABLE_TITLE.match(line)
    return found[0] if found else ""


def byline(line: str) -> bool:
    """Whether the line names reporters or compilers and says nothing else; `facts.byline` reads who they are.

    >>> byline("大公報記者 何花"), byline("記者何花整理"), byline("大公報記者在採訪中，多名")
    (True, True, False)
    """
    return len(line) <= 36 and bool(_BYLINE.fullmatch(line))


def dateline(line: str) -> bool:
    """Whether the line begins as a news story does: 香港文匯報訊（記者 …, 新華社北京8月14日電.

    A quick look at any line, also a broken one, for joining; `facts.dateline` reads what a whole one says.
    """
    return bool(_DATELINE.match(line))


def label(line: str) -> bool:
    """Whether the line is a label and its short value: 合作方：港科大."""
    return bool(_LABEL.fullmatch(line))


def credit(text: str) -> bool:
    """Whether the text ends by saying whose picture it is.

    >>> credit("▲華大基因推動基因科技普惠民生 網絡圖片"), credit("他在深圳攝製電影。")
    (True, False)
    """
    return bool(_CREDIT.search(text.rstrip()[-28:]))


def open_brackets(text: str) -> bool:
    """Whether the text ends inside a bracket or quotation that it opened."""
    if not _OPENS.search(text):
        return False
    waiting: list[str] = []
    for char in text:
        if char in OPENING:
            waiting.append(char)
        elif char in _BRACKETS and waiting and waiting[-1] == _BRACKETS[char]:
            waiting.pop()
    return bool(waiting)
