"""The analyser of rag.text written as a `tokenizers` file, so that sentence-transformers reads raw text as we do.

sentence-transformers (6.0 and later) imports no module class from outside its own package unless the caller passes
`trust_remote_code=True`. The built-in embedder therefore uses the stock `StaticEmbedding`, whose tokenizer can only cut
a text into pieces: it cannot fold, and it cannot yield overlapping pairs. Both are done by one character map before the
cut. Each Chinese character C is written as C STX C ETX C in its folded form, so that 北京 becomes

    北 STX 北 ETX 北京 STX 京 ETX 京

and a pattern that takes what stands between STX and ETX, and every pair outside, yields 北, 北京, 京. The map is a
SentencePiece "precompiled charsmap": a double-array trie (Aoe, 1989) in the layout of the darts-clone library.
"""

from __future__ import annotations

import base64
import json
import re
import struct
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rag.text import CJK, fold

_STX, _ETX = "\x02", "\x03"
_HAN = re.compile(f"[{CJK}]")
_RANGES = r"\x{3400}-\x{9fff}\x{f900}-\x{faff}\x{20000}-\x{3ffff}"
_SPACE = r"[\s\x{1c}-\x{1f}]"
_LATIN = r"[a-z0-9]+(?:[.&@+'-][a-z0-9]+)*"
UNKNOWN = "[UNK]"


def tokenizer_json(vocabulary: Sequence[str]) -> str:
    """The tokenizer file: `[UNK]` has id 0, the terms of the vocabulary ids from 1 on, in order.

    Ids of a text are those of `rag.text.terms` without the number terms (=75000000), which no pattern can compute.
    """
    pattern = rf"(?<={_STX})[{_RANGES}](?={_ETX})|(?<!{_STX})[{_RANGES}]{{2}}|{_LATIN}"
    document: dict[str, Any] = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [],
        "normalizer": {"type": "Sequence", "normalizers": _normalizers(vocabulary)},
        "pre_tokenizer": {"type": "Split", "pattern": {"Regex": pattern}, "behavior": "Removed", "invert": True},
        "post_processor": None,
        "decoder": None,
        "model": {"type": "WordLevel", "vocab": _numbered(vocabulary), "unk_token": UNKNOWN},
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _numbered(vocabulary: Sequence[str]) -> dict[str, int]:
    return {term: number for number, term in enumerate([UNKNOWN, *vocabulary])}


def _normalizers(vocabulary: Iterable[str]) -> list[dict[str, Any]]:
    """Close gaps between Chinese characters, part combining marks from their letter, then the character map.

    The map is looked up per grapheme: a mark left in place would be swallowed with its letter.
    """
    gap = rf"(?<=[{_RANGES}]){_SPACE}+(?=[{_RANGES}])"
    marks = r"[\p{M}\x{200c}\x{200d}\x{ff9e}\x{ff9f}\x{1f3fb}-\x{1f3ff}]"
    charsmap = base64.b64encode(_charsmap(_emissions(vocabulary))).decode("ascii")
    return [
        {"type": "Replace", "pattern": {"Regex": gap}, "content": ""},
        {"type": "Replace", "pattern": {"Regex": marks}, "content": "|"},
        {"type": "Precompiled", "precompiled_charsmap": charsmap},
    ]


def _emissions(vocabulary: Iterable[str]) -> dict[str, str]:
    """What each character is rewritten as. Chinese characters outside the vocabulary stay: no term can hold them."""
    known = {char for term in vocabulary for char in term if _HAN.match(char)}
    table = {_STX: " ", _ETX: " "}
    for code in range(sys.maxunicode + 1):
        char = chr(code)
        folded = fold(char)
        if folded in known:
            table[char] = f"{folded}{_STX}{folded}{_ETX}{folded}"
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
