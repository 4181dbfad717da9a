"""The lexical leg: BM25 over terms. The only room that knows tantivy.

The analyser is ours (`rag.text.terms`): tantivy is given terms apart by spaces and asked for groups of terms.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import cast

import tantivy

from rag.errors import BadIndex
from rag.text import terms
from rag.types import Group, Passage, Ranked

FOLDER = "lexical"
TITLE_BOOST = 0.4
_HEAP = 64 * 1024 * 1024
_MOST_TERMS = 400
"""Terms of a query that are searched; a longer one is cut, rarest terms first kept."""


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("row", fast=True)
    builder.add_unsigned_field("article", indexed=True)
    builder.add_text_field("body", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("title", tokenizer_name="whitespace", index_option="freq")
    return builder.build()


class Lexical:
    """A generation's passages by their terms and by the terms of their article's title."""

    def __init__(self, index: tantivy.Index) -> None:
        self._schema = _schema()
        self._index = index
        self._searcher = index.searcher()
        self._frequencies: dict[str, tuple[int, int]] = {}

    @classmethod
    def build(cls, passages: Iterable[tuple[int, Passage]], folder: Path) -> Lexical:
        """Index (article number, passage) pairs, numbering rows from 0 in their order, into `folder`/lexical."""
        (folder / FOLDER).mkdir()
        index = tantivy.Index(_schema(), path=str(folder / FOLDER))
        writer = index.writer(heap_size=_HEAP, num_threads=1)
        title, title_of = "", ""
        for row, (article, passage) in enumerate(passages):
            if passage.article.title != title_of:
                title_of = passage.article.title
                title = " ".join(terms(title_of))
            document = tantivy.Document()
            document.add_unsigned("row", row)  # typed: a bare keyword would be stored as signed and rejected
            document.add_unsigned("article", article)
            document.add_text("body", " ".join(terms(passage.text)))
            document.add_text("title", title)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        return cls(index)

    @classmethod
    def open(cls, folder: Path) -> Lexical:
        """Raises BadIndex when the folder does not hold an index of ours."""
        try:
            return cls(tantivy.Index(_schema(), path=str(folder / FOLDER)))
        except (ValueError, OSError):
            raise BadIndex(
                f"{folder / FOLDER} cannot be read: run `baowen index rollback` or `baowen build`."
            ) from None

    @property
    def size(self) -> int:
        """Number of passages."""
        return int(self._searcher.num_docs)

    def frequency(self, term: str) -> int:
        """In how many passages a term stands, their titles counted when the text has it nowhere."""
        body, title = self._in_fields(term)
        return body or title

    def _in_fields(self, term: str) -> tuple[int, int]:
        found = self._frequencies.get(term)
        if found is None:
            body, title = (self._searcher.doc_freq(field, term) for field in ("body", "title"))
            found = self._frequencies[term] = (body, title)
        return found

    def idf(self, frequency: float) -> float:
        """Inverse document frequency as in BM25, in nats, for a term of this document frequency."""
        return math.log(1 + (self.size - min(frequency, self.size) + 0.5) / (frequency + 0.5))

    def group_idf(self, group: Group) -> float:
        """One document frequency for all terms of a group, the sum of theirs as an upper bound of the union."""
        return self.idf(sum(weight * self.frequency(term) for term, weight in group.terms))

    def search(self, groups: Sequence[Group], k: int, articles: Sequence[int] | None = None) -> Ranked:
        """The k best rows, best first, of all articles or of those numbered in `articles`; ties by row.

        A group scores by its best term (a disjunction maximum), each term reweighted to the idf of its group.
        """
        clauses = [clause for group in self._kept(groups) for clause in self._clauses(group)]
        if not clauses or (articles is not None and not len(articles)):
            return []
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, clause) for clause in clauses])
        if articles is not None:
            allowed = tantivy.Query.term_set_query(self._schema, "article", list(articles))
            allowed = tantivy.Query.const_score_query(allowed, 0.0)
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, allowed)])
        hits = self._searcher.search(query, limit=k, count=False).hits
        rows = cast("list[int]", self._searcher.fast_field_values("row", [address for _, address in hits]))
        ranked = [(row, float(score)) for (score, _), row in zip(hits, rows, strict=True)]
        return sorted(ranked, key=lambda pair: (-pair[1], pair[0]))

    def _kept(self, groups: Sequence[Group]) -> list[Group]:
        known = [group for group in groups if any(self.frequency(term) for term, _ in group.terms)]
        return sorted(known, key=self.group_idf, reverse=True)[:_MOST_TERMS] if len(known) > _MOST_TERMS else known

    def _clauses(self, group: Group) -> list[tantivy.Query]:
        idf = self.group_idf(group) * group.weight
        body, title = [], []
        for term, weight in group.terms:
            in_body, in_title = self._in_fields(term)
            if in_body:
                body.append(self._term("body", term, weight * idf / self.idf(in_body)))
            if in_title:
                title.append(self._term("title", term, TITLE_BOOST * weight * idf / self.idf(in_title)))
        return [_best(queries) for queries in (body, title) if queries]

    def _term(self, field: str, term: str, boost: float) -> tantivy.Query:
        return tantivy.Query.boost_query(tantivy.Query.term_query(self._schema, field, term, "freq"), boost)


def _best(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    return queries[0] if len(queries) == 1 else tantivy.Query.disjunction_max_query(queries)


def plain_groups(words: Iterable[str]) -> list[Group]:
    """Each different term a group of its own, in their order, weighted by how often it is asked."""
    counts: dict[str, int] = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return [
        Group(((word, 1.0),), weight=float(min(count, 2)))
        for word, count in counts.items()
        if not re.search(r"\s", word)
    ]
