"""Lines broken by the width of a column become paragraphs; what stands between the halves of one is set behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rag.clean.columns import Line, Paragraph, Setting, setting
from rag.clean.joints import Joint
from rag.clean.lines import caption
from rag.clean.pieces import Piece, Pieces


def broken_lines(text: str) -> Pieces | None:
    """Wrapped lines joined, Chinese without a space and Latin words with one; paragraphs, lists and headings keep theirs.

    An indent goes; so does the choice between one line feed and two: paragraphs of a broken text stand apart by an empty line.
    """
    page = setting(text)
    groups = list(_paragraphs(page))
    joined = any(len(group) > 1 for group in groups)
    if not joined and not any(line.lead for line in page.lines):
        return None
    befores = [None, *(group[-1] for group in groups)]
    return [piece for before, group in zip(befores, groups, strict=False) for piece in _pieces(group, before, joined)]


def _paragraphs(page: Setting) -> Iterator[Sequence[Line]]:
    """The lines of each paragraph in reading order, the captions that stood between them behind it."""
    at = 0
    while at < len(page.lines):
        paragraph = Paragraph.of(page.lines[at])
        held: list[Line] = []
        at = at + 1 if caption(page.lines[at].text) else _gather(page, paragraph, held, at + 1)
        yield paragraph.lines
        yield from ([one] for one in held)


def _gather(page: Setting, paragraph: Paragraph, held: list[Line], at: int) -> int:
    """Add the lines that go on in the paragraph from line `at`; captions between go to `held`. The line after them."""
    lines = page.lines
    while at < len(lines):
        beyond = at
        while beyond < len(lines) and caption(lines[beyond].text) and not paragraph.last.closed:
            beyond += 1
        if beyond == len(lines):
            break
        after = lines[beyond + 1] if beyond + 1 < len(lines) and not caption(lines[beyond + 1].text) else None
        if not Joint(page, paragraph, lines[beyond], after, beyond > at).goes_on():
            break
        held += lines[at:beyond]
        paragraph.add(lines[beyond])
        at = beyond + 1
    return at


def _pieces(group: Sequence[Line], before: Line | None, joined: bool) -> list[Piece]:
    """The lines of a paragraph as one, with what parts it from the line before."""
    pieces: list[Piece] = []
    if before is not None:
        rows = "｜" in before.text and "｜" in group[0].text
        pieces.append((group[0].start, group[0].start, "\n\n" if group[0].apart or (joined and not rows) else "\n"))
    for line, following in zip(group, [*group[1:], None], strict=True):
        space = following is not None and _latin(line.text, following.text)
        pieces.append((line.start, line.end, " " if space else ""))
    return pieces


def _latin(before: str, after: str) -> bool:
    """Whether a space belongs between: two Latin words, or a Latin mark and a word."""
    begins = after[0].isascii() and (after[0].isalnum() or after[0] in "(\"'&$")
    return begins and before[-1].isascii() and before[-1] not in "(-/"
