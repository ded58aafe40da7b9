"""A store is taken for one connection alone before it is written anew."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from leadfunnel.store.converting import _shut_out


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None, timeout=0)


def test_who_is_writing_finishes_and_then_is_shut_out(tmp_path: Path) -> None:
    """Two that wait for each other's locks would both give up after a minute."""
    writer, taker = _opened(tmp_path / "s.db"), _opened(tmp_path / "s.db")
    writer.execute("CREATE TABLE t (x)")
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("INSERT INTO t VALUES (1)")
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        _shut_out(taker)
    writer.execute("COMMIT")
    _shut_out(taker)
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        writer.execute("SELECT x FROM t")
    taker.close()
    assert writer.execute("SELECT x FROM t").fetchall() == [(1,)]
    writer.close()
