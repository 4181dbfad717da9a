"""How lines are printed and stored: bold type printed twice, letters set apart, characters that only look right."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace

from tests.breaking.lines import NO_END, NO_START, Line, LossyError

_RUNS = re.compile(r"[0-9]+|[A-Za-z]+|[\u3400-\u9fff]+|[•●■▲▼]|\s|[!-~]|[^\u0000-\u007f\u3400-\u9fff•●■▲▼\s]+")
_HAN_ONLY = re.compile(r"[\u3400-\u9fff]+")
_NO_ASCII = re.compile(r"[^ -~\u3000]+")
_RADICALS = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0x2F00, 0x2FD6)} | dict(
    zip("见长门车马风龙页", "⻅⻓⻔⻋⻢⻛⻰⻚", strict=True)
)
_INVISIBLE = "\u200b\u2060\ufeff\u00ad\u200d"
ORDINARY = {radical: char for char, radical in _RADICALS.items()}
"""The character that each radical of `radicals` stands for."""


def doubled(lines: list[Line], rng: random.Random) -> list[Line]:
    """Bold type made by printing twice: every run of a line comes twice. All paragraphs, or some of those that are not short."""
    everything = rng.random() < 0.5
    chosen, out, inside = False, [], False
    for line in lines:
        if line.starts:
            inside = everything or (len(line.text) >= 8 and rng.random() < 0.6)
        skip = line.inserted or not inside
        chosen = chosen or not skip
        if skip and reads_once(line.text):
            raise LossyError("a word such as 人人 that stands alone beside doubled lines")
        out.append(line if skip else replace(line, text=overprint(line.text, rng)))
    if not chosen:
        raise LossyError("nothing long enough to double")
    return out


def overprint(text: str, rng: random.Random) -> str:
    """Every run twice, cut at marks, figures and scripts, now and then also after the first character of a run."""
    printed = []
    for run in _RUNS.findall(text):
        cut = 1 if len(run) > 2 and rng.random() < 0.05 else 0
        printed += [run] if run.isspace() else [run[:cut] * 2, run[cut:] * 2]
    return "".join(printed)


def reads_once(text: str) -> bool:
    """Whether a text consists of pairs XX and nothing else."""
    ends = {0}
    for start in range(0, len(text), 2):
        if start in ends:
            halves = range(1, (len(text) - start) // 2 + 1)
            ends |= {start + 2 * n for n in halves if text[start : start + n] == text[start + n : start + 2 * n]}
    return bool(text) and len(text) in ends


def apart(lines: list[Line], rng: random.Random) -> list[Line]:
    """Letters set apart to fill a line: headings of Chinese characters, and full lines without figures or Latin letters."""
    places = [n for n, line in enumerate(lines) if _can_stand_apart(line)]
    if not places:
        raise LossyError("no line to set apart")
    out = list(lines)
    for n in rng.sample(places, min(len(places), rng.randint(1, 3))):
        space = "\u3000" if out[n].starts and rng.random() < 0.3 else " "
        out[n] = replace(out[n], text=_spaced(out[n].text, space))
    return out


def _can_stand_apart(line: Line) -> bool:
    if line.inserted or reads_once(line.text):
        return False
    heading = line.starts and line.ends and 3 <= len(line.text) <= 20 and _HAN_ONLY.fullmatch(line.text)
    full = not line.ends and 6 <= len(line.text) <= 40 and line.slack < 2 and _NO_ASCII.fullmatch(line.text)
    return bool(heading or full)


def _spaced(text: str, space: str) -> str:
    follows = [*text[1:], "。"]
    return "".join(
        char if char in NO_END or follower in NO_START else char + space
        for char, follower in zip(text, follows, strict=True)
    )


def invisible(text: str, rng: random.Random) -> str:
    """Characters without width anywhere inside the lines."""
    return "".join(
        char + rng.choice(_INVISIBLE) if char not in "\r\n\f" and rng.random() < 0.05 else char for char in text
    )


def crlf(text: str, rng: random.Random) -> str:
    """The line ends of other systems."""
    return text.replace("\n", rng.choice(("\r\n", "\r\n", "\r\n", "\r")))


def radicals(text: str, rng: random.Random) -> str:
    """Kangxi radicals in place of the characters they look like, as some fonts in PDFs have them."""
    return "".join(_RADICALS[char] if char in _RADICALS and rng.random() < 0.6 else char for char in text)


def trailing(text: str, rng: random.Random) -> str:
    """Spaces at the ends of lines and in empty lines."""
    return re.sub(r"(?=\n)", lambda _: rng.choice(("", "", " ", "   ", "\u3000", "\u00a0", "\t")), text)


def spaces(text: str, rng: random.Random) -> str:
    """Spaces of another kind between words."""
    return re.sub(r"(?<=\S) (?=\S)", lambda _: rng.choice(("\u00a0", "\u2002", "\u2009", " ")), text)


Printing = Callable[[list[Line], random.Random], list[Line]]
Encoding = Callable[[str, random.Random], str]
PRINTINGS: dict[str, Printing] = {"doubled": doubled, "apart": apart}
ENCODINGS: dict[str, Encoding] = {
    "spaces": spaces,
    "radicals": radicals,
    "trailing": trailing,
    "invisible": invisible,
    "crlf": crlf,
}
