"""What comes between two lines of a sentence: the end of a column, a picture with its caption, the end of a page."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from tests.breaking.lines import CLOSED, LISTLIKE, NO_END, NO_START, Layout, Line, LossyError, units, wrap

CAPTIONS = (
    ("▲海港大學新校園鳥瞰圖", "資料圖片"),
    ("▲學生在實驗室內調校機械臂，準備參加下月的比賽", "本報記者攝"),
    ("■南島醫科大學附屬醫院的研究人員正在觀察樣本。", "本報記者林小文攝"),
    ("●三校代表在簽署儀式上合照。", "受訪者供圖"),
    ("▲左圖為建設中的碼頭，右圖為落成後的碼頭", "網絡圖片"),
    ("■北灣工業邨共有廠房36座。", "新華社"),
    ("▲圖為第12屆科技節開幕式，約500人出席", "資料圖片"),
    ("▼市民排隊參觀科學館", "網絡圖片"),
)
_TITLES = ("海港日報", "北灣科技合作論析", "三地创新年刊", "海灣時報 要聞", "科技与社会研究")


def column(
    lines: list[Line], paragraphs: list[str], layout: Layout, rng: random.Random
) -> tuple[list[Line], list[str]]:
    """An empty line in mid-sentence, where one column ends and the next begins."""
    lines = list(lines)
    for at in rng.sample(_interruptible(lines), k=1):
        lines[at] = replace(lines[at], after="\n\n")
    return lines, paragraphs


def caption(
    lines: list[Line], paragraphs: list[str], layout: Layout, rng: random.Random
) -> tuple[list[Line], list[str]]:
    """A picture's caption with its credit in mid-sentence; it should read as a paragraph after the interrupted one."""
    at = rng.choice(_interruptible(lines))
    number = sum(line.ends and not line.inserted for line in lines[:at])
    text, credit = rng.choice(CAPTIONS)
    apart = layout.double or rng.random() < 0.5
    setting = replace(layout, width=rng.randint(12, max(12, layout.width)), narrow=range(0)) if layout.width else layout
    own_line = rng.random() < 0.3
    printed = [text, credit] if own_line else [f"{text} {credit}"]
    pieces = [
        piece for part in printed for piece, _ in (wrap(part, setting, 0, "") if setting.width else [(part, 0.0)])
    ]
    after = "\n\n" if layout.double else "\n"
    inserted = [Line(piece, False, False, 0.0, after, inserted=True) for piece in pieces]
    before = lines[at]
    if apart:
        before = replace(before, after="\n" * rng.randint(2, 4))
        inserted[-1] = replace(inserted[-1], after="\n\n")
    paragraphs = [*paragraphs[: number + 1], f"{text} {credit}", *paragraphs[number + 1 :]]
    return [*lines[:at], before, *inserted, *lines[at + 1 :]], paragraphs


def page(lines: list[Line], paragraphs: list[str], layout: Layout, rng: random.Random) -> tuple[list[Line], list[str]]:
    """Form feeds with a running head or foot, or both, on every page."""
    return _furnished(lines, layout, rng, feed=True), paragraphs


def furniture(
    lines: list[Line], paragraphs: list[str], layout: Layout, rng: random.Random
) -> tuple[list[Line], list[str]]:
    """A running title between pages whose form feeds were lost; it stands there three times or more."""
    return _furnished(lines, layout, rng, feed=False), paragraphs


def _furnished(lines: list[Line], layout: Layout, rng: random.Random, feed: bool) -> list[Line]:
    places = [n for n, line in enumerate(lines[:-1]) if line.interruptible or _ends_visibly(line, layout)]
    places = [n for n in places if not LISTLIKE.match(lines[n + 1].text) and not lines[n + 1].inserted]
    count = rng.randint(2, 3) if feed else 3
    if len(places) < count:
        raise LossyError("no place for a page break")
    chosen = set(rng.sample(places, count))
    head, foot = _heads(rng, feed)
    between = "\n\n" if layout.double or rng.random() < 0.5 else "\n"
    number = rng.randint(1, 40)
    out = [_inserted(head.format(number), between)] if head and rng.random() < 0.5 else []
    for n, line in enumerate(lines):
        if n not in chosen:
            out.append(line)
            continue
        out.append(replace(line, after=between if foot or not feed else "\n"))
        if foot:
            out.append(_inserted(foot.format(number), "\n" if feed else between))
        out[-1] = replace(out[-1], after=out[-1].after + "\f" * feed)
        number += 1
        if head:
            out.append(_inserted(head.format(number), between))
    if foot and rng.random() < 0.7:
        out[-1] = replace(out[-1], after=between)
        out.append(_inserted(foot.format(number), "\n"))
    return out


def _heads(rng: random.Random, feed: bool) -> tuple[str, str]:
    """(head, foot) as printed on every page, with a place for its number; either may be empty."""
    title = rng.choice(_TITLES)
    if not feed:
        return "", title
    head = rng.choice(("", title, f"{title}　2023年5月6日", f"{title}\n2023年5月6日 星期六\nA{{}}", f"{{}} {title}"))
    foot = rng.choice(("第{}頁", "{}", "- {} -", "— {} —", f"{title} {{}}", "" if head else title))
    return head, foot


def _inserted(text: str, after: str) -> Line:
    return Line(text, False, False, 0.0, after, inserted=True)


def _ends_visibly(line: Line, layout: Layout) -> bool:
    return line.ends and line.closed and not line.inserted and (line.slack >= 2 or not layout.width)


def _interruptible(lines: Sequence[Line]) -> list[int]:
    """Numbers of the lines in mid-sentence, whose neighbours show that they are full. Raises LossyError for none."""
    found = [
        n
        for n, (line, follower) in enumerate(pairwise(lines))
        if line.interruptible and not follower.inserted and not LISTLIKE.match(follower.text)
    ]
    if not found:
        raise LossyError("no line in mid-sentence")
    return found


def cut(lines: Sequence[Line], rng: random.Random) -> list[Line]:
    """Long unwrapped paragraphs in two pieces each, in mid-sentence, as a page or a picture cuts them."""
    if any(not line.closed and len(line.text) > 24 for line in lines):
        raise LossyError("a long paragraph without a mark at its end")
    found: list[Line] = []
    for line in lines:
        pieces = units(line.text)
        places = [
            n for n in range(30, len(pieces) - 8) if pieces[n - 1][-1] not in CLOSED + NO_END and pieces[n] != " "
        ]
        places = [n for n in places if pieces[n][0] not in NO_START and pieces[n - 1] != " "]
        if not places:
            found.append(line)
            continue
        at = rng.choice(places)
        found.append(Line("".join(pieces[:at]), True, False, 0.0, "\n"))
        found.append(replace(line, text="".join(pieces[at:]), starts=False))
    return found


def mended(lines: Sequence[Line]) -> list[Line]:
    """The pieces that nothing came between, in one line again."""
    found: list[Line] = []
    for line in lines:
        before = found[-1] if found else line
        if found and not (before.ends or before.inserted or line.inserted) and before.after == "\n":
            found[-1] = replace(before, text=before.text + line.text, ends=line.ends, after=line.after)
        else:
            found.append(line)
    return found


Interruption = Callable[[list[Line], list[str], Layout, random.Random], tuple[list[Line], list[str]]]
INTERRUPTIONS: dict[str, Interruption] = {"column": column, "caption": caption, "page": page, "furniture": furniture}
