"""Ask every question and judge its answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from rag.errors import BadQuestion, QuestionSetError
from rag.evaluate.citations import citation_precision, citation_recall, cites, exactness
from rag.evaluate.gold import Gold
from rag.evaluate.measures import MEASURES, Values, answer_hit, item_share, right, short_answer, written
from rag.evaluate.ranking import RETRIEVAL, retrieval
from rag.types import Answer, Article, Question

Verdict = Literal[
    "right", "rightly refused", "not retrieved", "not chosen", "answer missed", "wrongly refused", "wrongly answered"
]
VERDICTS: Mapping[Verdict, str] = {
    "right": "an accepted answer is said",
    "rightly refused": "the articles hold no answer, and none was given",
    "not retrieved": "no passage found holds the gold evidence",
    "not chosen": "a passage found holds it, but the answer quotes something else",
    "answer missed": "the quotes reach the evidence, but do not say all that is accepted",
    "wrongly refused": "a passage found holds the evidence, but no answer was given",
    "wrongly answered": "an answer was given that the articles do not hold",
}
"""Every question has one of these; all but the first two are failures."""


class Asker(Protocol):
    """What is measured: a `Pipeline`, or anything that answers as one."""

    @property
    def generation(self) -> str:
        """The name of the generation that serves."""
        ...

    def ask(self, question: Question) -> Answer:
        """The answer. Raises BadQuestion."""
        ...

    def article(self, article_id: str) -> Article | None:
        """The article of this id, or None."""
        ...


@dataclass(frozen=True, slots=True)
class Judged:
    """One question, its answer and what it is worth.

    `if_answered` is whether the answer is right, or would have been had it not been refused; None when that is not known.
    """

    gold: Gold
    answer: Answer
    values: Values
    verdict: Verdict
    if_answered: float | None


def judge(golds: Iterable[Gold], served: Asker, candid: Asker | None = None) -> list[Judged]:
    """The questions in their order, asked of `served`; what it refuses is asked of `candid`, who never refuses.

    Only the measures of confidence look at the second answer. Raises QuestionSetError for a question nobody can be asked.
    """
    asked: list[tuple[Gold, Answer, float | None]] = []
    for gold in golds:
        answer = _ask(gold, served)
        asked.append((gold, answer, _if_answered(gold, answer, candid)))
    ranked = retrieval([gold for gold, _, _ in asked], [answer for _, answer, _ in asked])
    return [
        Judged(gold, answer, _values(gold, answer, served, of_ranking), _verdict(gold, answer), if_answered)
        for (gold, answer, if_answered), of_ranking in zip(asked, ranked, strict=True)
    ]


def _ask(gold: Gold, asker: Asker) -> Answer:
    try:
        return asker.ask(gold.question)
    except BadQuestion as error:
        where = f"{gold.question.file}, line {gold.question.line}" if gold.question.file else f"Question {gold.id}"
        raise QuestionSetError(f"{where}: {error}") from None


def _if_answered(gold: Gold, answer: Answer, candid: Asker | None) -> float | None:
    if not gold.question.answerable:
        return 0.0
    if answer.outcome == "answered":
        return answer_hit(gold, answer)
    return answer_hit(gold, _ask(gold, candid)) if candid else None


def _values(gold: Gold, answer: Answer, served: Asker, ranked: Values) -> dict[str, float | None]:
    """The measures of one question, in the order of MEASURES."""
    em, f1 = short_answer(gold, answer)
    claims, precise, struck = written(answer)
    refused = float(answer.outcome == "not_found")
    answerable = gold.question.answerable
    values: dict[str, float | None] = {
        "right": right(gold, answer),
        "answer_hit": answer_hit(gold, answer),
        "items": item_share(gold, answer),
        "em": em,
        "f1": f1,
        **{key: ranked[key] for key in RETRIEVAL},
        "exact": exactness(answer, served),
        "citation_precision": citation_precision(gold, answer),
        "citation_recall": citation_recall(gold, answer),
        "refused_unanswerable": None if answerable else refused,
        "refused_answerable": refused if answerable else None,
        "claims_supported": claims,
        "claim_citations": precise,
        "sentences_struck": struck,
    }
    return {measure.key: values[measure.key] for measure in MEASURES}


def _verdict(gold: Gold, answer: Answer) -> Verdict:
    refused = answer.outcome == "not_found"
    if not gold.question.answerable:
        return "rightly refused" if refused else "wrongly answered"
    if right(gold, answer):
        return "right"
    retrieved = any(hit.passage.overlaps(piece) for hit in answer.passages[:10] for piece in gold.evidence)
    if gold.evidence and not retrieved:
        return "not retrieved"
    if refused:
        return "wrongly refused"
    chosen = any(cites(answer, piece) for piece in gold.evidence)
    return "not chosen" if gold.evidence and not chosen else "answer missed"


def means(judged: Sequence[Judged]) -> dict[str, float | None]:
    """The mean of each measure over the questions it applies to, None where it applies to none."""
    found: dict[str, float | None] = {}
    for measure in MEASURES:
        values = [value for one in judged if (value := one.values[measure.key]) is not None]
        found[measure.key] = sum(values) / len(values) if values else None
    return found
