"""English questions against Chinese articles, offline: translations, aliases, names in pinyin and numbers as groups."""

from rag.translate.translator import Translator, open_translator

__all__ = ["Translator", "open_translator"]
