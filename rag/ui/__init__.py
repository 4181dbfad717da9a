"""The chat page: `serve` opens it. Gradio is imported nowhere else, and only when serving begins: it takes seconds."""

from rag.ui.server import serve

__all__ = ["serve"]
