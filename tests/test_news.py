"""The news we wrote to learn from, and its questions."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import groupby

import pytest

from rag.text import fold
from rag.train.news import Story, beside, news_questions, read_news
from rag.train.span_data import headed, over_another
from rag.train.written import written_rows

STORIES = read_news()


def story(group: int) -> Story:
    text = "漁港新燈塔昨日啟用，塔高23米，造價400萬元。"
    asked = ("新燈塔有幾高？", "How tall is the new lighthouse?", "23米"), ("新燈塔由誰設計？", "Who designed it?", "")
    return Story("00", group, "新燈塔啟用", "2031-05-02", text, asked)


def test_every_answer_is_a_slice_of_its_story() -> None:
    for told in STORIES:
        assert told.title and told.text and told.questions
        for chinese, english, answer in told.questions:
            assert chinese.strip() and english.strip() and answer in told.text


def test_about_half_have_no_answer() -> None:
    answers = [answer for told in STORIES for _, _, answer in told.questions]
    assert 0.45 < sum(not answer for answer in answers) / len(answers) < 0.55


def test_no_question_is_asked_twice_in_a_pile() -> None:
    for _, pile in groupby(STORIES, key=lambda told: told.pile):
        asked = [fold(chinese) for told in pile for chinese, _, _ in told.questions]
        assert len(asked) == len(set(asked))


@pytest.mark.parametrize(("group", "trained", "measured"), [(1, True, False), (5, False, False), (10, False, True)])
def test_a_group_is_learnt_from_or_weighed_or_only_measured(group: int, trained: bool, measured: bool) -> None:
    assert (story(group).trained, story(group).measured) == (trained, measured)


def test_no_story_that_is_learnt_stands_among_those_held_out() -> None:
    learnt, held = ({fold(told.text) for told in STORIES if told.trained == trained} for trained in (True, False))
    assert learnt and held and not learnt & held
    assert any(told.measured for told in STORIES) and not any(told.measured and told.trained for told in STORIES)


def test_what_is_held_out_is_not_learnt() -> None:
    told = [story(1), story(5)]
    assert [one.trained for one in news_questions(told, trained=True)] == [True, True]
    assert [one.trained for one in news_questions(told, trained=False)] == [False, False]


def test_a_question_becomes_a_row_in_each_language() -> None:
    chinese, english = next(written_rows(story(1).written()))
    assert chinese.question == "新灯塔有多高?" and "多高" in english.question
    assert all(row.passage[start:end] == "23米" for row in (chinese, english) for start, end in row.spans)


def test_the_stories_of_a_group_stand_beside_each_other() -> None:
    one, other, apart = (
        story(1),
        replace(story(1), text="漁港舊燈塔昨日停用，塔高31米。"),
        replace(story(2), text="山上新氣象站啟用。"),
    )
    found = beside([one, other, apart])
    assert found[fold(one.text)] == [fold(other.text)] and found[fold(other.text)] == [fold(one.text)]
    assert found[fold(apart.text)] == []


def test_a_headed_row_has_its_title_in_front_and_its_answer_in_place() -> None:
    row, _ = next(written_rows(story(1).written()))
    shown = headed(row)
    assert shown.passage == f"新灯塔启用\n{row.passage}"
    assert [shown.passage[start:end] for start, end in shown.spans] == ["23米"]
    assert headed(replace(row, title="")) == replace(row, title="")


def test_a_question_over_the_story_beside_its_own_has_no_answer() -> None:
    row, _ = next(written_rows(story(1).written()))
    chance = random.Random(3)
    moved = over_another(row, [fold("漁港舊燈塔昨日停用，塔高31米。")], chance)
    assert moved is not None and moved.question == row.question and moved.passage.startswith("渔港旧灯塔")
    assert moved.spans == () and moved.answers == ()
    assert over_another(row, [fold("舊燈塔高23米。")], chance) is None  # it holds the answer
    assert over_another(row, [], chance) is None
