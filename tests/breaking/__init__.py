"""Clean text broken as newspapers break it: the inverse of `rag.clean`, for its tests and for work on it.

`cases(count)` yields texts with what they should read like after cleaning; the same seed gives the same case. A clean text has
one paragraph or heading a line and one empty line between two. It is set in lines first (see `Layout`), then each
break of `BREAKS` that was drawn is done to the lines or to the finished text.

A break that no reader could undo is not made; the case is drawn again. Avoided are, for one:
a paragraph that ends on a full line where neither an indent nor an empty line shows it; a line that ends short and closed
in mid-paragraph (a long word went down) where only short lines show paragraphs; a column, picture or page that
interrupts just after a sentence ends; a wrap at a space that does not stand between two Latin words; a caption without
credit or empty line after it; a single doubled word such as 人人 beside plain lines; letters set apart around figures.

    python -m tests.breaking --rate              failures of each kind
    python -m tests.breaking --show caption      the first failures of one kind, before and after
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from tests.breaking.interruptions import INTERRUPTIONS, cut, mended
from tests.breaking.lines import Layout, LossyError, lay
from tests.breaking.printings import ENCODINGS, PRINTINGS
from tests.breaking.texts import excerpt

BREAKS = (*INTERRUPTIONS, *PRINTINGS, *ENCODINGS)
LAYOUTS = ("whole", "block", "indent", "tight", "double")
KINDS = (*LAYOUTS, "widths", *BREAKS)


@dataclass(frozen=True, slots=True)
class Case:
    """A broken text, what it should read like, and the kinds of breaks that were made, in the order they were made."""

    seed: int
    kinds: tuple[str, ...]
    clean: str
    broken: str


def a_layout(name: str, widths: bool, rng: random.Random) -> Layout:
    """One of `LAYOUTS`, of a width drawn anew. `widths` makes some lines narrower, as beside a picture."""
    if name == "whole":
        return Layout(indent=rng.choice(("", "\u3000\u3000")))
    start = rng.randint(0, 8)
    layout = Layout(
        width=rng.randint(12, 40),
        indent="\u3000\u3000" if name == "indent" else "",
        gap=name == "block",
        double=name == "double",
        kinsoku=rng.choice(("hang", "push", "free")),
        narrow=range(start, start + rng.randint(2, 6)) if widths else range(0),
    )
    if name == "indent" and rng.random() < 0.4:
        layout = replace(layout, gap=True)
    elif name == "double" and rng.random() < 0.3:
        layout = replace(layout, indent="\u3000\u3000")
    return layout


def draw_kinds(rng: random.Random) -> tuple[str, ...]:
    """A layout and up to four further breaks that go together."""
    name = rng.choice(LAYOUTS)
    kinds = {name}
    if name in ("block", "indent") and rng.random() < 0.2:
        kinds.add("widths")
    further = rng.choices((0, 1, 2, 3), (2, 5, 3, 1))[0]
    kinds |= set(rng.sample(BREAKS, further))
    if "double" in kinds:
        kinds.discard("column")
    if "page" in kinds:
        kinds.discard("furniture")
    return tuple(kind for kind in KINDS if kind in kinds)


def a_case(seed: int, kinds: tuple[str, ...] = ()) -> Case:
    """The case of this seed; of these kinds, when some are named, with the layout first."""
    rng = random.Random(seed)
    kinds = kinds or draw_kinds(rng)
    while True:
        try:
            return _attempt(seed, kinds, rng)
        except LossyError:
            continue


def _attempt(seed: int, kinds: tuple[str, ...], rng: random.Random) -> Case:
    paragraphs = excerpt(rng)
    layout = a_layout(kinds[0], "widths" in kinds, rng)
    if layout.width and any("｜" in paragraph for paragraph in paragraphs):
        raise LossyError("a row of a table is not set in lines")
    lines = lay(paragraphs, layout)
    if not layout.width and INTERRUPTIONS.keys() & set(kinds):
        lines = cut(lines, rng)
    for kind in kinds:
        if kind in INTERRUPTIONS:
            lines, paragraphs = INTERRUPTIONS[kind](lines, paragraphs, layout, rng)
    if not layout.width:
        lines = mended(lines)
    for kind in kinds:
        if kind in PRINTINGS:
            lines = PRINTINGS[kind](lines, rng)
    broken = "".join(line.text + line.after for line in lines).rstrip("\n")
    for kind in kinds:
        if kind in ENCODINGS:
            broken = ENCODINGS[kind](broken, rng)
    return Case(seed, kinds, "\n\n".join(paragraphs), broken)


def cases(count: int, first: int = 0) -> Iterator[Case]:
    """The cases of the seeds from `first` on."""
    return (a_case(seed) for seed in range(first, first + count))


def paragraphs(text: str) -> list[str]:
    """The lines that are not empty: whether one or two line ends part two paragraphs is left open."""
    return [line for line in text.split("\n") if line]


def failing(found: Iterator[Case], clean_text: Callable[[str], str]) -> tuple[list[Case], Counter[str], Counter[str]]:
    """The cases that do not read as they should, the failures of each kind, and the cases of each kind."""
    wrong, failed, seen = [], Counter[str](), Counter[str]()
    for case in found:
        seen.update(case.kinds)
        if paragraphs(clean_text(case.broken)) != paragraphs(case.clean):
            wrong.append(case)
            failed.update(case.kinds)
    return wrong, failed, seen
