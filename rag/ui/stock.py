"""What happens on a press in the rebuild and articles tabs: files come and go, a rebuild is looked over, begun, watched, undone."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator

from rag.errors import BaowenError
from rag.types import Language
from rag.ui import library, works
from rag.ui.desk import Desk, Running
from rag.ui.press import Press

log = logging.getLogger(__name__)


class Stock:
    """The corpus and the index as they are changed from the page. Nothing here knows gradio."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def shelf(self, wanted: str, language: Language) -> str:
        """The list of articles that match, each with a button that takes its file out."""
        pipeline, _ = self.desk.look()
        articles = pipeline.articles if pipeline else ()
        return library.shelf(articles, wanted, language, out=frozenset(self.desk.removed.files))

    def removed(self, language: Language, why: str = "") -> str:
        """The files that were taken out, each with a button that puts it back."""
        return works.removed(self.desk.removed.files, self.desk.removed.folder.name, why, language)

    def move(self, press: Press, language: Language) -> str:
        """What is out after a file was taken out or put back."""
        source, removed = str(press.get("source", "")), self.desk.removed
        try:
            if press.get("kind") == "take-out":
                removed.remove(source)
            elif press.get("kind") == "put-back":
                removed.put_back(source)
        except BaowenError as error:
            return self.removed(language, str(error))
        return self.removed(language)

    def adding(self, language: Language) -> str:
        """Where articles are added."""
        return works.adding(self.desk.uploads.ticket, language)

    def waiting(self, language: Language) -> str:
        """The files that were added since the last rebuild."""
        uploads = self.desk.uploads
        return works.waiting(uploads.waiting, uploads.building, language)

    def remove(self, press: Press, language: Language) -> str:
        """What waits after one file was taken out again."""
        saved = str(press.get("file"))
        try:
            self.desk.uploads.remove(saved)
        except OSError:
            log.exception("A file was not removed.")
            return works.not_removed(saved, language) + self.waiting(language)
        return self.waiting(language)

    def choose(self, press: Press) -> None:
        """Begin what a press below the start button asks for: the rebuild that was looked over, or none, or an earlier index."""
        match press.get("kind"):
            case "rebuild":
                self.desk.build()
            case "leave":
                self.desk.rebuild.forget()
            case "rollback":
                self.desk.roll_back(str(press.get("generation", "")))

    def rebuilding(self, language: Language) -> str:
        """How the work stands, or how the last one ended, and which indexes there are."""
        pipeline, _ = self.desk.look()
        generation, state = pipeline.generation if pipeline else "", self.desk.rebuild.state
        earlier = self.desk.house.earlier() if pipeline and not isinstance(state, Running) else []
        return works.report(state, generation, language) + works.earlier(earlier, language)

    async def watch(self, language: Language) -> AsyncIterator[str]:
        """How the work stands, until it stands still."""
        while isinstance(self.desk.rebuild.state, Running):
            yield self.rebuilding(language)
            await asyncio.sleep(0.3)
        yield self.rebuilding(language)
