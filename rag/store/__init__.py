"""Generations on disk: written beside what serves, checked, published in one atomic step, never edited.

index/CURRENT            the name of the generation that serves
index/HISTORY            the names published before it, oldest first
index/<generation>/      manifest.json, articles.jsonl, sources.jsonl, passages.npy, dense.faiss, lexical/
"""

from rag.store.generation import Draft, Generation, open_generation, write_generation
from rag.store.manifest import FORMAT, Manifest, Recipe, fingerprint, verify
from rag.store.origins import grouped, source_line
from rag.store.shelf import Shelf

__all__ = [
    "FORMAT",
    "Draft",
    "Generation",
    "Manifest",
    "Recipe",
    "Shelf",
    "fingerprint",
    "grouped",
    "open_generation",
    "source_line",
    "verify",
    "write_generation",
]
