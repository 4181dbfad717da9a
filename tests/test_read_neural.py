"""The span reader: what it says of a passage, from the numbers it reads to the spans it gives."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.errors import ModelMissing
from rag.read.neural import BUILTIN, Reader, Reading, allowed, expected_best, head
from rag.read.neural.features import PAIR_FEATURES, PASSAGE_FEATURES, QUESTION_FEATURES, Pair, compare
from rag.read.neural.network import BAND, Network, Scores, probabilities
from rag.read.neural.units import Tokens, tokens, tokens_of
from rag.read.neural.vocabulary import BASE, Vocabulary
from rag.read.neural.weights import packed, unpacked
from rag.text import fold

PASSAGE = "漁港在2031年5月建成，鎮長葉文出席了典禮。鎮上有3間學校，學生約400人。展覽由博物館的林青主持。"
TEXTS = st.text(alphabet="漁港年學生ABc019 ，。「」《》（）\n\U00020000", min_size=0, max_size=60)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.open()


def a_vocabulary() -> Vocabulary:
    """Six characters, one pair, the words 渔港 and 学生, vectors of two dimensions."""
    characters = np.array(sorted(map(ord, "渔港学生有在")), dtype=np.int64)
    number = {chr(code): i + 2 for i, code in enumerate(characters.tolist())}
    keys = [number[a] * BASE + number[b] for a, b in ("渔港", "学生")]
    return Vocabulary(
        characters,
        np.array(keys[:1], dtype=np.int64),
        np.array(sorted(keys), dtype=np.int64),
        np.full(len(characters) + 2, 3.0, dtype=np.float32),
        np.array([8.0, 5.0], dtype=np.float32),
        np.array([[0, 0], [1, 0], [0, 1]], dtype=np.float32),
    )


def pair_of(question: str, passage: str) -> tuple[Pair, Tokens, Tokens]:
    vocabulary = a_vocabulary()
    asked, text = tokens(fold(question), vocabulary), tokens(fold(passage), vocabulary)
    return compare(asked, text, vocabulary), asked, text


def test_words_and_runs_are_units() -> None:
    found = tokens("渔港有ab1.5学生", a_vocabulary())
    assert [found.text[i] for i in range(len(found)) if found.tags[i] % 4 in (0, 3)] == ["渔", "有", "a", "学"]
    assert found.long.tolist() == [True, True, False, *[True] * 7][: len(found)]


def test_thousands_separators_do_not_hide_a_number() -> None:
    pair, asked, _ = pair_of("7500", "有7,500")
    assert pair.same[2].any() and len(asked) == 4


def test_both_scripts_read_alike() -> None:
    vocabulary = a_vocabulary()
    one, other = tokens(fold("漁港有學生"), vocabulary), tokens(fold("渔港有学生"), vocabulary)
    assert np.array_equal(one.units, other.units) and np.array_equal(one.tags, other.tags)


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS.filter(bool), max_size=4))
def test_texts_read_together_as_one_by_one(texts: list[str]) -> None:
    vocabulary = a_vocabulary()
    for text, found in zip(texts, tokens_of(texts, vocabulary), strict=True):
        alone = tokens(text, vocabulary)
        assert all(
            np.array_equal(getattr(alone, name), getattr(found, name))
            for name in (
                "text",
                "characters",
                "pair_keys",
                "pairs",
                "words",
                "tags",
                "units",
                "long",
                "sentence",
                "clause",
            )
        )


@settings(max_examples=60, deadline=None)
@given(TEXTS.filter(bool), TEXTS.filter(bool))
def test_a_feature_for_every_place(question: str, passage: str) -> None:
    pair, asked, text = pair_of(question, passage)
    assert len(asked) == len(question) and len(text) == len(passage)
    assert pair.passage.shape == (len(passage), PASSAGE_FEATURES) and np.isfinite(pair.passage).all()
    assert pair.question.shape == (len(question), QUESTION_FEATURES) and np.isfinite(pair.question).all()
    assert pair.whole.shape == (PAIR_FEATURES,) and np.isfinite(pair.whole).all()
    assert pair.same.shape == (3, len(passage), len(question))


def test_chances_add_up_to_one() -> None:
    spans, nothing = probabilities(Scores(np.array([[0.0, -1e4], [1.0, 2.0]], dtype=np.float32), 0.5))
    assert spans.sum() + nothing == pytest.approx(1.0) and spans[1, 1] == spans.max()


def test_numpy_reads_what_torch_learnt() -> None:
    torch = pytest.importorskip("torch")
    from rag.train.span_batches import batch_of
    from rag.train.span_data import Row
    from rag.train.span_model import Network as Twin
    from rag.train.span_model import Shape

    torch.manual_seed(7)
    vocabulary = a_vocabulary()
    twin = Twin(Shape(len(vocabulary.characters) + 2, 2, 2, 5, 4, 16, 8), torch.from_numpy(vocabulary.vectors)).eval()
    for weights in twin.parameters():  # some begin at zero
        torch.nn.init.normal_(weights, std=0.2)
    rows = [Row("渔港有学生?", passage, (), (), 1) for passage in ("学生在渔港。渔港有1月", "渔港")]
    with torch.inference_mode():
        spans, nothing, _ = twin(batch_of(rows, vocabulary))
    state = {name: tensor.numpy() for name, tensor in twin.state_dict().items()}
    asked, texts = tokens(rows[0].question, vocabulary), [tokens(row.passage, vocabulary) for row in rows]
    pairs = [compare(asked, text, vocabulary) for text in texts]
    found = Network({**state, "vectors": vocabulary.vectors}).scores(asked, texts, pairs, style=1)
    for i, (text, scores) in enumerate(zip(texts, found, strict=True)):
        inside = np.arange(len(text))[:, None] + np.arange(BAND) < len(text)
        assert np.allclose(spans[i, : len(text)].numpy()[inside], scores.spans[inside], atol=1e-4)
        assert scores.nothing == pytest.approx(float(nothing[i]), abs=1e-4)


def test_no_answer_cuts_through_a_number_or_ends_in_a_mark() -> None:
    text = tokens("有2031年,", a_vocabulary())
    may = allowed(text)
    said = {text.text[i : i + n + 1] for i in range(len(text)) for n in range(BAND) if may[i, n]}
    assert said == {"有", "有2031", "有2031年", "2031", "2031年", "年"}


def test_arrays_are_kept_small_and_read_back() -> None:
    arrays = {"pairs.weight": np.array([[0.5, -1.0], [0, 0]], dtype=np.float32), "words": np.array([7])}
    kept = packed(arrays)
    assert kept["pairs.weight"].dtype == np.int8 and kept["words"][0] == 7
    assert np.allclose(unpacked(kept)["pairs.weight"], arrays["pairs.weight"], atol=0.01)


def test_weights_that_are_not_there_or_not_ours(tmp_path: Path) -> None:
    other = tmp_path / "other.npz"
    np.savez(other, words=np.zeros(3))
    for path in (tmp_path / "none.npz", other):
        with pytest.raises(ModelMissing):
            Reader.open(path)


def test_the_weights_fit_their_place() -> None:
    assert BUILTIN.stat().st_size <= 8_000_000


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("漁港何時建成？", "2031年5月"),
        ("渔港哪年建成", "2031年"),
        ("誰主持展覽？", "林青"),
        ("鎮上有多少間學校？", "3間"),
    ],
)
def test_short_answers(reader: Reader, question: str, answer: str) -> None:
    best = reader.read(question, [PASSAGE])[0].spans[0]
    said = PASSAGE[best.start : best.end]
    assert said in answer or answer in said


def test_the_sentence_that_answers_is_likeliest(reader: Reader) -> None:
    reading = reader.read("誰主持展覽？", [PASSAGE])[0]
    best = max(reading.sentences, key=lambda sentence: sentence.probability)
    assert "林青" in PASSAGE[best.start : best.end]


def test_both_scripts_are_answered_alike(reader: Reader) -> None:
    one, other = (
        reader.read("鎮長是誰？", [PASSAGE, "镇长是谁？"]),
        reader.read("镇长是谁?", [fold(PASSAGE), "鎮長是誰？"]),
    )
    assert one == other


def test_a_passage_reads_alike_alone_and_among_others(reader: Reader) -> None:
    alone = reader.read("鎮長是誰？", [PASSAGE])[0]
    among = reader.read("鎮長是誰？", ["學校放假。", PASSAGE, "", "船"])
    assert among[1].spans[0].start == alone.spans[0].start
    assert among[1].nothing == pytest.approx(alone.nothing, abs=1e-4)
    assert among[2] == Reading((), (), 1.0)


@settings(max_examples=40, deadline=None)
@given(TEXTS, st.lists(st.tuples(TEXTS, TEXTS), max_size=4), st.booleans())
def test_readings_hold_whatever_is_read(
    reader: Reader, question: str, told: list[tuple[str, str]], titled: bool
) -> None:
    passages = [passage for _, passage in told]
    readings = reader.read(question, passages, [title for title, _ in told] if titled else ())
    assert len(readings) == len(passages)
    for reading, passage in zip(readings, passages, strict=True):
        assert reading.nothing + sum(s.probability for s in reading.sentences) == pytest.approx(1.0, abs=1e-3)
        spans = sorted(reading.spans, key=lambda span: span.start)
        assert all(0 <= span.start < span.end <= len(passage) for span in spans)
        assert all(a.end <= b.start for a, b in pairwise(spans))
        assert not reading.sentences or "".join(passage[s.start : s.end] for s in reading.sentences) == passage


def test_a_title_is_read_and_never_answers(reader: Reader) -> None:
    alone, beside = reader.read("展覽由誰主持？", [PASSAGE, ""], ["葉文主持展覽", "葉文"])
    (plain,) = reader.read("展覽由誰主持？", [PASSAGE])
    assert beside == Reading((), (), 1.0)
    assert alone.nothing != plain.nothing
    assert [(part.start, part.end) for part in alone.sentences] == [(part.start, part.end) for part in plain.sentences]
    assert reader.read("展覽由誰主持？", [PASSAGE], [""]) == [plain]
    assert head(" ") == "" and head("長" * 100) == "長" * 40 + "\n"


def test_the_span_that_overlaps_likely_ones_is_taken() -> None:
    chances = np.zeros((20, BAND), dtype=np.float32)
    chances[2, 0] = 0.3  # one character, alone
    chances[10, 3], chances[10, 4], chances[11, 3] = 0.25, 0.25, 0.2  # three ways to cut one answer
    assert expected_best(chances) == (10, 15)
    assert expected_best(np.where(chances > 0.26, chances, 0)) == (2, 3)


def test_no_answer_cuts_a_number_in_chinese_or_before_its_unit(reader: Reader) -> None:
    text = "共一百二十級，2.5万人"
    may = allowed(tokens(fold(text), reader.vocabulary))
    assert may[1, 3] and not may[3, 1] and not may[1, 1]
    at = text.index("2.5")
    assert may[at, 3] and not may[at, 2]
