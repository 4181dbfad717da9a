"""Claims against quotes: whether a sentence says no more than the quotes it cites.

Reading order: claim (the order of the checks) → evidence → figures (units, context), times, names, negation, opposites, content.
"""

from rag.check.claim import Unheld, Verdict, check_claim, covered, unheld

__all__ = ["Unheld", "Verdict", "check_claim", "covered", "unheld"]
