"""What the tabs of the page are made of: HTML with a script, search fields, and events that are closed to programs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.events import Dependency

from rag.ui.press import Press

Values = tuple[Any, ...]
_HERE = Path(__file__).parent


def script(name: str) -> str:
    """One of our scripts, by its file name."""
    return (_HERE / name).read_text(encoding="utf-8")


PAGE = script("page.js")


def html(name: str, code: str = PAGE) -> gr.HTML:
    """A piece of HTML that is filled later; `code` runs once for it (gr.HTML js_on_load)."""
    return gr.HTML(elem_id=name, js_on_load=code, apply_default_css=False)


def finder(name: str) -> gr.Textbox:
    """A field that filters a list."""
    return gr.Textbox(show_label=False, container=False, elem_id=name, max_lines=1)


def when(trigger: Callable[..., Dependency], do: Callable[..., Any], given: Any, shows: Any) -> Dependency:
    """One event of the page: without Gradio's spinner over what is being read, and closed to programs."""
    return trigger(do, given, shows, show_progress="hidden", api_visibility="private")


def press_of(event: gr.EventData) -> Press:
    """The data attributes of what was pressed; Gradio keeps them in a field it has no public name for."""
    return event._data if isinstance(event._data, dict) else {}
