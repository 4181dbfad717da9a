"""The page: what is on it, and which press leads where. `build_page` is its door.

Every label is set when the page loads, in the language that the browser asks for or remembers; the configuration that
Gradio writes into the page's source holds nothing from an article.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import gradio as gr
from gradio.blocks import BlockContext
from gradio.components import Component
from gradio.events import Dependency

from rag.errors import BaowenError
from rag.types import Language
from rag.ui import reader
from rag.ui.backroom import Backroom
from rag.ui.desk import Desk
from rag.ui.feedback import Complaints
from rag.ui.filters import Chosen
from rag.ui.handlers import Handlers
from rag.ui.languages import language_or, preferred
from rag.ui.mending import Inspected
from rag.ui.parts import Values, html, press_of, script, when
from rag.ui.reader import Opened
from rag.ui.turns import Asking, Replies
from rag.ui.words import WORDS

FILTERS, TALKS = script("filters.js"), script("talks.js")
AT_ONCE = 8
"""How many questions are answered at the same time; further ones wait their turn."""
SANS = ("system-ui", "PingFang TC", "PingFang SC", "Microsoft JhengHei", "Noto Sans CJK TC", "sans-serif")


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


class Page:
    """The chat, its components and their events, around the other tabs. Outputs are listed beside what returns their values."""

    def __init__(self, desk: Desk, blocks: gr.Blocks) -> None:
        self.do = Handlers(desk)
        self._remember()
        self.masthead = html("masthead")
        with gr.Tabs(elem_id="tabs"):
            with gr.Tab(" ", id="chat") as self.chat_tab:
                self._lay_chat()
            self.back = Backroom(self.do, self.inspected)
        self.reader = html("reader")
        self._listen(blocks)
        gr.api(self.ask, api_name="ask")

    def _remember(self) -> None:
        """What one visitor's page knows between presses; the language and the conversations outlive it, in the browser."""
        self.remembered = gr.BrowserState("", storage_key="baowen-language", secret="baowen")
        self.language = gr.State("zh-Hant")
        self.replies = gr.State(())
        self.complaints = gr.State({})
        self.asking = gr.State(Asking())
        self.chosen = gr.State(Chosen())
        self.opened = gr.State(None)
        self.inspected = gr.State(None)

    def _lay_chat(self) -> None:
        self.conversation = html("conversation")
        self.complaint = html("complaint")
        self.examples = html("examples")
        self.talks = html("talks", TALKS)
        with gr.Column(elem_id="asking"):
            self.filters = html("filters", FILTERS)
            with gr.Row(elem_id="composer"):
                self.box = gr.Textbox(show_label=False, container=False, lines=1, max_lines=5, elem_id="box", scale=1)
                self.send = gr.Button(" ", variant="primary", elem_id="send", scale=0)
                self.stop = gr.Button(" ", visible=False, elem_id="stop", scale=0)
                self.clear = gr.Button(" ", elem_id="clear", scale=0)

    def _listen(self, blocks: gr.Blocks) -> None:
        greeted = when(blocks.load, self.greet, self.remembered, self.language)
        dressed = self._dressed(greeted)
        when(dressed.then, self.back.watch, self.language, self.back.watched)
        spoken = when(self.masthead.click, self.speak, self.language, [self.language, self.remembered])
        self._dressed(spoken)
        for pressed in (self.conversation.click, self.back.shelf.click):
            when(pressed, self.open, [self.replies, self.language], [self.opened, self.reader])
        when(self.reader.click, self.turn, [self.opened, self.language], [self.opened, self.reader])
        when(self.reader.select, self.follow, self.language, [self.opened, self.reader])
        self.back.listen(self.language, self._dressed)
        self._listen_chat()

    def _dressed(self, after: Dependency) -> Dependency:
        """Give everything its words once an event has ended."""
        known = [self.replies, self.complaints, self.chosen, self.opened, self.inspected, self.language]
        return when(after.then, self.dress, known, self._labelled())

    def _listen_chat(self) -> None:
        heard = [self.asking, self.replies, self.complaints, self.language]
        given = [self.chosen, self.replies, self.complaints, self.language]
        filtered = [self.chosen, self.filters]
        shown = [self.asking, self.box, self.send, self.stop, self.examples, *filtered, self.conversation, self.replies]
        ended = [self.send, self.stop, self.masthead, self.filters, self.talks]
        closing = [self.chosen, self.replies, self.language]
        # Asking is one event from the press to the last word: each further one would cost the first word a round trip.
        typed = when(partial(gr.on, [self.box.submit, self.send.click]), self.typed, [self.box, *given], shown)
        picked = when(self.examples.click, self.picked, given, shown)
        again = when(self.conversation.retry, self.again, given, shown)
        when(self.filters.click, self.choose, [self.chosen, self.language], filtered)
        running = [typed, picked, again]
        for answered in running:
            when(answered.then, self.end, closing, ended)
        # What comes after a halt waits for it, or the last piece of the stopped answer could overwrite it. `end` follows
        # the answer itself, once Gradio has really cancelled it: a question sent before that would be lost.
        halted = self.stop.click(None, cancels=running, api_visibility="private")
        when(halted.then, self.do.stopped, heard, self.conversation)
        told = [self.complaints, self.complaint]
        when(self.conversation.submit, self.complain, [self.replies, self.complaints, self.language], told)
        emptied = [self.replies, *told, self.conversation, self.examples, self.opened, self.reader]
        cleared = self.clear.click(None, cancels=running, api_visibility="private")
        wiped = when(cleared.then, self.wipe, self.language, emptied)
        when(wiped.then, self.end, closing, ended)
        resumed = when(self.talks.select, self.resume, self.language, emptied)
        when(resumed.then, self.end, closing, ended)

    def _labelled(self) -> list[Component | BlockContext]:
        """Everything that `dress` gives words to, in its order."""
        fields = [self.box, self.send, self.stop, self.clear]
        pages = [self.masthead, self.examples, self.talks, self.conversation, self.filters, self.reader]
        return [self.chat_tab, *fields, *pages, *self.back.labelled]

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
        hint = words.placeholder if ready else words.nothing_to_ask
        box = gr.update(label=hint, placeholder=hint, interactive=ready)
        fields = [box, gr.update(value=words.send, interactive=ready), words.stop, words.clear]
        examples = "" if replies else self.do.examples(language)
        conversation = self.do.conversation(replies, complaints, language)
        pages = [self.do.masthead(language), examples, self.do.talks.keep(replies, language), conversation]
        pages += [self.do.filters(chosen, language), self.do.reader(opened, language)]
        return gr.update(label=words.chat), *fields, *pages, *self.back.dress(inspected, language)

    def greet(self, remembered: str, request: gr.Request) -> Language:
        """The language chosen on an earlier visit, else the browser's."""
        return language_or(remembered, preferred(request.headers.get("accept-language", "")))

    def speak(self, language: Language, event: gr.EventData) -> tuple[Language, Language]:
        """The language pressed, for the page and for the browser to remember."""
        spoken = language_or(press_of(event).get("language"), language)
        return spoken, spoken

    def choose(self, chosen: Chosen, language: Language, event: gr.EventData) -> tuple[Chosen, str]:
        """The filters of the next question."""
        after = self.do.choose(press_of(event), chosen)
        return after, self.do.filters(after, language)

    def typed(
        self, text: str, chosen: Chosen, replies: Replies, complaints: Complaints, language: Language
    ) -> Iterator[Values]:
        """The question in the box, answered; nothing changes when there is none."""
        yield from self._answer(Asking(text.strip(), chosen.where), chosen, replies, complaints, language)

    def picked(
        self, chosen: Chosen, replies: Replies, complaints: Complaints, language: Language, event: gr.EventData
    ) -> Iterator[Values]:
        """As `typed`, with the example that was pressed."""
        asking = Asking(str(press_of(event).get("question", "")).strip(), chosen.where)
        yield from self._answer(asking, chosen, replies, complaints, language)

    def again(
        self, chosen: Chosen, replies: Replies, complaints: Complaints, language: Language, event: gr.EventData
    ) -> Iterator[Values]:
        """As `typed`, with the question of an earlier turn; its filter, or none, is that of the next question too."""
        asking = self.do.again(press_of(event), replies)
        after = Chosen(asking.where) if asking.text else chosen
        yield from self._answer(asking, after, replies, complaints, language)

    def _answer(
        self, asking: Asking, chosen: Chosen, replies: Replies, complaints: Complaints, language: Language
    ) -> Iterator[Values]:
        """The conversation as it grows. The first time also the emptied box, Stop in the place of Ask, and no examples."""
        if not asking.text:
            yield (gr.skip(),) * 9
            return
        hide, show = gr.update(visible=False), gr.update(visible=True)
        beside: Values = (asking, "", hide, show, "", chosen, self.do.filters(chosen, language))
        for shown, known in self.do.answer(asking, replies, complaints, language):
            yield *beside, shown, known if known is not replies else gr.skip()
            beside = (gr.skip(),) * 7

    def end(self, chosen: Chosen, replies: Replies, language: Language) -> Values:
        """Ready for the next question; masthead and filters too, for a rebuild may have changed what is in the index.

        `asking` stays as it is: after a stop this may run when the next question has begun already.
        """
        shown = self.do.masthead(language), self.do.filters(chosen, language), self.do.talks.keep(replies, language)
        return gr.update(visible=True), gr.update(visible=False), *shown

    def wipe(self, language: Language) -> Values:
        """A fresh conversation."""
        return (), {}, "", self.do.conversation((), {}, language), self.do.examples(language), None, ""

    def resume(self, language: Language, event: gr.EventData) -> Values:
        """A conversation of an earlier visit, as the browser kept it."""
        replies = self.do.talks.resumed(press_of(event))
        conversation = self.do.conversation(replies, {}, language)
        return replies, {}, "", conversation, "" if replies else self.do.examples(language), None, ""

    def open(self, replies: Replies, language: Language, event: gr.EventData) -> tuple[Opened | None, str]:
        """The article at the quote; a sentence when the conversation is no longer on the server."""
        passage = self.do.pressed(press_of(event), replies)
        opened = Opened(passage) if passage else None
        return opened, self.do.reader(opened, language) or reader.not_open(WORDS[language].forgotten, language)

    def follow(self, language: Language, event: gr.EventData) -> tuple[Opened | None, str]:
        """The article and quote that the page's address names; a sentence when the index does not have it."""
        opened = self.do.followed(press_of(event))
        gone = WORDS[language].forgotten_article
        return opened, self.do.reader(opened, language) or reader.not_open(gone, language)

    def turn(self, opened: Opened | None, language: Language, event: gr.EventData) -> tuple[Opened | None, str]:
        """The panel after a press in it: its other text, another page, or closed."""
        press = press_of(event)
        shown = self.do.sources.turned(press, opened) if opened and press.get("kind") != "close" else None
        return shown, self.do.reader(shown, language)

    def complain(
        self, replies: Replies, complaints: Complaints, language: Language, event: gr.EventData
    ) -> tuple[Complaints, str]:
        """The complaints so far and the row of the answer that was turned down, which page.js puts in its place."""
        return self.do.complain(press_of(event), replies, complaints, language)

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
