"""English questions against Chinese articles, offline: translations, aliases, names in pinyin and numbers as groups.

And the other way, for readers of English: the words of a Chinese quote with their pinyin and their meanings.
"""

from rag.translate.glosses import Glossed, glosses
from rag.translate.translator import Translator, open_translator

__all__ = ["Glossed", "Translator", "glosses", "open_translator"]
