"""A question to the passages that may answer it: understood, searched by terms and by meaning, fused."""

from rag.retrieve.fuse import fuse
from rag.retrieve.query import understand
from rag.retrieve.search import Retriever

__all__ = ["Retriever", "fuse", "understand"]
