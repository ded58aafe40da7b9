"""Files beside a store, encrypted or not: opened, copied from one kind to the other, made aside."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from leadfunnel.store import encryption
from leadfunnel.store.encryption import (
    KEY_BYTES,
    SALT_BYTES,
    Key,
    OtherPassphrase,
    address,
    connect,
    installed,
    looks_encrypted,
)

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.store.sqlite import SqliteStore


def key_of(store: SqliteStore, path: Path, *, ask: bool = False) -> Key | None:
    """Return what opens a copy of a store, None for a plain one.

    With `ask` it may have another passphrase than the store, which is asked for.
    """
    if not looks_encrypted(path):
        return None
    known = encryption.known(store)
    for key in known:
        if key.opens(path):
            return key
    if known and not ask:
        raise OtherPassphrase(path=str(path))
    return encryption.find(path, store.passphrases)


def open_copy(
    store: SqliteStore, path: Path, *, mode: str = "ro", ask: bool = False
) -> sqlite3.Connection:
    """Open a copy of a store, encrypted or not, that nobody has open."""
    return connect(path, key_of(store, path, ask=ask), mode)


def copy(source: tuple[Path, Key | None], target: tuple[Path, Key | None]) -> None:
    """Copy a whole file into an empty one; raise what SQLite says, or BadCopy."""
    if (source[1] is None) == (target[1] is None):
        with closing(connect(*source)) as origin, closing(connect(*target)) as other:
            origin.backup(other)
        return
    with closing(installed(source[0]).connect(address(source[0], "rw"), _text(*source))) as origin:
        export(origin, *target)


def _text(path: Path, key: Key | None) -> str | None:
    return None if key is None else key.text(path)


def export(origin: sqlite3.Connection, path: Path, key: Key | None) -> None:
    """Write what an open file of SQLCipher holds into an empty file, with a key or without."""
    versions = ("application_id", "user_version")
    told = {name: origin.execute(f"PRAGMA main.{name}").fetchone()[0] for name in versions}
    origin.execute("ATTACH DATABASE ? AS target KEY ?", (str(path), _text(path, key) or ""))
    origin.execute("PRAGMA target.journal_mode = OFF")  # whoever asked makes the whole file safe
    origin.execute("PRAGMA target.synchronous = OFF")
    origin.execute("SELECT sqlcipher_export('target')").fetchone()
    for name, value in told.items():
        origin.execute(f"PRAGMA target.{name} = {value}")
    origin.execute("DETACH DATABASE target")


def scratch() -> sqlite3.Connection:
    """Open a temporary file whose key is known to nobody, and that goes with the connection."""
    handle, path = tempfile.mkstemp(prefix="leadfunnel-")
    os.close(handle)
    key = f"x'{os.urandom(KEY_BYTES).hex()}{os.urandom(SALT_BYTES).hex()}'"
    connection = installed(path).connect(address(path, "rw"), key)
    connection.execute("PRAGMA journal_mode = MEMORY")
    os.unlink(path)  # noqa: PTH108
    return connection  # type: ignore[no-any-return]


def opens_throughout(store: SqliteStore) -> bool:
    """Tell whether a store's key opens all its pages; SQLCipher writes over none that it does not.

    Of a plain store every page opens.
    """
    if store.key is None:
        return True
    with closing(store.connect()) as connection:
        return connection.execute("PRAGMA cipher_integrity_check").fetchone() is None
