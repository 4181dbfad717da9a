"""Bytes to text: UTF-8, UTF-16 with its mark, Big5-HKSCS or GB18030, whichever decodes without an error."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes


def decode(data: bytes) -> str:
    """The text of a file. Raises ValueError when it is binary or in no encoding that Chinese text comes in."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding)
    if b"\0" in data:
        raise ValueError("binary data, not text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(data)


def _guess(data: bytes) -> str:
    best = from_bytes(data, cp_isolation=["big5hkscs", "gb18030"]).best()
    if best is None:
        raise ValueError("neither UTF-8, UTF-16, Big5 nor GB18030 text")
    return str(best)
