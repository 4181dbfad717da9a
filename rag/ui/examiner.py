"""What happens on a press in the evaluation tab: a question set is run, and the run is watched. Nothing here knows gradio."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from rag.types import Language
from rag.ui import exams
from rag.ui.desk import Desk, Running
from rag.ui.press import Press

ALL = "*"
"""The name of all question files of the folder together, which is what the baseline was made of."""


class Examiner:
    """The question files beside the server: the project's own, and the complaints of readers."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def files(self) -> dict[str, Path]:
        """Each question set by the name it is asked for."""
        folder = self.desk.questions
        own = sorted(folder.glob("*.jsonl"))
        found = {ALL: folder} if own else {}
        found |= {file.stem: file for file in own}
        return found | ({self.desk.feedback.stem: self.desk.feedback} if self.desk.feedback.is_file() else {})

    def sets(self, language: Language) -> str:
        """What there is to run."""
        return exams.sets({name: _lines(file) for name, file in self.files().items()}, language)

    def examine(self, press: Press) -> None:
        """Begin to run the set that was pressed; a name that is none changes nothing."""
        file = self.files().get(str(press.get("set", "")))
        if file is not None:
            self.desk.examine(file)

    def report(self, language: Language) -> str:
        """How the run stands, or what the last one came to."""
        return exams.report(self.desk.exam.state, f"report?key={self.desk.report_key}", language)

    async def watch(self, language: Language) -> AsyncIterator[str]:
        """How the run stands, until it stands still."""
        while isinstance(self.desk.exam.state, Running):
            yield self.report(language)
            await asyncio.sleep(0.3)
        yield self.report(language)


def _lines(path: Path) -> int:
    """Questions in a file, or in the files of a folder."""
    files = path.glob("*.jsonl") if path.is_dir() else [path]
    return sum(sum(bool(line.strip()) for line in file.read_bytes().split(b"\n")) for file in files)
