"""Any extractive question-answering model of transformers as a span reader. Importing this takes seconds: import it late."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
import transformers
from numpy.typing import NDArray
from transformers import AutoModelForQuestionAnswering, AutoTokenizer

from rag.read.neural import Reading, Span
from rag.text import sentences

_WINDOW = 384
"""Tokens of question and passage read at once, which is what most of these models were trained on."""
_LONGEST = 40
"""Tokens of an answer, as many characters as the longest answers that the built-in reader gives."""
_BATCH = 8
_SPANS = 3

_DEVICE = torch.accelerator.current_accelerator(check_available=True) or torch.device("cpu")

Ints = NDArray[np.int64]
Scored = tuple[Ints, Ints, NDArray[np.float64]]
"""Starts, ends (code points) and logits of spans, (n,) each."""


class TransformerReader:
    """Reads a passage in overlapping windows; one softmax goes over all spans of the passage and the null answer.

    The null answer is the span from the first token to itself, as models of SQuAD 2.0 learn it (Devlin et al., 2019, "BERT",
    section 4.3); of several windows the least null counts. A model that never learnt one gives that span's score for what it is worth.
    """

    def __init__(self, model: str) -> None:
        transformers.utils.logging.set_verbosity_error()  # type: ignore[no-untyped-call]
        transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        self._tokenizer, self._model, untrained = _load(model)
        self.unfit = _unfit(self._tokenizer, untrained)
        """Why this is no span reader; empty when it is one."""
        self._window = _window(self._tokenizer, self._model)
        self._lock = threading.Lock()  # a fast tokenizer keeps its truncation as state

    def read(self, question: str, passages: Sequence[str], titles: Sequence[str] = ()) -> list[Reading]:
        """One reading for each passage, as `SpanReader.read` says; a question is cut at a third of a window.

        Titles are not read: most of these models have learnt without.
        """
        full = [place for place, passage in enumerate(passages) if passage.strip()]
        readings = [Reading((), (), 1.0) for _ in passages]
        if not full or not question.strip():
            return readings
        with self._lock:
            windows = self._windows(question, [passages[place] for place in full])
            logits = self._logits(windows)
        for number, place in enumerate(full):
            own = [row for row, of in enumerate(windows["overflow_to_sample_mapping"]) if of == number]
            found = [_spans(windows, row, *logits[row]) for row in own]
            nothing = min(float(sum(side[self._null(windows, row)] for side in logits[row])) for row in own)
            readings[place] = _reading(passages[place], _together(found), nothing)
        return readings

    def _windows(self, question: str, passages: Sequence[str]) -> Any:
        """The encoding of all windows of all passages, in order, with the offsets of their tokens."""
        asked = self._tokenizer(
            question,
            add_special_tokens=False,
            return_offsets_mapping=True,
            truncation=True,
            max_length=self._window // 3,
        )
        spans = asked["offset_mapping"]
        room = self._window - len(spans) - self._tokenizer.num_special_tokens_to_add(pair=True)
        return self._tokenizer(
            [question[: spans[-1][1] if spans else 0]] * len(passages),
            list(passages),
            truncation="only_second",
            max_length=self._window,
            stride=room // 3,
            padding=True,
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
        )

    def _logits(self, windows: Any) -> list[tuple[NDArray[np.float64], NDArray[np.float64]]]:
        """Logits of the start and of the end at each token of each window."""
        names = [name for name in self._tokenizer.model_input_names if name in windows]
        found: list[tuple[NDArray[np.float64], NDArray[np.float64]]] = []
        for first in range(0, len(windows["input_ids"]), _BATCH):
            batch = {name: torch.tensor(windows[name][first : first + _BATCH], device=_DEVICE) for name in names}
            with torch.inference_mode():
                out = self._model(**batch)
            found += zip(*(side.cpu().double().numpy() for side in (out.start_logits, out.end_logits)), strict=True)
        return found

    def _null(self, windows: Any, row: int) -> int:
        """The place of the token whose span to itself means that there is no answer: the one that stands for the whole text."""
        tokens: list[int] = windows["input_ids"][row]
        mark = self._tokenizer.cls_token_id
        return tokens.index(mark) if mark in tokens else 0


def _load(model: str) -> tuple[Any, Any, Sequence[str]]:
    """Tokenizer, model and the names of its weights that are in no file; from disk when it is there, so that nothing is asked."""
    for local in (True,) if Path(model).is_dir() else (True, False):
        try:
            tokenizer = AutoTokenizer.from_pretrained(model, local_files_only=local, trust_remote_code=False)
            loaded, report = AutoModelForQuestionAnswering.from_pretrained(
                model, local_files_only=local, trust_remote_code=False, output_loading_info=True
            )
        except OSError:
            if not local or Path(model).is_dir():
                raise
            continue
        break
    return tokenizer, loaded.eval().to(_DEVICE), sorted(report["missing_keys"])


def _unfit(tokenizer: Any, untrained: Sequence[str]) -> str:
    if untrained:
        return f"it was not trained to answer questions (no weights for {untrained[0]})"
    return "" if tokenizer.is_fast else "its tokenizer does not tell where in the text a token stands"


def _window(tokenizer: Any, model: Any) -> int:
    """Tokens read at once; two positions less than the model has, which some models keep for themselves."""
    positions = getattr(model.config, "max_position_embeddings", None) or _WINDOW + 2
    return int(min(_WINDOW, tokenizer.model_max_length, positions - 2))


def _spans(windows: Any, row: int, starts: NDArray[np.float64], ends: NDArray[np.float64]) -> Scored:
    """The spans of a window that may be an answer."""
    places = np.flatnonzero([kind == 1 for kind in windows.sequence_ids(row)])
    offsets = np.array(windows["offset_mapping"][row], dtype=np.int64)[places].reshape(-1, 2)  # (t, 2)
    first, last = (side.ravel() for side in np.indices((len(places), len(places))))
    kept = (first <= last) & (last < first + _LONGEST)
    first, last = first[kept], last[kept]
    return offsets[first, 0], offsets[last, 1], starts[places][first] + ends[places][last]


def _together(found: Sequence[Scored]) -> Scored:
    """The spans of all windows, each once, with the best of its logits."""
    starts, ends, logits = (np.concatenate(side) for side in zip(*found, strict=True))
    order = np.lexsort((-logits, ends, starts))
    starts, ends, logits = starts[order], ends[order], logits[order]
    new = np.ones(len(starts), dtype=bool)
    new[1:] = (starts[1:] != starts[:-1]) | (ends[1:] != ends[:-1])
    new &= ends > starts
    return starts[new], ends[new], logits[new]


def _reading(passage: str, found: Scored, null: float) -> Reading:
    starts, ends, logits = found
    most = max(null, float(logits.max(initial=null)))
    weights, nothing = np.exp(logits - most), float(np.exp(null - most))
    total = float(weights.sum()) + nothing
    chances = weights / total
    tiles = sentences(passage)
    of = np.searchsorted([start for start, _ in tiles], starts, side="right") - 1
    sums = np.bincount(of, weights=chances, minlength=len(tiles))
    parts = tuple(Span(start, end, float(chance)) for (start, end), chance in zip(tiles, sums, strict=True))
    return Reading(tuple(_best(passage, starts, ends, chances)), parts, nothing / total)


def _best(passage: str, starts: Ints, ends: Ints, chances: NDArray[np.float64]) -> Iterator[Span]:
    """The likeliest spans that do not overlap a likelier one, without white space at their ends."""
    free = np.ones(len(starts), dtype=bool)
    for _ in range(_SPANS):
        if not free.any():
            return
        at = int(np.where(free, chances, -1.0).argmax())
        start, end = int(starts[at]), int(ends[at])
        free &= (ends <= start) | (starts >= end)
        text = passage[start:end]
        if text.strip():
            start += len(text) - len(text.lstrip())
            yield Span(start, start + len(text.strip()), float(chances[at]))
