"""The SQLite store: opened and refused with care, one transaction a command.

Rollback journal with `synchronous=EXTRA`: an acknowledged write survives a power cut
(DECISIONS.md has the measurements). Locks are waited for in a loop of our own, so that Ctrl-C
works at once and a waiting user is told.
"""

from __future__ import annotations

import os
import sqlite3
import time
from binascii import crc32
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from leadfunnel.errors import StoreError
from leadfunnel.store import faults, migrations, new_file
from leadfunnel.store.announcement import Announcement
from leadfunnel.store.session import Row, Session, text

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from leadfunnel.store.encryption import Key, Passphrases
    from leadfunnel.store.session import Asked

APPLICATION_ID = migrations.APPLICATION_ID
PATIENCE_SECONDS, LONG_PATIENCE_SECONDS = 60.0, 300.0
"""How long a lock is waited for, and how long while another process announces that it writes."""
SAY_AFTER_SECONDS = 1.0


class SqliteStore:
    """One store in one file.

    `seed` fills a new store inside the transaction that creates it; `waiting` is called once
    when another process holds this one up. `own_folder` lets it create the folder it lies in.
    `passphrases` yields what may open an encrypted file, with where it comes from; `key` is what
    opened it.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        seed: Callable[[Session], None] = lambda _: None,
        waiting: Callable[[], None] = lambda: None,
        own_folder: bool = False,
        passphrases: Passphrases = lambda _: iter(()),
        key: Key | None = None,
    ) -> None:
        self.file = os.path.abspath(path)
        self._seed = seed
        self._waiting = waiting
        self._own_folder = own_folder
        self.passphrases = passphrases
        self.key = key
        self.garbled: set[bytes] = set()  # what was read and is no text

    def __str__(self) -> str:
        """Return where the file lies."""
        return self.file

    @property
    def path(self) -> Path:
        """Where the file lies."""
        from pathlib import Path

        return Path(self.file)

    @property
    def backup_folder(self) -> Path:
        """Where copies of this store are kept."""
        return self.path.parent / "backups" / self.path.stem

    def backups(self) -> list[Path]:
        """Return the existing copies, oldest first."""
        folder = self.backup_folder
        return sorted(folder.glob("*.db")) if folder.is_dir() else []

    @contextmanager
    def read(self, *_: Asked) -> Iterator[Session]:
        """Open one consistent view; on no store an empty one in memory, creating nothing."""
        connection = self._open_to_read()
        try:
            with self._faults(connection):
                self.patiently(connection, "BEGIN")
                self.patiently(connection, "SELECT 1 FROM sqlite_schema LIMIT 1")
                yield Session(connection)
                connection.execute("COMMIT")
        finally:
            connection.close()

    @contextmanager
    def write(self, *_: Asked) -> Iterator[Session]:
        """Open one transaction that is committed at the end, or leaves nothing."""
        connection, made = self._begin()
        try:
            with self._faults(connection):
                if not migrations.version(connection, self):
                    create(connection, self._seed)
                session = Session(connection)
                yield session
                self.patiently(connection, "COMMIT")
                session.saved = True
        except BaseException:
            if made:
                new_file.unmake(connection, self.file)
            raise
        finally:
            connection.close()

    def _begin(self) -> tuple[sqlite3.Connection, bool]:
        """Hold the file to write, and tell whether it was made for that."""
        seen = new_file.identity(self.file)
        connection, made = self._open_to_write()
        try:
            with self._faults(connection):
                self.patiently(connection, "BEGIN IMMEDIATE")
            if made or new_file.identity(self.file) == seen:
                return connection, made
        except StoreError:
            if made or new_file.identity(self.file) == seen:
                raise
        connection.close()  # the file was taken away while it was waited for
        return self._begin()

    @contextmanager
    def rehearse(self, *_: Asked) -> Iterator[Session]:
        """Open a transaction that is never committed; on no store an empty one in memory."""
        connection = self._open_to_read()
        try:
            with self._faults(connection):
                self.patiently(connection, "BEGIN IMMEDIATE")
                yield Session(connection)
        finally:
            connection.close()

    def _open_to_read(self) -> sqlite3.Connection:
        faults.refuse_no_file(self.file)
        connection = None if new_file.blank(self.file) else self._opened()
        if connection is None:
            self.refuse_lost()
            return empty(self._seed)
        return connection

    def _open_to_write(self) -> tuple[sqlite3.Connection, bool]:
        faults.refuse_no_file(self.file)
        connection = None if new_file.blank(self.file) else self._opened()
        if connection is not None:
            return connection, False
        self.refuse_lost()
        made = new_file.make(self.file, own_folder=self._own_folder)
        with self._faults():
            return self.connect(), made

    def _opened(self) -> sqlite3.Connection | None:
        """Open the file at the current schema; None when it is a database with nothing in it."""
        with self._faults():
            connection, version = self._reached()
            if 0 < version < migrations.CURRENT:
                migrations.upgrade(self, connection)
        if version:
            return connection
        connection.close()
        return None

    def _reached(self) -> tuple[sqlite3.Connection, int]:
        """Open the file, an encrypted one by its key, and return its version as well."""
        try:
            connection = self.connect()
            with _closed_on_failure(connection):
                return connection, self.attempt(lambda: migrations.version(connection, self))
        except sqlite3.DatabaseError as error:
            from leadfunnel.store import encryption

            self.key = encryption.reconsidered(self, error)
        return self._reached()

    def refuse_lost(self) -> None:
        """Refuse to go on without a store where copies show that there was one."""
        backups = len(self.backups())
        if backups:
            lost = faults.StoreEmpty if os.path.exists(self.file) else faults.StoreMissing
            raise lost(path=self.file, backups=backups, folder=str(self.backup_folder))

    def connect(self) -> sqlite3.Connection:
        """Open the file as it is, without looking into it."""
        if self.key is None:
            connection = sqlite3.connect(self.file, isolation_level=None, timeout=0)
        else:
            connection = self.key.connect(self.file)
        with _closed_on_failure(connection):
            self.attempt(lambda: prepare(connection))
        connection.text_factory = self._text
        return connection

    def _text(self, value: bytes) -> str:
        try:
            return value.decode()
        except UnicodeDecodeError:
            self.garbled.add(value)
            return _text(value)

    def patiently(self, connection: sqlite3.Connection, sql: str) -> None:
        """Run a statement as soon as no other process is in the way."""
        self.attempt(lambda: connection.execute(sql))

    def attempt(self, attempt: Callable[[], Any]) -> Any:
        """Run `attempt` until no other process is in the way."""
        start = time.monotonic()
        announced = Announcement(self.file).holds
        said = False
        while True:
            try:
                return attempt()
            except sqlite3.OperationalError as error:
                if not faults.is_locked(error):
                    raise
            waited = time.monotonic() - start
            if waited > (LONG_PATIENCE_SECONDS if announced() else PATIENCE_SECONDS):
                raise faults.StoreBusy(seconds=int(waited))
            if waited > SAY_AFTER_SECONDS and not said:
                said = True
                self._waiting()
            longest = 0.010 if waited < SAY_AFTER_SECONDS else 0.003  # who waited long asks often
            from random import uniform  # only who must wait pays for it

            time.sleep(uniform(0.001, longest))  # noqa: S311 - not for secrets

    def told(self, error: sqlite3.Error) -> StoreError:
        """Return what the database refuses in words; raise where it became another file."""
        if faults.is_no_database(error):
            from leadfunnel.store import encryption

            encryption.refuse_changed(self)
        return faults.translate(error, self.file, str(self.backup_folder))

    @contextmanager
    def _faults(self, connection: sqlite3.Connection | None = None) -> Iterator[None]:
        """Say what the database refuses; what else goes wrong may come of a damaged file."""
        try:
            yield
        except sqlite3.Error as error:
            raise self.told(error) from error
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            damage = faults.damage(connection, error)
            if not damage:
                raise
            raise faults.StoreDamaged(
                path=self.file, detail=damage, folder=str(self.backup_folder)
            ) from error


@contextmanager
def _closed_on_failure(connection: sqlite3.Connection) -> Iterator[None]:
    """Leave no file open that another library may open next."""
    try:
        yield
    except BaseException:
        connection.close()
        raise


def prepare(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Set what every connection needs: durability, foreign keys, no trusted schema."""
    connection.row_factory = Row
    connection.text_factory = _text
    connection.create_function("row_crc", 1, crc32, deterministic=True)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def _text(value: bytes) -> str:
    return value.decode("utf-8", errors="replace")


def empty(seed: Callable[[Session], None]) -> sqlite3.Connection:
    """Return an empty store in memory, as reading commands see it before the first write."""
    connection = prepare(sqlite3.connect(":memory:", isolation_level=None))
    connection.execute("BEGIN")
    create(connection, seed)
    connection.execute("COMMIT")
    return connection


def create(connection: sqlite3.Connection, seed: Callable[[Session], None]) -> None:
    """Create and fill the store inside the open transaction."""
    for sql in migrations.statements(text("schema")):
        connection.execute(sql)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {migrations.CURRENT}")
    seed(Session(connection))
