"""A store that is begun in vain leaves no file, whoever begins one at the same time."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import suppress
from pathlib import Path

import pytest
from tests.cli.conftest import Program
from tests.conftest import Clocked

from leadfunnel.errors import LeadfunnelError
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.store import new_file
from leadfunnel.store.sqlite import SqliteStore


@pytest.mark.parametrize(
    "words",
    [("add", "x", "--stage", "nosuch"), ("log", "1", "call"), ("undo",), ("add", "x", "--phone=a")],
)
def test_a_refused_first_command_leaves_no_file(fresh: Program, words: tuple[str, ...]) -> None:
    assert fresh(*words).rc in (2, 3, 5)
    assert list(fresh.folder.iterdir()) == []
    assert fresh("today").rc == 0
    assert list(fresh.folder.iterdir()) == []


def test_a_file_that_was_there_stays(fresh: Program) -> None:
    fresh.db.touch(mode=0o644)
    assert fresh("undo").rc == 5
    assert fresh.db.stat().st_size == 0
    assert fresh("add", "Ann").rc == 0
    assert fresh.db.stat().st_mode & 0o777 == 0o600


def test_whoever_waits_for_a_file_that_goes_away_begins_anew(clocked: Clocked) -> None:
    """The first writer fails while the second waits: nothing acknowledged goes with its file."""
    held, begun = threading.Event(), threading.Event()

    def first() -> None:
        store = SqliteStore(clocked.path, waiting=begun.set)
        with suppress(LeadfunnelError), store.write():
            held.set()
            begun.wait(0.3)
            raise LeadfunnelError()

    failing = threading.Thread(target=first)
    failing.start()
    assert held.wait(5)
    assert clocked.path.stat().st_size == 0
    Capture(clocked.book()).add("王姐 13800138000", Details(), Entering())
    failing.join()
    with sqlite3.connect(clocked.path) as connection:
        assert connection.execute("SELECT name FROM customer").fetchall() == [("王姐",)]
    assert clocked.path.stat().st_mode & 0o777 == 0o600


def test_a_store_with_something_in_it_is_never_taken_away(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE a (b)")
    new_file.unmake(connection, str(path))
    assert path.exists()
