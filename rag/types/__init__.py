"""The nouns of the house: small, frozen, shared by every room. Nothing here imports another room."""

from rag.types.answers import (
    Answer,
    Citation,
    Delta,
    Drafted,
    Event,
    Failed,
    Found,
    Outcome,
    Restated,
    Sentence,
    Writing,
)
from rag.types.articles import Article, Box, Copy, Doubt, Language, Passage, Repair, Skipped, Source, Story, Trace
from rag.types.builds import Built, Progress
from rag.types.search import Filter, Group, Hit, Name, Query, Question, Ranked, Turn

__all__ = [
    "Answer",
    "Article",
    "Box",
    "Built",
    "Citation",
    "Copy",
    "Delta",
    "Doubt",
    "Drafted",
    "Event",
    "Failed",
    "Filter",
    "Found",
    "Group",
    "Hit",
    "Language",
    "Name",
    "Outcome",
    "Passage",
    "Progress",
    "Query",
    "Question",
    "Ranked",
    "Repair",
    "Restated",
    "Sentence",
    "Skipped",
    "Source",
    "Story",
    "Trace",
    "Turn",
    "Writing",
]
