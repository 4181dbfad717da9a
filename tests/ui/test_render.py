"""HTML: exact quotes, escaped text, confidence in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from rag.evaluate import evaluate
from rag.pipeline.suggest import Suggestion
from rag.store import Manifest, Recipe
from rag.types import Answer, Article, Built, Citation, Copy, Filter, Language, Progress, Question, Skipped
from rag.ui import exams, feedback, library, render, works
from rag.ui.changes import Changes
from rag.ui.desk import Failed, Idle, RolledBack, Running
from rag.ui.filters import EVERYTHING
from rag.ui.house import Measured
from rag.ui.languages import LANGUAGES
from rag.ui.provenance import provenance
from rag.ui.turns import Asking, Reply
from rag.ui.words import WORDS
from tests.ui.fakes import ARTICLES, EXAMPLES, HETAO, RAILWAY, FakeAsker, FakePipeline, passage
from tests.ui.markup import Page, assert_ours


def ask(text: str) -> Answer:
    *_, answer = FakePipeline().stream(Question(text))
    assert isinstance(answer, Answer)
    return answer


def turn(answer: Answer, number: int, language: Language, where: Filter = EVERYTHING) -> str:
    return render.turn(Reply(answer, where), number, None, language)


def everything_hostile(language: Language) -> Iterator[str]:
    bad = "<img src=x onerror=owned()>\"'"
    answer = replace(ask("毒"), question=bad, understood_as=bad + "?", writer=bad, short_answer=bad)
    yield turn(answer, 0, language)
    yield render.turn(Reply(answer, Filter(since=bad, publisher=bad)), 1, feedback.Noted(bad), language)
    yield render.turn(Reply(replace(ask("nothing"), text=bad)), 0, feedback.NotNoted(bad), language)
    yield render.pending(Asking(bad, Filter(publisher=bad)), bad, 3, language)
    yield render.notice(bad, bad, language)
    yield render.empty(language, bad)
    yield library.masthead(ARTICLES, language)
    yield library.examples({"en": [bad]}, language)
    yield library.shelf(ARTICLES, "", language)
    yield works.intro(bad, language)
    yield library.shelf(ARTICLES, "", language, "inspect")
    yield works.adding(bad, language)
    taken = [replace(ARTICLES[0], source=bad), replace(ARTICLES[1], source="out.md"), *ARTICLES]
    yield library.shelf(taken, "", language, out={"out.md"})
    yield works.removed([bad], bad, bad, language)
    yield works.earlier([Manifest(2, bad, bad, Recipe(bad, bad, 1, 1, 1), 1, 1, {})], language)
    strange = replace(ARTICLES[0], id=bad, title=bad, publisher=bad)
    yield works.report(Changes((strange,), (strange,), (strange,), (Skipped(bad, bad),)), bad, language)
    yield works.report(RolledBack(bad), bad, language)
    yield exams.sets({bad: 3, "feedback": 2}, language)
    yield exams.report(
        Measured(bad, evaluate([Question(bad)], FakeAsker(FakePipeline())), alone=bad), "report?key=k", language
    )
    yield exams.report(Failed(bad), "report", language)
    yield render.turn(
        Reply(replace(ask("nothing"), text=bad), suggestions=(Suggestion(bad, bad),), lost=2), 0, None, language
    )
    yield works.waiting({bad: bad, "b.txt": "b.txt"}, ["b.txt"], language)
    yield works.not_removed(bad, language)
    yield works.report(Failed(bad), bad, language)
    yield works.report(Running(Progress(bad, 1, 2), 3.0), bad, language)
    yield works.report(Built("g", 1, 2, 3, False, [Skipped(bad, bad)], 4.0), bad, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_foreign_becomes_markup(language: Language) -> None:
    for html in everything_hostile(language):
        assert_ours(html)


def test_a_card_shows_what_a_relative_date_means_and_the_other_printings() -> None:
    page = Page(turn(ask("拨款"), 0, "en"))
    assert page.having("title", "Jun 2020")
    assert "去年6月，研究已获拨款。" in page.text
    assert "Also printed in: 大公報 · 16 Oct 2021, copies/<b>.txt" in page.text


def test_many_printings_are_counted() -> None:
    copies = [Copy(str(number), "", f"P{number}") for number in range(9)]
    assert render.copies_in_words(copies, "en") == "Also printed in: P0, P1, P2, P3, P4 and others (9 in all)"
    assert render.copies_in_words(copies[:2], "zh-Hant") == "另載於：P0、P1"


def test_an_answer_shows_chips_and_cards_for_its_citations() -> None:
    page = Page(turn(ask("河套有多少科研人才？"), 4, "zh-Hant"))
    chips = page.having("class", "chip")
    cards = page.having("class", "card cite")
    assert [(chip["data-turn"], chip["data-n"]) for chip in chips] == [("4", "1"), ("4", "2")]
    assert [card["data-n"] for card in cards] == ["1", "2"]
    assert "大公報 · 2024年7月" in page.text
    assert "並非引文 [9]" in page.text, "a bracket that is no citation stays as it was"


def test_a_repeated_citation_gets_a_chip_each_time_and_is_named_once() -> None:
    html = render.cited("甲[1]乙 [1]", [Citation(1, passage(HETAO, "10個項目"))], 0, "en")
    assert html.count('class="chip"') == 2
    assert Page(html).text == "甲1大公報 · Jul 2024乙1"


def test_a_text_that_opens_with_the_short_answer_does_not_say_it_twice() -> None:
    answer = replace(ask("高端"), text="超過160個 [1]\n\n大公報：「……」 [2]", short_answer="超過160個")
    html = turn(answer, 0, "zh-Hant")
    assert Page(html).text.count("超過160個") == 2, "once as the answer, once in its quote"
    assert html.count('class="chip"') == 2
    alone = turn(replace(answer, text="超過160個。 [1]"), 0, "zh-Hant")
    assert 'class="short"' in alone and 'class="said"' not in alone


def test_confidence_is_said_in_words() -> None:
    for language in LANGUAGES:
        words = WORDS[language]
        said = [render.sureness(confidence, words) for confidence in (0.99, 0.7, 0.2)]
        assert said == [words.sure, words.likely, words.unsure]
    assert "0.93" not in turn(ask("高端"), 0, "en") and "93" not in turn(ask("高端"), 0, "en")


def test_what_was_understood_is_shown_only_when_it_differs() -> None:
    answer = ask("高端項目")
    assert "理解為" not in turn(answer, 0, "zh-Hant")
    assert "理解為：河套的高端項目" in turn(replace(answer, understood_as="河套的高端項目"), 0, "zh-Hant")


def test_a_question_read_with_the_one_before_can_be_asked_as_it_stands() -> None:
    answer = replace(ask("高端呢？"), understood_as="河套有多少人才？ 高端呢？")
    again = {"data-kind": "again", "data-turn": "2", "data-how": "alone"}
    assert again.items() <= Page(turn(answer, 2, "zh-Hant")).having("class", "again")[0].items()
    assert not Page(turn(answer, 0, "zh-Hant")).having("class", "again"), "nothing was asked before"
    assert not Page(turn(replace(answer, language="en"), 2, "en")).having("class", "again"), "perhaps only translated"


def test_an_answer_says_under_which_filter_it_was_given() -> None:
    where = Filter(since="2020", until="2020", publisher="大公報", language="zh-Hans")
    assert "只看：2020年 · 大公報 · 简体" in turn(ask("高端"), 0, "zh-Hant", where)
    assert "Only: from Aug 2020" in turn(ask("高端"), 0, "en", Filter(since="2020-08"))
    assert "只看：2020年或以前" in turn(ask("高端"), 0, "zh-Hans", Filter(until="2020"))
    assert "只看" in render.pending(Asking("高端", where), "", None, "zh-Hant")
    assert "只看" not in turn(ask("高端"), 0, "zh-Hant")


def test_a_filter_that_leaves_nothing_is_said_calmly() -> None:
    html = turn(replace(ask("nothing"), passages=()), 3, "en", Filter(publisher="none"))
    assert WORDS["en"].nothing_admitted in html and "feedback" not in html
    assert Page(html).having("data-how", "unfiltered")[0]["data-turn"] == "3"


def test_not_found_shows_the_three_closest_passages() -> None:
    answer = ask("誰贏了球賽？")
    page = Page(turn(replace(answer, passages=answer.passages * 2), 1, "zh-Hant"))
    assert [card["data-n"] for card in page.having("class", "card hit")] == ["0", "1", "2"]
    assert "這些報道沒有提到。" in page.text


def test_the_page_number_belongs_to_the_quote() -> None:
    assert "第 2 页" in provenance(passage(RAILWAY, "政府会在年内启动可行性研究。"), "zh-Hans")


def test_the_masthead_says_what_is_in_the_index() -> None:
    assert "共 3 篇" in library.masthead(ARTICLES, "zh-Hant")
    assert "2021年10月15日 – 2024年7月" in library.masthead(ARTICLES, "zh-Hant")
    assert "holdings" not in library.masthead((), "en")
    assert ">Articles: 1<" in library.masthead([Article("a", "", "text")], "en")
    many = [replace(HETAO, publisher=f"P{number}") for number in range(6)]
    assert "P0, P1, P2, P3 and others (6 in all)" in library.masthead(many, "en")


def test_examples_put_the_pages_language_first() -> None:
    html = library.examples(EXAMPLES, "en")
    assert html.count('data-kind="ask"') == 12
    assert html.index('lang="en"') < html.index('lang="zh-Hant"')
    assert library.examples({}, "en") == ""


def test_the_list_is_filtered_and_bounded() -> None:
    assert library.shelf(ARTICLES, "大公報", "en").count("<li>") == 1
    assert library.shelf(ARTICLES, "2021年10月", "zh-Hant").count("<li>") == 1
    assert WORDS["en"].no_articles_match in library.shelf(ARTICLES, "no such", "en")
    many = [replace(HETAO, id=str(number)) for number in range(library.SHOWN + 7)]
    assert library.shelf(many, "", "en").count("<li>") == library.SHOWN
    assert "Not shown: 7." in library.shelf(many, "", "en")


def test_the_remaining_time_follows_the_pace() -> None:
    words = WORDS["en"]
    assert works.remaining(Running(Progress("embed", 10, 40), 10.0), words) == "About 30 s left in this step"
    assert works.remaining(Running(Progress("embed", 10, 100), 60.0), words) == "About 9 min left in this step"
    assert works.remaining(Running(Progress("embed", 0, 40), 10.0), words) == ""
    assert works.remaining(Running(Progress("read", 3, 0), 10.0), words) == ""


def test_a_rebuild_reports_how_it_ended() -> None:
    built = Built("77aa", 3, 12, 4, False, [Skipped("a.pdf", "It holds no text.")], 61.2)
    done = works.report(built, "77aa", "en")
    assert "Articles: 3, passages: 12, time: 1:01" in done and "a.pdf" in done and "It holds no text." in done
    assert WORDS["en"].rebuild_unchanged[:20] in works.report(replace(built, unchanged=True), "77aa", "en")
    assert "Index in use" not in works.report(Idle(), "", "en")
