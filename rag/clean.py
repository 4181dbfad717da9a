"""Text as it came → text as it reads: a list of small repairs, in one order.

1. `tidy`: line ends, invisible characters, trailing space. Everything after sees plain lines.
2. `undouble`: lines printed twice are read once. Before joining, because doubling happened line by line.
3. `join_wraps`: lines broken by the width of a column become paragraphs.
4. `squeeze`: at most one empty line in a row.

Each repair gives its own output back unchanged. Page breaks (form feeds) become `Article.page_starts`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from rag.types import Article, Repair

_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff\ud800-\udfff]"
)
_CLOSED = re.compile(r"[。！？!?：:；;…」』”）)】》]\s*$")
_OPENS_NEW = re.compile(r"^\s*(?:[•●■◆▲▼○◎★☆※·#]|[（(]?[0-9一二三四五六七八九十]{1,2}[）)、.．])")
_HANGING = re.compile(r"^\s*[，。、；：！？」』”）)》】％%]")
_LATIN = re.compile(r"[A-Za-z0-9,.;:%)]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LONGEST_DOUBLED = 2_000
_WIDEST = 80
"""Characters of the widest column that text is wrapped to."""
_NARROWEST = 12
"""Characters of the narrowest column whose full lines are taken for broken ones across an empty line."""


def clean(article: Article) -> Article:
    """The article with its text repaired. `clean(clean(article)) == clean(article)`."""
    if article.page_starts:
        return article
    pages = [_repair(page) for page in article.text.split("\f")]
    starts, length = [], 0
    for page in pages:
        starts.append(length)
        length += len(page) + 1
    title = " ".join(tidy(article.title).split())
    return replace(article, title=title, text="\n".join(pages), page_starts=tuple(starts) if len(pages) > 1 else ())


def repairs(article: Article) -> list[Repair]:
    """What `clean` changes in an article as it came, kind by kind, in the order it is done."""
    found = []
    text = article.text
    for repair in _REPAIRS:
        before, text = text, repair(text)
        old, new = before.split("\n"), text.split("\n")
        kept = set(new)
        changed = [i for i, line in enumerate(old) if line not in kept]
        if changed and before != text:
            first = old[changed[0]]
            after = next((line for line in new if first.strip() in line), new[min(changed[0], len(new) - 1)])
            found.append(Repair(article.id, repair.__name__, len(changed), first, after))
    return found


def _repair(text: str) -> str:
    for repair in _REPAIRS:
        text = repair(text)
    return text


def tidy(text: str) -> str:
    """One kind of line end and space, nothing invisible, no space at a line's end.

    >>> tidy("深圳\\r\\n\\u200b特區\\u00a0 ")
    '深圳\\n特區'
    """
    text = (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n")
        .replace("\x85", "\n")
    )
    text = _INVISIBLE.sub("", text).replace("\u00a0", " ").replace("\t", " ").replace("\x0b", " ")
    return re.sub(r"[ \u3000]+$", "", text, flags=re.MULTILINE).strip("\n")


def undouble_lines(text: str) -> str:
    """Every line that was printed twice, read once; see `undouble`.

    A short line counts only beside a line that is clearly doubled: 圳圳 after 成立深成立深, but never 人人 alone.
    """
    lines = text.split("\n")
    repaired = [undouble(line) for line in lines]
    clear = [_clearly_doubled(line, once) for line, once in zip(lines, repaired, strict=True)]
    filled = [i for i, line in enumerate(lines) if line.strip()]
    neighbours = {i: filled[max(0, n - 1) : n] + filled[n + 1 : n + 2] for n, i in enumerate(filled)}
    for i in filled:
        if clear[i] or (repaired[i] != lines[i] and any(clear[j] for j in neighbours[i])):
            lines[i] = repaired[i]
    return "\n".join(lines)


def undouble(line: str) -> str:
    """Read a line once that was printed twice, run by run (fake bold in newspaper pages).

    >>> undouble("目前在研項目目前在研項目400400多個多個，，")
    '目前在研項目400多個，'
    >>> undouble("好好學習，天天向上")          # ordinary repetition stays
    '好好學習，天天向上'

    The whole line must split into doubled runs XX; of all such splits the one with the fewest runs is taken.
    """
    if len(line) % 2 or len(line) > _LONGEST_DOUBLED or any(n % 2 for n in Counter(line).values()):
        return line
    fewest: list[tuple[int, int]] = [(0, 0)] + [(len(line), 0)] * len(line)  # per end: (runs, start of the last run)
    for start in range(0, len(line), 2):
        if start and not fewest[start][1] and fewest[start][0] == len(line):
            continue
        for half in range(1, (len(line) - start) // 2 + 1):
            middle, end = start + half, start + 2 * half
            if line[start:middle] == line[middle:end] and fewest[start][0] + 1 < fewest[end][0]:
                fewest[end] = (fewest[start][0] + 1, start)
    if fewest[-1][0] == len(line):
        return line
    runs, end = [], len(line)
    while end:
        start = fewest[end][1]
        runs.append(line[start : (start + end) // 2])
        end = start
    return "".join(reversed(runs))


def _clearly_doubled(line: str, once: str) -> bool:
    return once != line and len(line) >= 8 and len(_HAN.findall(once)) >= 3


def join_wraps(text: str) -> str:
    """Lines broken by a column's width joined again: Chinese without a space, Latin words with one.

    >>> print(join_wraps("近日福田保稅區「1號通道」獲\\n准向科研人員開放。「1號通\\n道」是連接落馬洲的通道。\\n\\n飛速發展"))
    近日福田保稅區「1號通道」獲准向科研人員開放。「1號通道」是連接落馬洲的通道。
    <BLANKLINE>
    飛速發展

    Text with one paragraph a line stays as it is. An empty line is no break after a full line that stops in mid-sentence.
    """
    lines = [line.strip() for line in text.split("\n")]
    if not _is_wrapped([line for line in lines if line]):
        return text
    if _double_spaced(lines):
        lines = [line for line in lines if line]
    joined: list[str] = []
    width = last = gap = 0
    for line in lines:
        if not line:
            gap += 1
            continue
        width = max(width, last) if last >= 0.7 * width else 0  # a short line ends its column's paragraph
        if joined and _continues(joined[-1], line, last, width, gap):
            space = " " if _LATIN.search(joined[-1][-1:]) and _LATIN.match(line) else ""
            joined[-1] += space + line
        else:
            joined += [""] * bool(gap and joined) + [line]
            width = 0
        last, gap = len(line), 0
    return "\n".join(joined)


def _is_wrapped(filled: list[str]) -> bool:
    """Whether many lines stop in mid-sentence though they are as long as their neighbours: a column's doing, not headings."""
    lengths = [len(line) for line in filled]
    around = zip([0, *lengths], lengths, [*lengths[1:], 0], strict=False)
    full = [0 < length <= _WIDEST and length >= 0.8 * max(before, after) for before, length, after in around]
    broken = sum(wide and not _CLOSED.search(line) for wide, line in zip(full, filled, strict=True))
    return len(filled) >= 3 and broken > 0.35 * len(filled)


def _double_spaced(lines: list[str]) -> bool:
    """Whether nearly every line stands alone, so that an empty line says nothing about paragraphs."""
    around = zip(["", *lines], lines, [*lines[1:], ""], strict=False)
    alone = sum(bool(line) and not before and not after for before, line, after in around)
    return alone > 0.75 * sum(map(bool, lines))


def _continues(before: str, line: str, last: int, width: int, gap: int) -> bool:
    """Whether `line` goes on in the paragraph `before`, whose last line has `last` characters in a column `width` wide.

    `gap` counts the empty lines between. A full line may also end with its sentence: the next one still belongs.
    """
    if _HANGING.match(line):
        return gap <= 1
    if _OPENS_NEW.match(line) or gap > 1:
        return False
    full = bool(width) and last >= 0.85 * width
    if gap:
        return full and last >= _NARROWEST and not _CLOSED.search(before) and not _OPENS_NEW.match(before)
    return (bool(width) and not _CLOSED.search(before)) or (full and len(line) >= 0.9 * width)


def squeeze(text: str) -> str:
    """At most one empty line in a row."""
    return re.sub(r"\n{3,}", "\n\n", text)


_REPAIRS = (tidy, undouble_lines, join_wraps, squeeze)
