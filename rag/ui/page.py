"""The page: what is on it, and which press leads where. `build_page` is its door.

Every label is set when the page loads, in the language that the browser asks for or remembers; the configuration that
Gradio writes into the page's source holds nothing from an article.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.blocks import BlockContext
from gradio.components import Component
from gradio.events import Dependency

from rag.errors import BaowenError
from rag.types import Language
from rag.ui import reader, works
from rag.ui.desk import Desk
from rag.ui.feedback import Complaints
from rag.ui.filters import Chosen
from rag.ui.handlers import Handlers
from rag.ui.languages import language_or, preferred
from rag.ui.mending import Inspected
from rag.ui.reader import Opened
from rag.ui.sources import Press
from rag.ui.turns import Asking, Replies
from rag.ui.words import WORDS

SCRIPT = (Path(__file__).parent / "page.js").read_text(encoding="utf-8")
FILTERS = (Path(__file__).parent / "filters.js").read_text(encoding="utf-8")
ADDING = (Path(__file__).parent / "adding.js").read_text(encoding="utf-8")
AT_ONCE = 8
"""How many questions are answered at the same time; further ones wait their turn."""
SANS = ("system-ui", "PingFang TC", "PingFang SC", "Microsoft JhengHei", "Noto Sans CJK TC", "sans-serif")

Values = tuple[Any, ...]


def build_page(desk: Desk) -> gr.Blocks:
    """The page over a desk, ready to launch."""
    with gr.Blocks(title="Baowen 報問", analytics_enabled=False) as blocks:
        Page(desk, blocks)
    blocks.queue(default_concurrency_limit=AT_ONCE)
    return blocks


def theme() -> gr.themes.Base:
    """Gradio's plainest theme on system fonts, for its default ones come from elsewhere; colours as in style.css."""
    plain = gr.themes.Base(neutral_hue=gr.themes.colors.stone, font=SANS, font_mono=("ui-monospace", "monospace"))
    return plain.set(
        body_background_fill="#f8f7f4",
        body_background_fill_dark="#191816",
        button_primary_background_fill="#9c2f25",
        button_primary_background_fill_dark="#e08a7d",
        button_primary_background_fill_hover="#84271f",
        button_primary_background_fill_hover_dark="#eaa298",
        button_primary_text_color_dark="#241210",
    )


def _when(trigger: Callable[..., Dependency], do: Callable[..., Any], given: Any, shows: Any) -> Dependency:
    """One event of the page: without Gradio's spinner over what is being read, and closed to programs."""
    return trigger(do, given, shows, show_progress="hidden", api_visibility="private")


def _html(name: str, script: str = SCRIPT) -> gr.HTML:
    return gr.HTML(elem_id=name, js_on_load=script, apply_default_css=False)


def _finder(name: str) -> gr.Textbox:
    return gr.Textbox(show_label=False, container=False, elem_id=name, max_lines=1)


class Page:
    """The components and their events. Outputs are listed once, beside the method that returns their values."""

    def __init__(self, desk: Desk, blocks: gr.Blocks) -> None:
        self.do = Handlers(desk)
        self.corpus = str(desk.corpus)
        self._remember()
        self.masthead = _html("masthead")
        with gr.Tabs(elem_id="tabs"):
            with gr.Tab(" ", id="chat") as self.chat_tab:
                self._lay_chat()
            with gr.Tab(" ", id="rebuild") as self.rebuild_tab:
                self._lay_rebuild()
            with gr.Tab(" ", id="articles") as self.articles_tab:
                self.find = _finder("find")
                self.shelf = _html("shelf")
            with gr.Tab(" ", id="mended") as self.mended_tab:
                self.find_mended = _finder("find-mended")
                self.mended = _html("mended")
        self.reader = _html("reader")
        self._listen(blocks)
        gr.api(self.ask, api_name="ask")

    def _remember(self) -> None:
        """What one visitor's page knows between presses; only the language outlives it, in the browser."""
        self.remembered = gr.BrowserState("", storage_key="baowen-language", secret="baowen")
        self.language = gr.State("zh-Hant")
        self.replies = gr.State(())
        self.complaints = gr.State({})
        self.asking = gr.State(Asking())
        self.chosen = gr.State(Chosen())
        self.opened = gr.State(None)
        self.inspected = gr.State(None)

    def _lay_chat(self) -> None:
        self.conversation = _html("conversation")
        self.complaint = _html("complaint")
        self.examples = _html("examples")
        with gr.Column(elem_id="asking"):
            self.filters = _html("filters", FILTERS)
            with gr.Row(elem_id="composer"):
                self.box = gr.Textbox(show_label=False, container=False, lines=1, max_lines=5, elem_id="box", scale=1)
                self.send = gr.Button(" ", variant="primary", elem_id="send", scale=0)
                self.stop = gr.Button(" ", visible=False, elem_id="stop", scale=0)
                self.clear = gr.Button(" ", elem_id="clear", scale=0)

    def _lay_rebuild(self) -> None:
        self.intro = _html("intro")
        self.adding = _html("adding", ADDING)
        self.waiting = _html("waiting")
        self.start = gr.Button(" ", variant="primary", elem_id="start")
        self.progress = _html("progress")

    def _listen(self, blocks: gr.Blocks) -> None:
        known = [self.replies, self.complaints, self.chosen, self.opened, self.inspected, self.language]
        greeted = _when(blocks.load, self.greet, self.remembered, self.language)
        dressed = _when(greeted.then, self.dress, known, self._labelled())
        _when(dressed.then, self.watch, self.language, [self.progress, self.waiting])
        spoken = _when(self.masthead.click, self.speak, self.language, [self.language, self.remembered])
        _when(spoken.then, self.dress, known, self._labelled())
        for pressed in (self.conversation.click, self.shelf.click):
            _when(pressed, self.open, [self.replies, self.language], [self.opened, self.reader])
        _when(self.reader.click, self.turn, [self.opened, self.language], [self.opened, self.reader])
        _when(self.find.change, self.do.shelf, [self.find, self.language], self.shelf)
        listed = [self.inspected, self.find_mended, self.language]
        _when(self.find_mended.change, self.do.sources.mended, listed, self.mended)
        _when(self.mended.click, self.inspect, listed, [self.inspected, self.find_mended, self.mended])
        _when(self.adding.submit, self.do.waiting, self.language, self.waiting)
        _when(self.waiting.click, self.remove, self.language, self.waiting)
        rebuilt = _when(self.start.click, self.rebuild, self.language, [self.progress, self.waiting])
        _when(rebuilt.then, self.dress, known, self._labelled())
        self._listen_chat()

    def _listen_chat(self) -> None:
        heard = [self.asking, self.replies, self.complaints, self.language]
        begun = [self.asking, self.box, self.send, self.stop, self.examples]
        filtered = [self.chosen, self.filters]
        ended, closing = [self.send, self.stop, self.masthead, self.filters], [self.chosen, self.language]
        typed = _when(partial(gr.on, [self.box.submit, self.send.click]), self.begin, [self.box, self.chosen], begun)
        picked = _when(self.examples.click, self.begin_example, self.chosen, begun)
        redone = [self.replies, self.chosen, self.language]
        again = _when(self.conversation.retry, self.begin_again, redone, [*begun, *filtered])
        _when(self.filters.click, self.choose, [self.chosen, self.language], filtered)
        running = []
        for question in (typed, picked, again):
            answered = _when(question.then, self.answer, heard, [self.conversation, self.replies])
            _when(answered.then, self.end, closing, ended)
            running.append(answered)
        # What comes after a halt waits for it, or the last piece of the stopped answer could overwrite it. `end` follows
        # the answer itself, once Gradio has really cancelled it: a question sent before that would be lost.
        halted = self.stop.click(None, cancels=running, api_visibility="private")
        _when(halted.then, self.do.stopped, heard, self.conversation)
        told = [self.complaints, self.complaint]
        _when(self.conversation.submit, self.complain, [self.replies, self.complaints, self.language], told)
        emptied = [self.replies, *told, self.conversation, self.examples, self.opened, self.reader]
        cleared = self.clear.click(None, cancels=running, api_visibility="private")
        wiped = _when(cleared.then, self.wipe, self.language, emptied)
        _when(wiped.then, self.end, closing, ended)

    def _labelled(self) -> list[Component | BlockContext]:
        """Everything that `dress` gives words to, in its order."""
        tabs = [self.chat_tab, self.rebuild_tab, self.articles_tab, self.mended_tab]
        fields = [self.box, self.find, self.find_mended, self.send, self.stop, self.clear, self.start]
        rebuilding = [self.intro, self.adding, self.waiting, self.progress]
        pages = [self.masthead, self.examples, self.conversation, self.filters, self.shelf, self.mended, self.reader]
        return [*tabs, *fields, *rebuilding, *pages]

    def dress(
        self,
        replies: Replies,
        complaints: Complaints,
        chosen: Chosen,
        opened: Opened | None,
        inspected: Inspected | None,
        language: Language,
    ) -> Values:
        """Every label and every piece of HTML in the language."""
        words, ready = WORDS[language], self.do.desk.look()[0] is not None
        labels = (words.chat, words.rebuild, words.articles, words.mended)
        tabs = [gr.update(label=label) for label in labels]
        hint = words.placeholder if ready else words.nothing_to_ask
        box = gr.update(label=hint, placeholder=hint, interactive=ready)
        find = gr.update(label=words.find_article, placeholder=words.find_article)
        send = gr.update(value=words.send, interactive=ready)
        buttons = [send, words.stop, words.clear, words.rebuild_button]
        rebuilding = [works.intro(self.corpus, language), self.do.adding(language), self.do.waiting(language)]
        rebuilding.append(self.do.rebuilding(language))
        examples = "" if replies else self.do.examples(language)
        conversation = self.do.conversation(replies, complaints, language)
        shelf, mended = self.do.shelf("", language), self.do.sources.mended(inspected, "", language)
        filters = self.do.filters(chosen, language)
        pages = [self.do.masthead(language), examples, conversation, filters, shelf, mended]
        return *tabs, box, find, find, *buttons, *rebuilding, *pages, self.do.reader(opened, language)

    def greet(self, remembered: str, request: gr.Request) -> Language:
        """The language chosen on an earlier visit, else the browser's."""
        return language_or(remembered, preferred(request.headers.get("accept-language", "")))

    def speak(self, language: Language, event: gr.EventData) -> tuple[Language, Language]:
        """The language pressed, for the page and for the browser to remember."""
        spoken = language_or(_press(event).get("language"), language)
        return spoken, spoken

    def choose(self, chosen: Chosen, language: Language, event: gr.EventData) -> tuple[Chosen, str]:
        """The filters of the next question."""
        after = self.do.choose(_press(event), chosen)
        return after, self.do.filters(after, language)

    def begin(self, typed: str, chosen: Chosen) -> Values:
        """The question taken from the box, which empties; nothing changes when there is none."""
        return _begun(Asking(typed.strip(), chosen.where))

    def begin_example(self, chosen: Chosen, event: gr.EventData) -> Values:
        """As `begin`, with the example that was pressed."""
        return self.begin(str(_press(event).get("question", "")), chosen)

    def begin_again(self, replies: Replies, chosen: Chosen, language: Language, event: gr.EventData) -> Values:
        """As `begin`, with the question of an earlier turn; its filter, or none, is that of the next question too."""
        asking = self.do.again(_press(event), replies)
        after = Chosen(asking.where) if asking.text else chosen
        return *_begun(asking), after, self.do.filters(after, language)

    def answer(self, asking: Asking, replies: Replies, complaints: Complaints, language: Language) -> Iterator[Values]:
        """The conversation as it grows; nothing when nothing was asked."""
        if not asking.text:
            yield gr.skip(), gr.skip()
            return
        yield from self.do.answer(asking, replies, complaints, language)

    def end(self, chosen: Chosen, language: Language) -> Values:
        """Ready for the next question; masthead and filters too, for a rebuild may have changed what is in the index.

        `asking` stays as it is: after a stop this may run when the next question has begun already.
        """
        shown = self.do.masthead(language), self.do.filters(chosen, language)
        return gr.update(visible=True), gr.update(visible=False), *shown

    def wipe(self, language: Language) -> Values:
        """A fresh conversation."""
        return (), {}, "", self.do.conversation((), {}, language), self.do.examples(language), None, ""

    def open(self, replies: Replies, language: Language, event: gr.EventData) -> tuple[Opened | None, str]:
        """The article at the quote; a sentence when the conversation is no longer on the server."""
        passage = self.do.pressed(_press(event), replies)
        opened = Opened(passage) if passage else None
        return opened, self.do.reader(opened, language) or reader.not_open(WORDS[language].forgotten, language)

    def turn(self, opened: Opened | None, language: Language, event: gr.EventData) -> tuple[Opened | None, str]:
        """The panel after a press in it: its other text, another page, or closed."""
        press = _press(event)
        shown = self.do.sources.turned(press, opened) if opened and press.get("kind") != "close" else None
        return shown, self.do.reader(shown, language)

    def inspect(self, inspected: Inspected | None, wanted: str, language: Language, event: gr.EventData) -> Values:
        """The repairs of the article pressed, or the list again with its filter."""
        chosen = self.do.sources.inspect(_press(event), inspected)
        return chosen, gr.update(visible=chosen is None), self.do.sources.mended(chosen, wanted, language)

    def remove(self, language: Language, event: gr.EventData) -> str:
        """What still waits."""
        return self.do.remove(_press(event), language)

    def complain(
        self, replies: Replies, complaints: Complaints, language: Language, event: gr.EventData
    ) -> tuple[Complaints, str]:
        """The complaints so far and the row of the answer that was turned down, which page.js puts in its place."""
        return self.do.complain(_press(event), replies, complaints, language)

    async def rebuild(self, language: Language) -> AsyncIterator[tuple[str, str]]:
        """Begin a rebuild, or join the one under way, and watch it."""
        self.do.desk.rebuild.start()
        async for shown in self.watch(language):
            yield shown

    async def watch(self, language: Language) -> AsyncIterator[tuple[str, str]]:
        """How the rebuild stands and what waits for the next, until it stands still."""
        async for progress in self.do.watch(language):
            yield progress, self.do.waiting(language)

    def ask(
        self,
        question: str,
        history: list[dict[str, str]] | None = None,
        since: str = "",
        until: str = "",
        publisher: str = "",
        language: str = "",
    ) -> dict[str, Any]:
        """Ask one question and get the answer of the contract: its text, exact quotes, passages and confidence.

        `history` lists earlier turns, each with `question` and `answer`. The rest says which articles may answer: from
        and up to which date (2020, 2020-08, 去年, last month), whose publisher's name holds this, in which language (zh,
        zh-Hant, zh-Hans, en).
        """
        try:
            return self.do.ask(question, history or [], since, until, publisher, language)
        except BaowenError as error:
            raise gr.Error(str(error), print_exception=False) from error


def _begun(asking: Asking) -> Values:
    """A question under way, the emptied box, Stop in the place of Ask, no examples; nothing changes without a question."""
    if not asking.text:
        return asking, gr.skip(), gr.skip(), gr.skip(), gr.skip()
    return asking, "", gr.update(visible=False), gr.update(visible=True), ""


def _press(event: gr.EventData) -> Press:
    """The data attributes of what was pressed; Gradio keeps them in a field it has no public name for."""
    return event._data if isinstance(event._data, dict) else {}
