"""Files that the program once wrote beside a store, and that still hold somebody who was erased."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

PATTERNS = ("*.refused*.csv", "*.removed-*.jsonl")
"""Rows that an import refused, and what `doctor --fix` took out of a store."""
DAMAGED = "*.damaged"
"""What lay in the place of a store that was brought back, beside its copies."""
BETWEEN = b" -()\t"
"""What stands between the digits of a phone."""
BLOCK = 1 << 20


def holding(folders: Iterable[Path], copies: Path | None, words: Sequence[str]) -> list[Path]:
    """Return the files in some folders that hold any of these words, or cannot be read."""
    found = {
        path
        for folder in folders
        for pattern in PATTERNS
        if folder.is_dir()
        for path in folder.glob(pattern)
    }
    if copies is not None and copies.is_dir():
        found |= set(copies.glob(DAMAGED))
    return [path for path in sorted(found) if path.is_file() and _holds(path, words)]


def _holds(path: Path, words: Sequence[str]) -> bool:
    sought = [word.encode().translate(None, BETWEEN) for word in words]
    overlap = max(map(len, sought), default=0)
    left = b""
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                left += block.translate(None, BETWEEN)
                if any(word in left for word in sought):
                    return True
                left = left[-overlap:]
    except OSError:
        return True  # what cannot be read may hold anything
    return False
