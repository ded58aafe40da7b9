"""The store of a team: one database of a PostgreSQL server, one transaction a command.

Writers come one after the other, as they do on SQLite: the number of an operation is its place in
the order of commits, which is what undo and reports as they were known go by. Nothing is kept in
the session of the server, so that a pooler may stand between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from psycopg import Connection, errors
from psycopg.conninfo import make_conninfo

from leadfunnel.store import migrations
from leadfunnel.store import postgres_faults as faults
from leadfunnel.store.faults import NewerStore, StoreBusy
from leadfunnel.store.postgres_rows import adapt
from leadfunnel.store.postgres_session import MUCH, PostgresSession
from leadfunnel.store.session import Session, text

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

    from leadfunnel.domain.finding import Finding
    from leadfunnel.store.session import Asked

LOCK = 0x4C464E4C
"""The lock that writers hold; a store is told from others in the database by its schema."""
FIND_STORE = """
    SELECT to_regclass('store_version') IS NOT NULL, EXISTS (
        SELECT FROM pg_class JOIN pg_namespace AS place ON place.oid = relnamespace
        WHERE relname = 'store_version' AND NOT has_schema_privilege(place.oid, 'USAGE')
          AND ',' || translate(current_setting('search_path'), '" ', '') || ','
              LIKE '%,' || nspname || ',%')
"""
"""Whether there is a store, and whether there is one behind a door that is closed to the login."""
SAY_AFTER_SECONDS, PATIENCE_SECONDS, CONNECT_SECONDS = 1, 300, 10
PLAIN = "SET LOCAL jit = off"
"""Compiling a statement takes the server longer than running any of ours as it stands."""
READING = ("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", PLAIN)
UNUSUAL = (
    *(errors.UndefinedTable, errors.UndefinedColumn, errors.UndefinedFunction),
    errors.InsufficientPrivilege,
)
"""What is heard where there is no store yet, or an older one, or one of others."""


def _writing(seconds: int) -> tuple[str, ...]:
    """Return the words that begin to write, waiting so long for others who do."""
    return (
        "BEGIN",
        PLAIN,
        f"SET LOCAL lock_timeout = '{seconds}s'",
        f"SELECT pg_advisory_xact_lock({LOCK}, hashtext(current_schema()))",
        "SET LOCAL lock_timeout = 0",
    )


class PostgresStore:
    """One store in one schema of a database.

    `seed` fills a new store inside the transaction that creates it; `waiting` is called once
    when another process holds this one up.
    """

    def __init__(
        self,
        url: str,
        *,
        seed: Callable[[Session], None] = lambda _: None,
        waiting: Callable[[], None] = lambda: None,
    ) -> None:
        self._told = faults.read_url(url)
        self._seed = seed
        self._waiting = waiting
        self.garbled: set[bytes] = set()  # a server takes nothing that is no text
        self._idle: list[Connection[Any]] = []
        self._is_told = False
        self.dumps: Path | None = None
        """Where copies of what it says are kept, on the machine of whoever makes them."""

    def __del__(self) -> None:
        for connection in self.__dict__.get("_idle", ()):
            connection.close()

    def __str__(self) -> str:
        """Return the address without a password."""
        return faults.shown(self._told)

    @property
    def path(self) -> Path:
        """What stands for a file where one is named; nothing lies there."""
        return Path(str(self))

    def transport(self, environ: Mapping[str, str]) -> Finding | None:
        """Return what `doctor` advises about the way to the server."""
        from leadfunnel.store import transport

        return transport.advice(self._told, environ)

    @property
    def login(self) -> str:
        """The role that acts."""
        with self._connected() as connection:
            return connection.info.user

    @contextmanager
    def read(self, *asked: Asked) -> Iterator[Session]:
        """Open one consistent view; on no store an empty one in memory, creating nothing.

        What is `asked` is asked as it is opened.
        """
        with self._connected() as connection:
            session = self._at_once(connection, READING, asked)
            if session is None and self._open_to_read(connection):
                session = self._opened(connection)
            if session is not None:
                yield session
                session.exchange.leave()
                return
            connection.execute("ROLLBACK")
        with self._nothing() as empty:
            yield empty

    @contextmanager
    def write(self, *asked: Asked) -> Iterator[Session]:
        """Open one transaction that is committed at the end, or leaves nothing."""
        with self._connected() as connection:
            session = self._at_once(connection, _writing(SAY_AFTER_SECONDS), asked)
            if session is None:
                if not self._open_to_write(connection):
                    self._create(connection)
                session = self._opened(connection)
            yield session
            if session.filled >= MUCH:
                session.survey()
            with faults.saving(self._told):
                session.exchange.end("COMMIT")
            session.saved = True

    @contextmanager
    def rehearse(self, *asked: Asked) -> Iterator[Session]:
        """Open a transaction that is never committed; on no store an empty one in memory."""
        with self._connected() as connection:
            session = self._at_once(connection, _writing(SAY_AFTER_SECONDS), asked)
            if session is None and self._open_to_write(connection):
                session = self._opened(connection)
            if session is not None:
                yield session
                session.exchange.end("ROLLBACK")
                return
            connection.execute("ROLLBACK")
        with self._nothing() as empty:
            yield empty

    @contextmanager
    def _connected(self) -> Iterator[Connection[Any]]:
        """Lend a connection; what failed on it is rolled back, and it is not used again."""
        with faults.spoken(self._told):
            connection = self._idle.pop() if self._idle else self._connect()
            while connection.pgconn.get_result() is not None:
                pass  # how the reading before ended was not waited for
            try:
                yield connection
            except BaseException:
                with suppress(psycopg.Error):
                    connection.close()
                raise
            self._idle.append(connection)

    def _connect(self) -> Connection[Any]:
        told = {"connect_timeout": str(CONNECT_SECONDS), "application_name": "leadfunnel"}
        with faults.connecting(self._told):
            connection = psycopg.connect(
                make_conninfo(**{**told, **self._told, "client_encoding": "utf8"}),
                autocommit=True,
                prepare_threshold=None,
            )
        adapt(connection.adapters)
        return connection

    def _at_once(
        self, connection: Connection[Any], words: Sequence[str], asked: Sequence[Asked]
    ) -> PostgresSession | None:
        """Begin, and hear all that every command asks first; None where a closer look is due."""
        session = PostgresSession(connection, patient=True)
        try:
            writes = words != READING
            version, (standing, member) = session.exchange.begin(words, asked, writes=writes)
        except errors.LockNotAvailable:
            connection.execute("ROLLBACK")
            self._waiting()
            self._is_told = True
            return None
        except UNUSUAL:
            connection.execute("ROLLBACK")
            return None
        if version != migrations.CURRENT or standing is None:
            connection.execute("ROLLBACK")
            return None
        session.member = member
        return session

    def _open_to_read(self, connection: Connection[Any]) -> bool:
        """Begin to read, bringing an older store forward first; tell whether there is a store."""
        while True:
            connection.execute("; ".join(READING).encode())
            version = self._version(connection)
            if version in (0, migrations.CURRENT):
                break
            connection.execute("ROLLBACK")
            self._open_to_write(connection)
            connection.execute("COMMIT")
        return bool(version)

    def _open_to_write(self, connection: Connection[Any]) -> bool:
        """Begin to write, bringing an older store forward; tell whether there is a store."""
        self._begin(connection)
        version = self._version(connection)
        if 0 < version < migrations.CURRENT:
            self._upgrade(connection)
        return bool(version)

    def _upgrade(self, connection: Connection[Any]) -> None:
        from leadfunnel.store import postgres_upgrade, roles

        try:
            postgres_upgrade.run(connection)
        except errors.InsufficientPrivilege:
            raise faults.OwnerUpgrades(address=str(self)) from None
        session = PostgresSession(connection)
        if roles.is_set_up(session):
            roles.set_up(session)

    def _begin(self, connection: Connection[Any]) -> None:
        """Begin to write, as soon as nobody else does; who waited long was told."""
        told, self._is_told = self._is_told, False
        seconds = PATIENCE_SECONDS if told else SAY_AFTER_SECONDS
        try:
            connection.execute("; ".join(_writing(seconds)).encode())
        except errors.LockNotAvailable:
            if told:
                raise StoreBusy(seconds=SAY_AFTER_SECONDS + PATIENCE_SECONDS) from None
            connection.execute("ROLLBACK")
            self._waiting()
            self._is_told = True
            self._begin(connection)

    def _version(self, connection: Connection[Any]) -> int:
        """Return the schema version, 0 where there is no store yet; refuse what is newer."""
        there = connection.execute(FIND_STORE.encode()).fetchone()
        if there is None or not there[0]:
            if there and there[1]:
                raise faults.NotOfTeam(user=connection.info.user, address=str(self))
            return 0
        try:
            row = connection.execute("SELECT max(version) FROM store_version").fetchone()
        except errors.InsufficientPrivilege:
            raise faults.NotOfTeam(user=connection.info.user, address=str(self)) from None
        version = int(row[0]) if row and row[0] else 0
        if version > migrations.CURRENT:
            raise NewerStore(path=str(self), found=version, known=migrations.CURRENT)
        return version

    def _opened(self, connection: Connection[Any]) -> PostgresSession:
        """Return the session of a member or of the owner; to others it would seem empty."""
        row = connection.execute("SELECT team_standing(), team_user()").fetchone()
        if row is None or row[0] is None:
            raise faults.NotOfTeam(user=connection.info.user, address=str(self))
        session = PostgresSession(connection, patient=True)
        session.member = row[1]
        return session

    def _create(self, connection: Connection[Any]) -> None:
        """Create and fill the store inside the open transaction."""
        try:
            connection.execute(text("schema", "postgresql").encode())
        except (errors.DuplicateTable, errors.DuplicateFunction):
            raise faults.ForeignSchema(address=str(self)) from None
        connection.execute(
            f"INSERT INTO store_version VALUES ({migrations.CURRENT})".encode()  # noqa: S608
        )
        self._seed(PostgresSession(connection))

    @contextmanager
    def _nothing(self) -> Iterator[Session]:
        """Open an empty store in memory, as reading commands see it before the first write."""
        from leadfunnel.store.sqlite import empty

        connection = empty(self._seed)
        try:
            yield Session(connection)
        finally:
            connection.close()
