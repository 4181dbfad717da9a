"""With a language model: prose over the quotes, every sentence checked against the quotes it cites.

Reading order: models → prompt → stream → judge → writer. LangChain is imported when a model is opened, not before.
"""

from rag.write.models import open_model
from rag.write.writer import Writer, open_writer

__all__ = ["Writer", "open_model", "open_writer"]
