"""Stores of every schema there was, kept as they were made, still open and say the same."""

from __future__ import annotations

import gzip
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.conftest import Clocked
from tests.dump import check, dump

from leadfunnel.domain import search
from leadfunnel.services.doctor import Doctor
from leadfunnel.services.log import Log
from leadfunnel.services.looking import Looking, Shape
from leadfunnel.store import migrations

RELEASED = sorted((Path(__file__).parent / "released").glob("*.db.gz"))
TOKENS = {2: 102, 3: 102, 4: 102, 5: 102, 6: 102}
"""The version of the search tokens at each schema: a new one needs a step that makes them anew."""


@pytest.fixture(params=RELEASED, ids=lambda path: path.name)
def old(request: pytest.FixtureRequest, clocked: Clocked) -> Clocked:
    clocked.path.write_bytes(gzip.decompress(request.param.read_bytes()))
    return clocked


def schema(path: Path) -> dict[str, str]:
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {name: re.sub(r"[\s\"]+", "", sql) for name, sql in rows}


def test_there_is_a_frozen_store_of_every_older_schema() -> None:
    assert [path.name for path in RELEASED] == [f"{n}.db.gz" for n in range(1, migrations.CURRENT)]


def test_an_upgraded_schema_is_that_of_a_new_store(old: Clocked, tmp_path: Path) -> None:
    assert Looking(old.book()).list([], Shape()).customers
    fresh = Clocked(tmp_path / "fresh.db")
    with fresh.book().record("add") as page:
        page.ledger.insert("customer", name="x", created_at=0)
    assert schema(old.path) == schema(fresh.path)
    check(old.path)


def test_an_upgraded_store_has_all_its_people_and_finds_them(old: Clocked) -> None:
    def found(text: str) -> list[int]:
        return [customer.id for customer in Looking(old.book()).find(text).customers]

    assert found("wangjie") == [1]
    assert sorted(found("zw")) == [2, 3]
    assert found("8000") == [1]
    assert found("报价") == [1]
    assert found("两个孩子") == [2]


def test_what_was_done_before_an_upgrade_can_be_undone(old: Clocked) -> None:
    assert Looking(old.book()).show("1").customer.stage is not None
    before = dump(old.path)
    Log(old.book()).undo()
    assert dump(old.path) != before
    Log(old.book()).redo()
    assert dump(old.path) == before


@pytest.mark.parametrize("schema", [1, 2])
def test_what_was_undone_before_an_upgrade_can_be_redone(clocked: Clocked, schema: int) -> None:
    frozen = gzip.decompress(RELEASED[schema - 1].read_bytes())
    clocked.path.write_bytes(frozen)
    assert Looking(clocked.book()).show("1").customer.stage is not None
    done = dump(clocked.path)
    clocked.path.write_bytes(frozen)
    _forget_the_redo(clocked.path)
    assert Looking(clocked.book()).show("1").customer.stage is not None
    undone = dump(clocked.path)
    assert undone != done
    changed = Log(clocked.book()).redo()
    assert [stage.code for one in changed.customers if (stage := one.stage)] == ["D"]
    assert dump(clocked.path) == done
    Log(clocked.book()).undo()
    assert dump(clocked.path) == undone
    check(clocked.path)


def _forget_the_redo(path: Path) -> None:
    """Leave an old store as it was before its last operation, the redo of a promotion."""
    with closing(sqlite3.connect(path)) as connection:
        redo, undo, done = (
            row[0]
            for row in connection.execute("SELECT id FROM operation ORDER BY id DESC LIMIT 3")
        )
        for sql, values in (
            ("UPDATE stage_change SET void_op = ? WHERE op_id = ?", (undo, done)),
            ("UPDATE operation SET undone_by = NULL WHERE id = ?", (undo,)),
            ("UPDATE operation SET undone_by = ? WHERE id = ?", (undo, done)),
            ("DELETE FROM void_gap WHERE to_op = ?", (redo,)),
            ("DELETE FROM operation WHERE id = ?", (redo,)),
        ):
            connection.execute(sql, values)
        before = (
            "(SELECT {} FROM stage_change WHERE journey_id = journey.id AND void_op IS NULL "
            "ORDER BY at DESC, id DESC LIMIT 1)"
        )
        stage, since = before.format("to_stage"), before.format("at")
        connection.execute(f"UPDATE journey SET stage = {stage}, since = {since}")
        connection.execute(
            "UPDATE customer SET (stage, stage_since) = (SELECT stage, since FROM journey "
            "WHERE customer_id = customer.id AND pipeline = 'lifecycle' AND void_op IS NULL) "
            "WHERE id = 1"
        )
        connection.commit()


def test_a_change_of_the_tokens_comes_with_a_step_that_makes_them_anew() -> None:
    assert TOKENS[migrations.CURRENT] == search.TOKEN_VERSION


def test_an_upgrade_leaves_nothing_for_the_doctor(old: Clocked) -> None:
    if not summed(old.path):
        confirm_again(old.path)
    assert Looking(old.book()).list([], Shape()).customers
    assert Doctor(old.book(), lambda: None).look(full=True).damage == ()


def summed(path: Path) -> bool:
    """Whether a store sums up its rows, which tells of changes by anything but the program."""
    with closing(sqlite3.connect(path)) as store:
        return bool(store.execute("SELECT 1 FROM sqlite_master WHERE name = 'row_sum'").fetchone())


def confirm_again(path: Path) -> None:
    """Record a day later that a customer is where they are, kept as older programs kept it."""
    with closing(sqlite3.connect(path)) as store:
        names = [row[1] for row in store.execute("PRAGMA table_info(stage_change)")]
        row_id, journey_id, stage, at, customer_id = store.execute(
            "SELECT s.id, s.journey_id, s.to_stage, s.at + 86400, c.id FROM stage_change s "
            "JOIN journey j ON j.id = s.journey_id AND j.since = s.at AND j.pipeline = 'lifecycle' "
            "JOIN customer c ON c.id = j.customer_id AND c.stage_since = j.since ORDER BY s.id"
        ).fetchone()
        own = {"id": "NULL", "previous_id": row_id, "from_stage": f"'{stage}'", "at": at}
        values = ", ".join(str(own.get(name, name)) for name in names)
        columns = ", ".join(names)
        store.execute(
            f"INSERT INTO stage_change ({columns}) "
            f"SELECT {values} FROM stage_change WHERE id = {row_id}"
        )
        store.execute("UPDATE journey SET since = ? WHERE id = ?", (at, journey_id))
        store.execute("UPDATE customer SET stage_since = ? WHERE id = ?", (at, customer_id))
        store.commit()
