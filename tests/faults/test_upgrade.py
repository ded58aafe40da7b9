"""An upgrade is whole or did not happen: killed anywhere, begun by six at once, made to fail.

`LEADFUNNEL_KILLS=150 python -m pytest tests/faults/test_upgrade.py -n 1` is the long form.
"""

from __future__ import annotations

import gzip
import os
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from tests.cli.conftest import Program
from tests.dump import check

from leadfunnel.store.migrations import CURRENT

RELEASED = sorted((Path(__file__).parents[1] / "store" / "released").glob("*.db.gz"))
KILLS = int(os.environ.get("LEADFUNNEL_KILLS", "10"))
"""How often the upgrade is killed; 150 and more when one has the time."""
AT_ONCE = 6


def old(program: Program, released: Path) -> None:
    """Put a store of an older schema in place, and nothing else."""
    for path in program.folder.rglob("*"):
        if path.is_file():
            path.unlink()
    program.db.write_bytes(gzip.decompress(released.read_bytes()))


@pytest.fixture
def program(tmp_path: Path) -> Program:
    folder = tmp_path / "shop"
    folder.mkdir()
    return Program(folder)


def started(program: Program) -> subprocess.Popen[str]:
    return subprocess.Popen(
        program.command("today"),
        env=program.environ(),
        cwd=program.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def facts(path: Path) -> dict[str, int]:
    """Return how many rows each table of the first schema holds."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        tables = ("customer", "identity", "journey", "stage_change", "interaction", "follow_up")
        found = (*tables, "operation", "change")
        return {
            name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in found
        }


def test_an_upgrade_that_is_killed_leaves_the_old_store_or_the_new(program: Program) -> None:
    dice = Random(10)  # noqa: S311 - not for secrets
    old(program, RELEASED[0])
    start = time.monotonic()
    started(program).wait(timeout=60)
    whole = time.monotonic() - start
    seen = set()
    for number in range(KILLS):
        released = RELEASED[number % len(RELEASED)]
        old(program, released)
        before = facts(program.db), version(program.db)
        running = started(program)
        time.sleep(dice.uniform(whole / 4, whole * 1.1))
        running.send_signal(signal.SIGKILL)
        running.communicate()
        found = version(program.db)
        assert (facts(program.db), found in (before[1], CURRENT)) == (before[0], True)
        seen.add(found == CURRENT)
        ran = program("today")
        assert (ran.rc, version(program.db)) == (0, CURRENT), ran.err
        check(program.db)
    assert KILLS < 50 or seen == {True, False}


@pytest.mark.parametrize("released", [RELEASED[0], RELEASED[-1]], ids=lambda path: path.name)
def test_six_that_begin_an_upgrade_at_once_all_end_well(program: Program, released: Path) -> None:
    old(program, released)
    before = facts(program.db)
    running = [started(program) for _ in range(AT_ONCE)]
    ends = [(one.communicate(timeout=120), one.returncode) for one in running]
    assert [rc for _, rc in ends] == [0] * AT_ONCE, ends
    backups = [path.name for path in (program.folder / "backups" / "store").glob("*.db")]
    assert len(backups) == 1
    assert facts(program.db) == before
    check(program.db)
