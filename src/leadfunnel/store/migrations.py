"""Bringing an older store forward: ordered steps, one transaction, never back.

A released schema is never edited; the next one is a step here, and the tests keep a frozen
store of every released schema. A newer store than this program knows is refused.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable

from leadfunnel.data import shipped_text
from leadfunnel.store import faults

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from pathlib import Path

    from leadfunnel.store.session import Session
    from leadfunnel.store.sqlite import SqliteStore

Step = Callable[[sqlite3.Connection], None]

CURRENT = 6
DERIVED = 5
"""The last version that brought a derived column."""
APPLICATION_ID = 0x4C464E4C


def version(connection: sqlite3.Connection, store: SqliteStore) -> int:
    """Return the schema version of an open file, 0 for an empty one; refuse what is not ours.

    All answers come from one view, or a store being created looks like a stranger.
    """
    alone = not connection.in_transaction
    if alone:
        connection.execute("BEGIN")
    try:
        found = _version(connection, store)
        if alone:
            faults.refuse_cut(connection, store.file)
        return found
    finally:
        if alone:
            connection.execute("COMMIT")


def _version(connection: sqlite3.Connection, store: SqliteStore) -> int:
    found = connection.execute("PRAGMA application_id").fetchone()[0]
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if found != APPLICATION_ID:
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if found or version or tables:
            raise faults.ForeignStore(path=store.file)
        return 0
    if version > CURRENT:
        raise faults.NewerStore(path=store.file, found=version, known=CURRENT)
    if version < 1:
        folder = str(store.backup_folder)
        raise faults.UnknownVersion(path=store.file, found=version, folder=folder)
    return version


def upgrade(store: SqliteStore, connection: sqlite3.Connection) -> None:
    """Bring the open, older store to `CURRENT`, after a backup.

    Foreign keys are off during the steps and checked before the commit. Of several processes the
    first takes the lock, makes the backup and does the work; the others find it done.
    """
    from leadfunnel.store import backup

    connection.execute("PRAGMA foreign_keys = OFF")
    store.patiently(connection, "BEGIN IMMEDIATE")
    try:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if version < CURRENT:
            name = backup.unused(store, f"before-upgrade-from-{version}")
            _run_or_say(connection, backup.make(store, name, reason="upgrade").path)
        store.patiently(connection, "COMMIT")
    except BaseException:
        if connection.in_transaction:  # else the disk failed after the commit
            connection.execute("ROLLBACK")
        raise
    connection.execute("PRAGMA foreign_keys = ON")


def _run_or_say(connection: sqlite3.Connection, copy: Path) -> None:
    """Apply the steps; what is wrong with one of them is said with the backup made before."""
    try:
        run(connection)
    except Exception as error:
        if faults.is_outside(error):
            raise
        detail = f"{type(error).__name__}: {error}"[:80]
        raise faults.UpgradeFailed(detail=detail, backup=str(copy)) from error


def run(connection: sqlite3.Connection, steps: dict[int, Step] | None = None) -> None:
    """Apply the steps that the open transaction's store still lacks."""
    known = STEPS if steps is None else steps
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    while version in known:
        known[version](connection)
        version += 1
        connection.execute(f"PRAGMA user_version = {version}")
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise sqlite3.IntegrityError("the upgrade left a reference to nothing")


def statements(text: str) -> list[str]:
    """Return the statements of a text of SQL."""
    found: list[str] = []
    pending = ""
    for line in text.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            found.append(pending)
            pending = ""
    return found


def _upgrade(version: int) -> str:
    """Return the SQL that brings a store to a schema version."""
    folder = os.path.dirname(__file__)
    with open(os.path.join(folder, f"upgrade_{version}.sql"), encoding="utf-8") as file:
        return file.read()


def _declare_fields(connection: sqlite3.Connection) -> None:
    """Declare the shipped fields, as a new store has them from its first operation."""
    import json
    import tomllib

    for key, body in tomllib.loads(shipped_text("fields.toml")).items():
        connection.execute(
            "INSERT INTO definition (kind, name, body, op_id) "
            "SELECT 'field', ?, ?, min(id) FROM operation",
            (key, json.dumps(body, ensure_ascii=False, sort_keys=True)),
        )


def _second(connection: sqlite3.Connection) -> None:
    """More is kept of customers, and what was said can be searched."""
    from leadfunnel.store import derived
    from leadfunnel.store.session import Session

    for sql in statements(_upgrade(2)):
        connection.execute(sql)
    _declare_fields(connection)
    derived.reindex(Session(connection))


def _third(connection: sqlite3.Connection) -> None:
    """Purchases and the method have tables; birthdays and missing answers can be found."""
    from leadfunnel.store.session import Session

    for sql in statements(_upgrade(3)):
        connection.execute(sql)
    Session(connection).run("derived.birthdays")
    Session(connection).run("answers.all")


def _fourth(connection: sqlite3.Connection) -> None:
    """Reviews, campaigns, groups and teams have tables."""
    for sql in statements(_upgrade(4)):
        connection.execute(sql)


def _fifth(connection: sqlite3.Connection) -> None:
    """Who was erased is kept, and sums over the rows; who stands where can be counted."""
    from leadfunnel.store import sums
    from leadfunnel.store.session import Session

    for sql in statements(_upgrade(5)):
        connection.execute(sql)
    session = Session(connection)
    complete(session, 4)
    sums.remake(session)


def _sixth(connection: sqlite3.Connection) -> None:
    """Indexes of the reminders hold the last touch, and grades have one."""
    for sql in statements(_upgrade(6)):
        connection.execute(sql)


def complete(session: Session, version: int) -> None:
    """Work out what the derived columns hold that came after a version, on either engine."""
    from leadfunnel.store import definitions

    if version < DERIVED:
        last = int(session.value("facts.next_customer")) - 1
        session.run("derived.journeys", first=1, last=last)
        main = definitions.settings(session).main_pipeline
        session.run("derived.customers", first=1, last=last, main=main)


STEPS: dict[int, Step] = {1: _second, 2: _third, 3: _fourth, 4: _fifth, 5: _sixth}
"""From each older version, the step that leads to the next one."""
