"""Baowen 報問: ask Chinese news articles a question; every quote in the answer is a slice of an article.

Reading order: `types` (the nouns), `text` (Chinese as characters), then one stage a room, in the order of the data:
`load` → `clean` → `chunk` → `embed` → `dense` and `lexical` → `store` → `retrieve` → `read` → `cite` → `pipeline`.
docs/architecture.md has the floor plan; imports go down the floors only.
"""

__version__ = "0.1.0"
