"""Behind an open article: its two texts, its printed pages, and the repairs between them. Nothing here knows gradio."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.clean import doubts, repairs
from rag.errors import BaowenError
from rag.types import Article, Doubt, Language, Repair, Story
from rag.ui import library, mending, origin, reader
from rag.ui.boxes import pages_of
from rag.ui.desk import Desk
from rag.ui.links import fragment
from rag.ui.mending import Inspected
from rag.ui.press import Press, number_or
from rag.ui.reader import Opened
from rag.ui.words import WORDS

Mended = tuple[Sequence[Repair], Sequence[Doubt]]


class Sources:
    """Finds the source of an article in the index in use; an article of an index that was replaced may have none there."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._last: tuple[tuple[str, str], Mended] = (("", ""), ((), ()))

    def panel(self, opened: Opened, language: Language) -> str:
        """The open article as cleaned or as it came; with a sentence, the next best when that cannot be shown."""
        return reader.panel(opened, self._body(opened, language), fragment(opened.passage), language)

    def _body(self, opened: Opened, language: Language) -> str:
        words = WORDS[language]
        if opened.view == "clean":
            return reader.cleaned(opened.passage, language, words.link_moved if opened.moved else "")
        try:
            story = self._story(opened.passage.article)
        except BaowenError as error:
            return reader.cleaned(opened.passage, language, str(error))
        if story is None:
            return reader.cleaned(opened.passage, language, words.source_gone)
        return self._source(story, opened, language)

    def _source(self, story: Story, opened: Opened, language: Language) -> str:
        source, passage = story.source, opened.passage
        spans = story.trace.spans(passage.start, passage.end)
        if not any(source.boxes):
            return origin.by_line(source, spans, story.trace.place(passage.start), language)
        number = min(max(opened.page, 1), pages_of(source))
        picture = self._desk.pictures.page(source, number)
        if picture:
            return origin.page(source, spans, number, picture, language)
        gone = WORDS[language].file_gone
        return origin.by_line(source, spans, story.trace.place(passage.start), language, gone)

    def turned(self, press: Press, opened: Opened) -> Opened:
        """The panel after its switch or one of its page buttons was pressed."""
        if press.get("kind") == "page":
            return replace(opened, page=number_or(press.get("page"), opened.page))
        if press.get("view") == "source":
            return replace(opened, view="source", page=self._page(opened))
        return replace(opened, view="clean")

    def _page(self, opened: Opened) -> int:
        """The page of the source that the passage begins on, 1 when there is no telling."""
        try:
            story = self._story(opened.passage.article)
        except BaowenError:  # `panel` says so in the place of the page
            return 1
        if story is None:
            return 1
        place = story.trace.place(opened.passage.start)
        return story.source.article.text.count("\f", 0, place) + 1

    def _story(self, article: Article) -> Story | None:
        """The story of an article as it was answered from; None when the index now has another text, or none. Raises BadIndex."""
        pipeline, _ = self._desk.look()
        story = pipeline.story(article.id) if pipeline else None
        return story if story and story.article.text == article.text else None

    def mended(self, inspected: Inspected | None, wanted: str, language: Language) -> str:
        """What was repaired in the chosen article's source; the list to choose from while there is none."""
        pipeline, _ = self._desk.look()
        articles = pipeline.articles if pipeline else ()
        if inspected is None or pipeline is None:
            rows = library.shelf(articles, wanted, language, "inspect")
            return mending.intro(language) + (rows if articles else mending.nothing(language))
        try:
            story = pipeline.story(inspected.article)
        except BaowenError as error:
            return mending.not_there(str(error), language)
        if story is None:
            return mending.not_there(WORDS[language].forgotten_article, language)
        found, left = self._repairs(pipeline.generation, story)
        return mending.report(story.article, found, left, inspected.kind, language)

    def _repairs(self, generation: str, story: Story) -> Mended:
        """Those of the last source asked for are kept, for one look at them is several presses."""
        key = (generation, story.article.id)
        last = self._last
        if last[0] != key:
            last = self._last = (key, (repairs(story.source), doubts(story.source)))
        return last[1]

    def inspect(self, press: Press, inspected: Inspected | None) -> Inspected | None:
        """The repairs tab after a press: an article, one kind of its repairs, or back to the list."""
        if press.get("kind") == "inspect":
            return Inspected(str(press.get("article")))
        if press.get("kind") == "repair" and inspected:
            return replace(inspected, kind=str(press.get("repair", "")))
        return None
