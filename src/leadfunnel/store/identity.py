"""What tells one store from another, and one state of a store from another."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from leadfunnel.store.session import Session


def store_key(session: Session) -> str:
    """Return a mark of the store: of its first operation, which every copy of it has, too."""
    row = session.row("trust.birth")
    return "" if row is None else _digest(map(str, tuple(row)))


def state(session: Session) -> str:
    """Return a mark of the state: every change appends an operation, a restore as well."""
    rows = session.rows("trust.last_operations")
    return _digest("|".join(map(str, tuple(row))) for row in rows)


def mark(store: str, customer_id: int, created_at: int) -> str:
    """Return the mark of a customer of a store, of which nothing of them can be told."""
    return _digest((store, str(customer_id), str(created_at)))


def _digest(parts: Iterable[str]) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()[:32]
