"""Copies of a store, made through SQLite's backup interface and checked before they count."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path

from leadfunnel import durable
from leadfunnel.domain.record import dataclass
from leadfunnel.errors import N_, RefusedError, StoreError, UnreadableError
from leadfunnel.store import copies, faults, identity
from leadfunnel.store.copies import Copy
from leadfunnel.store.session import Session

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing_extensions import TypeIs

    from leadfunnel.store.places import Store
    from leadfunnel.store.sqlite import SqliteStore

BUSY_MS = 30_000
UNASKED_BYTES = 100_000_000
"""A store up to this size is copied before something large without being asked."""


class BadBackupName(UnreadableError):
    """A backup's name must be a plain word."""

    code = "bad_backup_name"
    message = N_("The backup name {name} cannot be used: letters, digits, '-' and '_' only.")
    hint = N_("For example: leadfunnel backup --name before-import")


class BackupExists(RefusedError):
    """A backup is never overwritten."""

    code = "backup_exists"
    message = N_("A backup named {name} exists.")
    hint = N_("Choose another name.")


class NothingToBackUp(RefusedError):
    """There is no store yet."""

    code = "nothing_to_back_up"
    message = N_("There is no store at {path} yet.")
    hint = N_("It is created by the first leadfunnel add.")


class ServerBacksUp(RefusedError):
    """A store on a server is copied by the server's own tools."""

    code = "server_backs_up"
    message = N_("The store {address} is on a server: its copies are made there.")
    hint = N_("For example: pg_dump --format=custom --file=leadfunnel.dump DATABASE")


class BackupFailed(StoreError):
    """The copy did not pass its check."""

    code = "backup_failed"
    message = N_("The backup {path} failed its check and was removed: {detail}.")
    hint = N_("The store itself may be damaged: keep the copies you have.")


def make(store: Store, name: str, *, reason: str = "hand", now: int | None = None) -> Copy:
    """Copy the store, check the copy, and note beside it what it is.

    Without `now` the file's own time counts. A name that is taken raises BackupExists.
    """
    if not is_file(store):
        raise ServerBacksUp(address=str(store))
    if not store.path.exists() or not store.path.stat().st_size:
        raise NothingToBackUp(path=str(store.path))
    folder = made_folder(store)
    path = folder / f"{name}.db"
    pending = folder / f".{name}.{os.getpid()}.partial"
    try:
        held = _copy(store, pending)
        if path.exists():
            raise BackupExists(name=name)
        copy = _told(pending, path, held, reason, now)
        copies.write_note(copy, path)
        os.link(pending, path)
    except FileExistsError:
        raise BackupExists(name=name) from None
    except sqlite3.Error as error:
        raise faults.translate(error, str(path), str(folder)) from error
    finally:
        with suppress(OSError):  # what is left of it is never read
            pending.unlink(missing_ok=True)
            pending.with_name(f"{pending.name}-journal").unlink(missing_ok=True)
    durable.settle(folder)
    return copy


def made_folder(store: SqliteStore) -> Path:
    """Return the folder of the copies, made so that nobody else may look into it."""
    folder = store.backup_folder
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.parent.chmod(0o700)
    return folder


@dataclass(frozen=True)
class _Held:
    customers: int
    state: str
    store: str


def _told(pending: Path, path: Path, held: _Held, reason: str, now: int | None) -> Copy:
    told = pending.stat()
    return Copy(
        path=path,
        made_at=int(told.st_mtime) if now is None else now,
        reason=reason,
        bytes=told.st_size,
        customers=held.customers,
        sha256=copies.checksum(pending),
        state=held.state,
        store=held.store,
        noted=True,
    )


def unused(store: SqliteStore, name: str) -> str:
    """Return the name, with a number behind it where a backup has it already."""
    numbered = (f"{name}-{number}" for number in count(2))
    return next(
        free
        for free in chain((name,), numbered)
        if not (store.backup_folder / f"{free}.db").exists()
    )


def is_file(store: Store) -> TypeIs[SqliteStore]:
    """Tell whether the store is a file, which can be copied; a server has tools of its own."""
    return hasattr(store, "backup_folder")


def is_large(store: Store) -> bool:
    """Tell whether a copy takes so long that it is made only when asked for."""
    return is_file(store) and store.path.exists() and store.path.stat().st_size > UNASKED_BYTES


def before(store: Store, what: str, now: int) -> Copy | None:
    """Copy the store before something large; None where there is nothing in it yet."""
    if not (is_file(store) and store.path.exists() and store.path.stat().st_size):
        return None
    name = unused(store, f"before-{what}-{stamped(now)}")
    return make(store, name, reason=what, now=now)


def checked_name(name: str) -> str:
    """Return a name that is safe as a file name; raise BadBackupName otherwise."""
    plain = all(char.isalnum() or char in "-_" for char in name)
    if not plain or not name or name.startswith("-") or len(name) > 80 or name.upper() in RESERVED:
        raise BadBackupName(name=repr(name[:40]))
    return name


RESERVED = {
    "CON",
    "PRN",
    "AUX",
    "NUL",
    *(f"{port}{n}" for port in ("COM", "LPT") for n in range(10)),
}


def stamped(now: int) -> str:
    """Return a name made of the UTC time to the second."""
    return datetime.fromtimestamp(now, UTC).strftime("%Y%m%dT%H%M%SZ")


def _copy(store: SqliteStore, target: Path) -> _Held:
    """Copy a store; the copy of an encrypted one is encrypted by the same key."""
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    origin = store.connect()
    origin.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    copy = sqlite3.connect(target) if store.key is None else store.key.connect(target)
    try:
        origin.backup(copy)
        copy.commit()
        found = copy.execute("PRAGMA integrity_check").fetchone()[0]
        if found != "ok":
            raise BackupFailed(path=str(target), detail=found)
        held = _counted(copy)
    finally:
        copy.close()
        origin.close()
    with target.open("rb") as handle:
        os.fsync(handle.fileno())
    return held


def _counted(copy: sqlite3.Connection) -> _Held:
    statement = "SELECT count(*) FROM customer WHERE present = 1"
    customers = int(copy.execute(statement).fetchone()[0])
    copy.row_factory = sqlite3.Row
    session = Session(copy)
    return _Held(customers, identity.state(session), identity.store_key(session))
