"""The index as a LangChain retriever, for people who build chains of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from rag.rerank import open_reranker
from rag.retrieve.search import Retriever
from rag.store import Shelf, open_generation
from rag.types import Filter, Hit, Question


class BaowenRetriever(BaseRetriever):
    """Passages as Documents, best first.

    Metadata of each: article_id, title, publisher, published, start, end (code points of the article's text), score,
    generation. `page_content` is the slice `text[start:end]`. It searches the generation that served when it was opened.

    >>> retriever = BaowenRetriever.open("index", k=4)          # doctest: +SKIP
    >>> retriever.invoke("1號通道是什麼")[0].metadata["title"]   # doctest: +SKIP
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    retriever: Retriever
    k: int = 10
    where: Filter = Filter()

    @classmethod
    def open(
        cls, index: str | Path, k: int = 10, where: Filter | None = None, reranker: str | None = None
    ) -> BaowenRetriever:
        """With a cross-encoder where one is named. Raises NoIndex, BadIndex or ModelMissing."""
        shelf = Shelf(Path(index))
        crossed = None if reranker is None else open_reranker(reranker)
        retriever = Retriever.open(open_generation(shelf.path(shelf.current)), crossed)
        return cls(retriever=retriever, k=k, where=where or Filter())

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        hits = self.retriever.search(self.retriever.understand(Question(query)), self.k, self.where)
        return [_document(hit, self.retriever.generation.name) for hit in hits]


def _document(hit: Hit, generation: str) -> Document:
    passage, article = hit.passage, hit.passage.article
    metadata: dict[str, Any] = {
        "article_id": article.id,
        "title": article.title,
        "publisher": article.publisher,
        "published": article.published,
        "start": passage.start,
        "end": passage.end,
        "score": hit.score,
        "generation": generation,
    }
    return Document(page_content=passage.text, metadata=metadata)
