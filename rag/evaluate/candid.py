"""The pipeline that is measured, and its twin that never refuses."""

from __future__ import annotations

from pathlib import Path

from rag.pipeline import Pipeline
from rag.pipeline.answer import Serving
from rag.read import Reader
from rag.store import Shelf


def candid(pipeline: Pipeline, index: Path, reader: str | None = None) -> Pipeline:
    """A pipeline over the same generation that answers whatever it is asked, however unsure it is; `reader` names its span reader.

    What a refused question would have been answered is what the risk-coverage curve needs to know.
    """
    retriever = pipeline.retriever
    return Pipeline(Shelf(index), Serving(retriever.generation, retriever), Reader.open(reader).candid())
