"""`python app.py` serves the chat, as `baowen serve` does; the options are the same."""

import sys

from rag.cli import main

sys.exit(main(["serve", *sys.argv[1:]]))
