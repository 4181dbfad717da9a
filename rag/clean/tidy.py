"""Characters: one kind of line end and of space, nothing invisible, letters that only look like another."""

from __future__ import annotations

import re
import unicodedata

from rag.clean.pieces import Pieces, without

_BLANK = r" \t\u3000\u00a0"
_UNSEEN = (
    r"\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\ufffe\uffff\ud800-\udfff"
)
# The look-behind and the possessive run see to it that each run of blanks is looked at once, however long it is.
_DROPPED = re.compile(
    rf"\r(?=\n)|(?<![{_BLANK}{_UNSEEN}])[{_BLANK}{_UNSEEN}]++(?=[\r\n\f\u2028\u2029\x85]|\Z)|[{_UNSEEN}]"
)
_OUTER = re.compile(r"\A(?:[ \t\u3000]*\n)+|\n+\Z")
_ALIKE = re.compile(r"\r(?!\n)|[\u2028\u2029\x85\t\x0b\u00a0\u2002-\u200a\u202f\u205f\u2e80-\u2fd5\uf900-\ufad9]")
_SPACE = re.compile(
    r" (?=[「『（《“〈【])|(?<=[」』）》”〉】]) |(?<=[「『（《“〈【]) | (?=[」』）》”〉】，。；：！？、])"
)
_HAN_BESIDE = re.compile(r"[\u3400-\u9fff，。；：！？、」』）》”]")


def invisible(text: str) -> Pieces | None:
    """Without what cannot be seen: zero-width and control characters, space at a line's end, empty lines around the text."""
    outer = [match.span() for match in _OUTER.finditer(text)]
    inner = [match.span() for match in _DROPPED.finditer(text)]
    if outer and inner:
        inner = [span for span in inner if not any(start <= span[0] < end for start, end in outer)]
        return without(text, sorted(outer + inner))
    return without(text, outer or inner)


def one_form(text: str) -> str:
    """The same length, with one character for each line end, space and radical that looks like a character.

    >>> one_form("⽉⽇\\u00a0\\t")
    '月日  '
    """
    return _ALIKE.sub(lambda match: _form(match[0]), text)


def _form(char: str) -> str:
    if char in "\r\u2028\u2029\x85":
        return "\n"
    plain = _RADICALS.get(char) or unicodedata.normalize("NFKC", char)
    return " " if plain.isspace() or len(plain) != 1 else plain


_RADICALS = dict(
    zip(
        "⺠⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻑⺟",
        "民西见角贝车长门青页风飞食马骨鬼鱼鸟麦黄齐齿龙長母",
        strict=True,
    )
)
"""Forms of the block CJK Radicals Supplement that PDF fonts give for ordinary characters; Unicode itself maps few of them."""


def close_up(text: str) -> Pieces | None:
    """No space beside Chinese brackets and marks in a text that sets one as a habit (typesetters' half width).

    A text in which such a space is rare keeps it: there it may part two halves of a headline.
    """
    spaces = [match.span() for match in _SPACE.finditer(text)]
    if len(spaces) < 6 or 2 * len(spaces) < len(re.findall(r"[「『（《“〈【」』）》”〉】]", text)):
        return None
    return without(text, [span for span in spaces if _beside_chinese(text, span)])


def _beside_chinese(text: str, span: tuple[int, int]) -> bool:
    around = text[span[0] - 1 : span[0]] + text[span[1] : span[1] + 1]
    return bool(_HAN_BESIDE.search(around)) or around.strip() in {"「", "『"}
