"""The HTML report: whole, closed to the outside, and proof against what articles and questions hold."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from rag.evaluate import evaluate
from rag.evaluate.cards import card, in_context
from rag.evaluate.confidence import Bin, Point
from rag.evaluate.page import page
from rag.evaluate.plots import bars, calibration_plot, latency_plot, risk_coverage_plot
from rag.types import Article, Question
from tests.fakes_evaluate import HALL, ByHeart, answered, span
from tests.test_evaluate_report import report

EVIL = '<script>alert("x")</script><img src=x onerror=alert(1)>'


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_it_needs_no_other_file_and_reaches_nowhere() -> None:
    text = page(report())
    for tag, attributes in Tags(text).found:
        assert tag not in ("link", "iframe", "img", "object", "base", "form")
        assert not {"src", "href", "action", "style"} & set(attributes), tag
        assert not [name for name in attributes if name.startswith("on")], tag
    assert "default-src 'none'" in text
    assert re.search(r"url\(|@import|https?://", text) is None


def test_only_its_own_script_may_run() -> None:
    text = page(report())
    assert text.count("<script>") == 1
    assert re.search(r"script-src 'sha256-[A-Za-z0-9+/=]{44}'", text)


def test_what_an_article_or_a_question_holds_is_text() -> None:
    article = Article('a"<b>', EVIL, f"開頭{EVIL}結尾。", language="zh-Hant")
    quote = span(article, EVIL)
    question = Question(
        EVIL, id=EVIL, kind=EVIL, answers=(EVIL,), items=((EVIL,),), evidence=((article.id, EVIL),), rejected=(EVIL,)
    )
    served = ByHeart({EVIL: answered([quote], EVIL)}, [article])
    found = Tags(page(evaluate([question], served))).found
    assert [tag for tag, _ in found].count("script") == 1
    assert "img" not in [tag for tag, _ in found]
    assert all(not name.startswith("on") for _, attributes in found for name in attributes)


def test_every_question_is_there_with_its_verdict_to_filter_by() -> None:
    found = Tags(page(report())).found
    cards = [attributes for tag, attributes in found if attributes.get("class") == "q"]
    assert [one["data-verdict"] for one in cards] == ["right", "not chosen", "rightly refused", "wrongly refused"]
    values = {attributes["data-value"] for tag, attributes in found if attributes.get("data-filter") == "verdict"}
    assert values == {one["data-verdict"] for one in cards}


def test_a_quote_is_marked_in_its_context() -> None:
    shown = in_context(span(HALL, "開幕時有14家商店。"))
    assert "新展覽館在2016年開幕。<mark>開幕時有14家商店。</mark>設計師是林小雨。" in shown
    assert "hall [13:23]" in shown


def test_a_card_says_which_items_are_missing() -> None:
    question = Question("問", items=(("2016年",), ("林小雨", "Lam")), evidence=(("hall", "設計師是林小雨。"),))
    (one,) = evaluate([question], ByHeart({"問": answered([span(HALL, "新展覽館在2016年開幕。")])})).judged
    shown = card(one)
    assert '<b class="good">✓</b> 2016年' in shown
    assert '<b class="bad">✗</b> 林小雨 / Lam' in shown


@pytest.mark.parametrize(
    "plot",
    [
        risk_coverage_plot([Point(0.9, 0.5, 0.0), Point(0.1, 1.0, 0.5)], 0.5, 0.0),
        risk_coverage_plot([], None, None),
        calibration_plot([Bin(3, 0.95, 1.0), Bin(0, 0.0, 0.0)]),
        calibration_plot([]),
        bars([("a & b", 3, 0.5), ("", 0, None), ("none", 2, None)]),
        latency_plot([0.01, 0.02], 0.01, 0.02, {"retrieve": 0.005, "read": 0.01}),
        latency_plot([0.0], 0.0, 0.0, {}),
        latency_plot([], None, None, {}),
    ],
)
def test_plots_are_well_formed_and_named(plot: str) -> None:
    picture = ElementTree.fromstring(plot)
    assert picture.get("aria-label")
    assert "nan" not in plot.lower()


def test_the_curve_runs_from_the_surest_to_all() -> None:
    plot = risk_coverage_plot([Point(0.9, 0.5, 0.0), Point(0.1, 1.0, 0.5)], 0.5, 0.0)
    assert '<polyline class="line" points="229.0,210.0 404.0,14.0"/>' in plot
