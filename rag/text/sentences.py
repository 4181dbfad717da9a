"""Where sentences end."""

from __future__ import annotations

import re

_END = re.compile(
    r"""
    [。！？!?…]+ [」』”’"）)\]】》]* \s*      # Chinese and Western marks, with what closes after them
  | \.[”"')\]]* (?=\s+["“(]?[A-Z\u3400-\u9fff]) \s*   # an English full stop, not the one in 3.5 or No. 1
  | \n\s*                                    # a line is at most one paragraph
    """,
    re.VERBOSE,
)
_ABBREVIATION = re.compile(r"(?:\b(?:No|Nos|Mr|Ms|Mrs|Dr|Prof|St|vs|Co|Ltd|Inc|[A-Z]))$")


def sentences(text: str) -> list[tuple[int, int]]:
    """Offsets (start, end) of the sentences, in order; together they tile the text, white space with the one before.

    >>> text = "他說：「好。」然後走了。No. 1 is open. Go"
    >>> [text[start:end] for start, end in sentences(text)]
    ['他說：「好。」', '然後走了。', 'No. 1 is open. ', 'Go']
    """
    spans, start = [], 0
    for match in _END.finditer(text):
        if match.group().startswith(".") and _ABBREVIATION.search(text, start, match.start()):
            continue
        spans.append((start, match.end()))
        start = match.end()
    return [*spans, (start, len(text))] if start < len(text) else spans
