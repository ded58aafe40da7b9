"""Stores of every schema there was, kept as they were made, still open and say the same."""

from __future__ import annotations

import gzip
import re
import sqlite3
from pathlib import Path

import pytest
from tests.conftest import Clocked
from tests.dump import check, dump

from leadfunnel.domain import search
from leadfunnel.services.log import Log
from leadfunnel.services.looking import Looking, Shape
from leadfunnel.store import migrations

RELEASED = sorted((Path(__file__).parent / "released").glob("*.db.gz"))
TOKENS = {2: 102, 3: 102, 4: 102, 5: 102}
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


def test_a_change_of_the_tokens_comes_with_a_step_that_makes_them_anew() -> None:
    assert TOKENS[migrations.CURRENT] == search.TOKEN_VERSION
