"""The figure of the year that is asked for."""

from __future__ import annotations

import pytest

from rag.read.years import of_its_year
from tests.readings import a_story, sentence


@pytest.mark.parametrize(
    ("question", "text", "found", "meant"),
    [
        ("2033年有多少艘船", "漁港2031年有40艘船，2033年增至60艘。", "40艘", "60艘"),
        ("how many boats were there in 2033", "漁港2031年有40艘船，2033年增至60艘。", "40艘", "60艘"),
        ("2031年有幾多艘船", "漁船由40艘（2031年）增至60艘（2033年）。", "60艘", "40艘"),
        ("2031年有幾多艘船", "漁港2031年有40艘船，2033年增至60艘。", "40艘", "40艘"),
        ("有幾多艘船", "漁港2031年有40艘船，2033年增至60艘。", "60艘", "60艘"),
        ("2032年有幾多艘船", "漁港2031年有40艘船，2033年增至60艘。", "60艘", "60艘"),
        ("2031年和2033年有幾多艘船", "漁港2031年有40艘船，2033年增至60艘。", "60艘", "60艘"),
        ("2033年有幾多艘船", "漁港2033年比2031年多三成，有60艘船，另有8間店。", "60艘", "60艘"),
        ("2033年有幾多艘船", "漁港2031年有40艘船，2033年擴建。", "40艘", "40艘"),
        ("2033年有幾多艘船", "漁港2031年有40艘船，2033年有60艘船和20艘艇。", "40艘", "40艘"),
        ("2033年有幾多艘船", "漁港2031年有很多船，2033年有60艘。", "很多船", "很多船"),
    ],
)
def test_the_figure_of_its_year(question: str, text: str, found: str, meant: str) -> None:
    story = a_story(text)
    assert of_its_year(question, story.passage(), sentence(story, found)).text == meant
