"""Copies of a store, made through SQLite's backup interface and checked before they count."""

from __future__ import annotations

import os
import sqlite3
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path

from leadfunnel.errors import N_, RefusedError, StoreError, UnreadableError

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import TypeGuard

    from leadfunnel.store.places import Store
    from leadfunnel.store.sqlite import SqliteStore

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


def make(store: Store, name: str) -> tuple[Path, int]:
    """Copy the store, check the copy, and return its path and how many customers it holds."""
    if not is_file(store):
        raise ServerBacksUp(address=str(store))
    if not store.path.exists() or not store.path.stat().st_size:
        raise NothingToBackUp(path=str(store.path))
    folder = store.backup_folder
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.parent.chmod(0o700)
    path = folder / f"{name}.db"
    pending = folder / f".{name}.{os.getpid()}.partial"
    try:
        customers = _copy(store.path, pending)
        os.link(pending, path)
    except FileExistsError:
        raise BackupExists(name=name) from None
    finally:
        pending.unlink(missing_ok=True)
        pending.with_name(f"{pending.name}-journal").unlink(missing_ok=True)
    return path, customers


def unused(store: SqliteStore, name: str) -> str:
    """Return the name, with a number behind it where a backup has it already."""
    numbered = (f"{name}-{number}" for number in count(2))
    return next(
        free
        for free in chain((name,), numbered)
        if not (store.backup_folder / f"{free}.db").exists()
    )


def is_file(store: Store) -> TypeGuard[SqliteStore]:
    """Tell whether the store is a file, which can be copied; a server has tools of its own."""
    return hasattr(store, "backup_folder")


def is_large(store: Store) -> bool:
    """Tell whether a copy takes so long that it is made only when asked for."""
    return is_file(store) and store.path.exists() and store.path.stat().st_size > UNASKED_BYTES


def before(store: Store, what: str, now: int) -> Path | None:
    """Copy the store before something large; None where there is nothing in it yet."""
    if not (is_file(store) and store.path.exists() and store.path.stat().st_size):
        return None
    return make(store, unused(store, f"before-{what}-{stamped(now)}"))[0]


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


def _copy(source: Path, target: Path) -> int:
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    origin = sqlite3.connect(source, timeout=30)
    copy = sqlite3.connect(target)
    try:
        origin.backup(copy)
        copy.commit()
        found = copy.execute("PRAGMA integrity_check").fetchone()[0]
        if found != "ok":
            raise BackupFailed(path=str(target), detail=found)
        statement = "SELECT count(*) FROM customer WHERE present = 1"
        customers: int = copy.execute(statement).fetchone()[0]
    finally:
        copy.close()
        origin.close()
    with target.open("rb") as handle:
        os.fsync(handle.fileno())
    return customers
