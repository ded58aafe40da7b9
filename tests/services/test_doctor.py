"""What `doctor` finds, what it says of it, and what it puts right."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from tests.conftest import NOW, Clocked
from tests.dump import check, dump
from tests.stores import fill

from leadfunnel.errors import LeadfunnelError
from leadfunnel.services.capture import Capture
from leadfunnel.services.deal_moves import DealMoves
from leadfunnel.services.deal_terms import DealTerms, Offer
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.doctor import Doctor, refusal
from leadfunnel.services.ladder import Move
from leadfunnel.services.results.doctor import Checkup
from leadfunnel.store import backup
from leadfunnel.views.words import filled

FLIPS = int(os.environ.get("LEADFUNNEL_FLIPS", "30"))
"""How many flipped bits are tried; 400 and more when one has the time."""


@pytest.fixture(scope="session")
def filled_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with some of everything in it, and a backup of it."""
    clocked = Clocked(tmp_path_factory.mktemp("filled") / "store.db")
    fill(clocked, seed=8, steps=80)
    backup.make(clocked.store(), "first")
    return clocked.path


@pytest.fixture
def shop(filled_store: Path, clocked: Clocked) -> Clocked:
    shutil.copytree(filled_store.parent, clocked.path.parent, dirs_exist_ok=True)
    clocked.now = NOW + 86_400
    return clocked


def look(clocked: Clocked, *, full: bool = False) -> Checkup:
    return Doctor(clocked.book(), lambda: None).look(full=full)


def mend(clocked: Clocked, *, accept: bool = False) -> Checkup:
    return Doctor(clocked.book(), lambda: None).mend(full=False, accept=accept)


def told(found: Checkup) -> str:
    """Return the error that damage ends in."""
    error = refusal(found)
    assert error is not None
    return filled(error.message, error.values, None)


def harm(clocked: Clocked, *statements: str) -> None:
    """Change a store behind its back."""
    with closing(sqlite3.connect(clocked.path)) as connection:
        for sql in statements:
            connection.execute(sql)
        connection.commit()


@pytest.mark.parametrize("full", [False, True])
def test_a_store_that_was_only_used_is_whole(shop: Clocked, full: bool) -> None:
    check(shop.path)
    before = shop.path.read_bytes()
    assert [one.said for one in look(shop, full=full).damage] == []
    assert shop.path.read_bytes() == before


def test_where_there_is_no_store_there_is_nothing_to_find(clocked: Clocked) -> None:
    found = look(clocked)
    assert (found.schema, found.findings) == (None, ())
    assert list(clocked.path.parent.iterdir()) == []


CHANGES = {
    "a name": "UPDATE customer SET name = name || 'x' WHERE id = 3",
    "a phone's raw form": "UPDATE identity SET raw = '1' WHERE id = 2",
    "who created it": "UPDATE customer SET op_id = op_id + 1 WHERE id = 2",
    "a lost row": "DELETE FROM change WHERE id = 5",
    "a summary": "UPDATE operation SET summary = 'y' WHERE id = 2",
    "an image": "UPDATE change SET first_id = first_id + 1 WHERE id = 2",
    "a user": "UPDATE users SET name = 'other' WHERE id = 1",
    "a definition": "UPDATE definition SET body = '\"UTC\"' WHERE name = 'zone'",
    "a sum": "UPDATE row_sum SET total = total + 1 WHERE table_name = 'customer'",
}


@pytest.mark.parametrize("sql", CHANGES.values(), ids=CHANGES)
def test_a_row_that_nobody_changed_has_a_checksum_that_does_not_fit(
    shop: Clocked, sql: str
) -> None:
    harm(shop, sql)
    for full in (False, True):
        assert "checksum" in told(look(shop, full=full))


LAST = "customer_id = (SELECT max(customer_id) FROM customer_search)"
FAULTS = {
    "orphans": ("INSERT INTO follow_up (customer_id, kind, due_on, note, status, recorded_at, "
                "op_id) VALUES (999999, 'call', '2026-12-01', '', 'open', 0, 1)",
                "1 orphan in follow_up"),
    "unexpected": ("CREATE TRIGGER spy AFTER INSERT ON customer BEGIN DELETE FROM tag; END",
                   "unexpected trigger spy"),
    "view": ("CREATE VIEW peek AS SELECT 1", "unexpected view peek"),
    "table": ("CREATE TABLE mine (x)", "unexpected table mine"),
    "index": ("CREATE INDEX mine ON customer (company)", "unexpected index mine"),
    "missing": ("DROP INDEX customer_name", "customer_name is missing"),
    "column": ("ALTER TABLE tag ADD COLUMN x", "tag was altered"),
    "stage": ("UPDATE journey SET stage = 'Z' WHERE id = 1", "row of journey does not say"),
    "clock": ("UPDATE customer SET last_touch_at = 5 WHERE id = 1", "row of customer does not say"),
    "key": ("UPDATE customer SET name_key = 'q' WHERE id = 1", "row of customer does not say"),
    "tokens": (f"UPDATE customer_search SET tokens = 'q' WHERE {LAST}", "by what is known"),
    "gone": (f"DELETE FROM customer_search WHERE {LAST}", "by what is known"),
    "type": ("UPDATE interaction SET at = 'noon' WHERE id = 1", "wrong type"),
    "day": ("UPDATE follow_up SET due_on = '2026-02-30' WHERE id = 1", "due_on that cannot be"),
    "instant": ("UPDATE interaction SET at = 999999999999999 WHERE id = 1", "at that cannot be"),
    "json": ("UPDATE definition SET body = '{' WHERE kind = 'field'", "cannot be read"),
    "pipeline": ("UPDATE journey SET pipeline = 'gone' WHERE id = 1", "does not exist"),
    "currency": ("UPDATE product SET currency = 'yuan'", "currency that cannot be"),
    "stranded": ("UPDATE customer SET void_op = op_id WHERE id = 1", "was taken back"),
    "said": ("INSERT INTO interaction_index (interaction_index) VALUES ('delete-all')",
             "found by its words|found by their words"),
}  # fmt: skip


@pytest.mark.parametrize(("sql", "said"), FAULTS.values(), ids=FAULTS)
def test_what_does_not_fit_is_named(shop: Clocked, sql: str, said: str) -> None:
    harm(shop, sql)
    before = shop.path.read_bytes()
    found = look(shop, full=True)
    texts = [filled(one.said.text, one.said.values, None) for one in found.damage]
    assert any(part in text for text in texts for part in said.split("|")), texts
    assert shop.path.read_bytes() == before
    assert all(one.step.text for one in found.findings)


@pytest.mark.parametrize("name", ["orphans", "unexpected", "view", "index", "missing", "stage",
                                  "clock", "key", "tokens", "gone", "said"])  # fmt: skip
def test_what_can_be_put_right_is_and_a_backup_stays(
    shop: Clocked, filled_store: Path, name: str
) -> None:
    harm(shop, FAULTS[name][0])
    found = mend(shop)
    assert [one.said for one in found.damage] == []
    assert dump(shop.path) == dump(filled_store)
    check(shop.path)
    assert len(list(shop.store().backups())) == 2  # type: ignore[union-attr]


def test_what_is_taken_out_lies_in_a_file_beside_the_store(shop: Clocked) -> None:
    harm(shop, FAULTS["orphans"][0], FAULTS["unexpected"][0])
    mend(shop)
    (path,) = shop.path.parent.glob("store.removed-*.jsonl")
    trigger, row = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    assert (trigger["kind"], trigger["name"]) == ("trigger", "spy")
    assert (row["table"], row["row"]["customer_id"]) == ("follow_up", 999_999)
    assert path.stat().st_mode & 0o077 == 0


def test_rows_whose_parent_was_lost_go_with_it_and_the_sums_fit(shop: Clocked) -> None:
    harm(shop, "DELETE FROM journey WHERE id = 1")
    assert "orphan" in told(look(shop))
    found = mend(shop)
    assert {one.code for one in found.damage} == {"checksum"}  # the lost row is still missed
    assert not mend(shop, accept=True).damage
    check(shop.path)


def test_a_checksum_is_only_taken_as_it_is_when_that_is_said(shop: Clocked) -> None:
    harm(shop, CHANGES["a name"])
    assert {one.code for one in mend(shop).damage} >= {"checksum"}
    assert not mend(shop, accept=True).damage
    check(shop.path)


def test_nothing_is_mended_in_a_file_whose_pages_are_broken(shop: Clocked) -> None:
    data = bytearray(shop.path.read_bytes())
    data[8192 * 3 : 8192 * 4] = bytes(8192)
    shop.path.write_bytes(data)
    with pytest.raises(LeadfunnelError) as failure:
        mend(shop)
    assert failure.value.exit == 7
    assert shop.path.read_bytes() == bytes(data)


def test_a_mended_store_is_no_operation_that_undo_takes_back(shop: Clocked) -> None:
    from leadfunnel.services.log import Log

    harm(shop, FAULTS["index"][0])
    mend(shop)
    undone = Log(shop.book()).undo()
    assert "doctor" not in str(undone)


def rows(path: Path) -> str:
    """Return every row of every table, as far as they can be read."""
    lines = []
    with closing(sqlite3.connect(path)) as connection:
        connection.text_factory = bytes
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        for (name,) in tables.fetchall():
            table = name.decode()
            if "index" not in table:
                lines += [table, *map(repr, connection.execute(f"SELECT * FROM {table}"))]
    return "\n".join(lines)


def test_a_flipped_bit_is_found(filled_store: Path, clocked: Clocked) -> None:
    """Of flips anywhere in the file, those that change what is read are found or refused."""
    good = filled_store.read_bytes()
    before = rows(filled_store)
    dice = Random(6)  # noqa: S311 - not for secrets
    changed = found = 0
    while changed < FLIPS:
        data = bytearray(good)
        place = dice.randrange(len(data))
        data[place] ^= 1 << dice.randrange(8)
        clocked.path.write_bytes(data)
        try:
            same = rows(clocked.path) == before
        except (sqlite3.Error, UnicodeDecodeError):
            same = False
        if same:
            continue
        changed += 1
        found += _is_found(clocked)
    assert found >= 0.99 * changed, f"{found} of {changed}"


def _is_found(clocked: Clocked) -> bool:
    try:
        return bool(look(clocked, full=True).damage)
    except LeadfunnelError as error:
        return error.exit == 7


@pytest.mark.parametrize("clocked", ["postgresql"], indirect=True)
def test_a_store_on_a_server_is_looked_into(clocked: Clocked) -> None:
    fill(clocked, seed=8, steps=30)
    assert look(clocked, full=True).damage == ()
    last = "SELECT max(id) AS id FROM customer WHERE present = 1"
    with clocked.store().write() as session:
        person = session.composed(last, {})[0]["id"]
        session.run("derived.set_name_key", row_id=person, value="x")
    damage = look(clocked, full=True).damage
    assert [(one.code, one.customers) for one in damage] == [("derived", {person})]
    mend(clocked)
    assert look(clocked, full=True).damage == ()


def _zero(path: Path, page: int) -> None:
    data = bytearray(path.read_bytes())
    data[(page - 1) * 4096 : page * 4096] = bytes(4096)
    path.write_bytes(data)


def _pages(path: Path, table: str) -> list[int]:
    """Return the pages of a table, the first one its root."""
    with closing(sqlite3.connect(path)) as connection:
        sql = "SELECT pageno FROM dbstat WHERE name = ? ORDER BY pageno"
        try:
            return [row[0] for row in connection.execute(sql, (table,))]
        except sqlite3.OperationalError:
            pytest.skip("this SQLite tells nothing of pages")


@pytest.mark.parametrize(
    ("table", "full"), [("interaction", False), ("stage_change", True), ("customer", False)]
)
def test_a_damaged_page_is_named_with_its_table_and_rows(
    shop: Clocked, table: str, *, full: bool
) -> None:
    with closing(sqlite3.connect(shop.path)) as connection:
        known = dict(connection.execute(f"SELECT id, op_id FROM {table}").fetchall())
    page = _pages(shop.path, table)[-1]
    _zero(shop.path, page)
    with closing(sqlite3.connect(shop.path)) as connection:
        readable = set()
        for number in known:
            try:
                sql = f"SELECT * FROM {table} WHERE id = ?"
                connection.execute(sql, (number,)).fetchone()
                readable.add(number)
            except sqlite3.DatabaseError:
                pass
    said = told(look(shop, full=full))
    assert re.search(rf"\b{table} is damaged", said), said
    match = re.search(rf"{table} is damaged: of rows (\d+) to (\d+)", said)
    lost = known.keys() - readable
    if match:
        first, last = int(match[1]), int(match[2])
        assert lost <= set(range(first, last + 1)), (said, lost)
    else:
        assert "none of its rows" in said, said


def test_the_customers_of_lost_rows_are_named(shop: Clocked) -> None:
    with closing(sqlite3.connect(shop.path)) as connection:
        rows = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)"
        copied = "SELECT 1, 'note', 'out', 'none', 'x' || hex(zeroblob(40)), 1, 1, 1, 2 FROM n"
        columns = "customer_id, kind, direction, touch, text, at, recorded_at, user_id, op_id"
        connection.execute(f"{rows} INSERT INTO interaction ({columns}) {copied}")
        last = connection.execute("SELECT max(id) FROM interaction").fetchone()[0]
        image = "INSERT INTO change (operation_id, table_name, action, first_id, last_id,"
        connection.execute(
            f"{image} customer_id) VALUES (2, 'interaction', 'insert', {last - 399}, {last}, 1)"
        )
        connection.commit()
    _zero(shop.path, _pages(shop.path, "interaction")[-3])
    assert re.search(r"interaction is damaged: of rows \d+ to \d+, about #1, ", told(look(shop)))


def test_a_won_deal_without_a_purchase_is_advice(clocked: Clocked) -> None:
    Capture(clocked.book()).add("华新 13800138000", Details(), Entering())
    Capture(clocked.book()).add("东风 13900139000", Details(), Entering())
    for who, offer in (("1", Offer()), ("2", Offer(amount="80000"))):
        DealTerms(clocked.book()).add(who, offer, "key-account", None)
    DealMoves(clocked.book()).move("promote", ["d3", "d4"], Move(to="WON"))
    assert [one.code for one in look(clocked).advice] == ["no_backup"]
    assert look(clocked).damage == ()
    harm(clocked, "UPDATE purchase SET journey_id = NULL WHERE journey_id = 3")
    found = [one for one in look(clocked).advice if one.code == "unpaid_deal"]
    assert [(one.said.values["deals"], one.customers) for one in found] == [("d3", frozenset({1}))]
