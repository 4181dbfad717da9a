"""The tabs behind the chat: rebuilding, the articles, their repairs, and measuring. `Backroom` lays them and listens to them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import gradio as gr
from gradio.blocks import BlockContext
from gradio.components import Component
from gradio.events import Dependency

from rag.types import Language
from rag.ui import works
from rag.ui.examiner import Examiner
from rag.ui.handlers import Handlers
from rag.ui.mending import Inspected
from rag.ui.parts import Values, finder, html, press_of, script, when
from rag.ui.words import WORDS

ADDING = script("adding.js")


class Backroom:
    """The components of these tabs; to be made inside the page's tabs. Outputs are listed beside what returns their values."""

    def __init__(self, do: Handlers, inspected: gr.State) -> None:
        self.do, self.stock, self.sources = do, do.stock, do.sources
        self.examiner = Examiner(do.desk)
        self.inspected = inspected  # made outside: gr.Tabs counts everything in it as a tab
        with gr.Tab(" ", id="rebuild") as self.rebuild_tab:
            self._lay_rebuild()
        with gr.Tab(" ", id="articles") as self.articles_tab:
            self.find = finder("find")
            self.removed = html("removed")
            self.shelf = html("shelf")
        with gr.Tab(" ", id="mended") as self.mended_tab:
            self.find_mended = finder("find-mended")
            self.mended = html("mended")
        with gr.Tab(" ", id="exam") as self.exam_tab:
            self.sets = html("sets")
            self.exam = html("exam")

    def _lay_rebuild(self) -> None:
        self.intro = html("intro")
        self.adding = html("adding", ADDING)
        self.waiting = html("waiting")
        self.start = gr.Button(" ", variant="primary", elem_id="start")
        self.progress = html("progress")

    @property
    def watched(self) -> list[Component]:
        """What shows how long work stands, in the order of `watch`."""
        return [self.progress, self.waiting, self.exam]

    def listen(self, language: gr.State, dressed: Callable[[Dependency], None]) -> None:
        """Connect the presses; `dressed` gives everything its words again once an event has ended."""
        when(self.find.change, self.stock.shelf, [self.find, language], self.shelf)
        moved = when(self.shelf.delete, self.move, language, self.removed)
        back = when(self.removed.click, self.move, language, self.removed)
        for done in (moved, back):
            when(done.then, self.stock.shelf, [self.find, language], self.shelf)
        listed = [self.inspected, self.find_mended, language]
        when(self.find_mended.change, self.sources.mended, listed, self.mended)
        when(self.mended.click, self.inspect, listed, [self.inspected, self.find_mended, self.mended])
        when(self.adding.submit, self.stock.waiting, language, self.waiting)
        when(self.waiting.click, self.remove, language, self.waiting)
        surveyed = when(self.start.click, self.survey, language, [self.progress, self.waiting])
        chosen = when(self.progress.click, self.choose, language, [self.progress, self.waiting])
        for done in (surveyed, chosen):
            dressed(done)
        when(self.sets.click, self.examine, language, self.exam)
        when(self.exam_tab.select, self.examiner.sets, language, self.sets)

    @property
    def labelled(self) -> list[Component | BlockContext]:
        """Everything that `dress` gives words to, in its order."""
        tabs = [self.rebuild_tab, self.articles_tab, self.mended_tab, self.exam_tab]
        fields = [self.find, self.find_mended, self.start]
        return [
            *tabs,
            *fields,
            self.intro,
            self.adding,
            *self.watched,
            self.removed,
            self.shelf,
            self.mended,
            self.sets,
        ]

    def dress(self, inspected: Inspected | None, language: Language) -> Values:
        """Every label and every piece of HTML of these tabs in the language."""
        words = WORDS[language]
        tabs = [gr.update(label=label) for label in (words.rebuild, words.articles, words.mended, words.exam)]
        find = gr.update(label=words.find_article, placeholder=words.find_article)
        start = gr.update(value=words.rebuild_button)
        intro = works.intro(str(self.do.desk.corpus), language)
        shelves = [self.stock.removed(language), self.stock.shelf("", language)]
        mended = self.sources.mended(inspected, "", language)
        shown = [intro, self.stock.adding(language), *self.standing(language), *shelves, mended]
        return *tabs, find, find, start, *shown, self.examiner.sets(language)

    def standing(self, language: Language) -> Values:
        """How long work stands: the rebuild, what waits for it, the evaluation."""
        return self.stock.rebuilding(language), self.stock.waiting(language), self.examiner.report(language)

    async def watch(self, language: Language) -> AsyncIterator[Values]:
        """How long work stands, until all of it stands still: for a page that was opened, or reloaded, while it goes on."""
        async for progress in self.stock.watch(language):
            yield progress, self.stock.waiting(language), self.examiner.report(language)
        async for report in self.examiner.watch(language):
            yield self.stock.rebuilding(language), self.stock.waiting(language), report

    async def survey(self, language: Language) -> AsyncIterator[Values]:
        """Look what a rebuild would change, or join the work under way, and watch it."""
        self.do.desk.survey()
        async for shown in self._rebuilding(language):
            yield shown

    async def choose(self, language: Language, event: gr.EventData) -> AsyncIterator[Values]:
        """Rebuild, leave it, or go back to an earlier index, and watch that."""
        self.stock.choose(press_of(event))
        async for shown in self._rebuilding(language):
            yield shown

    async def _rebuilding(self, language: Language) -> AsyncIterator[Values]:
        async for progress in self.stock.watch(language):
            yield progress, self.stock.waiting(language)

    async def examine(self, language: Language, event: gr.EventData) -> AsyncIterator[str]:
        """Run the question set that was pressed, or join the run under way, and watch it."""
        self.examiner.examine(press_of(event))
        async for report in self.examiner.watch(language):
            yield report

    def inspect(self, inspected: Inspected | None, wanted: str, language: Language, event: gr.EventData) -> Values:
        """The repairs of the article pressed, or the list again with its filter."""
        chosen = self.sources.inspect(press_of(event), inspected)
        return chosen, gr.update(visible=chosen is None), self.sources.mended(chosen, wanted, language)

    def move(self, language: Language, event: gr.EventData) -> str:
        """What is out of the corpus after a file was taken out or put back."""
        return self.stock.move(press_of(event), language)

    def remove(self, language: Language, event: gr.EventData) -> str:
        """What still waits."""
        return self.stock.remove(press_of(event), language)
