"""`python -m rag` is the command `baowen`."""

import sys

from rag.cli import main

sys.exit(main())
