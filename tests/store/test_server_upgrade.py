"""A store of an older version on a server is brought forward, once, by whoever comes first."""

from __future__ import annotations

import gzip
import shutil
import sqlite3
import threading
from pathlib import Path
from typing import Any

import pytest
from tests import postgres
from tests.conftest import Clocked

from leadfunnel.errors import LeadfunnelError
from leadfunnel.store import migrations, moving
from leadfunnel.store.session import COMPILED

psycopg = pytest.importorskip("psycopg") if not postgres.required() else __import__("psycopg")

RELEASED = Path(__file__).parent / "released"
SHAPES = (
    "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns "
    "WHERE table_schema = current_schema()",
    "SELECT tablename, replace(indexdef, current_schema() || '.', '') FROM pg_indexes "
    "WHERE schemaname = current_schema()",
    "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = "
    "CAST(quote_ident(current_schema()) AS regnamespace)",
    "SELECT relname, replace(pg_get_constraintdef(pg_constraint.oid), current_schema() || '.', '') "
    "FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid "
    "WHERE connamespace = CAST(quote_ident(current_schema()) AS regnamespace)",
)


@pytest.fixture(params=[4, 5])
def version(request: pytest.FixtureRequest) -> int:
    """Each schema there was on a server."""
    return int(request.param)


@pytest.fixture
def file(tmp_path: Path, version: int) -> Path:
    """A store of an older schema in a file."""
    path = tmp_path / "old.db"
    with gzip.open(RELEASED / f"{version}.db.gz") as packed, path.open("wb") as out:
        shutil.copyfileobj(packed, out)
    return path


def _on_server(path: Path, version: int) -> Clocked:
    """Put the rows of a file of an older schema on a server as that version kept them."""
    address = postgres.fresh("old")
    source = sqlite3.connect(path)
    with psycopg.connect(address) as server:
        server.execute(gzip.decompress((RELEASED / f"{version}.postgresql.sql.gz").read_bytes()))
        server.execute("INSERT INTO store_version VALUES (%s)", [version])
        server.execute("SET CONSTRAINTS ALL DEFERRED")
        for table, columns in moving.tables(source):
            _copy(source, server, table, columns)
    source.close()
    return Clocked(path, address)


def _copy(source: sqlite3.Connection, server: Any, table: str, columns: tuple[str, ...]) -> None:
    names = ", ".join(f'"{name}"' for name in columns)
    places = ", ".join(["%s"] * len(columns))
    rows = source.execute(f'SELECT {names} FROM "{table}"').fetchall()
    with server.cursor() as cursor:
        cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({places})', rows)


def _shape(address: str | None) -> list[list[Any]]:
    with psycopg.connect(str(address)) as connection:
        return [sorted(connection.execute(sql).fetchall()) for sql in SHAPES]


def test_six_at_once_find_it_upgraded_whole_and_once(file: Path, version: int) -> None:
    old = _on_server(file, version)
    counts: list[int | str] = []

    def read() -> None:
        try:
            with Clocked(file, old.address).book().read() as page:
                counts.append(page.session.value("customers.count"))
        except LeadfunnelError as error:
            counts.append(error.code)

    threads = [threading.Thread(target=read) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Clocked(file).store().read() as here, old.store().read() as there:
        assert counts == [here.value("customers.count")] * 6
        assert moving.same(here, there)
    with psycopg.connect(str(old.address)) as connection:
        assert connection.execute("SELECT * FROM store_version").fetchall() == [
            (migrations.CURRENT,)
        ]


def test_an_upgraded_store_has_the_shape_of_a_new_one(file: Path, version: int) -> None:
    old = _on_server(file, version)
    with old.store().write():
        pass
    fresh = postgres.fresh()
    with psycopg.connect(fresh) as connection:
        connection.execute((Path(COMPILED) / "postgresql" / "schema.sql").read_bytes())
    assert _shape(old.address) == _shape(fresh)


def test_whoever_does_not_own_it_is_told_to_wait(file: Path, version: int) -> None:
    old = _on_server(file, version)
    with psycopg.connect(str(old.address), autocommit=True) as owner:
        schema = str(owner.execute("SELECT current_schema()").fetchone()[0])  # type: ignore[index]
        owner.execute(f'CREATE ROLE "{schema}" LOGIN')
        owner.execute(f'GRANT USAGE ON SCHEMA {schema} TO "{schema}"')
        owner.execute(f'GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO "{schema}"')
    member = Clocked(file, str(old.address).replace("tester", schema, 1))
    with pytest.raises(LeadfunnelError) as caught, member.book().read():
        pass
    assert caught.value.code == "owner_upgrades"
    with psycopg.connect(str(old.address), autocommit=True) as owner:
        assert owner.execute("SELECT * FROM store_version").fetchall() == [(version,)]
        owner.execute(f'DROP OWNED BY "{schema}"; DROP ROLE "{schema}"'.encode())
