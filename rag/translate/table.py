"""A sorted text file as a dictionary: nothing is parsed until it is asked for, so opening it costs one read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SortedTable:
    """Lines `key TAB value` in the order of their bytes, each ending in a newline, found by bisection."""

    data: bytes

    def get(self, key: str) -> str | None:
        """The value of the line that begins with `key` and a tab; None when there is no such line."""
        wanted = key.encode()
        low, high = 0, len(self.data)
        while low < high:
            start = self.data.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = self.data.index(b"\n", start)
            found, _, value = self.data[start:end].partition(b"\t")
            if found == wanted:
                return value.decode()
            low, high = (end + 1, high) if found < wanted else (low, start)
        return None


def open_table(path: Path) -> SortedTable:
    """The table in `path`; comment lines (`# …`) sort before all keys and are never found."""
    return SortedTable(path.read_bytes())


def write_table(path: Path, rows: Iterable[tuple[str, str]], heading: str) -> int:
    """Writes (key, value) rows in the order that `SortedTable` needs, under a line `# heading`; the size in bytes."""
    lines = sorted(f"{key}\t{value}\n".encode() for key, value in rows)
    return path.write_bytes(f"# {heading}\n".encode() + b"".join(lines))
