"""The embedding room: the built-in model without torch, the same model in sentence-transformers, and its errors."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.embed import Encoder, open_encoder
from rag.embed.encoder import BUILTIN_FOLDER
from rag.errors import ModelMissing

os.environ["HF_HUB_OFFLINE"] = "1"  # read when the hub's client is first imported, which rag.embed does late

TEXTS = [
    "河套深港科技創新合作區獲批7,500萬元",
    "河套深港科技创新合作区获批7,500万元",
    "What is the No. 1 channel at the Hetao zone?",
    "ＡＩ 晶 片 e-mail AT&T O’Neil’s 3.5%",
    "",
    "……！？",
    "Café e\u0301a 中\u0301文 北\n京\u3000大學",
    "天天向上" * 200,
    "十一號和一 号、第一号，堃垚龘靐 zyxwvut O’Xyzzy 98765.4321",
]
ALPHABET = st.sampled_from("香港香港堃龘一十号號１２3aBＣq .,-'’\n\t\u3000、。「%億é\u0301\u200d\x02\x03\ue000\ue101")


@pytest.fixture(scope="module")
def builtin() -> Encoder:
    return open_encoder()


@pytest.fixture(scope="module")
def in_library() -> Iterator[Encoder]:
    """The same folder, read by sentence-transformers with nothing but its path."""
    yield open_encoder(str(BUILTIN_FOLDER))


def test_rows_have_length_one_and_the_order_of_the_texts(builtin: Encoder) -> None:
    rows = builtin.passages(TEXTS)
    assert rows.shape == (len(TEXTS), builtin.dimension)
    assert rows.dtype == np.float32
    lengths = np.linalg.norm(rows, axis=1)
    assert np.allclose(lengths[[0, 1, 2, 3, 6, 7, 8]], 1, atol=1e-5)
    assert lengths[4] == lengths[5] == 0  # nothing in them is known
    assert np.array_equal(builtin.passages(TEXTS[2:3])[0], rows[2])


def test_no_texts_give_no_rows(builtin: Encoder, in_library: Encoder) -> None:
    assert builtin.queries([]).shape == (0, builtin.dimension)
    assert in_library.queries([]).shape == (0, builtin.dimension)


def test_both_scripts_have_one_vector(builtin: Encoder) -> None:
    traditional, simplified = builtin.queries(TEXTS[:2])
    assert np.allclose(traditional, simplified, atol=1e-6)


def test_a_name_that_was_never_seen_is_told_from_another(builtin: Encoder) -> None:
    names = ["靐堃", "垚龘", "Brzezok", "Quxolani"]
    scores = (
        builtin.queries([f"{name}是誰" for name in names]) @ builtin.passages([f"記者{name}報道" for name in names]).T
    )
    assert scores.argmax(axis=1).tolist() == [0, 1, 2, 3]


def test_a_chinese_term_counts_three_times_at_most(builtin: Encoder) -> None:
    rows = builtin.passages([("港" + "，港" * more + "。科技") for more in range(5)])
    assert not np.allclose(rows[1], rows[2])
    assert np.allclose(rows[2], rows[3])
    assert np.array_equal(rows[3], rows[4])


def test_english_finds_its_chinese(builtin: Encoder) -> None:
    chinese = ["大學和醫院", "足球比賽的結果", "政府的經濟政策", "電影和音樂"]
    english = ["university and hospital", "the result of the football match", "economic policy of the government"]
    scores = builtin.queries(english) @ builtin.passages(chinese).T
    assert scores.argmax(axis=1).tolist() == [0, 1, 2]


def test_sentence_transformers_gives_the_same_vectors(builtin: Encoder, in_library: Encoder) -> None:
    assert in_library.dimension == builtin.dimension
    assert np.abs(builtin.passages(TEXTS) - in_library.passages(TEXTS)).max() < 1e-5
    assert np.abs(builtin.queries(TEXTS) - in_library.queries(TEXTS)).max() < 1e-5


@settings(deadline=None)
@given(text=st.text(ALPHABET, max_size=30))
def test_the_tokenizer_file_cuts_a_text_as_the_analyser_does(builtin: Encoder, in_library: Encoder, text: str) -> None:
    assert np.abs(in_library.passages([text]) - builtin.passages([text])).max() < 1e-5


def test_the_builtin_model_needs_no_torch() -> None:
    script = (
        "import sys, rag.embed; rag.embed.open_encoder().queries(['河套']);"
        "print([name for name in ('torch', 'transformers', 'sentence_transformers', 'tokenizers') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_builtin_model_is_small() -> None:
    assert sum(file.stat().st_size for file in BUILTIN_FOLDER.rglob("*")) < 8_000_000


def test_the_name_says_which_weights(builtin: Encoder, in_library: Encoder) -> None:
    assert builtin.name == open_encoder("builtin").name
    kind, _, digest = builtin.name.partition(":")
    assert kind == "builtin"
    assert len(digest) == 12
    assert in_library.name.startswith("embedder:")


def folder_without_a_model(where: Path) -> None:
    (where / "notes.txt").write_text("nothing here", encoding="utf-8")


def folder_with_cut_off_weights(where: Path) -> None:
    shutil.copytree(BUILTIN_FOLDER, where, dirs_exist_ok=True)
    (where / "model.safetensors").write_bytes((BUILTIN_FOLDER / "model.safetensors").read_bytes()[:1000])


def folder_with_foreign_code(where: Path) -> None:
    modules = [{"idx": 0, "name": "0", "path": "", "type": "os.system"}]
    (where / "modules.json").write_text(json.dumps(modules), encoding="utf-8")


def folder_with_broken_json(where: Path) -> None:
    (where / "modules.json").write_text("{", encoding="utf-8")


@pytest.mark.parametrize(
    "make", [folder_without_a_model, folder_with_cut_off_weights, folder_with_foreign_code, folder_with_broken_json]
)
def test_a_folder_that_does_not_load_is_one_sentence(make: object, tmp_path: Path) -> None:
    assert callable(make)
    make(tmp_path)
    sentence = failure(str(tmp_path))
    assert str(tmp_path) in sentence


@pytest.mark.parametrize("name", ["./no/such/folder", "/no/such/folder", "no-such-model-anywhere", "", "a b c", "\0"])
def test_a_name_that_does_not_load_is_one_sentence(name: str) -> None:
    assert "builtin" in failure(name)


def failure(model: str) -> str:
    with pytest.raises(ModelMissing) as caught:
        open_encoder(model)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert len(sentence) < 400
    return sentence
