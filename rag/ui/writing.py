"""An answer while a language model writes: the articles' own words first, then the model's sentences as they are checked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape

from rag.types import Answer, Failed, Language, Restated, Sentence
from rag.ui import chips
from rag.ui.struck import failure
from rag.ui.turns import Asking
from rag.ui.words import WORDS


@dataclass(frozen=True, slots=True)
class Draft:
    """The answer in hand, and what the model has made of it so far."""

    answer: Answer
    writer: str
    sentences: tuple[Sentence, ...] = ()
    restated: str = ""
    failed: str = ""

    def after(self, event: Sentence | Restated | Failed) -> Draft:
        """The draft after one more event."""
        match event:
            case Restated(text):
                return replace(self, restated=text)
            case Failed(why):
                return replace(self, failed=why)
            case _:
                return replace(self, sentences=(*self.sentences, event))


def drafted(asking: Asking, draft: Draft, language: Language) -> str:
    """The question with the text that stands now, and a line on what is going on; nothing in it can be pressed yet."""
    words, lang = WORDS[language], draft.answer.language
    held = [sentence.text for sentence in draft.sentences if sentence.text]
    stands = any(sentence.holds for sentence in draft.sentences)
    text = (" " if lang == "en" else "").join(held) if stands else draft.answer.text
    status = failure(draft.failed, language) if draft.failed else words.writing.format(writer=draft.writer)
    admitted = chips.only(asking.where, language)
    parts = [
        _line("only", words.only.format(filters=admitted)) if admitted else "",
        _line("understood", words.understood_as.format(question=draft.restated)) if draft.restated else "",
        f'<div class="said" lang="{lang}">{escape(text)}<span class="caret"></span></div>',
        _line("status", status),
    ]
    return (
        f'<section class="turn busy"><h3 class="asked">{escape(asking.text)}</h3>'
        f'<div class="answer">{"".join(parts)}</div></section>'
    )


def _line(name: str, sentence: str) -> str:
    return f'<p class="{name}">{escape(sentence)}</p>'
