"""A question to the passages that may answer it: understood, searched by terms and by meaning, fused, ranked once more."""

from rag.retrieve.aliases import alias_lines, aliases
from rag.retrieve.explain import Explanation, as_lines
from rag.retrieve.filters import filter_of
from rag.retrieve.fuse import fuse
from rag.retrieve.query import understand
from rag.retrieve.search import Retriever

__all__ = ["Explanation", "Retriever", "alias_lines", "aliases", "as_lines", "filter_of", "fuse", "understand"]
