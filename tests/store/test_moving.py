"""A store moves to a server and back with its numbers and its history; two are never mixed."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import postgres
from tests.conftest import NOW, Clocked
from tests.store.test_both_engines import rows
from tests.stores import fill

from leadfunnel.services.book import Acting, Book
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.log import Log
from leadfunnel.services.looking import Looking
from leadfunnel.services.moving import Moving, NothingToMove, TargetNotEmpty
from leadfunnel.store.postgres import PostgresStore
from leadfunnel.store.sqlite import SqliteStore

TYPE_CHECKING = False
if TYPE_CHECKING:
    from leadfunnel.store.places import Store


def opened(address: str) -> Store:
    return PostgresStore(address) if "://" in address else SqliteStore(Path(address))


def test_to_a_server_and_back(tmp_path: Path) -> None:
    here = Clocked(tmp_path / "here.db")
    fill(here, seed=5, steps=60)
    there = Clocked(tmp_path / "none.db", postgres.fresh())
    back = Clocked(tmp_path / "back.db")
    done = Moving(here.book(), opened).move(str(there.address))
    assert done.record["again"] is False
    Moving(there.book(), opened).move(str(back.path))
    assert rows(here) == rows(there) == rows(back)
    # What is found, and undone, after it arrived is what it was.
    found = [Looking(one.book()).find("王").customers for one in (here, there, back)]
    assert found[0] == found[1] == found[2] != ()
    for one in (here, there, back):
        one.user, one.now = here.user, here.now
        Log(one.book()).undo(None)
    assert rows(here) == rows(there) == rows(back)


def test_nothing_that_a_server_keeps_is_missing_after_a_move(tmp_path: Path) -> None:
    """Its indexes and references, left out while it is filled, are those of any other store."""
    here, moved = Clocked(tmp_path / "here.db"), Clocked(tmp_path / "none.db", postgres.fresh())
    plain = Clocked(tmp_path / "none.db", postgres.fresh())
    for one in (here, plain):
        Capture(one.book()).add("", Details(name="王姐"), Entering())
    Moving(here.book(), opened).move(str(moved.address))
    kept = _kept(moved)
    assert kept == _kept(plain)
    assert len(kept) > 300


def _kept(server: Clocked) -> set[str]:
    with server.store().read() as session:
        found = session.composed(
            "SELECT pg_get_constraintdef(oid) || conname || CAST(condeferrable AS text) "
            "FROM pg_constraint WHERE connamespace = CAST(current_schema() AS regnamespace) "
            "UNION ALL SELECT replace(indexdef, schemaname, '') FROM pg_indexes "
            "WHERE schemaname = current_schema()",
            {},
        )
    return {row[0] for row in found}


def test_moving_twice_changes_nothing_and_a_changed_target_is_refused(tmp_path: Path) -> None:
    here = Clocked(tmp_path / "here.db")
    Capture(here.book()).add("", Details(name="王姐"), Entering())
    there = Clocked(tmp_path / "none.db", postgres.fresh())
    Moving(here.book(), opened).move(str(there.address))
    assert Moving(here.book(), opened).move(str(there.address)).record["again"] is True
    Capture(there.book()).add("", Details(name="李四"), Entering())
    before = rows(there)
    with pytest.raises(TargetNotEmpty):
        Moving(here.book(), opened).move(str(there.address))
    assert rows(there) == before


def test_an_interrupted_move_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = Clocked(tmp_path / "here.db")
    Capture(here.book()).add("", Details(name="王姐", phones=("13900001111",)), Entering())
    there = Clocked(tmp_path / "none.db", postgres.fresh())
    book = Book(here.store(), Acting("lin", NOW))
    halfway = _breaking_after(here, "identity")
    with pytest.raises(KeyboardInterrupt):
        Moving(book, lambda address: halfway(PostgresStore(address))).move(str(there.address))
    assert rows(there) == rows(Clocked(tmp_path / "never.db"))
    Moving(book, opened).move(str(there.address))
    assert rows(there) == rows(here)


def _breaking_after(here: Clocked, table: str):  # type: ignore[no-untyped-def]
    """Make a store whose transaction is interrupted once rows of a table came in."""
    from contextlib import contextmanager

    class Breaking:
        def __init__(self, store: PostgresStore) -> None:
            self.store, self.path = store, store.path

        @contextmanager
        def write(self):  # type: ignore[no-untyped-def]
            with self.store.write() as session:
                pour = session.pour

                def poured(name, *rest):  # type: ignore[no-untyped-def]
                    pour(name, *rest)
                    if name == table:
                        raise KeyboardInterrupt

                session.pour = poured
                yield session

    return Breaking


def test_an_empty_store_is_not_moved(tmp_path: Path) -> None:
    here = Clocked(tmp_path / "here.db")
    address = postgres.fresh()
    with pytest.raises(NothingToMove):
        Moving(here.book(), opened).move(address)
