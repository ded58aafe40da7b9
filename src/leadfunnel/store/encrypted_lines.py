"""Lines of text in an encrypted file: a table of them, which any program with SQLCipher reads.

SELECT text FROM line ORDER BY number gives them back as they were.
"""

from __future__ import annotations

import io
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from leadfunnel import durable
from leadfunnel.store import faults, overwriting
from leadfunnel.store.encryption import Key

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import BinaryIO

CREATE = "CREATE TABLE line (number INTEGER PRIMARY KEY, text TEXT NOT NULL)"
INSERT = "INSERT INTO line (text) VALUES (?)"
SELECT = "SELECT text FROM line ORDER BY number"


def write(path: Path, chunks: Iterable[str], key: Key) -> None:
    """Write lines to a new encrypted file, whole or not at all."""
    pending = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        os.close(os.open(pending, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with closing(key.connect(pending)) as connection:
            connection.execute("BEGIN")
            connection.execute(CREATE)
            for chunk in chunks:
                lines = chunk.removesuffix("\n").split("\n")
                connection.executemany(INSERT, [(line,) for line in lines])
            connection.execute("COMMIT")
        pending.replace(path)
    except sqlite3.Error as error:
        raise faults.translate(error, str(path), str(path.parent)) from error
    finally:
        overwriting.clear(pending)
    durable.settle(path.parent)


def read(path: Path, key: Key) -> Iterator[str]:
    """Yield the lines of an encrypted file; raise StoreDamaged where they cannot be read."""
    try:
        with closing(key.connect(path, "ro")) as connection:
            for (line,) in connection.execute(SELECT):
                yield line
    except sqlite3.Error as error:
        raise faults.translate(error, str(path), str(path.parent)) from error


def holds_lines(path: Path, key: Key) -> bool:
    """Tell whether an encrypted file holds lines, and not a store."""
    with closing(key.connect(path, "ro")) as connection:
        found = connection.execute("SELECT name FROM sqlite_schema").fetchall()
    return [tuple(row) for row in found] == [("line",)]


class _Stream(io.RawIOBase):
    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        while not self._left:
            line = next(self._lines, None)
            if line is None:
                return 0
            self._left = line.encode() + b"\n"
        piece, self._left = self._left[: len(buffer)], self._left[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)


def opened(path: Path, key: Key) -> BinaryIO:
    """Open the lines of an encrypted file as a file of bytes."""
    stream: io.RawIOBase = _Stream(read(path, key))
    return io.BufferedReader(stream)
