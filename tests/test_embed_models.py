"""Foreign embedding models, tiny ones made on the spot: their instructions, their identity, and an index built with them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from rag.embed import Encoder, open_encoder
from rag.embed.instructions import Instructions, instructions_for
from rag.errors import BadIndex, BaowenError
from rag.pipeline import Pipeline, build
from rag.types import Question

WORDS = [
    "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *dict.fromkeys("漁港擴建工程為这个句子生成表示以用于检索相关文章：什麼"),
    *"query", *"passage:", *(f"##{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"),
]  # fmt: skip


def a_model(folder: Path, prompts: dict[str, str] | None = None, size: int = 16) -> Path:
    """A BERT of one layer with random weights, the mean of its tokens, at most 32 of them."""
    import torch
    from sentence_transformers import SentenceTransformer, models
    from transformers import BertConfig, BertModel, BertTokenizerFast

    torch.manual_seed(size)
    bare = folder.parent / f"{folder.name} bare"
    bare.mkdir(parents=True)
    (bare / "vocab.txt").write_text("\n".join(dict.fromkeys(WORDS)), encoding="utf-8")
    BertTokenizerFast(str(bare / "vocab.txt")).save_pretrained(bare)
    config = BertConfig(
        vocab_size=len(set(WORDS)), hidden_size=size, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
        max_position_embeddings=32,
    )  # fmt: skip
    BertModel(config).save_pretrained(bare)
    transformer = models.Transformer(str(bare), max_seq_length=32)
    whole = SentenceTransformer(modules=[transformer, models.Pooling(size)], prompts=prompts)
    whole.save(str(folder))
    return folder


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_model(tmp_path_factory.mktemp("models") / "plain")


@pytest.fixture
def renamed(plain: Path, tmp_path: Path) -> Callable[[str], Path]:
    """The same model in a folder of another name."""
    return lambda name: Path(shutil.copytree(plain, tmp_path / name))


def opened(folder: Path) -> Encoder:
    return open_encoder(str(folder))


def edit(file: Path, **keys: object) -> None:
    settings = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(settings | keys), encoding="utf-8")


def says(encoder: Encoder, bare: Encoder, before: Instructions) -> bool:
    """Whether an encoder makes of a text what the bare one makes of it with these words before it."""
    text = "漁港擴建"
    query = np.allclose(encoder.queries([text]), bare.queries([before.query + text]), atol=1e-5)
    return query and np.allclose(encoder.passages([text]), bare.passages([before.passage + text]), atol=1e-5)


@pytest.mark.parametrize(
    ("name", "query", "passage"),
    [
        ("intfloat/multilingual-e5-small", "query: ", "passage: "),
        ("intfloat/e5-base-v2", "query: ", "passage: "),
        ("multilingual-e5-large-instruct", "Instruct: ", ""),
        ("intfloat/e5-mistral-7b-instruct", "Instruct: ", ""),
        ("BAAI/bge-small-zh-v1.5", "为这个句子", ""),
        ("models/bge-large-zh", "为这个句子", ""),
        ("BAAI/bge-base-en-v1.5", "Represent this sentence", ""),
        ("BAAI/bge-large-zh-noinstruct", "", ""),
        ("BAAI/bge-m3", "", ""),
        ("BAAI/bge-multilingual-gemma2", "<instruct>", ""),
        ("Alibaba-NLP/gte-multilingual-base", "", ""),
        ("thenlper/gte-large-zh", "", ""),
        ("Alibaba-NLP/gte-Qwen2-1.5B-instruct", "Instruct: ", ""),
        ("Qwen/Qwen3-Embedding-0.6B", "Instruct: ", ""),
        ("shibing624/text2vec-base-chinese", "", ""),
        ("somebody/le5-small", "", ""),
    ],
)
def test_known_models_get_the_words_of_their_cards(name: str, query: str, passage: str) -> None:
    found = instructions_for([name])
    assert found.query.startswith(query) and bool(found.query) == bool(query)
    assert found.passage == passage


def test_the_two_forms_of_instruct_differ_in_a_space() -> None:
    assert instructions_for(["Qwen3-Embedding-4B"]).query.endswith("\nQuery:")
    assert instructions_for(["multilingual-e5-large-instruct"]).query.endswith("\nQuery: ")


def test_an_unknown_model_gets_nothing_before_a_text(plain: Path) -> None:
    encoder = opened(plain)
    assert encoder.name.count("+") == 0
    assert np.array_equal(encoder.queries(["漁港"]), encoder.passages(["漁港"]))


@pytest.mark.parametrize("name", ["multilingual-e5-tiny", "models--intfloat--multilingual-e5-small/snapshots/0a1b"])
def test_a_folder_is_known_by_its_name(plain: Path, renamed: Callable[[str], Path], name: str) -> None:
    assert says(opened(renamed(name)), opened(plain), Instructions("query: ", "passage: "))


def test_a_folder_is_known_by_what_it_was_made_of(plain: Path, renamed: Callable[[str], Path]) -> None:
    folder = renamed("my-model")
    edit(folder / "config.json", _name_or_path="BAAI/bge-base-zh-v1.5")
    assert says(opened(folder), opened(plain), instructions_for(["bge-base-zh"]))


@pytest.mark.parametrize("key", ["document", "passage"])
def test_what_the_model_declares_itself_goes_first(plain: Path, renamed: Callable[[str], Path], key: str) -> None:
    folder = renamed("e5-other")
    edit(folder / "config_sentence_transformers.json", prompts={"query": "句子：", key: "文章："})
    assert says(opened(folder), opened(plain), Instructions("句子：", "文章："))


def test_the_identity_changes_with_the_words_and_the_settings(renamed: Callable[[str], Path]) -> None:
    folder = renamed("model")
    names = [opened(folder).name]
    edit(folder / "config_sentence_transformers.json", prompts={"query": "句子："})
    names.append(opened(folder).name)
    edit(folder / "config.json", _name_or_path="another")
    names.append(opened(folder).name)
    assert len(set(names)) == 3
    assert opened(folder).name == names[-1]


def test_a_text_longer_than_the_model_reads_is_cut(plain: Path) -> None:
    encoder = opened(plain)
    rows = encoder.passages(["漁港" * 500, "漁港" * 5_000])
    assert np.allclose(rows[0], rows[1], atol=1e-6)


def test_an_index_remembers_its_model_and_says_how_to_build_again(
    plain: Path, renamed: Callable[[str], Path], write_corpus: Callable[..., Path], tmp_path: Path
) -> None:
    corpus, index = write_corpus({"a.txt": "漁港擴建\n\n漁港擴建工程動工。"}), tmp_path / "index"
    folder = renamed("a model")
    build(corpus, index, str(folder))
    assert Pipeline.open(index).search(Question("漁港"))
    shutil.rmtree(folder)
    a_model(folder, size=32)
    with pytest.raises(BadIndex) as caught:
        Pipeline.open(index)
    assert "which is now a model:" in str(caught.value)
    assert f"run `baowen build --model '{folder}'`." in str(caught.value)
    built = build(corpus, index, str(folder))
    assert (built.unchanged, built.reused) == (False, 0)
    assert Pipeline.open(index).search(Question("漁港"))


def test_a_model_that_is_gone_is_named(
    renamed: Callable[[str], Path], write_corpus: Callable[..., Path], tmp_path: Path
) -> None:
    corpus, index = write_corpus({"a.txt": "漁港擴建\n\n漁港擴建工程動工。"}), tmp_path / "index"
    folder = renamed("gone")
    build(corpus, index, str(folder))
    shutil.rmtree(folder)
    with pytest.raises(BaowenError, match="no such folder"):
        Pipeline.open(index)
