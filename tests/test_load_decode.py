"""Text files come out exactly as they were written, whatever encoding they are in and whether or not they say so."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from rag.load.decode import decode
from rag.text import to_script

CORPUS = Path(__file__).parent.parent / "corpus"
ENCODINGS = {
    "utf-8": "either", "utf-8-sig": "either", "utf-16": "either", "utf-16-le": "either", "utf-16-be": "either",
    "utf-32": "either", "gb18030": "either", "gbk": "Hans", "big5hkscs": "Hant", "cp950": "Hant",
}  # fmt: skip


@pytest.fixture(scope="module")
def texts() -> dict[str, list[str]]:
    """Articles of our own in both scripts, without their front matter."""
    found = [path.read_text(encoding="utf-8").split("---", 2)[-1].strip() for path in sorted(CORPUS.glob("*.md"))[::4]]
    hant = [to_script(text, "zh-Hant") for text in found]
    hans = [to_script(text, "zh-Hans") for text in found]
    return {"Hant": hant, "Hans": hans, "either": hant + hans}


@pytest.mark.parametrize("length", [20, 60, 400, 2_000])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_text_is_decoded_exactly(texts: dict[str, list[str]], encoding: str, length: int) -> None:
    choose = random.Random(f"{encoding} {length}")
    for text in texts[ENCODINGS[encoding]]:
        start = choose.randrange(max(len(text) - length, 1))
        part = text[start : start + length]
        if any(char > "\x7f" for char in part):
            data = part.encode(encoding, "ignore")
            assert decode(data) == data.decode(encoding)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("佢哋喺彩虹邨嘅茶餐廳食咗個早餐，唔該晒。", "big5hkscs"),
        ("碁銹裏墻恒粧嫺，價錢是€500，全年營業。", "cp950"),
        ("今天天气好", "gb18030"),
        ("今天天氣好", "cp950"),
        ("香港", "utf-8"),
        ("The café’s price is £5 – not €6.", "cp1252"),
        ("plain English text", "ascii"),
    ],
)
def test_short_texts_and_rare_characters(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs"])
def test_one_broken_byte_spoils_one_place_only(encoding: str) -> None:
    text = "海濱小鎮昨日舉行首屆漁獲展覽，共有四十家商戶參加。\n鎮長葉文說，明年會再辦。\n"
    data = (text * 4).encode(encoding) + b"\xff\n" + (text * 4).encode(encoding)
    found = decode(data)
    assert found.startswith(text * 4) and found.endswith(text * 4) and len(found) <= 8 * len(text) + 2


@pytest.mark.parametrize("data", [b"\x00\x01\x02\xff" * 40, bytes(range(256)) * 8, random.Random(1).randbytes(4_000)])
def test_binary_data_is_no_text(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"not text|binary"):
        decode(data)
