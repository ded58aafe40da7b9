"""Writing a file over a locked store, so that at any instant the old one or the new one is whole.

The pages of the old one are first written into a rollback journal such as SQLite's own: until it
is gone, whoever opens the store next puts them back. The file stays the same file, so that
whoever waits for it never writes to one that is no longer there.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from leadfunnel import durable

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import BinaryIO

MAGIC = bytes.fromhex("d9d505f920a163d7")
"""What a journal of SQLite begins with (https://www.sqlite.org/fileformat2.html, 3)."""
HEAD_BYTES = 512
SUMMED_EVERY = 200
LOCK_BYTE = 0x40000000
"""The page with this byte holds the locks and nothing else, and no journal has it."""
AT_ONCE = 1 << 20


def overwrite(store: BinaryIO, path: Path, source: Path, page_bytes: int) -> None:
    """Write `source` over the open file at `path`, whose lock is held; raise OSError.

    When this fails the journal is left, from which the next command puts the old store back.
    """
    journal = path.with_name(f"{path.name}-journal")
    try:
        _keep(store, journal, page_bytes)
    except OSError:
        journal.unlink(missing_ok=True)  # nothing was written over yet
        raise
    _pour(source, store)
    journal.unlink()
    durable.settle(path.parent)


def _keep(store: BinaryIO, journal: Path, page_bytes: int) -> None:
    """Write the pages of a file into its journal, which counts once its head says how many."""
    nonce = secrets.randbits(32)
    flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0)
    size = os.fstat(store.fileno()).st_size // page_bytes
    with os.fdopen(os.open(journal, flags, 0o600), "w+b") as out:
        out.write(bytes(HEAD_BYTES))
        kept = 0
        for number, page in _pages(store, page_bytes):
            out.write(number.to_bytes(4, "big") + page + _sum(page, nonce).to_bytes(4, "big"))
            kept += 1
        _make_safe(out)
        out.seek(0)
        head = (kept, nonce, size, HEAD_BYTES, page_bytes)
        out.write(MAGIC + b"".join(value.to_bytes(4, "big") for value in head))
        _make_safe(out)
    durable.settle(journal.parent)


def _pages(store: BinaryIO, page_bytes: int) -> Iterator[tuple[int, bytes]]:
    store.seek(0)
    number = 0
    while len(page := store.read(page_bytes)) == page_bytes:
        number += 1
        if number != LOCK_BYTE // page_bytes + 1:
            yield number, page


def _sum(page: bytes, nonce: int) -> int:
    """Return the checksum of a page in a journal: of every 200th byte, counted from its end."""
    first = len(page) - SUMMED_EVERY
    return (nonce + sum(page[first:0:-SUMMED_EVERY])) & 0xFFFFFFFF


def _pour(source: Path, store: BinaryIO) -> None:
    store.seek(0)
    with source.open("rb") as new:
        while piece := new.read(AT_ONCE):
            store.write(piece)
    store.flush()
    store.truncate()
    _make_safe(store)


def _make_safe(out: BinaryIO) -> None:
    out.flush()
    os.fsync(out.fileno())


def clear(path: Path) -> None:
    """Remove what was left of a new file beside a store."""
    for ending in ("", "-journal", "-wal", "-shm"):
        with suppress(OSError):
            path.with_name(path.name + ending).unlink(missing_ok=True)
