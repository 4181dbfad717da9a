"""The cross-encoder: its door, with a tiny model made on the spot, and its place in a search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from rag.cli import main
from rag.errors import ModelMissing
from rag.pipeline import Pipeline, build
from rag.rerank import Reranker, open_reranker
from rag.retrieve import Retriever
from rag.retrieve.langchain import BaowenRetriever
from rag.retrieve.search import CROSSED
from rag.types import Question

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"河套合作區通道香港深圳是什麼開放給科研人員"]


def a_cross_encoder(folder: Path, outputs: int = 1) -> str:
    """A BERT of one layer with random weights, saved as sentence-transformers saves one."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    torch.manual_seed(1)
    folder.mkdir()
    (folder / "vocab.txt").write_text("\n".join(dict.fromkeys(WORDS)), encoding="utf-8")
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(set(WORDS)), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
        max_position_embeddings=64, num_labels=outputs,
    )  # fmt: skip
    BertForSequenceClassification(config).save_pretrained(folder)
    return str(folder)


@pytest.fixture(scope="module")
def reranker(tmp_path_factory: pytest.TempPathFactory) -> Reranker:
    return open_reranker(a_cross_encoder(tmp_path_factory.mktemp("models") / "tiny"))


def test_each_passage_gets_one_score(reranker: Reranker) -> None:
    scores = reranker.scores("通道是什麼", ["合作區的通道", "香港", "深圳"])
    assert scores.shape == (3,) and scores.dtype == np.float32 and np.isfinite(scores).all()


def test_a_score_does_not_depend_on_the_other_passages(reranker: Reranker) -> None:
    together = reranker.scores("通道是什麼", ["合作區的通道開放給科研人員", "香港"])
    assert reranker.scores("通道是什麼", ["香港"])[0] == pytest.approx(together[1], abs=1e-5)


def test_no_passages_and_long_ones(reranker: Reranker) -> None:
    assert reranker.scores("通道", []).shape == (0,)
    assert np.isfinite(reranker.scores("通道", ["河套" * 5_000])).all()


@pytest.mark.parametrize("model", ["", " ", "./nowhere", "/nowhere/at/all", "a\nb"])
def test_what_is_no_model_is_refused_in_one_sentence(model: str) -> None:
    with pytest.raises(ModelMissing) as error:
        open_reranker(model)
    assert str(error.value).endswith(".") and len(str(error.value)) < 200


def test_a_folder_without_a_model(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=r"config\.json"):
        open_reranker(str(tmp_path))


def test_a_damaged_model(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{", encoding="utf-8")
    with pytest.raises(ModelMissing, match="cannot be read"):
        open_reranker(str(tmp_path))


def test_a_classifier_of_several_classes_is_no_reranker(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="3 figures"):
        open_reranker(a_cross_encoder(tmp_path / "three", outputs=3))


class Shortest:
    """Prefers short passages."""

    name = "shortest"

    def scores(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        return np.array([-len(passage) for passage in passages], dtype=np.float32)


def test_the_first_passages_of_a_search_are_put_in_its_order(pipeline: Pipeline) -> None:
    plain = pipeline.retriever
    crossed = Retriever(plain.generation, plain.encoder, plain.translator, Shortest())
    query = plain.understand(Question("河套合作區有什麼企業"))
    before, after = plain.search(query, 40), crossed.search(query, 40)
    lengths = [len(f"{hit.passage.article.title}\n{hit.passage.text}") for hit in after[:CROSSED]]
    assert lengths == sorted(lengths)
    assert {hit.passage for hit in after[:CROSSED]} == {hit.passage for hit in before[:CROSSED]}
    assert [hit.passage for hit in after[CROSSED:]] == [hit.passage for hit in before[CROSSED:]]
    assert [hit.score for hit in after] == [hit.score for hit in before]
    assert crossed.search(query, 3) == after[:3]


def test_a_next_generation_is_searched_with_the_same_reranker(
    write_corpus: Callable[..., Path], tmp_path: Path
) -> None:
    index = tmp_path / "index"
    corpus = write_corpus({"a.txt": "漁港擴建\n\n漁港擴建工程動工。"})
    build(corpus, index)
    pipeline = Pipeline.open(index, reranker=a_cross_encoder(tmp_path / "tiny"))
    first = pipeline.retriever
    (corpus / "b.txt").write_text("漁港落成\n\n漁港昨日落成。", encoding="utf-8")
    build(corpus, index)
    assert pipeline.retriever is not first
    assert pipeline.retriever.reranker is first.reranker is not None
    assert len(pipeline.search(Question("漁港"))) == 2


def test_the_langchain_retriever_takes_one(index: Path, tmp_path: Path) -> None:
    model = a_cross_encoder(tmp_path / "tiny")
    documents = BaowenRetriever.open(index, k=20, reranker=model).invoke("1號通道是什麼")
    reads = [f"{document.metadata['title']}\n{document.page_content}" for document in documents]
    scores = open_reranker(model).scores("1號通道是什麼", reads)
    assert np.all(np.diff(scores) <= 1e-5)


@pytest.mark.parametrize("verb", [["ask"], ["search"], ["search", "--explain"]])
def test_the_commands_take_one(
    index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], verb: list[str]
) -> None:
    rest = ["1號通道是什麼", "--index", str(index), "--reranker"]
    assert main([*verb, *rest, a_cross_encoder(tmp_path / "tiny")]) == 0
    assert capsys.readouterr().out
    assert main([*verb, *rest, str(tmp_path / "none")]) == 2
    assert "no such folder" in capsys.readouterr().err
