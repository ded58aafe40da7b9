"""Bringing a copy of a store back, through SQLite's backup interface.

A copy is read into a file of its own, checked and brought to the present schema there, and only
then written over the store in one transaction: a kill leaves the old store or the new one.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from leadfunnel.errors import N_, StoreError, UnreadableError
from leadfunnel.store import backup, copies, encrypted_files, encryption, faults, migrations
from leadfunnel.store.copies import Copy
from leadfunnel.store.session import Session
from leadfunnel.store.sqlite import APPLICATION_ID, PATIENCE_SECONDS, SqliteStore, create, prepare

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.store.encryption import Key

PAGES = 16
"""Pages written at a time: fewer than any store has, so that the first step does not end it."""
COUNTER = slice(24, 28)
"""Where the head of a file counts its transactions."""
SQLITE_HEAD = b"SQLite format 3\x00"


class SameFile(UnreadableError):
    """A store is not brought back from itself."""

    code = "same_file"
    message = N_("{path} is the same file as the store: there is nothing to bring back.")
    hint = N_("See the copies with: leadfunnel backup list")


class DamagedCopy(StoreError):
    """A copy that cannot be read to its end."""

    code = "damaged_copy"
    message = N_("The copy {path} is damaged: {detail}.")
    hint = N_("Nothing was changed. Use another copy: leadfunnel backup list")


class UnexpectedContent(StoreError):
    """A copy holds what no store of ours has."""

    code = "unexpected_content"
    message = N_("The copy {path} holds what is unexpected in a store: {kind} {name}.")
    hint = N_("Nothing was changed. Somebody has altered it; use another copy.")


class NotACopy(StoreError):
    """The file is no store at all."""

    code = "not_a_copy"
    message = N_("{path} is not a copy of a leadfunnel store.")
    hint = N_("Name a copy from: leadfunnel backup list")


class Overtaken(Exception):
    """Somebody wrote to the store in the meantime."""


def check(store: SqliteStore, copy: Copy, *, whole: bool = True, ask: bool = False) -> None:
    """Raise what is wrong with a copy: read to its end, or without `whole` only what it declares.

    One of lines has only its checksum. With `ask` it may have another passphrase than the store.
    """
    if not copy.whole:
        copies.check_sum(copy)
        return
    with _reading(store, copy.path, ask=ask) as connection:
        if whole:
            _examine(connection, copy)
        else:
            _check_head(connection, copy.path)
            _refuse_strange(connection, copy.path)


@contextmanager
def staged(store: SqliteStore, copy: Copy) -> Iterator[Path]:
    """Lend a copy in a file of its own beside the store, checked, at the present schema.

    It is encrypted as the store is; where there is none that can be read, as the copy is.
    """
    _refuse_same(store.path, copy.path)
    pending = store.path.with_name(f".{store.path.name}.{os.getpid()}.restoring")
    try:
        with _spoken(pending):
            with _reading(store, copy.path, ask=True) as connection:
                _examine(connection, copy)
            origin = encrypted_files.key_of(store, copy.path)
            if not (store.path.exists() and _is_database(store)):
                store.key = origin
            os.close(os.open(pending, os.O_CREAT | os.O_TRUNC | os.O_RDWR, 0o600))
            encrypted_files.copy((copy.path, origin), (pending, store.key))
            with closing(prepare(encryption.connect(pending, store.key))) as target:
                _bring_forward(target, copy.path)
        yield pending
    finally:
        for ending in ("", "-journal"):
            with suppress(OSError):  # what is left of it is never read
                pending.with_name(pending.name + ending).unlink(missing_ok=True)


@contextmanager
def changing(path: Path, key: Key | None) -> Iterator[Session]:
    """Change a file that nobody else knows of, in one transaction."""
    with _spoken(path), closing(prepare(encryption.connect(path, key))) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield Session(connection)
        connection.execute("COMMIT")


@contextmanager
def _spoken(path: Path) -> Iterator[None]:
    """Say what the database refuses about a file beside the store."""
    try:
        yield
    except sqlite3.Error as error:
        raise faults.translate(error, str(path), str(path.parent)) from error


def put_back(store: SqliteStore, source: Path, counter: bytes | None) -> None:
    """Write a store over the one that is there; raise Overtaken if its counter is another now."""
    _make_ready(store)
    handle = os.open(store.path, os.O_RDONLY)  # closed last, or the locks on the file were lost
    try:
        _write_over(store, source, lambda: _check_counter(handle, counter))
    finally:
        os.close(handle)


def counted(store: SqliteStore) -> bytes | None:
    """Return the count of transactions of a store that can be read, None otherwise."""
    with suppress(OSError):
        head = _head(store.path)
        if head.startswith(SQLITE_HEAD) or store.key is not None:  # there it is noise, made anew
            return head[COUNTER]
    return None


def set_aside(store: SqliteStore, name: str) -> Path:
    """Keep the bytes of a store that cannot be read as one, beside its copies."""
    import shutil

    path = backup.made_folder(store) / f"{name}.damaged"
    shutil.copyfile(store.path, path)
    path.chmod(0o600)
    return path


def _write_over(store: SqliteStore, source: Path, check_first: Callable[[], None]) -> None:
    checked = False
    begun = time.monotonic()

    def follow(status: int, _left: int, _total: int) -> None:
        nonlocal checked
        if status not in (sqlite3.SQLITE_OK, sqlite3.SQLITE_DONE):
            if time.monotonic() - begun > PATIENCE_SECONDS:
                raise faults.StoreBusy(seconds=int(PATIENCE_SECONDS))
        elif not checked:
            checked = True
            check_first()

    try:
        with (
            closing(encryption.connect(source, store.key)) as origin,
            closing(store.connect()) as target,
        ):
            origin.backup(target, pages=PAGES, progress=follow, sleep=0.01)
    except sqlite3.Error as error:
        folder = str(store.backup_folder)
        raise faults.translate(error, str(store.path), folder) from error


def _check_counter(handle: int, counter: bytes | None) -> None:
    if counter is not None and os.pread(handle, COUNTER.stop, 0)[COUNTER] != counter:
        raise Overtaken


def _make_ready(store: SqliteStore) -> None:
    """Make a file to write to: a new one, or an empty one where what lies there is no database."""
    if store.path.is_symlink() and not store.path.exists():
        raise faults.DanglingLink(path=str(store.path))
    if not store.path.exists():
        if not store.path.parent.is_dir():
            raise faults.NoFolder(folder=str(store.path.parent))
        os.close(os.open(store.path, os.O_CREAT | os.O_RDWR, 0o600))
    elif not (_is_database(store) and encrypted_files.opens_throughout(store)):
        os.truncate(store.path, 0)  # its bytes were set aside
    with closing(store.connect()) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")


def _is_database(store: SqliteStore) -> bool:
    try:
        with closing(store.connect()) as connection:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.DatabaseError as error:
        return getattr(error, "sqlite_errorname", "") not in ("SQLITE_NOTADB", "SQLITE_CORRUPT")
    return True


def _refuse_same(store: Path, copy: Path) -> None:
    if store.exists() and store.samefile(copy):
        raise SameFile(path=str(copy))


@contextmanager
def _reading(store: SqliteStore, path: Path, *, ask: bool = False) -> Iterator[sqlite3.Connection]:
    """Open a copy for reading only; what SQLite says of it is said in our words."""
    try:
        with closing(encrypted_files.open_copy(store, path, ask=ask)) as found:
            yield found
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "") or ""
        if name == "SQLITE_NOTADB":
            raise NotACopy(path=str(path)) from None
        raise DamagedCopy(path=str(path), detail=str(error)) from None


def _examine(connection: sqlite3.Connection, copy: Copy) -> None:
    """Raise what is wrong with a copy: from where it cannot be of use to where it is damaged."""
    try:
        _check_head(connection, copy.path)
        _refuse_strange(connection, copy.path)
    except (NotACopy, sqlite3.Error):
        copies.check_sum(copy)
        raise
    copies.check_sum(copy)
    _check_whole(connection, copy.path)


def _check_head(connection: sqlite3.Connection, path: Path) -> None:
    found = connection.execute("PRAGMA application_id").fetchone()[0]
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if found != APPLICATION_ID or version < 1:
        raise NotACopy(path=str(path))
    if version > migrations.CURRENT:
        raise faults.NewerStore(path=str(path), found=version, known=migrations.CURRENT)


def _check_whole(connection: sqlite3.Connection, path: Path) -> None:
    found = str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
    if found != "ok":
        raise DamagedCopy(path=str(path), detail=found.splitlines()[-1])
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise DamagedCopy(path=str(path), detail=N_("a row refers to nothing"))


def _bring_forward(connection: sqlite3.Connection, path: Path) -> None:
    """Bring a checked copy to the present schema, and refuse what does not belong there."""
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    migrations.run(connection)
    connection.execute("COMMIT")
    connection.execute("PRAGMA foreign_keys = ON")
    for kind, name, _ in sorted(_objects(connection) ^ _fresh()):
        raise UnexpectedContent(path=str(path), kind=kind, name=name)


def _refuse_strange(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse what would run by itself: triggers and views that no store of ours has."""
    for kind, name, _ in sorted(_objects(connection) - _fresh()):
        if kind in ("trigger", "view"):
            raise UnexpectedContent(path=str(path), kind=kind, name=name)


def _fresh() -> set[tuple[str, str, str]]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        create(connection, lambda _: None)
        return _objects(connection)


def _objects(connection: sqlite3.Connection) -> set[tuple[str, str, str]]:
    """Return what a database is made of beside what SQLite keeps for itself, such as statistics.

    Of what runs by itself it is told how, too.
    """
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    ).fetchall()
    plain = ("table", "index")
    return {(row[0], row[1], "" if row[0] in plain else row[2]) for row in rows}


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(COUNTER.stop)
