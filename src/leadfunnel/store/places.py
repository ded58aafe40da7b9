"""What a store can be: a file of SQLite, or a schema on a server of PostgreSQL."""

from __future__ import annotations

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import TypeAlias

    from leadfunnel.store.postgres import PostgresStore
    from leadfunnel.store.sqlite import SqliteStore

    Store: TypeAlias = SqliteStore | PostgresStore
