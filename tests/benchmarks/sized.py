"""Commands in stores of several sizes, and reports against hand-written SQL in the sqlite3 shell.

The stores are those of `history`: ten touches, three changes of stage and three promises a
customer, in three years. Commands and statements are run in turn, again and again.
"""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks import cold, crowd
from tests.benchmarks.history import HistoryMaker

FLAT = {
    "add": ("add", "王姐 @抖音 #region:浦东 想换烟机"),
    "today": ("today",),
    "due": ("due",),
    "find, one sign": ("find", "王"),
    "find, pinyin": ("find", "zhangwei"),
    "find, phone tail": ("find", "8000"),
    "show": ("show", "#5"),
    "funnel --week": ("funnel", "--week"),
}
GROWTH = dict.fromkeys(FLAT, 1.5) | {"funnel --week": 3.0}
"""How much longer a command may take than in the smallest store."""
SQL = {
    "funnel": (
        ("funnel",),
        "SELECT to_stage, count(DISTINCT journey_id) FROM stage_change"
        " WHERE void_op IS NULL AND pipeline = 'lifecycle' GROUP BY to_stage",
    ),
    "rfm": (
        ("rfm",),
        "SELECT customer_id, max(on_day), count(DISTINCT on_day), sum(amount) FROM purchase"
        " WHERE void_op IS NULL GROUP BY customer_id",
    ),
    "export": (
        ("export",),
        "SELECT id, name, company, (SELECT group_concat(value) FROM identity"
        " WHERE customer_id = customer.id AND void_op IS NULL), (SELECT group_concat(tag.value)"
        " FROM customer_tag JOIN tag ON tag.id = tag_id WHERE customer_id = customer.id"
        " AND customer_tag.void_op IS NULL), source, stage, stage_since, last_contact_at, next_on,"
        " purchases, birthday, created_at FROM customer WHERE present = 1",
    ),
}
SHELL_GOAL = 2.0


@dataclass(frozen=True)
class Times:
    """The seconds of every run of one command in one store; the SQL's, where it has any."""

    name: str
    size: int
    seconds: Sequence[float]
    shell: Sequence[float] = ()


def stores(folder: Path, sizes: Sequence[int], seed: int) -> Iterator[tuple[int, Path]]:
    """Yield a store of each size, made where it does not lie there yet."""
    for size in sizes:
        path = folder / f"history-{size}.db"
        if not path.exists():
            crowd.make(path, size, seed, HistoryMaker)
        yield size, path


def measure(bench: cold.Bench, made: Sequence[tuple[int, Path]], runs: int) -> list[Times]:
    """Return the times of all commands in all stores."""
    found: dict[tuple[str, int], tuple[list[float], list[float]]] = {}
    shell = shutil.which("sqlite3")
    for _ in range(runs):
        for size, path in made:
            for name, words in FLAT.items():
                ours, _theirs = found.setdefault((name, size), ([], []))
                ours.append(_command(bench, path, words))
            for name, (words, sql) in SQL.items():
                ours, theirs = found.setdefault((name, size), ([], []))
                ours.append(_command(bench, path, words))
                if shell:
                    theirs.append(_timed([shell, "-csv", str(path), sql], bench.environ))
    return [Times(name, size, *both) for (name, size), both in found.items()]


def _command(bench: cold.Bench, path: Path, words: Sequence[str]) -> float:
    now = datetime.fromtimestamp(crowd.NOW, UTC).isoformat()
    own = {"LEADFUNNEL_DB": str(path), "LEADFUNNEL_NOW": now, "LEADFUNNEL_USER": "lin"}
    return _timed([bench.script, *words], {**bench.environ, **own})


def _timed(words: list[str], environ: dict[str, str]) -> float:
    start = time.perf_counter()
    subprocess.run(words, env=environ, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def bytes_per_customer(made: Sequence[tuple[int, Path]]) -> dict[int, float]:
    """Return how large each store is for each of its customers, in bytes."""
    return {size: path.stat().st_size / size for size, path in made}
