"""Bringing an older store forward: ordered steps, one transaction, never back.

A released schema is never edited; the next one is a step here, and the tests keep a frozen
store of every released schema. A newer store than this program knows is refused.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.store.sqlite import SqliteStore

Step = Callable[[sqlite3.Connection], None]

CURRENT = 2


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
            backup.make(store, backup.unused(store, f"before-upgrade-from-{version}"))
            run(connection)
        store.patiently(connection, "COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("PRAGMA foreign_keys = ON")


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


WISHES = (
    """
        CREATE TABLE consent (
        id INTEGER NOT NULL,
        customer_id INTEGER NOT NULL,
        channel VARCHAR NOT NULL,
        state VARCHAR NOT NULL,
        how VARCHAR NOT NULL,
        at BIGINT NOT NULL,
        recorded_at BIGINT NOT NULL,
        user_id INTEGER NOT NULL,
        op_id INTEGER NOT NULL,
        void_op INTEGER,
        PRIMARY KEY (id),
        FOREIGN KEY(customer_id) REFERENCES customer (id),
        FOREIGN KEY(user_id) REFERENCES users (id),
        FOREIGN KEY(op_id) REFERENCES operation (id),
        FOREIGN KEY(void_op) REFERENCES operation (id)
        )
    """,
    "CREATE INDEX ix_consent_customer_id ON consent (customer_id)",
    """
        CREATE TABLE mute (
        id INTEGER NOT NULL,
        customer_id INTEGER NOT NULL,
        reason VARCHAR NOT NULL,
        until VARCHAR NOT NULL,
        user_id INTEGER NOT NULL,
        op_id INTEGER NOT NULL,
        void_op INTEGER,
        PRIMARY KEY (id),
        FOREIGN KEY(customer_id) REFERENCES customer (id),
        FOREIGN KEY(user_id) REFERENCES users (id),
        FOREIGN KEY(op_id) REFERENCES operation (id),
        FOREIGN KEY(void_op) REFERENCES operation (id)
        )
    """,
    "CREATE INDEX mute_customer ON mute (customer_id, reason)",
    "ALTER TABLE interaction ADD COLUMN replaces INTEGER",
    "CREATE INDEX interaction_replaces ON interaction (replaces) WHERE replaces IS NOT NULL",
)
"""What the second schema adds beside the search: consents, mutes, corrected entries."""


def _second(connection: sqlite3.Connection) -> None:
    """What was said can be searched, Latin names by their initials; wishes and corrections."""
    from leadfunnel.store import derived
    from leadfunnel.store.session import Session

    connection.execute(
        "CREATE VIRTUAL TABLE interaction_index USING fts5("
        "tokens, content='', detail=none, columnsize=0, tokenize='unicode61')"
    )
    for sql in WISHES:
        connection.execute(sql)
    derived.reindex(Session(connection))


STEPS: dict[int, Step] = {1: _second}
"""From each older version, the step that leads to the next one."""
