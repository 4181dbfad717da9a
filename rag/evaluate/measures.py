"""Numbers of one question: each measure a small function of its gold and its answer, None where it does not apply."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.evaluate.citations import cites
from rag.evaluate.cmrc import exact_match, f1
from rag.evaluate.gold import Gold
from rag.evaluate.wording import says
from rag.text import fold
from rag.types import Answer

_MARK = re.compile(r"\[\d{1,3}\]")
Values = Mapping[str, float | None]
"""The measures of one question by key."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure as reports show it. `gain` is 1 where more is better and -1 where less is."""

    key: str
    label: str
    meaning: str
    gain: int = 1


MEASURES = (
    Measure("right", "right", "answered rightly, or refused where the articles hold no answer"),
    Measure("answer_hit", "said", "an accepted answer stands in the short answer or the quotes; all items of a list"),
    Measure("items", "items", "share of a list's items that stand in them"),
    Measure("em", "EM", "short answer equals an accepted one (CMRC 2018 rule, script folded)"),
    Measure("f1", "F1", "longest common substring F1 of the short answer (CMRC 2018 rule, script folded)"),
    Measure("hit@1", "hit@1", "the first passage holds gold evidence"),
    Measure("hit@5", "hit@5", "one of the first five does"),
    Measure("hit@10", "hit@10", "one of the first ten does"),
    Measure("mrr", "MRR", "one over the rank of the first that does, of ten"),
    Measure("ndcg@10", "nDCG@10", "all gold evidence found, and early"),
    Measure("exact", "exact", "citations that are slices of their article, and markers that name a citation"),
    Measure("citation_precision", "cite P", "share of the citations that overlap gold evidence"),
    Measure("citation_recall", "cite R", "share of the gold evidence that a citation overlaps; a refusal cites none"),
    Measure("refused_unanswerable", "ref ✓", "refused, of the questions that the articles do not answer"),
    Measure("refused_answerable", "ref ✗", "refused, of the questions that they do answer", gain=-1),
    Measure("claims_supported", "claims", "share of a language model's sentences that their quotes carry as written"),
    Measure("claim_citations", "claim cite", "share of the citations in them that name a quote the sentence rests on"),
    Measure(
        "sentences_struck", "struck", "share of them that were struck, with no quote near enough to stand instead", -1
    ),
)
"""What is folded to means; each is a share of 1."""


def answer_hit(gold: Gold, answer: Answer) -> float | None:
    """1.0 when the answer says what is accepted and nothing that was rejected; None for a question without gold.

    Every group of `items` must be hit, and one of `answers`; with neither, a quote must overlap the evidence.
    """
    asked = gold.question
    if not asked.answerable or not gold.judges:
        return None
    if answer.outcome != "answered" or _repeats(answer, asked.rejected):
        return 0.0
    text = said(answer)
    if asked.answers or asked.items:
        groups = [*asked.items, *([asked.answers] if asked.answers else [])]
        return float(all(_any(text, group) for group in groups))
    return float(not gold.evidence or any(cites(answer, passage) for passage in gold.evidence))


def item_share(gold: Gold, answer: Answer) -> float | None:
    """Share of the item groups that are hit; None for a question without items."""
    groups = gold.question.items
    if not groups:
        return None
    text = said(answer) if answer.outcome == "answered" else ""
    return sum(_any(text, group) for group in groups) / len(groups)


def short_answer(gold: Gold, answer: Answer) -> tuple[float | None, float | None]:
    """Exact match and F1 of the short answer, none counting as empty; None for a question without accepted answers."""
    accepted = [fold(wording) for wording in gold.question.answers]
    if not accepted:
        return None, None
    short = fold(answer.short_answer or "")
    return exact_match(short, accepted), f1(short, accepted)


def said(answer: Answer) -> str:
    """What counts as said: the short answer, the quotes, and the prose of a language model; not the sources' names."""
    quotes = [citation.quote.text for citation in answer.citations]
    prose = [] if answer.writer == "extractive" else [answer.text]
    return "\n".join([answer.short_answer or "", *quotes, *prose])


def right(gold: Gold, answer: Answer) -> float:
    """1.0 for a right answer or a right refusal; all that can be asked of a question without gold is to answer it."""
    answered = answer.outcome == "answered"
    if not gold.question.answerable:
        return float(not answered)
    hit = answer_hit(gold, answer)
    return float(answered) if hit is None else hit


def _any(text: str, group: Sequence[str]) -> bool:
    return any(says(text, wording) for wording in group)


def _repeats(answer: Answer, rejected: Sequence[str]) -> bool:
    given = {fold(citation.quote.text) for citation in answer.citations} | {fold(answer.short_answer or "")}
    return any(fold(wording) in given for wording in rejected)


def written(answer: Answer) -> tuple[float | None, float | None, float | None]:
    """Sentences that hold, citations that are precise, sentences struck: shares; None where no language model wrote."""
    sentences = answer.sentences
    if not sentences:
        return None, None, None
    cited = sum(len(set(_MARK.findall(sentence.wrote))) for sentence in sentences)
    precise = sum(len(sentence.citations) for sentence in sentences if sentence.holds)
    held = sum(sentence.holds for sentence in sentences)
    struck = sum(not sentence.text for sentence in sentences)
    return held / len(sentences), min(1.0, precise / cited) if cited else None, struck / len(sentences)
