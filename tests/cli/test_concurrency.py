"""Several processes at once, killed processes, and a locked store."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from tests.cli.conftest import Program


def names(program: Program) -> list[str]:
    """Return the names of all customers."""
    with closing(sqlite3.connect(program.db)) as connection:
        return [row[0] for row in connection.execute("SELECT name FROM customer ORDER BY id")]


def test_writers_at_once_lose_nothing(fresh: Program) -> None:
    def write(writer: int) -> list[int]:
        return [fresh("add", f"--name=n{writer}-{number}").rc for number in range(15)]

    with ThreadPoolExecutor(6) as pool:
        codes = [code for codes in pool.map(write, range(6)) for code in codes]
    assert codes == [0] * 90
    assert sorted(names(fresh)) == sorted(f"n{w}-{n}" for w in range(6) for n in range(15))
    fresh.check()


def test_first_writers_at_once_make_one_store(fresh: Program) -> None:
    for round_number in range(3):
        program = Program(fresh.folder / str(round_number))
        program.folder.mkdir()
        running = [program.start("add", f"n{number}") for number in range(6)]
        assert [process.wait(timeout=60) for process in running] == [0] * 6
        assert len(names(program)) == 6
        program.check()


def test_what_was_acknowledged_survives_kill(fresh: Program) -> None:
    fresh("add", "--name=first")
    start = time.monotonic()
    fresh("add", "--name=second")
    usual = time.monotonic() - start
    acknowledged = {"first", "second"}
    for number in range(15):
        process = fresh.start("add", f"--name=k{number}")
        time.sleep(usual * (0.5 + number / 25))
        process.kill()
        out, _err = process.communicate()
        if out.startswith(b"Added"):
            acknowledged.add(f"k{number}")
        assert fresh("list").rc == 0
        fresh.check()
    assert acknowledged <= set(names(fresh))
    assert set(names(fresh)) <= {"first", "second", *(f"k{number}" for number in range(15))}


class Lock:
    """Another process's write lock on a store."""

    def __init__(self, program: Program) -> None:
        self.connection = sqlite3.connect(program.db, isolation_level=None)

    def __enter__(self) -> None:
        self.connection.execute("BEGIN IMMEDIATE")

    def __exit__(self, *_: object) -> None:
        self.connection.rollback()
        self.connection.close()


def waiting(program: Program) -> subprocess.Popen[bytes]:
    """Start an add and return when it says that it waits for the store."""
    process = program.start("add", "Ann")
    assert process.stderr is not None
    assert b"Waiting" in process.stderr.readline()
    return process


@pytest.mark.parametrize(("sent", "codes"), [
    (signal.SIGINT, {130}), (signal.SIGTERM, {-signal.SIGTERM, 143}),
    (signal.SIGHUP, {-signal.SIGHUP, 129}),
])  # fmt: skip
def test_a_waiting_command_ends_at_once_when_told_to(
    lf: Program, sent: signal.Signals, codes: set[int]
) -> None:
    before = lf.dump()
    with Lock(lf):
        process = waiting(lf)
        start = time.monotonic()
        process.send_signal(sent)
        _out, err = process.communicate(timeout=20)
        took = time.monotonic() - start
    assert process.returncode in codes
    assert took < 0.5 * float(os.environ.get("LEADFUNNEL_SLOW_MACHINE", "4"))
    if sent == signal.SIGINT:
        assert err.startswith(b"error: cancelled")
    assert b"Traceback" not in err
    assert lf.dump() == before


def test_a_waiting_command_goes_on_when_the_store_is_free(lf: Program) -> None:
    with Lock(lf):
        process = waiting(lf)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (0, b"")
    assert out.startswith(b"Added Ann")


def test_reading_does_not_wait_for_a_writer(lf: Program) -> None:
    with Lock(lf):
        for words in (["today"], ["show", "1"], ["funnel"]):
            assert lf(*words).rc == 0


def test_a_reader_that_is_not_read_holds_nobody_up(lf: Program) -> None:
    lf("note", "1", "-", stdin="long " * 19_000)
    process = lf.start("show", "1", "--json")  # more than a pipe holds, and nobody reads
    time.sleep(0.5)
    start = time.monotonic()
    assert lf("add", "Ann").rc == 0
    assert time.monotonic() - start < 10
    assert process.communicate(timeout=20)[0]
