"""Exact match and F1 of a short answer by the rule of CMRC 2018 (Cui et al., 2019), in use for DRCD as well.

Written anew from the published rule, its quirks kept, so that figures stand beside published ones: the mark list is the
script's, the F1 is over the longest common *substring* of tokens, and a removed mark joins what stood around it
(gpt-3 is one token, gpt3). One thing differs: runs without Chinese are tokenised by the punctuation rules of the Penn
Treebank alone, without its splitting of English contractions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

MARKS = frozenset("-:_*^/\\~`+=，。：？！“”；’《》·、「」（）－～『』")
"""What is dropped before comparing. The script's …… never matches, since it looks at one character at a time."""

_TOKEN = re.compile(
    r"""
    \.{2,}
  | (?: [^\s\u4e00-\u9fa5;@\#$%&?!"'()\[\]{}<>—,.] | ,(?=\d) | \.(?!\.|\s*(?:[\u4e00-\u9fa5]|$)) )+
  | \S
    """,
    re.VERBOSE,
)
"""Dots in a row; what stands between spaces, Chinese characters and marks; else one character.

A comma before a digit stays inside its number, a point inside its word unless it ends the run without Chinese.
"""


def exact_match(prediction: str, answers: Sequence[str]) -> float:
    """1.0 when the prediction equals an accepted answer once marks are dropped and capitals lowered, else 0.0.

    >>> exact_match("《大公報》", ["大公報"]), exact_match("大公報社", ["大公報"])
    (1.0, 0.0)
    """
    return float(any(_without_marks(prediction) == _without_marks(answer) for answer in answers))


def f1(prediction: str, answers: Sequence[str]) -> float:
    """The best F1 over the accepted answers, in [0, 1]: harmonic mean of the shared substring's share in each.

    >>> round(f1("香港科技大學", ["科技大學"]), 4)       # 4 of 6 and 4 of 4 tokens
    0.8
    """
    return max((_f1(segments(prediction), segments(answer)) for answer in answers), default=0.0)


def segments(text: str) -> list[str]:
    """The tokens compared: each Chinese character, each Latin word or number.

    >>> segments("GPT-3獲7,500萬元")
    ['gpt3', '獲', '7,500', '萬', '元']
    """
    return _TOKEN.findall(_without_marks(text))


def _without_marks(text: str) -> str:
    return "".join(char for char in text.lower().strip() if char not in MARKS)


def _f1(predicted: Sequence[str], accepted: Sequence[str]) -> float:
    common = _longest_common_run(predicted, accepted)
    if common == 0:
        return 0.0
    precision, recall = common / len(predicted), common / len(accepted)
    return 2 * precision * recall / (precision + recall)


def _longest_common_run(one: Sequence[str], other: Sequence[str]) -> int:
    """Length of the longest run of tokens that stands in both."""
    longest = 0
    last = [0] * (len(other) + 1)
    for token in one:
        row = [0] * (len(other) + 1)
        for j, candidate in enumerate(other, 1):
            if token == candidate:
                row[j] = last[j - 1] + 1
                longest = max(longest, row[j])
        last = row
    return longest
