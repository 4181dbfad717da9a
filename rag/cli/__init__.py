"""The command line: data on stdout, progress and messages on stderr, errors in one sentence with exit code 2."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from rag.cli.options import parse
from rag.errors import BaowenError

_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 done, 1 `eval` below its baseline, 2 an error a person can mend."""
    options = parse(sys.argv[1:] if arguments is None else arguments)
    try:
        code = int(options.run(options) or 0)
        sys.stdout.flush()
        return code
    except BaowenError as error:
        print(f"baowen: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("baowen: stopped; nothing was changed that was not finished.", file=sys.stderr)
        return _INTERRUPTED
    except BrokenPipeError:  # the reader of our output has gone, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
