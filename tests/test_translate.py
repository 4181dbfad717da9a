"""The translate room: English units, numbers, names and aliases become groups that the corpus holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.errors import CorpusError
from rag.text import fold, terms
from rag.translate import Translator, open_translator
from rag.translate.aliases import read_aliases
from rag.translate.english import forms, key_of, words
from rag.translate.grammar import GRAMMAR
from rag.translate.numerals import in_figures
from rag.translate.reading import PARTS
from rag.translate.table import SortedTable, write_table
from rag.types import Group

ALIASES = Path(__file__).parent.parent / "rag" / "models" / "translate" / "aliases.txt"


@pytest.fixture(scope="module")
def translator() -> Translator:
    return open_translator()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("table")


def corpus(*texts: str) -> Callable[[str], int]:
    """How many of the texts hold a term."""
    held = [set(terms(text)) for text in texts]
    return lambda term: sum(term in words for words in held)


def searched(groups: Iterable[Group]) -> set[str]:
    return {term for group in groups for term, _ in group.terms}


def test_the_number_one_channel(translator: Translator) -> None:
    frequency = corpus("1號通道已經開通", "經由渠道引水", "電視頻道", "他經過這裏")
    number, channel = translator.groups("what is the No. 1 channel", frequency)
    assert number.terms == (("=#1", 1.0),)
    assert {"通道", "渠道", "频道"} == {term for term, weight in channel.terms if weight > 0.5}
    assert translator.groups("what is channel one?", frequency) == [channel, number]


def test_only_what_the_corpus_holds(translator: Translator) -> None:
    (channel,) = translator.groups("the channel", corpus("1號通道"))
    assert [term for term, _ in channel.terms] == ["通道"]
    assert channel.label == "通道"


def test_what_the_corpus_lacks_stays_as_it_was_asked(translator: Translator) -> None:
    assert searched(translator.groups("Who met the giraffe?", corpus("香港"))) >= {"giraffe"}


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("75 million", "7,500萬"),
        ("80 per cent", "八成"),
        ("twenty-five percent", "25%"),
        ("No. 1", "1號"),
        ("#1", "一號"),
        ("first", "第一"),
        ("channel one", "一號"),
        ("phase 2", "第二期"),
        ("the 21st century", "21世紀"),
        ("in 2018", "二〇一八年"),
        ("in August", "8月"),
        ("a million", "100萬"),
        ("two hundred and six", "206個"),
        ("the 1960s", "六十年代"),
        ("the 1960s", "1960年代"),
        ("the 1st of May", "5月1日"),
    ],
)
def test_numbers_meet_their_chinese_spelling(translator: Translator, english: str, chinese: str) -> None:
    number = {term for term in terms(chinese) if term.startswith("=")}
    assert searched(translator.groups(english, corpus(chinese))) & number


@pytest.mark.parametrize(
    ("name", "chinese", "pair"),
    [
        ("Chan Tai-man", "陳大文先生", "陈大"),
        ("Cheung Siu Ming", "張小明", "小明"),
        ("Tsai Chia-hung", "蔡家宏", "蔡家"),
        ("Hsu Wen-hsiung", "徐文雄", "文雄"),
    ],
)
def test_names_as_hong_kong_and_taiwan_spell_them(translator: Translator, name: str, chinese: str, pair: str) -> None:
    assert pair in searched(translator.groups(name, corpus(chinese, "章魚", "小寒")))


@pytest.mark.parametrize(
    ("name", "chinese", "pair"),
    [
        ("Kavanov", "卡瓦諾夫", "卡瓦"),
        ("Schulman", "舒爾曼女士", "尔曼"),
        ("Kilimatero", "基利馬特羅火山", "马特"),
        ("Baton", "巴頓市", "巴顿"),
    ],
)
def test_foreign_names_by_their_sound(translator: Translator, name: str, chinese: str, pair: str) -> None:
    frequency = corpus(chinese, "香港科技", "卡車")
    groups = translator.groups(f"Who is {name}?", frequency)
    assert pair in searched(groups)
    assert groups[0].label == name.lower()
    assert name.lower() in searched(groups)


def test_a_name_without_capitals_is_read_in_a_question_without_any(translator: Translator) -> None:
    frequency = corpus("舒爾曼女士")
    assert "尔曼" in searched(translator.groups("who is schulman", frequency))
    assert "尔曼" not in searched(translator.groups("Who is schulman", frequency))


def test_one_pair_of_a_long_name_is_chance(translator: Translator) -> None:
    assert searched(translator.groups("Popocatepetl", corpus("卡特"))) == {"popocatepetl"}


@pytest.mark.parametrize("name", ["Zhang Keke", "Keke Zhang", "zhang keke", "Zhang Ke Ke", "Zhang Ke-ke"])
def test_names_in_pinyin(translator: Translator, name: str) -> None:
    groups = translator.groups(name, corpus("張克科教授說", "可可粉", "章魚"))
    assert [group.terms for group in groups] == [(("张克", 1.0),), (("克科", 1.0),)]
    assert groups[0].label == "张克科"


def test_a_name_of_two_characters_needs_a_surname(translator: Translator) -> None:
    assert searched(translator.groups("Liu Yi", corpus("留意劉毅"))) == {"刘毅"}


def test_a_place_in_pinyin(translator: Translator) -> None:
    assert "玉塘" in searched(translator.groups("Where is Yutang?", corpus("玉塘街道")))


def test_english_words_and_chinese_words_are_kept(translator: Translator) -> None:
    groups = translator.groups("What does InnoHK say about STEM and 數碼港?", corpus("InnoHK與STEM在數碼港"))
    assert searched(groups) >= {"innohk", "stem", "数码", "码港"}


def test_function_words_are_dropped(translator: Translator) -> None:
    everything = corpus("是什麼的在有多少我們可以他說上下")
    assert translator.groups("What is it that they could have been?", everything) == []
    assert "us" not in searched(translator.groups("tell us", everything))
    assert searched(translator.groups("US trade", corpus("美國貿易"))) >= {"美国", "贸易"}


def test_words_of_grammar_weigh_little_and_are_not_shown(translator: Translator) -> None:
    groups = translator.groups("But they have not grown", corpus("但他們沒有成長"))
    assert [group.label for group in groups if group.label] == ["成长"]
    assert {"但", "他们", "没有", "成长"} <= searched(groups)
    assert all(group.weight <= GRAMMAR for group in groups if not group.label)


def test_a_phrase_is_searched_with_its_words(translator: Translator) -> None:
    groups = translator.groups("climate change", corpus("氣候變化", "氣候", "改變"))
    assert [group.label for group in groups if group.label] == ["气候变化"]
    phrase = [group for group in groups if group.weight == groups[0].weight]
    assert searched(phrase) == {"气候", "候变", "变化"}
    assert "改变" in searched(group for group in groups if group.weight < groups[0].weight)


@pytest.mark.parametrize(
    ("english", "chinese"),
    [("Taiwanese", "台灣"), ("a threat", "威脅"), ("software", "軟體"), ("Trump", "川普"), ("taxi", "計程車")],
)
def test_spellings_of_every_region(translator: Translator, english: str, chinese: str) -> None:
    assert searched(translator.groups(english, corpus(chinese))) & set(terms(chinese))


def test_the_tables_are_folded() -> None:
    for path in ALIASES.parent.glob("*.txt"):
        if path.name not in (ALIASES.name, "glosses.txt"):  # glosses are shown as they are
            text = path.read_text(encoding="utf-8").partition("\n")[2]
            assert fold(text) == text, path.name


def test_aliases_join_names(translator: Translator) -> None:
    frequency = corpus("科大在清水灣", "數碼港")
    english = translator.groups("Where is the Hong Kong University of Science and Technology?", frequency)
    assert searched(group for group in english if group.weight > PARTS) == {"科大"}
    assert searched(translator.expand("香港科技大學在哪裏？", frequency)) == {"科大"}
    assert searched(translator.expand("HKUST在哪", frequency)) == {"科大"}
    assert translator.expand("XHKUST2在哪", frequency) == []


def test_every_group_is_one_synonym_set(translator: Translator) -> None:
    frequency = corpus("人工智能與人工智慧的實驗室，首批聯合實驗室在河套深港科技創新合作區")
    for group in translator.groups("artificial intelligence and joint laboratories in the Hetao zone", frequency):
        assert 0 < group.weight <= 1
        assert all(0 < weight <= 1 for _, weight in group.terms)
        assert len(searched([group])) == len(group.terms)


@given(st.text(max_size=60))
def test_any_question_can_be_read(translator: Translator, question: str) -> None:
    translator.groups(question, lambda term: 1)
    translator.expand(question, lambda term: 1)


def test_the_alias_file_is_good() -> None:
    assert len(read_aliases(ALIASES).groups) >= 120


def test_a_name_has_its_other_names_and_those_it_is_not(tmp_path: Path) -> None:
    path = tmp_path / "aliases.txt"
    path.write_text(
        "# Schools, each only itself\n海大, 海港大學, Harbour University\n漁大, 漁業大學\n# Words\n上市, listed, IPO\n海, 海島\n",
        encoding="utf-8",
    )
    aliases = read_aliases(path)
    assert aliases.others("海大") == ("海港大学", "harbour university")
    assert aliases.rivals("海大") == ("渔大", "渔业大学")
    assert aliases.others("上市") == () and aliases.rivals("上市") == ()
    assert aliases.others("海岛") == () and aliases.others("海") == ()


def test_one_long_name_shortened_in_two_ways_is_one_thing(tmp_path: Path) -> None:
    path = tmp_path / "aliases.txt"
    path.write_text(
        "# 研究院, each only itself\n漁港研究院, 漁研院\n漁港研究院, 港研院\n沙洲研究院, 沙研院\n", encoding="utf-8"
    )
    assert read_aliases(path).rivals("渔研院") == ("沙洲研究院", "沙研院")


def test_a_short_name_does_not_stand_in_a_longer_one() -> None:
    aliases = read_aliases(ALIASES)
    assert "北大" not in aliases.mentions("東北大學有多少學生") and "北大" in aliases.mentions("北大學生有多少")


def test_a_question_carries_the_names_it_mentions(translator: Translator) -> None:
    (name,) = translator.named("港科大有幾多學生", ())
    assert name.text == "港科大" and "香港科技大学" in name.others and "城大" in name.rivals
    groups = translator.groups("How many students has HKUST?", corpus("科大有學生"))
    assert any("香港科技大学" in (name.text, *name.others) for name in translator.named("how many students", groups))
    assert translator.named("上市公司有幾多間", ()) == []


@pytest.mark.parametrize("line", ["港科大", "港科大,", "HKUST, hkust", ", 科大"])
def test_a_bad_alias_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "aliases.txt"
    path.write_text(f"# names\n\n香港, HK # fine\n{line}\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"aliases\.txt, line 4"):
        open_translator(path)


def test_a_missing_alias_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"aliases\.txt"):
        open_translator(tmp_path / "aliases.txt")


@given(st.dictionaries(st.text("abé中", min_size=1), st.text("xy 中"), max_size=30), st.text("abé中", max_size=5))
def test_a_sorted_table_is_a_dictionary(
    tmp_path_factory: pytest.TempPathFactory, rows: dict[str, str], other: str
) -> None:
    path = tmp_path_factory.mktemp("table") / "table.txt"
    write_table(path, rows.items(), "licence")
    table = SortedTable(path.read_bytes())
    assert {key: table.get(key) for key in rows} == rows
    assert table.get(other) == rows.get(other)


def test_words_and_forms() -> None:
    assert key_of("The  U.S. start-ups' R&D") == "the u.s start ups r&d"
    assert [word.key for word in words("How old is it?") if not word.functional] == []
    for inflected, base in [("cities", "city"), ("running", "run"), ("organised", "organize"), ("women", "woman"),
                            ("making", "make"), ("travelled", "travel"), ("centres", "center")]:  # fmt: skip
        assert base in forms(inflected)
    assert in_figures("one of them has nothing") == "one of them has nothing"


@pytest.mark.parametrize("question", ["who is the president of France", "Who is the President of france?"])
def test_a_lone_character_is_no_country_that_the_articles_do_not_name(translator: Translator, question: str) -> None:
    assert "法" not in searched(translator.groups(question, corpus("校長說辦法很好")))
    assert "法国" in searched(translator.groups(question, corpus("法國總統說辦法很好")))


def test_the_likeliest_word_is_remembered_where_only_a_poor_one_is_held(translator: Translator) -> None:
    groups = translator.groups("Who was the queen?", corpus("會後宣布新港開幕"))
    queen = next(group for group in groups if ("后", queen_weight(group)) in group.terms)
    assert len(queen.sought[0]) > 1 and queen.sought[1] > queen_weight(queen)
    held = translator.groups("Who was the queen?", corpus("女王宣布新港開幕"))
    assert all(group.sought == ("", 0.0) for group in held)


def queen_weight(group: Group) -> float:
    return dict(group.terms).get("后", 0.0)


@pytest.mark.parametrize("question", ["who won the world cup in 2018", "Who won the 2018 World Cup?"])
def test_a_phrase_that_no_article_holds_is_asked_for_but_not_searched(translator: Translator, question: str) -> None:
    absent = [group for group in translator.groups(question, corpus("贏得世界第一")) if group.label == "世界杯"]
    assert [(group.terms, group.weight) for group in absent] == [((("世界杯", 1.0),), 0.0)]
    assert all(group.weight > 0 for group in translator.groups(question, corpus("贏得世界杯")))


def test_only_the_longest_absent_phrase_is_named(translator: Translator) -> None:
    absent = [
        group.label for group in translator.groups("Who wrote Pride and Prejudice?", corpus("寫")) if not group.weight
    ]
    assert absent == ["傲慢与偏见"]


def test_the_words_of_an_absent_name_say_nothing_beside_it(translator: Translator) -> None:
    groups = translator.groups("Who wrote Pride and Prejudice?", corpus("自豪地寫"))
    assert [group.label for group in groups if group.label] == ["写", "傲慢与偏见"]
    assert any(group.terms[0][0] == "自豪" and group.weight < 0.5 for group in groups)


def test_a_group_knows_the_words_that_it_was_read_from(translator: Translator) -> None:
    groups = translator.groups("How many workers does the Science Park have?", corpus("科學園有員工"))
    assert [group.asked for group in groups if group.label] == ["workers", "Science Park"]


def test_what_no_article_holds_is_sought_in_chinese(translator: Translator) -> None:
    (group,) = (
        group for group in translator.groups("the capital of France", corpus("資金")) if group.label == "france"
    )
    assert group.sought[0] == "法国"
