"""The analyser of rag.text written as a `tokenizers` file, so that sentence-transformers reads raw text as we do.

sentence-transformers (6.0 and later) imports no module class from outside its own package unless the caller passes
`trust_remote_code=True`. The built-in embedder therefore uses the stock `StaticEmbedding`, whose tokenizer can only cut
a text into pieces: it cannot fold, it cannot yield overlapping pairs, and it cannot count.

Folding and pairs are done by one character map before the cut. Each Chinese character C is written as

    (C as the right one of a pair) STX C ETX (C as the left one of a pair)

with C in its folded form and `rag.embed.lexicon` saying how it is written in a pair, by two private characters. What
stands between STX and ETX is then a character, and what stands between ETX and STX is a pair. The map is a SentencePiece
"precompiled charsmap": a double-array trie (Aoe, 1989) in the layout of the darts-clone library.

A pair that the vocabulary does not hold is cut by WordPiece, longest match first, which leaves the pair of the classes in
its middle; a Latin word is cut into pieces by the same rule. Counting up to a limit is done by the pattern, which
passes over a Chinese term that comes that often again later in the text.
"""

from __future__ import annotations

import base64
import json
import struct
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rag.embed.lexicon import LONGEST, MOST, SYMBOLS, as_left, as_right, class_pairs
from rag.text import fold

_STX, _ETX = "\x02", "\x03"
_RANGES = r"\x{3400}-\x{9fff}\x{f900}-\x{faff}\x{20000}-\x{3ffff}"
_SPACE = r"[\s\x{1c}-\x{1f}]"
_LATIN = r"[a-z0-9]+(?:[.&@+'-][a-z0-9]+)*"
_PRIVATE = rf"[\x{{{SYMBOLS[0]:x}}}-\x{{{SYMBOLS[-1]:x}}}]"
_DIGITS = "一二三四五六七八九"
UNKNOWN = "[UNK]"
JOINTS = ".&@+'-"
"""What may stand inside a Latin word: pieces that mean nothing alone."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a vocabulary, each kind most useful first, in the order of their numbers from 1 on.

    Behind them come the pairs of classes and the symbols.
    """

    characters: Sequence[str]
    words: Sequence[str]
    pairs: Sequence[str]

    def listed(self) -> list[str]:
        """All of them, as the analyser writes them, in the order of their numbers."""
        return [*self.characters, *self.words, *JOINTS, *self.pairs]

    def numbered(self) -> dict[str, int]:
        """The vocabulary as it stands in the file."""
        place = {char: number for number, char in enumerate(self.characters)}
        pairs = [as_left(place[pair[0]]) + as_right(place[pair[1]]) for pair in self.pairs]
        symbols = sorted({symbol for number in place.values() for symbol in (as_left(number)[0], as_right(number)[1])})
        order = [UNKNOWN, *self.characters, *self.words, *JOINTS, *pairs, *class_pairs(), *symbols]
        return {term: number for number, term in enumerate(order)}


def tokenizer_json(terms: Terms) -> str:
    """The tokenizer file. Ids of a text are the numbers of `rag.embed.lexicon.Lexicon.count`, one for each time that
    counts, and beside them those of symbols, which have no weight."""
    document: dict[str, Any] = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [],
        "normalizer": {"type": "Sequence", "normalizers": _normalizers(terms.characters)},
        "pre_tokenizer": {"type": "Split", "pattern": {"Regex": _pattern()}, "behavior": "Removed", "invert": True},
        "post_processor": None,
        "decoder": None,
        "model": {
            "type": "WordPiece",
            "unk_token": UNKNOWN,
            "continuing_subword_prefix": "",
            "max_input_chars_per_word": LONGEST,
            "vocab": terms.numbered(),
        },
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _pattern() -> str:
    """A character, a pair or a Latin word; of a character and a pair only the last `MOST` in the text."""
    character = rf"(?<={_STX})([{_RANGES}])(?={_ETX})(?!(?:[\s\S]*?{_STX}\1{_ETX}){{{MOST}}})"
    pair = rf"(?<={_ETX})({_PRIVATE}{{4}})(?={_STX})(?!(?:[\s\S]*?{_ETX}\2{_STX}){{{MOST}}})"
    return f"{character}|{pair}|{_LATIN}"


def _normalizers(characters: Sequence[str]) -> list[dict[str, Any]]:
    """Close gaps between Chinese characters, write 一號 as 1號, part combining marks from their letter, then the map.

    The map is looked up per grapheme: a mark left in place would be swallowed with its letter.
    """
    gap = rf"(?<=[{_RANGES}]){_SPACE}+(?=[{_RANGES}])"
    marks = r"[\p{M}\x{200c}\x{200d}\x{ff9e}\x{ff9f}\x{1f3fb}-\x{1f3ff}]"
    charsmap = base64.b64encode(_charsmap(_emissions(characters))).decode("ascii")
    return [
        _replaced(gap, ""),
        *(_replaced(rf"(?<![〇零{_DIGITS}两兩十百千万萬]){han}(?=[号號])", str(n)) for n, han in enumerate(_DIGITS, 1)),
        _replaced(marks, "|"),
        {"type": "Precompiled", "precompiled_charsmap": charsmap},
    ]


def _replaced(pattern: str, content: str) -> dict[str, Any]:
    return {"type": "Replace", "pattern": {"Regex": pattern}, "content": content}


def _emissions(characters: Sequence[str]) -> dict[str, str]:
    """What each character is rewritten as. Chinese characters outside the vocabulary stay: no term can hold them."""
    place = {char: number for number, char in enumerate(characters)}
    table = {_STX: " ", _ETX: " "} | {chr(code): " " for code in SYMBOLS}
    for code in range(sys.maxunicode + 1):
        char = chr(code)
        folded = fold(char)
        if folded in place:
            number = place[folded]
            table[char] = f"{as_right(number)}{_STX}{folded}{_ETX}{as_left(number)}"
        elif folded != char:
            table[char] = folded
    return table


def _charsmap(table: Mapping[str, str]) -> bytes:
    """A precompiled charsmap: the size of the trie in bytes, the trie, then the NUL-ended replacements."""
    pool, values = bytearray(), {}
    for key, text in table.items():
        values[key.encode()] = len(pool)
        pool += text.encode() + b"\0"
    units = _double_array(values)
    return struct.pack("<I", 4 * len(units)) + struct.pack(f"<{len(units)}I", *units) + bytes(pool)


_Trie = dict[int, Any]


def _double_array(values: Mapping[bytes, int]) -> list[int]:
    """Units of a darts-clone trie: 8 bits of label, a leaf bit, 21 bits of offset and its scale; leaves hold values.

    A node's children stand at `base ^ label`; no two nodes share a base, or one would answer for the other's child.
    """
    root: _Trie = {}
    for key, value in values.items():
        node = root
        for byte in key:
            node = node.setdefault(byte, {})
        node[0] = value
    units, used, bases = [0], {0}, set[int]()
    queue = [(0, root)]
    # A node with one child fits any gap; the search for it need not start over, only that for larger nodes.
    hint = 1
    while queue:
        position, node = queue.pop()
        base = hint if len(node) == 1 else 1
        while base in bases or any(base ^ label in used for label in node):
            base += 1
        if len(node) == 1:
            hint = base
        bases.add(base)
        units += [0] * ((base | 255) + 1 - len(units))
        units[position] |= _offset(position ^ base) | (256 if 0 in node else 0)
        for label, child in node.items():
            used.add(base ^ label)
            units[base ^ label] = child | 1 << 31 if label == 0 else label
            if label:
                queue.append((base ^ label, child))
    return units


def _offset(distance: int) -> int:
    """A relative position in 21 bits; a larger one must be a multiple of 256 and is stored divided by it."""
    if distance < 1 << 21:
        return distance << 10
    raise ValueError("the character map has grown beyond what its trie format holds")
