"""The store on a server: the statements it reads, what it refuses, and what it never does."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests import postgres
from tests.conftest import NOW, Clocked

from leadfunnel.errors import Exit, LeadfunnelError
from leadfunnel.services.book import Acting, Book, Writing
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.log import Log
from leadfunnel.store import backup
from leadfunnel.store.faults import NewerStore
from leadfunnel.store.session import COMPILED

psycopg = pytest.importorskip("psycopg") if not postgres.required() else __import__("psycopg")

FOLDER = Path(COMPILED) / "postgresql"
NAMES = re.compile(r"'(?:[^']|'')*'|::|:(\w+)")


@pytest.fixture
def team(tmp_path: Path) -> Clocked:
    return Clocked(tmp_path / "none.db", postgres.fresh())


@pytest.fixture(scope="module")
def bare() -> Iterator[Any]:
    with psycopg.connect(postgres.fresh(), autocommit=True) as connection:
        connection.execute((FOLDER / "schema.sql").read_bytes())
        yield connection


def _statements() -> Iterator[tuple[str, str]]:
    for path in sorted(FOLDER.glob("*.sql")):
        if path.stem == "schema":
            continue
        for block in path.read_text(encoding="utf-8").split("-- name: ")[1:]:
            key, sql = block.split("\n", 1)
            plain = NAMES.sub(lambda found: "NULL" if found.group(1) else found.group(0), sql)
            yield f"{path.stem}.{key}", _whole(path.stem, key, plain.rstrip().removesuffix(";"))


def _whole(family: str, key: str, sql: str) -> str:
    """Return a fragment of a filter as it stands in a query."""
    if family != "segments" or key == "base":
        return sql
    if key.startswith("by "):
        return f"SELECT id FROM customer ORDER BY ({sql}) IS NULL, {sql} DESC"
    return f"SELECT id FROM customer WHERE NOT coalesce(({sql}), FALSE)"


def test_the_server_can_plan_every_statement(bare: Any) -> None:
    refused = {}
    for name, sql in _statements():
        try:
            bare.execute(f"EXPLAIN {sql}")
        except psycopg.Error as error:
            refused[name] = str(error).splitlines()[0]
    assert refused == {}


def test_text_is_ordered_by_code_points_and_numbers_are_large(bare: Any) -> None:
    found = bare.execute(
        "SELECT table_name, column_name, data_type, collation_name FROM information_schema.columns "
        "WHERE table_schema = current_schema() AND data_type NOT IN ('tsvector')"
    ).fetchall()
    assert len(found) > 200
    assert {row[2] for row in found} == {"bigint", "text"}
    assert {row[3] for row in found if row[2] == "text"} == {"C"}


def test_reading_creates_nothing(team: Clocked) -> None:
    with team.book().read() as page:
        assert page.session.value("customers.count") == 0
    with psycopg.connect(team.address) as connection:
        row = connection.execute("SELECT to_regclass('customer')").fetchone()
        assert row == (None,)


def test_many_at_once_create_one_store(team: Clocked) -> None:
    books = [Clocked(team.path, team.address).book(f"user{n}") for n in range(4)]
    threads = [
        threading.Thread(
            target=lambda book=book: Capture(book).add("", Details(name="x"), Entering())
        )
        for book in books
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with team.book().read() as page:
        assert page.session.value("customers.count") == 4
        operations = page.session.composed("SELECT count(*), max(id) FROM operation", {})[0]
        assert tuple(operations) == (5, 5)


def _fail(page: Writing) -> None:
    page.ledger.insert("customer", name="half", created_at=NOW)
    page.ledger.insert("customer", no_such_column=1)


def test_what_fails_leaves_nothing_and_no_gap_in_the_numbers(team: Clocked) -> None:
    Capture(team.book()).add("", Details(name="王姐"), Entering())
    with pytest.raises(KeyError), team.book().record("add") as page:
        _fail(page)
    changed = Capture(team.book()).add("", Details(name="李四"), Entering())
    assert (changed.operation, changed.customers[0].id) == (3, 2)


def test_a_connection_lost_in_the_middle_leaves_nothing(team: Clocked) -> None:
    Capture(team.book()).add("", Details(name="王姐"), Entering())
    with pytest.raises(LeadfunnelError) as caught:
        _add_half(team)
    assert (caught.value.code, caught.value.exit) == ("connection_lost", Exit.STORE)
    with team.book().read() as page:
        assert page.session.value("customers.count") == 1


def _add_half(team: Clocked) -> None:
    """Write half of something, then find the connection gone."""
    with team.book().record("add") as page:
        page.ledger.insert("customer", name="half", created_at=NOW)
        own = page.session.composed("SELECT pg_backend_pid()", {})[0][0]
        with psycopg.connect(team.address, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s)", [own])
        page.session.value("customers.count")


@pytest.mark.parametrize(
    ("address", "code", "exit_code"),
    [
        ("postgresql://u:s3cret@127.0.0.1:1/db", "unreachable", Exit.STORE),
        ("postgresql://u:s3cret@no.such.host.invalid/db", "unreachable", Exit.STORE),
        ("postgresql://127.0.0.1:s3cret/db", "database_address", Exit.UNREADABLE),
        ("postgresql://u:12/s3cret@h/db", "database_address", Exit.UNREADABLE),
        ("postgresql://u:s3cret@[::1/db", "database_address", Exit.UNREADABLE),
        ("postgresql://u:s3cret@h/db?s3cret=1", "database_address", Exit.UNREADABLE),
    ],
)
def test_an_error_never_shows_the_password(address: str, code: str, exit_code: Exit) -> None:
    from leadfunnel.store.postgres import PostgresStore

    with pytest.raises(LeadfunnelError) as caught, PostgresStore(address).read():
        pass
    assert (caught.value.code, caught.value.exit) == (code, exit_code)
    assert "s3cret" not in f"{caught.value} {caught.value.values} {caught.value.__cause__}"


def test_a_newer_store_is_refused(team: Clocked) -> None:
    Capture(team.book()).add("", Details(name="王姐"), Entering())
    with psycopg.connect(team.address) as connection:
        connection.execute("UPDATE store_version SET version = 99")
    with pytest.raises(NewerStore), team.book().read():
        pass


def test_tables_of_somebody_else_are_left_alone(team: Clocked) -> None:
    with psycopg.connect(team.address) as connection:
        connection.execute("CREATE TABLE customer (mine text)")
    with pytest.raises(LeadfunnelError) as caught:
        Capture(team.book()).add("", Details(name="王姐"), Entering())
    assert caught.value.code == "foreign_store"


def test_a_standby_takes_no_changes(team: Clocked) -> None:
    Capture(team.book()).add("", Details(name="王姐"), Entering())
    with pytest.raises(LeadfunnelError) as caught, team.book().read() as page:
        page.session.run("derived.rebuild_index")
    assert (caught.value.code, caught.value.exit) == ("not_writable", Exit.STORE)


def test_copies_are_the_servers_own(team: Clocked) -> None:
    with pytest.raises(backup.ServerBacksUp):
        backup.make(team.store(), "one")
    assert backup.before(team.store(), "import", NOW) is None


def test_undo_takes_back_ones_own_work_and_not_a_colleagues(team: Clocked) -> None:
    Capture(team.book("lin")).add("", Details(name="王姐"), Entering())
    Capture(team.book("mei")).add("", Details(name="李四"), Entering())
    Log(team.book("lin")).undo(None)
    with team.book().read() as page:
        names = page.session.composed("SELECT name FROM customer WHERE present = 1", {})
        assert [row["name"] for row in names] == ["李四"]


def test_a_waiting_writer_is_told(team: Clocked) -> None:
    from leadfunnel.store.postgres import PostgresStore

    Capture(team.book()).add("", Details(name="王姐"), Entering())
    told: list[bool] = []
    store = PostgresStore(str(team.address), waiting=lambda: told.append(True))
    other = threading.Timer(1.5, lambda: holder.execute("ROLLBACK"))
    with psycopg.connect(team.address, autocommit=True) as holder:
        holder.execute("BEGIN")
        holder.execute("SELECT pg_advisory_xact_lock(%s, hashtext(current_schema()))", [0x4C464E4C])
        other.start()
        with Book(store, Acting("lin", NOW)).record("add"):
            pass
        other.join()
    assert told == [True]
