"""How the server carries statements out for a member, who is held back by policies.

Looked at with scans of whole tables made dear: one that is still there cannot be done without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests import postgres
from tests.conftest import Clocked
from tests.teams import Crew, crew

from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.moving import Moving
from leadfunnel.store.postgres import PostgresStore
from leadfunnel.store.postgres_session import MUCH, PostgresSession

psycopg = pytest.importorskip("psycopg") if not postgres.required() else __import__("psycopg")

OF_SOME = {
    "customers.by_ids": "customer",
    "customers.identities": "identity",
    "customers.tags": "customer_tag",
    "customers.fields": "customer_field",
    "layers.standings": "customer",
}
"""Statements about some customers, and the table in which those are looked up by their numbers."""


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crew]:
    with crew(tmp_path_factory.mktemp("team")) as made:
        yield made


@pytest.mark.parametrize("name", OF_SOME)
def test_a_member_looks_customers_up_by_their_numbers(team: Crew, name: str) -> None:
    with team.as_("小李").store().read() as session:
        assert isinstance(session, PostgresSession)
        session.server.execute("SET LOCAL enable_seqscan = off")
        given = dict.fromkeys(
            ("main", "ladder", "won", "again", "windows", "currency", "year_from", "today")
        )
        sql = f"EXPLAIN {session.sql(name)}"
        plan = "\n".join(row[0] for row in session.composed(sql, {**given, "ids": "[5, 7]"}))
    assert f"Seq Scan on {OF_SOME[name]} " not in plan
    assert re.search(r"Index Cond: \(\w+ = list\.value\)", plan), plan


def test_statements_are_not_compiled(team: Crew) -> None:
    for opened in (team.owner.store().read, team.owner.store().write):
        with opened() as session:
            assert session.composed("SHOW jit", {})[0][0] == "off"


def test_a_list_of_numbers_is_read_as_it_is_in_a_file(team: Crew) -> None:
    with team.owner.store().read() as session:
        sql = session.sql("customers.by_ids").partition("FROM unnest")[2].partition(")))")[0]
        asked = f"SELECT value FROM unnest{sql.partition(') AS list')[0]}) AS list (value)"
        found = {
            text: [row[0] for row in session.composed(asked, {"ids": text})]
            for text in ("[]", "[3]", "[3, -1,2]", "[9223372036854775807]")
        }
        nothing = session.composed(asked, {"ids": None})
    assert found == {
        "[]": [],
        "[3]": [3],
        "[3, -1,2]": [3, -1, 2],
        "[9223372036854775807]": [2**63 - 1],
    }
    assert nothing == []


def test_the_server_knows_how_much_arrived(team: Crew) -> None:
    for name in ("王姐", "李四", "张三"):
        Capture(team.owner.book()).add("", Details(name=name), Entering())
    target = postgres.fresh()
    Moving(team.owner.book(), PostgresStore).move(target)
    with psycopg.connect(target) as connection:
        asked = "SELECT reltuples FROM pg_class WHERE oid = CAST(%s AS regclass)"
        counted: dict[str, Any] = {
            table: connection.execute(asked, [table]).fetchone()[0]
            for table in ("customer", "operation", "customer_index")
        }
    assert counted["customer"] == counted["customer_index"] == 3
    assert counted["operation"] > 3


@pytest.mark.parametrize("count", [MUCH - 1, MUCH])
def test_the_server_counts_after_much_and_not_after_little(tmp_path: Path, count: int) -> None:
    server = Clocked(tmp_path / "none.db", postgres.fresh())
    with server.store().write() as session:
        rows = [(number, "", f"k{number}", f"k{number}") for number in range(1, count + 1)]
        session.fill("tag", ("id", "dimension", "value", "key"), rows, {})
    with psycopg.connect(str(server.address)) as connection:
        asked = "SELECT reltuples FROM pg_class WHERE oid = CAST('tag' AS regclass)"
        row = connection.execute(asked).fetchone()
    assert row == ((MUCH,) if count == MUCH else (-1,))
