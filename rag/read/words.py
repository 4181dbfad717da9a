"""The fixed words of answers and refusals in the three languages: all that stands around the quotes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rag.types import Language


@dataclass(frozen=True, slots=True)
class Words:
    """Formats take what is named in their braces."""

    not_found: str
    mentioned: str
    """What of a question the closest passage speaks of, and what not: `covered`, `uncovered`."""
    unmentioned: str
    """`uncovered` alone."""
    unsaid: str
    """All of the question is spoken of (`covered`), but not what it asks."""
    printed: str
    """What it has in place of a figure of the question: `quote`."""
    comma: str
    """Between things named one after another."""
    semicolon: str
    head: str
    """Between the heads of a table's row and column."""
    colon: str
    marks: tuple[str, str]
    """Quotation marks around what is printed."""
    earlier: str
    """An older figure: `date`, `figure`."""
    otherwise: str
    """A figure that contradicts: `source`, `figure`."""
    means: str
    """What a date in a quote means: `dates`."""
    equals: str


WORDS: Mapping[Language, Words] = {
    "zh-Hant": Words(
        not_found="這些文章裏找不到答案。",
        mentioned="最接近的段落有提到{covered}，沒有提到{uncovered}。",
        unmentioned="最接近的段落沒有提到{uncovered}。",
        unsaid="最接近的段落有提到{covered}，但沒有說到所問的事。",
        printed="那裏寫的是{quote}。",
        comma="、",
        semicolon="；",
        head="，",
        colon="：",
        marks=("「", "」"),
        earlier="較早（{date}）：{figure}",
        otherwise="說法不一，{source}：{figure}",
        means="（{dates}）",
        equals="＝",
    ),
    "zh-Hans": Words(
        not_found="这些文章里找不到答案。",
        mentioned="最接近的段落有提到{covered}，没有提到{uncovered}。",
        unmentioned="最接近的段落没有提到{uncovered}。",
        unsaid="最接近的段落有提到{covered}，但没有说到所问的事。",
        printed="那里写的是{quote}。",
        comma="、",
        semicolon="；",
        head="，",
        colon="：",
        marks=("“", "”"),
        earlier="较早（{date}）：{figure}",
        otherwise="说法不一，{source}：{figure}",
        means="（{dates}）",
        equals="＝",
    ),
    "en": Words(
        not_found="The answer is not in these articles.",
        mentioned=" The closest passage mentions {covered}, but not {uncovered}.",
        unmentioned=" The closest passage does not mention {uncovered}.",
        unsaid=" The closest passage mentions {covered}, but does not say what is asked.",
        printed=" It says {quote}.",
        comma=", ",
        semicolon="; ",
        head=", ",
        colon=": ",
        marks=("“", "”"),
        earlier="Earlier ({date}): {figure}",
        otherwise="Sources differ; {source}: {figure}",
        means=" ({dates})",
        equals=" = ",
    ),
}
RELATIVE: Mapping[str, str] = {
    "去年": "last year",
    "今年": "this year",
    "明年": "next year",
    "前年": "the year before last",
    "上月": "last month",
    "上个月": "last month",
    "本月": "this month",
    "下月": "next month",
    "下个月": "next month",
    "昨日": "yesterday",
    "昨天": "yesterday",
    "今日": "today",
    "今天": "today",
    "明日": "tomorrow",
    "明天": "tomorrow",
}
"""Dates that lean on the day of the article, folded, in English."""
