"""What a text is searched by: characters, pairs of characters, Latin words and numbers."""

from __future__ import annotations

import re

from rag.text.fold import fold
from rag.text.numbers import numbers

ANALYSER = 3
"""Raised whenever `terms` gives other terms for the same text: an index built before must be built again."""

CJK = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
UNIVERSITY = re.compile("学(?![生子人者位术系科])")
"""What, behind 大 (folded), makes a short name such as 中大 the end of another, 华中大学: not in 中大学生, its students."""
_GAP = re.compile(rf"(?<=[{CJK}])\s+(?=[{CJK}])")
_UNIT = re.compile(rf"[a-z0-9]+(?:[.&@+'-][a-z0-9]+)*|[{CJK}]+")

_HAN_ORDINAL = re.compile(r"(?<![〇零一二两三四五六七八九十百千万])[一二三四五六七八九](?=号)")
"""一号 is read as 1号, so that its characters pair alike."""

_INTERROGATIVE = re.compile(
    r"""
    究竟|到底|请问|想知道?|知唔知|知不知道|告诉我|话我知|话俾我知
  | 为什么|为甚么|为何|为咩|为乜|[为凭]啥|凭什么|点解|干[嘛啥]|咋样?|怎么样?|怎样|如何|点样|点(?=去|做|计|搞)|(?<=[系会])点(?=\W*$)|几时|何时
  | [什甚]么时候|[什甚]么地方|[什甚]么人|乜野|乜嘢|乜|咩野|咩嘢
  | 是不是|是否|有没有|有冇|系唔系|系咪|定系
  | (?:系|是|叫做?|指的?是)?(?:什么|甚么|咩|(?<![干为凭])啥)(?:意思|时候|地方|来的?|东西|嚟[架㗎]?|来[架㗎]?)?
  | (?:系|是|在|喺)?
    (?:哪一?|喺边
      |(?<![周海河身路两一右左岸湖江双东西南北里外上下前后单旁另这那四多沿无界])边(?=[个位些度间年家所几种国款只条套座城日区类]|喺|一[个间家位]))
    (?:个|位|些|里|度|间|年|家|所|几|一|天(?!文|气|然|地|空|体|津)|次(?!序))?(?:系|是)?
  | (?:系|是|有)?
    (?:多少|几多|(?<!茶)几(?![何内乎率丁微])
      |(?<![最更许很至])多(?:大(?![学陆型家众])|长(?![期者])|久|高(?![中校层速级新科])|远(?!程)))
    (?:个|家|所|名|项|间|人|次|钱)?
  | (?:系|是)?(?:谁|(?<!任)何人|(?<!任)何(?=[时地处种年月日物事名以者国家在故方项类许])|(?<=[有为的因从于达到在])何)
  | 有哪些|有边啲|哪些|边啲
  | (?:吗|呢|么|啊|呀|嘅|咗|㗎|啲)
  | 架(?=\W*$)
    """,
    re.VERBOSE,
)
EMPTY = frozenset("的了是在和与及或有於于也就都而但又被把这那其之为以对")
"""Characters that hold a sentence together and are not looked for alone."""


def terms(text: str) -> list[str]:
    """The terms of a text, in order, with repeats: characters, adjacent pairs, Latin words, numbers as values.

    >>> terms("AI晶片7,500萬")
    ['ai', '晶', '片', '晶片', '7', '500', '万', '=75000000']
    """
    folded = _GAP.sub("", fold(text))
    found: list[str] = []
    for match in _UNIT.finditer(_HAN_ORDINAL.sub(_in_digits, folded)):
        unit = match.group()
        if unit[0].isascii():
            found.append(unit)
        else:
            found += unit
            found += [unit[i : i + 2] for i in range(len(unit) - 1)]
    found += [number.term for number in numbers(folded)]
    return found


def _in_digits(match: re.Match[str]) -> str:
    return str("一二三四五六七八九".index(match.group()) + 1)


def question_words(question: str) -> list[tuple[int, int]]:
    """Offsets (start, end) of the words that make a Chinese text a question, in order: 什麼, 邊個, 有幾多, 嘅.

    >>> [("河邊有幾多間店呢")[start:end] for start, end in question_words("河邊有幾多間店呢")]
    ['有幾多間', '呢']
    """
    return [match.span() for match in _INTERROGATIVE.finditer(fold(question))]


def keywords(question: str) -> list[str]:
    """The terms of a Chinese question that say what is looked for: without question words and particles.

    >>> keywords("1號通道是什麼？")
    ['1', '号', '通', '道', '号通', '通道', '=#1']
    """
    asked = _INTERROGATIVE.sub("，", fold(question))
    found = [term for term in terms(asked) if term not in EMPTY]
    return found or terms(question)
