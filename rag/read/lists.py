"""The items of a list, as slices: 「A、B、C和D」, 「一是…，二是…」, and sentences that go on from each other (之一, 之二; 前兩個, 後兩個)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.read.kinds import Kind
from rag.read.series import Member, Span, after, announced, around, counted, series
from rag.text import CJK, fold
from rag.types import Passage

_LEAD = re.compile(
    r"分别(?:是|为|有)?|包括(?:了)?|包含|涵盖|涉及|例如|比如|即(?:是)?|有(?![关限色机])|(?<!于)是(?!否)|(?<!华)(?<!认)为(?!了)|接上|连接|做到|设有"
)
"""Words before the first item of a row."""
_WEAK_LEAD = re.compile(r"在|到|由|对|把|将|向|从|以")
"""Words that may stand before a row or inside an item: they lead to one only when 等 or a count closes it."""
_COUNT = r"(?:[两二三四五六七八九十]|\d{1,2})(?:大|个|家|所|项|类|种|间|位|部分|方面|方|者|校|地|处|座|条|款|点|环)"
_TAIL = re.compile(rf"(?:等.*|为?{_COUNT}.*|都已.*|各项.*|共同.*|为.*)$")
"""What closes a row behind its last item: 等, 三家, 等各項."""
_STATED = re.compile(rf"(?<!第)(?<![\d.]){_COUNT}")
_COUNTED = re.compile(rf"{_STATED.pattern}[{CJK}]{{2}}")
_MARKED = re.compile(
    r"(?:^|(?<=[,。;:]))(?:其?[一二三四五六七八九]是|首先是?|其次是?|再次是?|最后是|(?:另)?一(?:[个类项种方端面]|方面|部分)+是|[①②③④⑤⑥⑦⑧⑨]|\(\d\))"
)
_JOINT = re.compile(r",?以及|和|及|与")
_STOP = re.compile(r"[,。;:!?\n]")
_PLUS = re.compile(rf"[{CJK}]{{2,12}}(?:\+[{CJK}]{{2,12}}){{2,}}")
_OPEN, _CLOSE = "「『“《(【", "」』”》)】"
_MARKS = ",。、;:!? \n"
_NUMERAL = dict(zip("两二三四五六七八九十", (2, 2, 3, 4, 5, 6, 7, 8, 9, 10), strict=True))
_WANTED = re.compile(
    r"(?:(?:哪|边|那|这|的)(?P<han>[两二三四五六七八九十]|\d{1,2})(?:大)?[个家所项类种间座条位部样几区件方点环处套步块]"
    r"|(?P<other>[两二三四五六七八九十]|\d{1,2})[大个家所项类种间座位部样方](?!月|星期|小时))"
    r"|(?<!stage )(?<!phase )(?<!part )\b(?P<english>two|three|four|five|six|seven|eight|nine|ten)\s+(?:[\w-]+\s+){0,2}?[\w-]+s\b"
)
_MANY = re.compile(
    r"哪些|边啲|[哪边]几(?!年|月|天)|[哪边][两二三四五六七八九十\d](?!年|月|天)|[两二三四五六七八九十][个位名家所].{0,6}(?:是谁|叫什么|是哪)"
    r"|^[^哪谁何什多几]*[两二三四五六七八九十\d](?:个|家|所|项|类|种|间|名|位)[^,。?\s哪谁何什多几是]{1,12}\??$"
    r"|\b(?:which|what)\s+(?:[\w-]+\s+){0,2}?(?!is\b|was\b|does\b|has\b|this\b|overseas\b)[\w-]{3,}(?<!s)s\b(?!['’])"
    r"(?!\s+(?:the|an?|more|most|its|it|that|behind|work|look)\b)"
    r"|(?<![\w-])(?:two|three|four|five|six|seven) [a-z]+|^(?:[\w-]+ ){0,2}(?:places|parts|links|directions|areas|fields|kinds|members|names) "
)
"""Words that want several things, in Chinese and English."""
_ENGLISH = dict(
    zip(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], range(2, 11), strict=True)
)
_PAIR = 2
_LONGEST = 40
_AFTER = 2
"""Sentences after one that may hold the items that it announces."""


def wanted_items(question: str) -> int:
    """How many items a question asks for, 0 when it does not say.

    >>> wanted_items("哪四個部門"), wanted_items("which three ports"), wanted_items("有哪些部門")
    (4, 3, 0)
    """
    match = _WANTED.search(fold(question))
    if not match:
        return 0
    if match["english"]:
        return _ENGLISH[match["english"]]
    digits = match["han"] or match["other"]
    return _NUMERAL.get(digits) or int(digits)


def asks_for_list(kind: Kind, question: str) -> bool:
    """Whether a question wants several things named.

    >>> asks_for_list("other", "which drug makers moved in"), asks_for_list("person", "哪四位官員出席")
    (True, True)
    """
    folded = fold(question)
    if kind in ("number", "date", "reason"):
        return False
    return kind == "list" or bool(_MANY.search(folded))


def list_items(quotes: Sequence[Passage], wanted: int = 0) -> tuple[Passage, ...]:
    """All items that the best of the quotes lists, in the order of the text; empty when none of them is sure to list anything.

    `quotes` are sentences, best first; a sentence may be continued by others of its article. With `wanted` a row of just so
    many items is preferred, and no other is taken for it; without, a quote after the first must hold three.
    """
    for place, quote in enumerate(quotes):
        for tried in [quote, *after(quote)[:_AFTER], *_counted_again(quote, wanted)]:
            for items in _readings(tried, wanted):
                least = wanted or (_PAIR if place == 0 else _PAIR + 1)
                if len(items) >= least and wanted in (0, len(items)):
                    return items
    return ()


def numbered_items(quotes: Sequence[Passage], asked: str, wanted: int = 0) -> tuple[Passage, ...]:
    """The items of the first of the quotes that stands in a row of numbered sentences of the very thing asked for (folded): 第一個研究中心是…,
    第二個研究中心是… for 有哪些研究中心. Empty when none does, or not with just as many as are wanted."""
    for quote in quotes:
        thing = counted(quote)
        if len(thing) < _PAIR or thing not in asked:
            continue
        items = _series_items(series(quote))
        if len(items) > 1 and wanted in (0, len(items)):
            return items
    return ()


def _counted_again(quote: Passage, wanted: int) -> list[Passage]:
    """The other sentences near a quote that count the same things as it: 四個區域 there and here."""
    counted = {match.group() for match in _COUNTED.finditer(fold(quote.text)) if _number(match.group()) == wanted}
    near = around(quote) if counted else []
    return [other for other in near if other != quote and any(words in fold(other.text) for words in counted)]


def _readings(quote: Passage, wanted: int) -> list[tuple[Passage, ...]]:
    """The row that the sentence holds and the row it stands in, its own first when that has three items and says so itself; then
    the lines that it announces."""
    members = series(quote)
    own, whole = row_items(quote, wanted), _series_items(members)
    rows = [whole, own] if len(own) < 3 or any(held > 1 for _, _, held in members) else [own, whole]
    below = announced(quote)
    return [*rows, _series_items(below and (series(below[0][0]) or below))]


def _series_items(members: Sequence[Member]) -> tuple[Passage, ...]:
    """The items of sentences that stand in one row; several of one that is said to hold several."""
    found: list[Passage] = []
    for sentence, (start, end), held in members:
        whole = sentence.article.passage(sentence.start + start, sentence.start + end)
        folded = fold(whole.text)
        parts = _split(folded, 0, len(folded), held) if held > 1 else []
        if held > 1 and len(parts) != held:
            return ()
        found += [_sliced(whole, span) for span in parts] or [_first_part(whole)]
    return tuple(found)


def row_items(quote: Passage, wanted: int) -> tuple[Passage, ...]:
    """The items of one sentence."""
    folded = fold(quote.text)
    items = tuple(_sliced(quote, span) for span in _marked(folded) or _enumerated(folded, wanted))
    return items if all(1 < len(item.text) <= _LONGEST for item in items) else ()


def _sliced(whole: Passage, span: Span) -> Passage:
    return whole.article.passage(whole.start + span[0], whole.start + span[1])


def _marked(folded: str) -> list[Span]:
    """Items behind marks of their own: 一是…，二是…; 一類是…，另一類是…."""
    marks = [mark.span() for mark in _MARKED.finditer(folded)]
    ends = [start for start, _ in marks[1:]]
    spans = [_to_stop(folded, mark[1], end) for mark, end in zip(marks, [*ends, len(folded)], strict=bool(marks))]
    return spans if len(spans) > 1 else []


def _to_stop(folded: str, start: int, end: int) -> Span:
    stop = re.search(r"[。;!?\n]", folded[start:end])
    return _tight(folded, start, start + stop.start() if stop else end)


def _enumerated(folded: str, wanted: int) -> list[Span]:
    """Items between 、 and a last 和; of several rows the first with the number wanted, else the longest."""
    rows = [row for row in _rows(folded, wanted) if len(row) > 1]
    return next((row for row in rows if len(row) == wanted), max(rows, key=len, default=[]))


def _rows(folded: str, wanted: int) -> Iterator[list[Span]]:
    if match := _PLUS.search(folded):
        yield [
            (match.start() + part.start(), match.start() + part.end()) for part in re.finditer(r"[^+]+", match.group())
        ]
    for match in re.finditer(r"[「“\"]([^「」“”\"]*、[^「」“”\"]*)[」”\"]", folded):
        yield _split(folded, *match.span(1), wanted)
    masked = _masked(folded)
    for low, high in _clauses(masked):
        stated = _stated(masked[:high])
        start = _row_start(masked, low, high)
        if start is not None:
            marks = "、" in masked[start:high]
            yield _split(folded, start, _row_end(masked, start, high), (wanted or stated) if marks else stated)


def _stated(before: str) -> int:
    """The number that the text says is coming: 有四項, 兩個部門; 0 without one."""
    found = list(_STATED.finditer(before))
    return _number(found[-1].group()) if found else 0


def _number(counted: str) -> int:
    """The number at the head of 四項 or 12個."""
    digits = re.match(r"\d+|.", counted)
    assert digits
    return _NUMERAL.get(digits.group()) or int(digits.group())


def _clauses(masked: str) -> list[Span]:
    """Stretches without a stop; ，以及 and ，和 do not end one."""
    found, start = [], 0
    for match in _STOP.finditer(masked):
        if not re.match(r",(?:以及|和|及)", masked[match.start() :]):
            found.append((start, match.start()))
            start = match.end()
    return [*found, (start, len(masked))]


def _row_start(masked: str, low: int, high: int) -> int | None:
    """Where the first item begins; None when the clause lists nothing."""
    first = masked.find("、", low, high)
    if first < 0:
        joint = _JOINT.search(masked, low, high)
        first = joint.start() if joint else -1
    if first <= low:
        return None
    if low and masked[low - 1] == ":":
        return low
    leads = list(_LEAD.finditer(masked, low, first))
    if leads:
        return leads[-1].end()
    weak = list(_WEAK_LEAD.finditer(masked, low, first))
    closed = _TAIL.search(masked, masked.rfind("、", low, high) + 1, high) if "、" in masked[first:high] else None
    if closed and weak:
        return weak[-1].end()
    return low if closed and _stated(closed.group()) else None


def _row_end(masked: str, start: int, high: int) -> int:
    joints = [match.end() for match in _JOINT.finditer(masked, start, high)]
    last = max(masked.rfind("、", start, high) + 1, start, *joints)
    tail = _TAIL.search(masked, last + 1, high)
    return tail.start() if tail else high


def _split(folded: str, start: int, end: int, wanted: int) -> list[Span]:
    """Split at 、, and the last part at its last joint where that is likelier to part two items than to stand within one.

    Without 、 there must be two wanted. `wanted` is 0 when no number is known.
    """
    masked = folded[:start] + _masked(folded[start:end])
    last = re.search(r",以及", masked[start:])
    stop = start + last.start() if last else end
    cuts = [match.span() for match in re.finditer("、", masked) if start <= match.start() < stop]
    begin = cuts[-1][1] if cuts else start
    joints = list(_JOINT.finditer(masked, begin, end))
    joint = next((match for match in joints if "以及" in match.group()), joints[-1] if joints else None)
    if joint and _parts(joint, folded[start:begin], end - begin, joint.start() - begin, wanted):
        cuts.append(joint.span())
    starts, ends = [start, *(cut[1] for cut in cuts)], [*(cut[0] for cut in cuts), end]
    spans = [_tight(folded, *span) for span in zip(starts, ends, strict=True)]
    unclear = not cuts or any("等" in masked[slice(*span)] for span in spans[:-1])
    return [] if unclear else spans


def _parts(joint: re.Match[str], before: str, whole: int, left: int, wanted: int) -> bool:
    """Whether a joint in the last part of a row, of `whole` characters, parts two items; `left` of them stand before it.

    `before` are the items before that part. What the joint leaves must be nearer to them in length than what it joins.
    """
    marks = before.count("、")
    if marks and wanted in (marks + 1, marks + 2):
        return wanted == marks + 2
    if not marks:
        return wanted == _PAIR
    if joint.group() == "与":
        return False
    usual = sum(len(item.rpartition("的")[2]) for item in before.split("、")) / marks
    return "以及" in joint.group() or abs(left - usual) <= abs(whole - usual)


def _masked(folded: str) -> str:
    """The text with what stands in brackets and quotation marks struck out, so that nothing in them divides a row."""
    depth, found = 0, []
    for char in folded:
        closes = char in _CLOSE
        depth = max(0, depth - closes)
        found.append("*" if depth and not closes else char)
        depth += char in _OPEN
    return "".join(found)


def _first_part(whole: Passage) -> Passage:
    """An item of a series without what is said of it after a comma."""
    folded = fold(whole.text)
    stop = _STOP.search(_masked(folded))
    return _sliced(whole, _tight(folded, 0, stop.start() if stop else len(folded)))


def _tight(folded: str, start: int, end: int) -> Span:
    """Without white space and marks at the ends."""
    while start < end and folded[start] in _MARKS:
        start += 1
    while end > start and folded[end - 1] in _MARKS:
        end -= 1
    return start, end
