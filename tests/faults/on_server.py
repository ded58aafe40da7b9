"""A store on a server as a bench for cases: a database of its own for each, copied from another."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import count
from typing import Any
from urllib.parse import urlsplit

import pytest
from tests import postgres
from tests.conftest import NOW
from tests.dump import live_facts
from tests.faults.bench import STAGES, Bench
from tests.faults.case import Case

from leadfunnel.services.book import Acting, Book
from leadfunnel.services.doctor import Doctor
from leadfunnel.store import moving

SELLER = "lin"
"""Who logs in, as the environment of a bench says it of a file."""
_CONNECTED = "FROM pg_stat_activity WHERE datname = "
_numbers = count(1)


@dataclass
class ServerBench(Bench):
    """leadfunnel over a database on a server."""

    base: str = ""

    def open(self, case: Case | None = None) -> None:
        super().open(case)
        self.given.discard("store.db")
        self.base = f"f{os.getpid()}_{next(_numbers)}"
        self.env["LEADFUNNEL_DB"] = _address(self.base)
        if case is None or case.start == "nothing":
            _run(f"CREATE DATABASE {self.base}")

    def close(self) -> None:
        self._part()
        _run(f"DROP DATABASE IF EXISTS {self.base} WITH (FORCE)")

    def begin(self, other: Bench) -> None:
        assert isinstance(other, ServerBench)
        other.leave()
        _run(f"CREATE DATABASE {self.base} TEMPLATE {other.base}")

    def _part(self) -> None:
        self._store.__del__()
        self._raw.close()
        del self._store, self._raw

    def leave(self) -> None:
        """Wait until nobody is connected any more: who is cannot be copied."""
        self._part()
        ended = f"SELECT pg_terminate_backend(pid, 5000) {_CONNECTED}'{self.base}'"
        while _run(ended):
            pass

    def says(self) -> str:
        there = self._raw.execute("SELECT to_regclass('store_version')").fetchone()
        return str(self._raw.execute(_all_facts()).fetchone()[0]) if there[0] else ""

    def told(self) -> str:
        return live_facts(self._store)

    def sound(self) -> None:
        """Assert that journeys stand where their last change led; the server sees to the rest."""
        with self._store.read() as session:
            assert session.composed(STAGES, {}) == []

    def healthy(self) -> None:
        """Assert that the doctor finds no damage; what no server has, such as sums, is left out."""
        if self.says():
            book = Book(self._store, Acting(SELLER, NOW))
            found = Doctor(book, lambda: None).look(full=True)
            assert [one.code for one in found.damage] == []

    @cached_property
    def _raw(self) -> Any:
        import psycopg

        return psycopg.connect(self.env["LEADFUNNEL_DB"], autocommit=True)

    @cached_property
    def _store(self) -> Any:
        from leadfunnel.store.postgres import PostgresStore

        return PostgresStore(self.env["LEADFUNNEL_DB"])


@cache
def _all_facts() -> str:
    """Return the statement that sums up every live fact, in one way to the server and back."""
    facts = [
        f"SELECT '{table}' AS place, id, (to_jsonb(t) - 'op_id')::text AS body FROM {table} t "
        "WHERE void_op IS NULL"
        for table, columns in moving.shape()
        if "void_op" in columns
    ]
    return (
        f"SELECT md5(string_agg(body, '' ORDER BY place, id)) FROM ({' UNION ALL '.join(facts)}) f"
    )


@cache
def _server() -> str:
    """Return the address of the server, where the seller may log in; skip without one."""
    psycopg = pytest.importorskip("psycopg") if not postgres.required() else __import__("psycopg")
    url = postgres.server()
    if url is None:
        (pytest.fail if postgres.required() else pytest.skip)("no PostgreSQL here")
    with closing(psycopg.connect(url, autocommit=True)) as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = 'lin'").fetchone():
            connection.execute("CREATE ROLE lin SUPERUSER LOGIN")
    return url


def _address(base: str) -> str:
    """Return the address of a database for the seller, with the password of the tester if any."""
    told = urlsplit(_server())
    login = SELLER if told.password is None else f"{SELLER}:{told.password}"
    return f"postgresql://{login}@{told.hostname}:{told.port}/{base}"


def _run(sql: str) -> list[Any]:
    found = _connection().execute(sql.encode())
    return found.fetchall() if found.description else []


@cache
def _connection() -> Any:
    import psycopg

    return psycopg.connect(_server(), autocommit=True)
