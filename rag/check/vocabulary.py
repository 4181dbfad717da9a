"""Which Chinese words are names and which are ordinary: what a claim's text is divided by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rag.text import fold

MODELS = Path(__file__).parent.parent / "models" / "check"
_LONGEST = 8

_OURS = """
指出 表示 认为 报道 透露 强调 设有 设在 位于 获批 拨款 公布 推出 落户 进驻 入驻 创办 共建 合办 园区 港企 港校 科创 创科 跨境 通关
初创 研发 首批 首次 首个 今后 现时 目前 至今 当时 其后 随后 同年 翌年 去年 今年 明年 前年 此后 日前 近日 一同 当中 其中 以及 并且
有关 负责 负责人 亦有 也有 共有 设立 成立 建立 达到 超过 不足 少于 多于 高于 低于 约为 合共 总共 总额 金额 总数 数目 人员 车辆 机构
"""
"""Words of the news that the dictionary lacks."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Folded words of two or more characters."""

    names: frozenset[str]
    words: frozenset[str]

    def divide(self, folded: str) -> list[tuple[int, int]]:
        """Offsets of the words of a run of characters, the longest first from the left; unknown characters stand alone."""
        found, start = [], 0
        while start < len(folded):
            ends = range(min(len(folded), start + _LONGEST), start + 1, -1)
            end = next((end for end in ends if self.knows(folded[start:end])), start + 1)
            found.append((start, end))
            start = end
        return found

    def knows(self, word: str) -> bool:
        """Whether it is a name or an ordinary word."""
        return word in self.words or word in self.names


@cache
def vocabulary() -> Vocabulary:
    """The bundled words, read once."""
    names, words = (_read(MODELS / name) for name in ("names.txt", "words.txt"))
    ordinary = words | frozenset(fold(_OURS).split())
    return Vocabulary(names - ordinary, ordinary)


def _read(path: Path) -> frozenset[str]:
    return frozenset(path.read_text(encoding="utf-8").split())
