"""Which titles of a training file are held out for measuring, the same in every training script."""

from __future__ import annotations

import hashlib


def held_out(title: str) -> bool:
    """Half of all titles, by the parity of their sha1: a passage is never trained on and measured on."""
    return hashlib.sha1(title.encode("utf-8"), usedforsecurity=False).digest()[-1] % 2 == 1
