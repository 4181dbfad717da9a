"""Texts in, vectors out: the built-in model with numpy alone, any other with sentence-transformers.

`open_encoder` is the door; it raises `rag.errors.ModelMissing` for everything that can go wrong.
"""

from rag.embed.encoder import Encoder, open_encoder

__all__ = ["Encoder", "open_encoder"]
