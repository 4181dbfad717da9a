"""Answers to take along: with every citation, and nothing in them that would become markup."""

from __future__ import annotations

from dataclasses import replace

from markdown_it import MarkdownIt

from rag.types import Answer, Question
from rag.ui.copies import as_markdown, as_plain
from tests.ui.fakes import HETAO, FakePipeline


def ask(text: str) -> Answer:
    *_, answer = FakePipeline().stream(Question(text))
    assert isinstance(answer, Answer)
    return answer


def test_plain_text_has_question_answer_and_sources() -> None:
    answer = ask("人才")
    lines = as_plain(answer, "zh-Hant").splitlines()
    assert lines[0] == "人才" and lines[2].startswith("河套合作區聚集了1.5萬餘名")
    assert lines[-2] == f"[1] 「{answer.citations[0].quote.text}」 {HETAO.title}, 大公報 · 2024年7月"


def test_markdown_reads_as_it_is_written() -> None:
    html = MarkdownIt().render(as_markdown(ask("人才"), "en"))
    assert "<h2>人才</h2>" in html and html.count("<blockquote>") == 2 and "[1]" in html


def test_nothing_in_an_article_is_markup() -> None:
    answer = replace(ask("毒"), question="# <b>x</b>\n*y* [z](http://example.org) ![i](http://example.org/i.png)")
    html = MarkdownIt("commonmark", {"html": True}).render(as_markdown(answer, "en"))
    assert not any(tag in html for tag in ("<script", "<img", "<b>", "<em>", "<a ", "<svg"))


def test_a_refusal_has_no_sources() -> None:
    assert as_plain(ask("球賽？"), "en") == "球賽？\n\n這些報道沒有提到。"
    assert ">" not in as_markdown(ask("球賽？"), "en")
