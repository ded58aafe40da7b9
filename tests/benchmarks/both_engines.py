"""Reports of one store on both engines: `python -m tests.benchmarks.both_engines [--size N]`.

A store of 100,000 customers is made in a file and moved to a server of PostgreSQL (see
`tests.postgres`). Every report is printed as JSON by both; the table shows the seconds each took
and whether the documents are the same. With `--rep` one of 50 reps has a share of the customers,
and it shows what that rep waits for, held back by the policies, beside the owner.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from leadfunnel.services.book import Acting, Book
from leadfunnel.services.moving import Moving
from leadfunnel.services.team import Joining, Team
from leadfunnel.store.postgres import PostgresStore
from leadfunnel.store.sqlite import SqliteStore
from tests import postgres
from tests.benchmarks import full
from tests.cli.conftest import Program
from tests.conftest import NOW

SIZE, REPS = 100_000, 50
REPORTS = (
    *("funnel", "funnel --week", "funnel --cohort --last", "week", "today", "due", "list"),
    *("sales", "rfm", "pareto", "referrals", "channels", "forecast", "audit", "layers", "leak"),
    *("activity", "aarrr", "dormant", "tags list", "source list", "history", "show #5", "find 王"),
    *("list stage=B --sort -created", "list layer=asleep", "funnel --known-at 2026-11-01"),
)
REP = ("today", "due", "show #{own}", "find 王", "list", "funnel --week", "history")
Clock = dict[str, str]


def main() -> int:
    """Print the table; return 1 where a document differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=SIZE)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rep", action="store_true", help="measure what a rep waits for as well")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "full.db"
        full.make(file, options.size, options.seed)
        address, database = postgres.database()
        try:
            _move(file, address)
            differing = _compare(folder, str(file), address)
            if options.rep:
                _wait(folder, address, database)
        finally:
            postgres.drop(database)
    return int(differing > 0)


def _move(file: Path, address: str) -> None:
    start = time.perf_counter()
    book = Book(SqliteStore(file), Acting("lin", NOW))
    Moving(book, PostgresStore).move(address)
    _analyze(address)
    _say(f"moved and compared in {time.perf_counter() - start:.0f} s")


def _analyze(address: str) -> None:
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("ANALYZE")


def _compare(folder: Path, *places: str) -> int:
    """Print every report's times on both engines, and count those that differ."""
    differing = 0
    user = PostgresStore(places[1]).login
    for report in REPORTS:
        told = [_timed(folder, place, user, f"{report} --json") for place in places]
        same = told[0][1] == told[1][1]
        differing += not same
        word = "same" if same else "DIFFERS"
        _say(f"{report:<32}{told[0][0]:>8.2f} s{told[1][0]:>8.2f} s  {word}")
    return differing


def _timed(folder: Path, place: str, user: str, command: str) -> tuple[float, str]:
    program = Program(folder, {"LEADFUNNEL_DB": place, "LEADFUNNEL_USER": user})
    start = time.perf_counter()
    ran = program(*command.split())
    return time.perf_counter() - start, ran.out + ran.err


def _wait(folder: Path, address: str, database: str) -> None:
    """Print what a rep waits for beside the owner, over the same store."""
    import psycopg

    login = f"rep_{database}"
    owner = Book(PostgresStore(address), Acting("tester", NOW))
    Team(owner).init()
    Team(owner).add(login, Joining())
    with psycopg.connect(address, autocommit=True) as connection:
        row = connection.execute("SELECT id FROM users WHERE name = %s", [login]).fetchone()
        assert row is not None
        connection.execute(
            "UPDATE customer SET owner_id = CASE WHEN id %% %s = 5 THEN %s ELSE "
            "(SELECT min(id) FROM users) END",
            [REPS, row[0]],
        )
        connection.execute("VACUUM ANALYZE")
    held = address.replace("tester", login, 1)
    for report in REP:
        command = report.format(own=5)
        all_of_it, own = (
            min(_timed(folder, place, place, command)[0] for _ in range(3))
            for place in (address, held)
        )
        _say(f"{command:<32}{all_of_it:>8.2f} s{own:>8.2f} s  owner, rep")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    os.environ.setdefault("LEADFUNNEL_TZ", "Asia/Shanghai")
    sys.exit(main())
