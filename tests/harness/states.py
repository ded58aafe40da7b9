"""All that a store says, and whether its file is whole."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from leadfunnel.store.encryption import Key

PASSPHRASES = {
    "LEADFUNNEL_PASSPHRASE": "correct horse battery",
    "LEADFUNNEL_NEW_PASSPHRASE": "四个 不相干 的词",
}
KEYS = {variable: Key(passphrase) for variable, passphrase in PASSPHRASES.items()}


class Broken(Exception):
    """A store is damaged."""


def state(path: Path) -> str:
    """Return a sum over every row of every table; raise Broken where the file is not whole.

    Opening it rolls back what a dead process left undone, as the next command would.
    """
    if not path.exists() or path.stat().st_size == 0:
        return "nothing"
    try:
        with closing(sqlite3.connect(path, timeout=5)) as connection:
            _check(connection)
            return _sum(connection)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorname", "") != "SQLITE_NOTADB":
            raise Broken(str(error)) from error
    return _encrypted_state(path)


def _encrypted_state(path: Path) -> str:
    """Return the sum of an encrypted store, with which of the passphrases opens it."""
    for variable, key in KEYS.items():
        try:
            if key.opens(path):
                with closing(key.connect(path)) as connection:
                    _check(connection)
                    return f"{variable} {_sum(connection)}"
        except sqlite3.Error as error:
            raise Broken(str(error)) from error
    raise Broken("no passphrase opens it")


def _check(connection: sqlite3.Connection) -> None:
    found = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if found != "ok":
        raise Broken(found)
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        raise Broken("a row refers to nothing")
    connection.text_factory = lambda data: data.decode(errors="surrogateescape")
    if connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'customer_index'").fetchone():
        connection.execute(
            "INSERT INTO customer_index(customer_index, rank) VALUES ('integrity-check', 1)"
        )
        connection.rollback()


def _sum(connection: sqlite3.Connection) -> str:
    tables = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'table' "
        "AND name NOT LIKE '%\\_index%' ESCAPE '\\' ORDER BY name"
    ).fetchall()
    total = sha256()
    for name, sql in tables:
        total.update(repr((name, sql)).encode())
        for row in connection.execute(f'SELECT * FROM "{name}" ORDER BY 1'):
            total.update(repr(row).encode(errors="surrogateescape"))
    version = connection.execute("PRAGMA user_version").fetchone()
    return f"{version[0]} {total.hexdigest()}"


def names(path: Path) -> set[str]:
    """Return the names of all customers."""
    with closing(sqlite3.connect(path, timeout=5)) as connection:
        return {row[0] for row in connection.execute("SELECT name FROM customer")}
