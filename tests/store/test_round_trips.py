"""How often a command goes to the server and back, counted on the wire; and what is not to differ.

One of a team runs the commands in a store of some customers, as the program runs them. The end of
a reading is not counted: nobody waits for it.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import postgres
from tests.benchmarks import crowd
from tests.benchmarks.history import HistoryMaker
from tests.cli.conftest import Program
from tests.conftest import Clocked
from tests.stores import fill
from tests.teams import Crew, crew
from tests.wire import Wire, wire

from leadfunnel.cli import main
from leadfunnel.services.book import Acting, Book, Writing
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.moving import Moving
from leadfunnel.store.postgres import PostgresStore
from leadfunnel.store.postgres_exchange import WAITING
from leadfunnel.store.postgres_faults import NotAllowed
from leadfunnel.store.postgres_session import PostgresSession
from leadfunnel.store.sqlite import SqliteStore

psycopg = pytest.importorskip("psycopg") if not postgres.required() else __import__("psycopg")

MOST = {
    "add 王五,13800138002,想买面霜,明天回电": 5,
    "log 王姐 聊了": 5,  # it keeps a promise
    "next 王姐 明天": 4,
    "done 王姐": 4,
    "promote 王姐": 4,
    "find 王": 3,
    "show 王姐": 2,
    "today": 7,
    "due": 3,
}
"""The commands of every day, and how many round trips each takes."""
MOST_FULL, FULL = 14, 20
"""Of `today` in a store with years of history, one of them for whom it is asked by name; so many
are told there at least."""
OPENING = 2
"""Whether the line may be encrypted, and the login, where the server asks for no password."""


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crew]:
    with crew(tmp_path_factory.mktemp("team")) as made:
        for name, phone in (("王姐", "13800138000"), ("李四", "13800138001")):
            given = Details(name=name, phones=(phone,))
            Capture(made.as_("小李").book()).add("", given, Entering(when="today"))
        yield made


@pytest.fixture(scope="module")
def line(team: Crew) -> Iterator[Wire]:
    with wire(str(team.as_("小李").address)) as made:
        yield made


def _run(line: Wire, folder: Path, command: str) -> int:
    line.clear()
    told = {"LEADFUNNEL_DB": line.url, "LEADFUNNEL_LANG": "en"}
    return main.run(shlex.split(command), Program(folder, told).environ({"LEADFUNNEL_USER": None}))


@pytest.mark.parametrize("command", MOST)
def test_a_daily_command_takes_few_round_trips(
    line: Wire, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert _run(line, tmp_path, command) == 0, capsys.readouterr().err
    waited = [said for said in line.said if said[5:] != b"COMMIT\0"]
    assert (line.connections, line.opening) == (1, OPENING)
    assert len(waited) <= MOST[command], [said[-200:] for said in waited]


def test_a_full_morning_takes_few_round_trips(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With people in every range, of whom some came by import, bought, or were tried."""
    file = tmp_path / "history.db"
    crowd.make(file, 400, 1, HistoryMaker)
    address = postgres.fresh()
    Moving(Book(SqliteStore(file), Acting("lin", crowd.NOW)), PostgresStore).move(address)
    with wire(address) as line:
        assert _run(line, tmp_path, "today --owner lin --json") == 0
        assert len(json.loads(capsys.readouterr().out)["items"]) >= FULL
        waited = [said for said in line.said if said[5:] != b"COMMIT\0"]
        assert len(waited) <= MOST_FULL, [said[-200:] for said in waited]


def test_a_wire_counts_what_is_waited_for(team: Crew) -> None:
    with wire(str(team.owner.address)) as line:
        with psycopg.connect(line.url, autocommit=True) as connection:
            for number in range(3):
                connection.execute(f"SELECT {number}; SELECT 1")
        assert (line.trips, line.connections) == (3, 1)
        assert b"SELECT 2; SELECT 1" in line.said[2]


def test_what_is_remembered_is_forgotten_when_it_changes(team: Crew) -> None:
    """Every change of a table is seen by the next question about it, asked before or not."""
    asked = {"kind": "setting", "name": "capacity"}
    with team.owner.store().rehearse() as session:
        before = session.row("definitions.one", **asked)
        assert session.row("definitions.one", **asked) is before
        session.run("facts.set_definition_body", row_id=before["id"], value="7")
        assert session.row("definitions.one", **asked)["body"] == "7"
        session.ahead(("customers.count", {}))
        assert session.value("customers.count") > 0
        session.composed("UPDATE customer SET present = 0 RETURNING id", {})
        assert session.value("customers.count") == 0


def test_a_row_that_waits_is_read_as_the_server_has_it(team: Crew) -> None:
    given = {"kind": "setting", "name": "x", "body": "1", "op_id": 1, "void_op": None}
    with team.owner.store().rehearse() as session:
        assert isinstance(session, PostgresSession)
        number = session.run("facts.insert_definition", id=None, **given)
        again = session.run("facts.insert_definition", id=None, **{**given, "name": "y"})
        remembered = session.row("facts.get_definition", row_id=again)
        session.flush()
        session.exchange.forget()
        assert again == number + 1
        assert tuple(session.row("facts.get_definition", row_id=again)) == tuple(remembered)
        assert remembered.keys() == session.row("facts.get_definition", row_id=again).keys()


def test_numbers_go_on_after_others_were_written(team: Crew) -> None:
    """Rows numbered here, by the server, in bulk and after some are gone: no number twice."""
    row = {"dimension": "", "value": "a", "key": "a"}
    with team.owner.store().rehearse() as session:
        numbers = [session.run("facts.insert_tag", id=None, **{**row, "key": key}) for key in "abc"]
        session.fill("tag", ("id", "key"), [(numbers[-1] + 1, "d")], {"dimension": "", "value": ""})
        numbers += [
            numbers[-1] + 1,
            session.run("facts.insert_tag", id=None, **{**row, "key": "e"}),
        ]
        told = [row["id"] for row in session.composed("SELECT id FROM tag ORDER BY id", {})]
        assert numbers == list(range(numbers[0], numbers[0] + 5)) == told[-5:]


def test_a_change_that_is_withheld_is_an_error_though_nobody_asks_after_it(team: Crew) -> None:
    Capture(team.as_("小王").book()).add("", Details(name="不见"), Entering())
    with team.owner.store().read() as session:
        hidden = session.composed("SELECT id FROM customer WHERE name = '不见'", {})[0][0]
    with pytest.raises(NotAllowed), team.as_("小李").store().write() as session:
        session.run("facts.set_customer_name", row_id=hidden, value="taken")


def _write_half(page: Writing) -> None:
    page.ledger.insert("customer", name="half", created_at=page.now)
    raise ZeroDivisionError


def test_nothing_is_said_in_vain_where_a_command_fails(team: Crew) -> None:
    with pytest.raises(ZeroDivisionError), team.owner.book().record("add") as page:
        _write_half(page)
    with team.owner.store().read() as session:
        assert session.composed("SELECT 1 FROM customer WHERE name = 'half'", {}) == []


def test_very_many_changes_do_not_pile_up(team: Crew) -> None:
    with wire(str(team.owner.address)) as line:
        clocked = Clocked(team.folder / "none.db", line.url)
        with clocked.store().rehearse() as session:
            row = session.row("definitions.one", kind="setting", name="capacity")
            told = {"row_id": row["id"], "value": "9"}
            before = line.trips
            session.many("facts.set_definition_body", [told] * (3 * WAITING))
            assert line.trips - before == 2
            assert session.row("facts.get_definition", row_id=row["id"])["body"] == "9"


def test_a_store_without_a_team_and_a_new_one_open_as_ever(tmp_path: Path) -> None:
    server = Clocked(tmp_path / "none.db", postgres.fresh())
    with server.store().read() as session:
        assert session.engine == "sqlite"
    fill(server, 3, 5)
    with server.store().read() as session:
        assert session.engine == "postgresql"
        assert session.value("customers.count") > 0
