"""Foreign span readers, with a tiny question-answering model made on the spot."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.cli import main
from rag.errors import ModelMissing
from rag.read.models import SpanReader, open_span_reader
from rag.read.neural import Reader
from rag.text import sentences

PASSAGE = "漁港在2031年建成。鎮長葉文出席了典禮，\n學生約400人。"
WORDS = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "[MASK]",
    *dict.fromkeys("漁港在年建成。鎮長葉文出席了典禮，學生約人誰幾時2031400"),
]
POSITIONS = 48


def a_reader(folder: Path, kind: str = "QuestionAnswering") -> str:
    """A BERT of one layer with random weights and a vocabulary of characters."""
    import torch
    import transformers

    torch.manual_seed(1)
    folder.mkdir()
    (folder / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    transformers.BertTokenizerFast(str(folder / "vocab.txt"), do_lower_case=False).save_pretrained(folder)
    config = transformers.BertConfig(
        vocab_size=len(WORDS), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
        max_position_embeddings=POSITIONS, initializer_range=0.5,
    )  # fmt: skip
    getattr(transformers, f"BertFor{kind}")(config).save_pretrained(folder)
    return str(folder)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    return a_reader(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture(scope="module")
def reader(folder: str) -> SpanReader:
    return open_span_reader(folder)


def best_by_hand(folder: str, question: str, passage: str) -> tuple[str, float]:
    """The best span of one window and the chance of none, straight from the model."""
    import torch
    from transformers import AutoModelForQuestionAnswering, AutoTokenizer

    tokenizer: Any = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForQuestionAnswering.from_pretrained(folder).eval()
    encoded = tokenizer(question, passage, return_tensors="pt", return_offsets_mapping=True)
    offsets = encoded.pop("offset_mapping")[0].tolist()
    with torch.inference_mode():
        out = model(**encoded)
    start, end = out.start_logits[0], out.end_logits[0]
    places = [i for i, kind in enumerate(encoded.sequence_ids(0)) if kind == 1]
    spans = [(float(start[i] + end[j]), offsets[i][0], offsets[j][1]) for i in places for j in places if i <= j]
    scores = torch.tensor([float(start[0] + end[0]), *[score for score, _, _ in spans]])
    _, first, last = max(spans)
    return passage[first:last], float(torch.softmax(scores, 0)[0])


def test_the_builtin_reader_comes_through_the_same_door() -> None:
    assert isinstance(open_span_reader(), Reader)


def test_spans_are_those_of_the_model(folder: str, reader: SpanReader) -> None:
    passage = "鎮長葉文出席了典禮"
    found = reader.read("誰出席", [passage])[0]
    text, nothing = best_by_hand(folder, "誰出席", passage)
    assert passage[found.spans[0].start : found.spans[0].end] == text
    assert found.nothing == pytest.approx(nothing, abs=1e-5)


def test_each_passage_reads_as_if_it_were_alone(reader: SpanReader) -> None:
    together = reader.read("誰", [PASSAGE, "葉文", "", "學生400人。" * 20])
    for passage, reading in zip([PASSAGE, "葉文", "", "學生400人。" * 20], together, strict=True):
        alone = reader.read("誰", [passage])[0]
        assert alone.nothing == pytest.approx(reading.nothing, abs=1e-5)
        assert [(span.start, span.end) for span in alone.spans] == [(span.start, span.end) for span in reading.spans]


def test_a_passage_of_several_windows_is_read_to_its_end(reader: SpanReader) -> None:
    passage = "漁港建成。" * 40
    reading = reader.read("幾時", [passage])[0]
    assert len(reading.sentences) == 40
    assert all(sentence.probability > 0 for sentence in reading.sentences)


def test_an_empty_passage_or_question_says_nothing(reader: SpanReader) -> None:
    assert reader.read("誰", []) == []
    for reading in [*reader.read("誰", ["", "\n"]), *reader.read(" ", [PASSAGE])]:
        assert (reading.spans, reading.sentences, reading.nothing) == ((), (), 1.0)


@settings(deadline=None, max_examples=30)
@given(
    st.text("漁港年葉文學生，。\n 40靐a\u200b\U00020000", max_size=90), st.text("誰幾時 a靐", min_size=1, max_size=60)
)
def test_sentences_tile_the_passage_and_chances_add_up(reader: SpanReader, passage: str, question: str) -> None:
    reading = reader.read(question, [passage])[0]
    if reading.sentences:
        assert [(one.start, one.end) for one in reading.sentences] == sentences(passage)
    assert reading.nothing + sum(one.probability for one in reading.sentences) == pytest.approx(1, abs=1e-5)
    assert len(reading.spans) <= 3
    for number, span in enumerate(reading.spans):
        text = passage[span.start : span.end]
        assert text and text == text.strip() and 0 <= span.probability <= 1
        assert all(span.end <= other.start or other.end <= span.start for other in reading.spans[:number])


@pytest.mark.parametrize("model", ["", " ", "./nowhere", "/nowhere/at/all", "a\nb", "no-such-reader-anywhere"])
def test_what_is_no_model_is_refused_in_one_sentence(model: str) -> None:
    sentence = failure(model)
    assert "builtin" in sentence and len(sentence) < 250


def test_a_folder_without_a_model(tmp_path: Path) -> None:
    assert "config.json" in failure(str(tmp_path))


def test_a_damaged_model(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{", encoding="utf-8")
    assert "cannot be read" in failure(str(tmp_path))


def test_a_model_of_another_kind_is_no_reader(tmp_path: Path) -> None:
    assert "not trained to answer questions" in failure(a_reader(tmp_path / "classifier", "SequenceClassification"))


def failure(model: str) -> str:
    with pytest.raises(ModelMissing) as caught:
        open_span_reader(model)
    sentence = str(caught.value)
    assert sentence.endswith(".") and "\n" not in sentence
    return sentence


def test_the_commands_take_one(index: Path, folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    ask = ["ask", "1號通道是什麼", "--index", str(index), "--reader"]
    assert main([*ask, folder]) == 0
    assert capsys.readouterr().out
    assert main([*ask, f"{folder}/none"]) == 2
    assert "no such folder" in capsys.readouterr().err
