"""Terms and their numbers, over a vocabulary of a dozen terms."""

from __future__ import annotations

import pytest

from rag.embed.lexicon import CLASSES, LONGEST, Lexicon, as_left, as_right, class_pairs
from rag.train.embedder_tokenizer import JOINTS, Terms

TERMS = Terms(characters=["香", "港", "人"], words=["hong", "kong", "h", "e", "llo"], pairs=["香港"])
NUMBERS = TERMS.numbered()


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon(NUMBERS)


def counted(lexicon: Lexicon, text: str) -> dict[int, float]:
    numbers, counts = lexicon.count(text)
    return dict(zip(numbers.tolist(), counts.tolist(), strict=True))


def test_listed_terms_have_the_numbers_of_their_order() -> None:
    assert TERMS.listed() == ["香", "港", "人", "hong", "kong", "h", "e", "llo", *JOINTS, "香港"]
    assert [NUMBERS[term] for term in TERMS.characters] == [1, 2, 3]
    assert NUMBERS[as_left(0) + as_right(1)] == len(TERMS.listed())


def test_a_known_pair_has_a_number_of_its_own(lexicon: Lexicon) -> None:
    assert counted(lexicon, "香港") == {1: 1, 2: 1, len(TERMS.listed()): 1}


def test_another_pair_goes_by_its_classes(lexicon: Lexicon) -> None:
    pair = NUMBERS[as_left(1)[1] + as_right(2)[0]]
    assert counted(lexicon, "港人") == {2: 1, 3: 1, pair: 1}
    assert pair == NUMBERS[next(class_pairs())] + 1 * CLASSES + 2


def test_characters_that_are_not_known_count_for_nothing(lexicon: Lexicon) -> None:
    assert counted(lexicon, "香龘") == {1: 1}
    assert counted(lexicon, "龘") == {}


def test_a_chinese_term_counts_three_times_at_most_and_a_latin_word_always(lexicon: Lexicon) -> None:
    assert counted(lexicon, "人，" * 5) == {3: 3}
    assert counted(lexicon, "Kong " * 5) == {NUMBERS["kong"]: 5}


def test_a_latin_word_is_cut_into_its_longest_pieces(lexicon: Lexicon) -> None:
    assert counted(lexicon, "Hello") == {NUMBERS["h"]: 1, NUMBERS["e"]: 1, NUMBERS["llo"]: 1}
    assert counted(lexicon, "Hong-Kong") == {NUMBERS["hong"]: 1, NUMBERS["-"]: 1, NUMBERS["kong"]: 1}
    assert counted(lexicon, "help") == {}
    assert counted(lexicon, "h" * (LONGEST + 1)) == {}


def test_an_empty_text_has_no_terms(lexicon: Lexicon) -> None:
    numbers, counts = lexicon.count("")
    assert numbers.shape == counts.shape == (0,)
