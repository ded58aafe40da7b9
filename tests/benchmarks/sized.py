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

from tests.benchmarks import by_hand, cold, crowd
from tests.benchmarks.dealt import DealMaker
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
REPORTS = ("funnel, all of history", "rfm", "pareto", "forecast", "export")
"""Reports held against SQL in the shell, from their start to their end."""
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


def dealt_beside(path: Path, size: int, seed: int) -> Path:
    """Return the store with deals of the same size, made where it does not lie there yet."""
    found = path.with_name(f"deals-{size}.db")
    if not found.exists():
        crowd.make(found, size, seed, DealMaker)
    return found


def measure(
    bench: cold.Bench, made: Sequence[tuple[int, Path]], runs: int, seed: int
) -> list[Times]:
    """Return the times of all commands in all stores."""
    found: dict[tuple[str, int], tuple[list[float], list[float]]] = {}
    shell = shutil.which("sqlite3")
    for _ in range(runs):
        for size, path in made:
            for name, words in FLAT.items():
                ours, _theirs = found.setdefault((name, size), ([], []))
                ours.append(_command(bench, path, words))
            for case in by_hand.CASES:
                if case.name not in REPORTS:
                    continue
                store = dealt_beside(path, size, seed) if case.deals else path
                ours, theirs = found.setdefault((case.name, size), ([], []))
                ours.append(_command(bench, store, case.words))
                if shell:
                    theirs.append(_timed(by_hand.in_shell(store, case.sql), bench.environ))
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
