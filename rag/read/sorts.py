"""Names that say themselves what they are: a hospital is called 醫院, a street 路 or 街, a school 學校, 大學 or 中學."""

from __future__ import annotations

import re

_ONE = r"(?:哪|什么|甚么|何)(?:一?[所间家个座条份本])?"
_EACH: list[tuple[str, str, str]] = [
    (r"(?:街道?|道路|马路|路(?!线|段|径|程|数))", r"(?:street|road|avenue)", "[路街道巷里弄线]"),
    (
        r"(?:大学|高校|中学|小学|学校|院校|学院)",
        r"(?:university|universities|college|school)",
        "[大学院校中小]|哈佛|耶鲁|牛津|剑桥|史丹福|斯坦福|普林斯顿|理工|麻省",
    ),
    (r"医院", r"hospital", "[院医疗]"),
    (r"(?:博物馆|美术馆|图书馆|体育馆|音乐厅)", r"(?:museum|gallery|library|concert hall)", "[馆院厅堂场宫]"),
    (r"(?:大?桥)(?!梁)", r"bridge", "桥"),
    (r"(?:政府)?部门", r"(?:department|ministry|bureau)", "[部局署处司厅科委会组院办府关队方防]"),
    (r"(?:报纸|报章)", r"newspaper", "[报刊志《]"),
]
"""A noun in Chinese, in English, and what the names of such things hold. Banks, hotels, airports and journals go by short names: 滙豐, 半島, 浦東."""
_RULES = [
    (
        re.compile(rf"{_ONE}{chinese}|\b(?:which|what) (?:[\w-]+ )?{english}\b(?! (?:of|in|at|line|number|hours)\b)"),
        re.compile(held),
    )
    for chinese, english, held in _EACH
]
_LATIN = re.compile(r"[a-z]")


def of_another_sort(asked: str, answer: str) -> bool:
    """Whether words found (folded) cannot name what a question (folded, as typed or in written Chinese) asks for by a noun of its own.

    >>> of_another_sort("他在哪家医院做手术", "左膝"), of_another_sort("他在哪家医院做手术", "玛丽医院")
    (True, False)
    """
    if not answer or _LATIN.search(answer):  # a name in Latin letters may be anything
        return False
    return any(noun.search(asked) and not held.search(answer) for noun, held in _RULES)
