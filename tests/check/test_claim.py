"""Claims against quotes, as readers meet them: what holds in any script or language, and what is told of what does not."""

from __future__ import annotations

import pytest

from rag.check import check_claim, unheld

BOATS = "海濱鎮的漁港在2019年3月落成，耗資3,200萬港元，有四十艘船。"
MAYOR = "鎮長王小明說，市場不在海邊，燈塔由東海大學與藍海公司合建，約30%遊客來自深圳。"


@pytest.mark.parametrize(
    "claim",
    [
        "漁港於2019年3月建成。",
        "渔港有40艘船。",
        "漁港造價3200萬港元。",
        "The fishing port was completed in March 2019.",
        "The port cost HK$32 million and has 40 boats.",
        "The port has about 40 boats [1].",
    ],
)
def test_what_the_quote_says_holds_in_every_language_and_script(claim: str) -> None:
    assert check_claim(claim, [BOATS]).reasons == ()


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ("漁港有400艘船。", "number 400 is not in the quotes"),
        ("The port has 44 boats.", "number 44 is not in the quotes"),
        ("漁港在2019年5月落成。", "date 2019年5月 is not in the quotes"),
        ("The port was completed in March 2018.", "date march 2018 is not in the quotes"),
        ("漁港耗資3,200萬美元。", "the claim says 3,200万美元, the quotes 3,200万港元"),
        ("The port cost US$32 million.", "the claim says 32 million, the quotes 3,200万港元"),
        ("漁港沒有船。", "the claim says 沒有, the quotes do not"),
        ("The port has no boats.", "the claim says no, the quotes do not"),
        ("深圳的漁港有四十艘船。", "name 深圳 is not in the quotes"),
        ("The port in Guangzhou has 40 boats.", "name Guangzhou is not in the quotes"),
    ],
)
def test_what_is_wrong_is_told(claim: str, reason: str) -> None:
    verdict = check_claim(claim, [BOATS])
    assert not verdict.supported and reason in verdict.reasons


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        ("王小明說市場不在海邊。", True),
        ("王小明說市場在海邊。", False),
        ("李大文說市場不在海邊。", False),
        ("燈塔由東海大學和藍海公司共同興建。", True),
        ("燈塔由南海大學和藍海公司共同興建。", False),
        ("約三成遊客來自深圳。", True),
        ("約30名遊客來自深圳。", False),
        ("About 30 per cent of the visitors come from Shenzhen.", True),
        ("About 30 visitors come from Shenzhen.", False),
    ],
)
def test_one_word_decides(claim: str, holds: bool) -> None:
    assert check_claim(claim, [MAYOR]).supported is holds


def test_several_quotes_are_read_together() -> None:
    claim = "漁港有四十艘船，市場不在海邊。"
    assert check_claim(claim, [BOATS, MAYOR]).supported
    assert not check_claim(claim, [MAYOR]).supported


def test_the_day_of_an_article_dates_its_words() -> None:
    quote = "漁港去年開幕。"
    assert check_claim("漁港在2020年開幕。", [quote], ["2021-05"]).supported
    assert not check_claim("漁港在2018年開幕。", [quote], ["2021-05"]).supported
    assert check_claim("漁港在2018年開幕。", [quote]).supported  # nobody can tell


def test_an_english_quote_carries_a_chinese_claim() -> None:
    quote = "The harbour has 40 boats and a lighthouse built in 1923."
    assert check_claim("燈塔建於1923年。", [quote]).supported
    assert not check_claim("燈塔建於1932年。", [quote]).supported


@pytest.mark.parametrize(
    ("claim", "quotes"), [("", [BOATS]), ("[1]。", [BOATS]), ("漁港有船。", []), ("漁港有船。", ["。"])]
)
def test_nothing_supports_nothing(claim: str, quotes: list[str]) -> None:
    assert not check_claim(claim, quotes).supported


def test_a_hostile_claim_is_only_text() -> None:
    assert not check_claim("(" * 2000 + "不" * 2000 + "9" * 400 + "年" * 50, [BOATS]).supported


def test_what_is_too_long_is_no_claim() -> None:
    assert check_claim("船" * 5000, ["船" * 5000]).reasons == ("the claim is too long to check",)


def test_what_a_question_asks_of_that_the_quotes_do_not_hold() -> None:
    quote = "2020年，城大的深圳實驗室有300人。"
    assert unheld("城大的深圳實驗室2020年有多少人", [quote]).names == 0
    assert unheld("理大的深圳實驗室有多少人", [quote]).names == 1
    assert unheld("城大2019年的實驗室有多少人", [quote]).dates == 1
    assert unheld("城大的實驗室為何增至500人", [quote]).figures == 1
    assert unheld("城大的校長何時退休", [quote]).words > unheld("城大的實驗室", [quote]).words


@pytest.mark.parametrize("question", ["What is the capital of France?", "what is the capital of france"])
def test_a_name_in_small_letters_is_a_name_where_all_is_small(question: str) -> None:
    assert unheld(question, ["公司的資金充裕。"]).names == 1
    assert unheld(question, ["法國的首都是巴黎。"]).names == 0
