"""Encrypting a store in its place, decrypting it, giving it another key."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from leadfunnel.domain.sentence import Phrase
from leadfunnel.errors import N_, StoreError
from leadfunnel.store import encrypted_files, encryption, faults, moving, overwriting
from leadfunnel.store.announcement import Announcement
from leadfunnel.store.encryption import Key
from leadfunnel.store.file_health import FileHealth, objects
from leadfunnel.store.health_sample import Sample
from leadfunnel.store.session import Session
from leadfunnel.store.sqlite import SqliteStore, prepare


class ConversionFailed(StoreError):
    """The new file does not hold what the old one does."""

    code = "conversion_failed"
    message = N_("The new file did not pass its check: {detail}.")
    hint = N_("Nothing was changed. The store itself may be damaged: leadfunnel doctor --full")


def convert(store: SqliteStore, key: Key | None) -> None:
    """Write a store anew with a key, or without one, in its place; nobody else may write.

    What it held is made anew in a file beside, which is read to its end and compared before it
    takes the place.
    """
    busy = Announcement(store.file)
    place = Path(os.path.realpath(store.file))
    pending = left_over(store)
    busy.renew()
    try:
        # The file is closed last: with it the system takes away the locks of this process.
        with _spoken(store), place.open("r+b") as file, _locked(store) as origin:
            overwriting.clear(pending)
            _make(origin, pending, key)
            _check(store, origin, pending, key)
            page_bytes = int(origin.execute("PRAGMA page_size").fetchone()[0])
            overwriting.overwrite(file, place, pending, page_bytes)
    finally:
        overwriting.clear(pending)
        busy.withdraw()
    store.key = key
    if key is not None:
        encryption.remember(key)


def left_over(store: SqliteStore) -> Path:
    """Return where the new file of a conversion lies while that is under way, or was killed."""
    place = Path(os.path.realpath(store.file))
    return place.with_name(f".{place.name}.converting")


@contextmanager
def _locked(store: SqliteStore) -> Iterator[sqlite3.Connection]:
    """Open a store with SQLCipher, alone: others wait until it is closed."""
    text = None if store.key is None else store.key.text(store.file)
    cipher = encryption.installed(store.file)
    with closing(cipher.connect(encryption.address(store.file, "rw"), text)) as origin:
        store.attempt(lambda: prepare(origin))
        store.attempt(lambda: _shut_out(origin))
        yield origin


def _shut_out(connection: sqlite3.Connection) -> None:
    """Take the file for this connection alone, until it is closed.

    What was taken is given back where somebody else is at work: who waits to write would wait for
    the lock to read that this one keeps while it waits for theirs.
    """
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        connection.execute("PRAGMA locking_mode = NORMAL")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        raise
    connection.execute("COMMIT")


def _make(origin: sqlite3.Connection, pending: Path, key: Key | None) -> None:
    os.close(os.open(pending, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    encrypted_files.export(origin, pending, key)
    with pending.open("rb") as made:
        os.fsync(made.fileno())


def _check(store: SqliteStore, origin: sqlite3.Connection, made: Path, key: Key | None) -> None:
    """Read the new file to its end and compare it with the old one; raise ConversionFailed."""
    text = None if key is None else key.text(made)
    cipher = encryption.installed(store.file)
    with closing(prepare(cipher.connect(encryption.address(made, "rw"), text))) as copy:
        for finding in FileHealth(copy, made, Sample(full=True)).findings():
            if finding.grave:
                raise ConversionFailed(detail=Phrase(finding.said.text, **finding.said.values))
        if objects(origin) != objects(copy):
            raise ConversionFailed(detail=N_("its tables are others"))
        same = moving.same(Session(origin), Session(copy))
        if not same or _sums(origin) != _sums(copy):
            raise ConversionFailed(detail=N_("its rows are others"))


def _sums(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    return sorted(map(tuple, connection.execute("SELECT * FROM row_sum")))


@contextmanager
def _spoken(store: SqliteStore) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise store.told(error) from error
    except OSError as error:
        raise faults.DiskFailed(path=store.file, detail=error.strerror or str(error)) from error
