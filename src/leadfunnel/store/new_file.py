"""The file of a store that is begun: made for its owner alone, and taken away if begun in vain."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress

from leadfunnel.store import faults


def blank(file: str) -> bool:
    """Return whether there is nothing yet; SQLite takes one byte for an empty database too."""
    with suppress(FileNotFoundError, NotADirectoryError):
        return os.stat(file).st_size < 2
    return True


def make(file: str, *, own_folder: bool) -> bool:
    """Make sure there is a file, its owner's alone; return whether there was none."""
    folder = os.path.dirname(file)
    if own_folder:
        os.makedirs(folder, mode=0o700, exist_ok=True)
    if not os.path.isdir(folder):
        raise faults.NoFolder(folder=folder)
    made = not os.path.exists(file)
    try:
        os.close(os.open(file, os.O_CREAT | os.O_RDWR | made * os.O_EXCL, 0o600))
        with suppress(PermissionError):  # somebody else's, who lets us write
            os.chmod(file, 0o600)
    except FileExistsError:  # by another process, just now
        return False
    except PermissionError:
        raise faults.NotWritable(path=file) from None
    except OSError as error:
        raise faults.NotReadable(path=file, detail=error.strerror) from None
    return made


def unmake(connection: sqlite3.Connection, file: str) -> None:
    """Take away a file that was made in vain, while nobody else can write to it."""
    with suppress(OSError, sqlite3.Error):
        if not connection.in_transaction:
            connection.execute("BEGIN IMMEDIATE")
        if not os.stat(file).st_size:
            os.unlink(os.path.realpath(file))


def identity(file: str) -> int | None:
    """Return what tells a file from another of its name, None where there is none."""
    with suppress(OSError):
        return os.stat(file).st_ino
    return None
