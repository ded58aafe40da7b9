"""Commands in stores of several sizes on a server, against the same in the smallest one.

`python -m tests.benchmarks.on_server --db postgresql://admin@host/postgres [--sizes N ...]
[--runs N] [--reports N] [--rep] [--json FILE]` needs a server that asks for no password, and a
login that may make databases and roles. The stores are those of `sized`, each moved into a
database of its own unless it is there. With `--rep` the same is asked by one who has 2,000 of the
customers and is held back by the policies. All are run in turn, again and again.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from leadfunnel.services.book import Acting, Book
from leadfunnel.services.moving import Moving
from leadfunnel.services.team import Joining, Team
from leadfunnel.store.postgres import PostgresStore
from leadfunnel.store.sqlite import SqliteStore
from tests.benchmarks import cold, crowd, sized

OWNER, HAS = "lin", 2000
DAILY = {
    "add": ("add", "王姐 @抖音 #region:浦东 想换烟机"),
    "log": ("log", "#5", "call", "想要报价"),
    "next": ("next", "#5", "2026-12-01", "送样品"),
    "done": ("done", "#5"),
    "today": ("today",),
    "due": ("due",),
    "find, one sign": ("find", "王"),
    "find, pinyin": ("find", "zhangwei"),
    "find, phone tail": ("find", "8000"),
    "find, full name": ("find", "杨玲宇"),
    "show": ("show", "#5"),
    "funnel --week": ("funnel", "--week"),
}
REPORTS = {"leak": ("leak",), "rfm": ("rfm",), "export": ("export",)}
REPORTS["funnel, all"] = ("funnel", "--from", "2023-11-01")
GROWTH = dict.fromkeys(DAILY, 1.5) | {"funnel --week": 3.0}
"""How much longer a command may take than in the smallest store; for reports nothing is set."""


@dataclass
class Times:
    """The seconds of every run of one command by one login in one store."""

    who: str
    name: str
    size: int
    seconds: list[float] = field(default_factory=list)

    @property
    def ms(self) -> float:
        """The median, in milliseconds."""
        return 1000 * statistics.median(self.seconds)


def main() -> int:
    """Print the table."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        bench = cold.Bench(Path(folder), options.python)
        bench.compile()
        places = list(_places(options))
        found = _measure(bench, places, options)
    document = _document(found)
    _print(document)
    if options.json:
        options.json.write_text(json.dumps(document, indent=1, ensure_ascii=False))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--db", required=True, metavar="URL", help="of whoever makes databases")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--reports", type=int, default=3, help="runs of what reads all of history")
    parser.add_argument("--rep", action="store_true", help="ask as one of a team as well")
    parser.add_argument("--stores", type=Path, default=Path("benchmark-stores"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--python", help="an interpreter that has leadfunnel installed")
    parser.add_argument("--json", type=Path, metavar="FILE")
    return parser.parse_args()


def _places(options: argparse.Namespace) -> Iterator[tuple[str, int, str]]:
    """Yield who asks in a store of which size at which address, making what is not there."""
    sizes = sorted(options.sizes)
    for size in sizes:
        address = _address(options.db, OWNER, f"history_{size}")
        if _make(options.db, f"history_{size}"):
            options.stores.mkdir(exist_ok=True)
            ((_, file),) = sized.stores(options.stores, [size], options.seed)
            _move(file, address)
        yield "owner", size, address
    for size in sizes if options.rep else ():
        yield "rep", size, _let_in(options.db, size)


def _address(url: str, login: str, database: str) -> str:
    told = urlsplit(url)
    netloc = f"{login}@{told.netloc.rpartition('@')[2]}"
    return told._replace(netloc=netloc, path=f"/{database}").geturl()


def _do(url: str, sql: str) -> list[tuple[object, ...]]:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(sql.encode())
        return cursor.fetchall() if cursor.description else []


def _make(url: str, database: str) -> bool:
    """Make a database that is not there, and the login that owns it; tell whether it was made."""
    if _do(url, f"SELECT 1 FROM pg_database WHERE datname = '{database}'"):
        return False
    if not _do(url, f"SELECT 1 FROM pg_roles WHERE rolname = '{OWNER}'"):
        _do(url, f"CREATE ROLE {OWNER} LOGIN CREATEROLE")
    _do(url, f"CREATE DATABASE {database} OWNER {OWNER}")
    return True


def _move(file: Path, address: str) -> None:
    start = time.perf_counter()
    Moving(Book(SqliteStore(file), _acting()), PostgresStore).move(address)
    _say(f"{file.name}: moved and compared in {time.perf_counter() - start:.0f} s")
    _do(address, "VACUUM ANALYZE")


def _acting() -> Acting:
    return Acting(OWNER, crowd.NOW)


def _let_in(url: str, size: int) -> str:
    """Give a rep a share of the customers; return the address at which the rep asks."""
    login, owner = f"rep_{size}", _address(url, OWNER, f"history_{size}")
    if not _do(owner, f"SELECT 1 FROM users WHERE name = '{login}'"):
        team = Team(Book(PostgresStore(owner), _acting()))
        team.init()
        team.add(login, Joining())
        each = size // HAS
        _do(
            owner,
            "UPDATE customer SET owner_id = users.id FROM users "
            f"WHERE users.name = '{login}' AND customer.id % {each} = {5 % each}",
        )
        _do(owner, "VACUUM ANALYZE")
    return _address(url, login, f"history_{size}")


def _measure(
    bench: cold.Bench, places: Sequence[tuple[str, int, str]], options: argparse.Namespace
) -> list[Times]:
    found: dict[tuple[str, str, int], Times] = {}
    for run in range(max(options.runs, options.reports)):
        cases = dict(DAILY) if run < options.runs else {}
        cases |= REPORTS if run < options.reports else {}
        for name, words in cases.items():
            for who, size, address in places:
                times = found.setdefault((who, name, size), Times(who, name, size))
                times.seconds.append(_timed(bench, address, words))
    return list(found.values())


def _timed(bench: cold.Bench, address: str, words: Sequence[str]) -> float:
    now = datetime.fromtimestamp(crowd.NOW, UTC).isoformat()
    environ = {**bench.environ, "LEADFUNNEL_DB": address, "LEADFUNNEL_NOW": now}
    start = time.perf_counter()
    subprocess.run([bench.script, *words], env=environ, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def _document(found: Sequence[Times]) -> dict[str, object]:
    """Return every median with its spread and its ratio to that of the smallest store."""
    least = min(one.size for one in found)
    small = {(one.who, one.name): one.ms for one in found if one.size == least}
    rows = []
    for one in found:
        ratio, goal = one.ms / small[one.who, one.name], GROWTH.get(one.name)
        rows.append(
            {
                **{"who": one.who, "name": one.name, "customers": one.size},
                **{"ms": round(one.ms, 1), "ratio": round(ratio, 2), "goal": goal},
                "least": round(1000 * min(one.seconds), 1),
                "most": round(1000 * max(one.seconds), 1),
                "missed": goal is not None and ratio > goal,
            }
        )
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0
    return {"load": load, "cores": os.cpu_count(), "rows": rows}


def _print(document: dict[str, object]) -> None:
    rows = document["rows"]
    assert isinstance(rows, list)
    for row in sorted(rows, key=lambda row: row["who"]):
        goal = f"goal {row['goal']}x{'  MISSED' if row['missed'] else ''}" if row["goal"] else ""
        _say(
            f"{row['who']:<7}{row['name']:<18}{row['customers']:>10,}{row['ms']:>10.0f} ms"
            f"{row['least']:>9.0f} -{row['most']:>7.0f}{row['ratio']:>8.2f}x   {goal}"
        )


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
