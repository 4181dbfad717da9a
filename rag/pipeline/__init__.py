"""The two ways through the house: `build` takes a corpus to a generation, `Pipeline` a question to an answer."""

from rag.pipeline.answer import Pipeline
from rag.pipeline.build import build

__all__ = ["Pipeline", "build"]
