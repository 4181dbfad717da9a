"""Who holds an office: whether the sentence gives the person found the office that is asked for, or another one."""

from __future__ import annotations

import re

from rag.text import fold
from rag.text.spoken import WHO, written
from rag.types import Language

_CHAIR = "[校院系处局部司科署厅市县省州区镇乡村馆所台站社会团队厂店船舰机组班园议]|理事|董事|秘书|执行|行政|检察|财政"
_OFFICE = (
    rf"(?:行政长官|(?:{_CHAIR})长(?![江城春沙期度达远])|主任|主席|总裁|总经理|总监|总编辑?|主编|书记|总统|总理|首相|主?教练|导演|编剧|监制|制片人?|作者"
    r"|制作人|总督|总?指挥|司令|大使|发言人|(?:共同|联合)?创[办始]人|负责人|召集人|(?:总?设计|建筑|工程)师|首席科学家|执行官|长官)"
)
_OFFICES = re.compile(_OFFICE)
_ASKED = re.compile(
    rf"(?P<after>{_OFFICE})(?:,|现时|现在|当时|目前|到底|究竟)?(?:[是系为由]|叫什么名?字?|姓什么)*(?:谁|{WHO}|哪位|何人|哪一?个|$|叫什么|姓什么)"
    rf"|(?:谁|{WHO}|哪位|何人)(?:是|系|来?当|做|任|担任|出任|接任|接掌)(?:了|过)?[^,。?谁]{{0,16}}?(?P<before>{_OFFICE})(?:的?人)?\W*$"
)
"""A question for who holds an office, in folded and written Chinese."""
_ALIKE = {
    **dict.fromkeys(("设计师", "建筑师", "总设计师"), "设计师|建筑师|设计者"),
    **dict.fromkeys(("总编", "总编辑", "主编"), "总编|主编"),
    **dict.fromkeys(("创办人", "创始人", "联合创办人", "共同创办人"), "创[办始立建]"),
    **dict.fromkeys(("监制", "制片", "制片人", "制作人"), "监制|制片|制作"),
    **dict.fromkeys(("总经理", "总裁", "执行官", "执行长"), "总经理|总裁|执行[官长]"),
    **dict.fromkeys(("主席", "董事长", "会长", "理事长"), "主席|董事长|会长|理事长"),
    **dict.fromkeys(("总理", "首相"), "总理|首相"),
    **dict.fromkeys(("教练", "主教练"), "教练"),
    **dict.fromkeys(("指挥", "总指挥"), "指挥"),
    **dict.fromkeys(("负责人", "召集人"), "."),
}
"""Names of one office."""
_RANK = re.compile(
    r"(?P<first>首任|第一[任位]|首位|创[校馆院会]|首届)|(?P<past>前任?|原任?|历任|卸任)|(?P<deputy>副|代理?|署理|助理)"
)
_BEFORE, _BEHIND = 4, 16
"""Characters before and behind a name in which its office is looked for."""
_STOP = re.compile(r"[。;!?,、]")
_ENGLISH: dict[str, str] = {
    r"chairman|chairwoman|chairperson|chair": "主席|董事长|会长|理事长|召集人|主任",
    r"presidents?": "总统|校长|会长|总裁|院长|主席|社长|总经理|理事长|董事长|执行长|行长|议长",
    r"vice-?chancellor": "校长",
    r"dean": "院长",
    r"mayor": "市长|镇长",
    r"governor": "省长|州长|总督|行长",
    r"principal|headmaster|headmistress": "校长",
    r"(?:prime minister|premier)": "总理|首相|院长",
    r"minister": "部长|大臣|总理|首相|外长|财长",
    r"ambassador": "大使",
    r"founders?": "创[办始立建]",
    r"(?:managing|executive) director": "总裁|总经理|董事|总监|主任|院长|所长",
    r"director|director-general": "主任|院长|所长|局长|处长|署长|厅长|馆长|总监|导演|园长|台长|站长|董事|社长|司长|总裁|负责人",
    r"curator": "馆长|策展",
    r"commissioner": "署长|专员|处长|局长|委员",
    r"general manager": "总经理",
    r"(?:chief executive|ceo)": "总裁|行政长官|执行官|执行长|总经理",
    r"secretary-general": "秘书长",
    r"captain": "船长|队长|机长|舰长",
    r"coach": "教练",
    r"screenwriter": "编剧",
    r"editor(?:-in-chief)?": "总编|主编|编辑|社长",
    r"spokes(?:man|woman|person)": "发言人",
    r"chief (?:designer|architect)": "设计师|建筑师",
    r"chief scientist": "首席科学家",
    r"chief engineer": "工程师",
    r"speaker": "议长|主席",
}
_ENGLISH_ASKED = [
    (
        re.compile(
            r"\bwho(?:'s| is| was| were| are| became| served as| serves as)(?: the| its| his| her)?(?P<of>(?: [\w'-]+){0,3}?)"
            rf" (?:{words})\b(?! (?:of staff|when|at the time))"
        ),
        re.compile(offices),
    )
    for words, offices in _ENGLISH.items()
]
_ENGLISH_RANK = re.compile(
    r"(?P<first>\bfirst|\bfounding)|(?P<past>\bformer|\bprevious)|(?P<deputy>\bvice|\bdeputy|\bassistant|\bacting)"
)


def same_office(question: str, language: Language, sentence: str, name: str) -> float:
    """1 when a sentence gives the name in it (one of its slices) the office that the question asks for, -1 when it gives it another
    one, 0 when the question asks for none or the sentence gives none.

    >>> same_office("漁會的會長是誰", "zh-Hant", "會長周海、副會長葉文出席。", "葉文")
    -1.0
    """
    asked = _asked(fold(question), language)
    folded, found = fold(sentence), fold(name)
    at = folded.find(found) if found else -1
    if asked is None or at < 0:
        return 0.0
    given = _given(folded, at, at + len(found))
    if given is None:
        return 0.0
    wanted, ranks = asked
    office, held = given
    if wanted.search(office):
        return 1.0 if ("deputy" in ranks) == ("deputy" in held) and _one_time(ranks, held) else -1.0
    return 0.0 if wanted.search(folded) else -1.0


def _asked(question: str, language: Language) -> tuple[re.Pattern[str], set[str]] | None:
    """The office that a question asks the holder of, and its rank."""
    if language == "en":
        for words, offices in _ENGLISH_ASKED:
            if match := words.search(question):
                return offices, _ranks(_ENGLISH_RANK, match["of"])
        return None
    question = written(question)
    match = _ASKED.search(question)
    if match is None:
        return None
    group = "after" if match["after"] else "before"
    return re.compile(_ALIKE.get(match[group], re.escape(match[group]))), _ranks(
        _RANK, question[max(0, match.start(group) - _BEFORE) : match.start(group)]
    )


def _given(sentence: str, start: int, end: int) -> tuple[str, set[str]] | None:
    """The office that stands right before a name, or behind it in its clause, and its rank."""
    offices = list(_OFFICES.finditer(sentence))
    before = [office for office in offices if start - 1 <= office.end() <= start + 1 or start <= office.start() < end]
    stop = _STOP.search(sentence, end)
    clause = min(end + _BEHIND, stop.start() if stop else len(sentence))
    behind = [office for office in offices if end <= office.start() < clause]
    office = before[-1] if before else behind[0] if behind else None
    if office is None:
        return None
    return office.group(), _ranks(_RANK, sentence[max(0, office.start() - _BEFORE) : office.start()])


def _ranks(pattern: re.Pattern[str], words: str) -> set[str]:
    return {name for match in pattern.finditer(words) for name, value in match.groupdict().items() if value}


def _one_time(asked: set[str], held: set[str]) -> bool:
    """Whether not the first holder is asked for and a former one named, or the other way round."""
    return not ({"first", "past"} & asked and {"first", "past"} & held) or bool(asked & held)
