"""The words that checks of claims tell names by, from CC-CEDICT: `python -m rag.train.check_words`.

An entry whose pinyin begins with a capital letter is a proper name; one that is an ordinary word too is not counted as a name.
"""

from __future__ import annotations

from pathlib import Path

from rag.train.cedict import entries

MODELS = Path(__file__).parent.parent / "models" / "check"


def main() -> None:
    """Writes `names.txt` and `words.txt`: one folded word of two or more characters a line, sorted."""
    names: set[str] = set()
    words: set[str] = set()
    for entry in entries():
        found = {word for word in entry.spellings if len(word) > 1}
        (names if entry.pinyin[:1].isupper() else words).update(found)
    for file, kept in (("names.txt", names - words), ("words.txt", words)):
        size = (MODELS / file).write_text("\n".join(sorted(kept)) + "\n", encoding="utf-8")
        print(f"{file}: {len(kept)} words, {size} characters")


if __name__ == "__main__":
    main()
