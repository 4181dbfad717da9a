"""A press on the page as it reaches Python."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Press = Mapping[str, Any]
"""The data attributes of what was pressed, as the browser sends them: to be doubted."""


def number_or(value: object, fallback: int) -> int:
    """A number sent as text, `fallback` when it is none."""
    return (
        int(value) if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10 else fallback
    )
