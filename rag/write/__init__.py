"""With a language model: prose over the quotes, every sentence checked against the quotes it cites."""

from rag.write.check import supported
from rag.write.writer import Writer, open_writer

__all__ = ["Writer", "open_writer", "supported"]
