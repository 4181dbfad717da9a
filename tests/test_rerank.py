"""The cross-encoder's door, with a tiny model made on the spot."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rag.errors import ModelMissing
from rag.rerank import Reranker, open_reranker

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
