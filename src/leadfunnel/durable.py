"""Files that are whole or not there: written beside, made safe on the disk, put in their place."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import BinaryIO


def put(path: Path, fill: Callable[[BinaryIO], object]) -> None:
    """Let `fill` write what the file shall hold; its owner alone can read it. Raise OSError."""
    pending = path.with_name(f".{path.name[:100]}.{os.getpid()}.partial")
    try:
        flags = os.O_CREAT | os.O_EXCL | os.O_RDWR
        with os.fdopen(os.open(pending, flags, 0o600), "w+b") as out:
            fill(out)
            out.flush()
            os.fsync(out.fileno())
        pending.replace(path)
    finally:
        with suppress(OSError):
            pending.unlink(missing_ok=True)
    settle(path.parent)


def settle(folder: Path) -> None:
    """Make safe which files there are in a folder, where the system can."""
    with suppress(OSError):  # a folder cannot be opened on Windows, nor synced everywhere
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
