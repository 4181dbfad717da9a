"""Claims against quotes: whether a sentence says no more than the quotes it cites."""

from rag.check.claim import Verdict, check_claim

__all__ = ["Verdict", "check_claim"]
