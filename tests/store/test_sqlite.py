"""Opening a store: created safely, refused when it is not ours, durable, patient."""

from __future__ import annotations

import multiprocessing
import os
import re
import sqlite3
import stat
import threading
import time
from pathlib import Path

import pytest
from tests.conftest import Clocked
from tests.dump import check, dump

from leadfunnel.errors import Exit
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.looking import Looking, Shape
from leadfunnel.services.morning import Morning
from leadfunnel.store import backup, faults, migrations
from leadfunnel.store import sqlite as store_module
from leadfunnel.views.words import filled


def add(clocked: Clocked, text: str) -> None:
    Capture(clocked.book()).add(text, Details(), Entering())


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_reading_without_a_store_shows_nothing_and_creates_nothing(clocked: Clocked) -> None:
    assert Morning(clocked.book()).today().items == ()
    assert Looking(clocked.book()).list([], Shape()).customers == ()
    assert not clocked.path.exists()


def test_first_write_creates_a_private_file(clocked: Clocked) -> None:
    old = os.umask(0)
    try:
        add(clocked, "王姐")
    finally:
        os.umask(old)
    assert mode(clocked.path) == 0o600
    check(clocked.path)
    with sqlite3.connect(clocked.path) as connection:
        assert connection.execute("PRAGMA application_id").fetchone()[0] == 0x4C464E4C
        assert connection.execute("PRAGMA user_version").fetchone()[0] == migrations.CURRENT


def test_writes_are_durable(clocked: Clocked) -> None:
    with clocked.store().write() as session:
        assert session.connection.execute("PRAGMA synchronous").fetchone()[0] == 3
        assert session.connection.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
        assert session.connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1


def test_another_programs_database_is_refused_untouched(clocked: Clocked) -> None:
    with sqlite3.connect(clocked.path) as connection:
        connection.execute("CREATE TABLE moz_places (id INTEGER)")
    before = clocked.path.read_bytes()
    for act in (lambda: add(clocked, "王姐"), lambda: Morning(clocked.book()).today()):
        with pytest.raises(faults.ForeignStore) as caught:
            act()
        assert caught.value.exit == Exit.STORE
    assert clocked.path.read_bytes() == before


def test_a_newer_store_is_refused(clocked: Clocked) -> None:
    add(clocked, "王姐")
    with sqlite3.connect(clocked.path) as connection:
        connection.execute(f"PRAGMA user_version = {migrations.CURRENT + 1}")
    with pytest.raises(faults.NewerStore):
        add(clocked, "李姐")


@pytest.mark.parametrize("version", [-1, 0])
def test_a_version_that_makes_no_sense_is_refused(clocked: Clocked, version: int) -> None:
    add(clocked, "王姐")
    with sqlite3.connect(clocked.path) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    with pytest.raises(faults.UnknownVersion):
        add(clocked, "李姐")


def test_an_emptied_or_missing_store_with_backups_is_never_started_afresh(
    clocked: Clocked,
) -> None:
    add(clocked, "王姐")
    backup.make(clocked.store(), "one")
    clocked.path.write_bytes(b"")
    with pytest.raises(faults.StoreEmpty):
        add(clocked, "李姐")
    assert clocked.path.read_bytes() == b""
    clocked.path.unlink()
    with pytest.raises(faults.StoreMissing):
        Morning(clocked.book()).today()
    assert not clocked.path.exists()


def test_garbage_is_damaged(clocked: Clocked) -> None:
    clocked.path.write_bytes(b"not a database at all, but long enough to look at" * 100)
    with pytest.raises(faults.StoreDamaged):
        Morning(clocked.book()).today()


def test_a_truncated_store_is_refused(clocked: Clocked) -> None:
    add(clocked, "王姐 13800138000")
    whole = clocked.path.read_bytes()
    for length in (100, 5000, len(whole) // 2):
        clocked.path.write_bytes(whole[:length])
        with pytest.raises((faults.StoreDamaged, faults.ForeignStore)):
            Looking(clocked.book()).list([], Shape())
        assert clocked.path.read_bytes() == whole[:length]


def test_paths_that_cannot_hold_a_store(clocked: Clocked, tmp_path: Path) -> None:
    clocked.path = tmp_path / "no" / "such" / "x.db"
    with pytest.raises(faults.NoFolder):
        add(clocked, "王姐")
    assert not (tmp_path / "no").exists()
    clocked.path = tmp_path / "link.db"
    clocked.path.symlink_to(tmp_path / "nowhere.db")
    with pytest.raises(faults.DanglingLink):
        add(clocked, "王姐")


@pytest.mark.parametrize(
    "name", ["a?b #%20.db", "客户.db", "quo'te\".db", "new\nline.db", ":memory:"]
)
def test_odd_paths_are_taken_literally(clocked: Clocked, tmp_path: Path, name: str) -> None:
    clocked.path = tmp_path / name
    add(clocked, "王姐")
    assert [found.name for found in tmp_path.iterdir()] == [name]


def test_a_reader_does_not_wait_for_a_writer(clocked: Clocked) -> None:
    add(clocked, "王姐")
    holder = sqlite3.connect(clocked.path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    start = time.monotonic()
    assert len(Looking(clocked.book()).list([], Shape()).customers) == 1
    assert time.monotonic() - start < 2
    holder.close()


def test_a_writer_waits_says_so_and_gets_through(
    clocked: Clocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(clocked, "王姐")
    monkeypatch.setattr(store_module, "SAY_AFTER_SECONDS", 0.05)
    holder = sqlite3.connect(clocked.path, isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    said: list[str] = []
    store = clocked.store()
    store._waiting = lambda: said.append("waiting")
    threading.Timer(0.3, holder.close).start()
    with store.write() as session:
        assert session.value("customers.count") == 1
    assert said == ["waiting"]


def test_a_writer_gives_up_in_words(clocked: Clocked, monkeypatch: pytest.MonkeyPatch) -> None:
    add(clocked, "王姐")
    monkeypatch.setattr(store_module, "PATIENCE_SECONDS", 0.1)
    holder = sqlite3.connect(clocked.path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(faults.StoreBusy):
        add(clocked, "李姐")
    holder.close()


def _add_in_process(path: Path, number: int) -> str:
    try:
        add(Clocked(path), f"n{number} 1380013{8000 + number}")
    except Exception as error:
        return repr((error, getattr(error, "values", None)))
    return ""


def test_eight_first_runs_at_once_lose_nothing(clocked: Clocked) -> None:
    with multiprocessing.get_context("spawn").Pool(8) as pool:
        arguments = [(clocked.path, number) for number in range(8)]
        failures = pool.starmap_async(_add_in_process, arguments).get(timeout=60)
    assert failures == [""] * 8
    assert len(Looking(clocked.book()).list([], Shape()).customers) == 8
    check(clocked.path)


def test_a_failure_in_the_middle_leaves_nothing(clocked: Clocked) -> None:
    add(clocked, "王姐")
    before = dump(clocked.path)

    def fail_halfway() -> None:
        with clocked.book().record("add") as page:
            page.ledger.insert("customer", name="half", created_at=0)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_halfway()
    assert dump(clocked.path) == before


def test_upgrade_steps_run_once_in_order_and_check_references() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA user_version = 1")
    done: list[int] = []
    steps = {1: lambda _: done.append(1), 2: lambda _: done.append(2)}
    migrations.run(connection, steps)
    migrations.run(connection, steps)
    assert done == [1, 2]
    assert connection.execute("PRAGMA user_version").fetchone()[0] == 3

    def orphan(found: sqlite3.Connection) -> None:
        found.execute("CREATE TABLE a (id INTEGER PRIMARY KEY)")
        found.execute("CREATE TABLE b (a_id INTEGER REFERENCES a(id))")
        found.execute("INSERT INTO b VALUES (7)")

    with pytest.raises(sqlite3.IntegrityError):
        migrations.run(connection, {3: orphan})


def test_six_first_runs_of_a_new_version_upgrade_once_after_one_backup(
    clocked: Clocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(clocked, "王姐")
    done: list[int] = []

    def step(connection: sqlite3.Connection) -> None:
        done.append(1)
        connection.execute("CREATE TABLE later (id INTEGER PRIMARY KEY)")

    monkeypatch.setattr(migrations, "STEPS", {migrations.CURRENT: step})
    monkeypatch.setattr(migrations, "CURRENT", migrations.CURRENT + 1)
    seen: list[int] = []

    def look() -> None:
        with clocked.store().read() as session:
            seen.append(session.value("customers.count"))

    threads = [threading.Thread(target=look) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert (seen, done) == ([1] * 6, [1])
    backups = [path.name for path in clocked.store().backups()]
    assert backups == [f"before-upgrade-from-{migrations.CURRENT - 1}.db"]
    check(clocked.path)


def test_an_upgrade_that_fails_leaves_the_old_store(
    clocked: Clocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(clocked, "王姐")
    before = dump(clocked.path)

    def step(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE later (id INTEGER PRIMARY KEY)")
        raise RuntimeError

    monkeypatch.setattr(migrations, "STEPS", {migrations.CURRENT: step})
    monkeypatch.setattr(migrations, "CURRENT", migrations.CURRENT + 1)
    for _ in range(2):  # the backup of the first attempt must not stop the second
        with pytest.raises(faults.UpgradeFailed) as failure:
            Looking(clocked.book()).list([], Shape())
    message = filled(failure.value.message, failure.value.values, None)
    assert re.search("upgrade .*RuntimeError.*undone.*backup.*before-upgrade", message)
    assert failure.value.exit == 1
    assert len(clocked.store().backups()) == 2
    assert dump(clocked.path) == before
    with sqlite3.connect(clocked.path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == migrations.CURRENT - 1
