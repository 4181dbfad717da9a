"""How well the passages are ranked against gold evidence, by ir-measures (MacAvaney et al., 2022)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rag.evaluate.gold import Gold
from rag.types import Answer, Passage

RETRIEVAL = ("hit@1", "hit@5", "hit@10", "mrr", "ndcg@10")
_DEPTH = 10


def gains(gold: Gold, ranked: Sequence[Passage]) -> list[int]:
    """How many pieces of gold evidence each passage is the first to hold, in the order of the ranking."""
    missing = list(gold.evidence)
    found = []
    for passage in ranked:
        held = [piece for piece in missing if passage.overlaps(piece)]
        missing = [piece for piece in missing if piece not in held]
        found.append(len(held))
    return found


def retrieval(golds: Sequence[Gold], answers: Sequence[Answer]) -> list[Mapping[str, float | None]]:
    """The five retrieval measures of each question, by ir-measures over graded gains; None without gold evidence.

    A passage counts once for each piece of evidence it is the first to hold, so that two passages over one quote are not
    two finds; evidence that no passage holds stays in the ideal ranking of nDCG.
    """
    from ir_measures import RR, Qrel, ScoredDoc, Success, iter_calc, nDCG

    keys = {str(Success @ 1): "hit@1", str(Success @ 5): "hit@5", str(Success @ 10): "hit@10"}
    keys |= {str(RR): "mrr", str(nDCG @ 10): "ndcg@10"}
    qrels, run = [], []
    values: list[dict[str, float | None]] = []
    for row, (gold, answer) in enumerate(zip(golds, answers, strict=True)):
        found = gains(gold, [hit.passage for hit in answer.passages[:_DEPTH]])
        missed = len(gold.evidence) - sum(found)
        qrels += [Qrel(str(row), f"rank {rank}", gain) for rank, gain in enumerate(found) if gain]
        qrels += [Qrel(str(row), f"missed {number}", 1) for number in range(missed)]
        run += [ScoredDoc(str(row), f"rank {rank}", -rank) for rank in range(len(found))]
        values.append(dict.fromkeys(RETRIEVAL, 0.0 if gold.evidence else None))
    if qrels:
        for metric in iter_calc([Success @ 1, Success @ 5, Success @ 10, RR, nDCG @ 10], qrels, run):
            values[int(metric.query_id)][keys[str(metric.measure)]] = float(metric.value)
    return list(values)
