"""Daily commands in full stores: `python -m tests.benchmarks.full_morning [--runs N] [--check]`.

Two stores are made, of 10,000 and of 100,000 customers, in which every list is full. The commands
are run in turn with BASE (see `cold`), again and again; the table shows the medians, the processor
time of a run, both as multiples of BASE, and the large store against the small one. Processor time
says more where a machine is shared: a busy one delays BASE, which waits for the disk, less.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks import cold, full
from tests.benchmarks.crowd import NOW

SIZES = (10_000, 100_000)
COMMANDS = {
    "today": ("today",),
    "due": ("due",),
    "find": ("find", "王"),
    "show": ("show", "#5"),
    "add": ("add", "王姐 13800138000 @抖音 想换烟机"),
}
GOALS = {"today": 8, "due": 8, "find": 7, "show": 7, "add": 7}
GROWTH = 1.5
Times = dict[tuple[str, int], list[tuple[float, float]]]


def main() -> int:
    """Print the table; return 1 when a goal is missed and `--check` was given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--check", action="store_true", help="fail when a goal is missed")
    parser.add_argument("--python", help="an interpreter that has leadfunnel installed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = cold.Bench(Path(folder), options.python)
        bench.compile()
        for size in SIZES:
            full.make(_store(bench, size), size, options.seed)
        times = _measure(bench, options.runs)
    print(f"seed {options.seed}, {options.runs} interleaved runs, medians")  # noqa: T201
    return int(not _told(times) and options.check)


def _store(bench: cold.Bench, size: int) -> Path:
    return bench.folder / f"{size}.db"


def _measure(bench: cold.Bench, runs: int) -> Times:
    times: Times = {("BASE", 0): [], **{(name, size): [] for name in COMMANDS for size in SIZES}}
    for _ in range(runs):
        for name, size in times:
            command = [bench.python, "-c", cold.BASE]
            if name != "BASE":
                shutil.copy(_store(bench, size), bench.folder / "store.db")
                command = [bench.script, *COMMANDS[name]]
            times[name, size].append(_timed(bench, command))
    return times


def _timed(bench: cold.Bench, command: list[str]) -> tuple[float, float]:
    """Return the seconds that passed, and those of the processor."""
    now = datetime.fromtimestamp(NOW, UTC).isoformat()
    environ = bench.environ | {"LEADFUNNEL_NOW": now, "LEADFUNNEL_USER": "lin"}
    before, start = os.times(), time.perf_counter()
    subprocess.run(command, env=environ, cwd=bench.folder, check=True, stdout=subprocess.DEVNULL)
    passed, after = time.perf_counter() - start, os.times()
    user = after.children_user - before.children_user
    return passed, user + after.children_system - before.children_system


def _told(times: Times) -> bool:
    """Print the table, and return whether all goals are kept."""
    base = statistics.median(passed for passed, _ in times["BASE", 0])
    base_cpu = statistics.mean(cpu for _, cpu in times["BASE", 0])
    kept = True
    print(f"BASE {base * 1000:.1f} ms, processor {base_cpu * 1000:.1f} ms")  # noqa: T201
    for name in COMMANDS:
        medians = [statistics.median(passed for passed, _ in times[name, size]) for size in SIZES]
        growth = medians[-1] / medians[0]
        for size, passed in zip(SIZES, medians, strict=True):
            cpu = statistics.mean(spent for _, spent in times[name, size])
            print(  # noqa: T201
                f"{name:<6}{size:>8,}{passed * 1000:>8.1f} ms {passed / base:>6.2f}x"
                f"   processor {cpu / base_cpu:>6.2f}x   goal {GOALS[name]}x"
            )
            kept = kept and passed / base <= GOALS[name]
        kept = kept and growth <= GROWTH
        print(f"{'':<6}{'growth':>8}{growth:>8.2f}x   goal {GROWTH}x")  # noqa: T201
    return kept


if __name__ == "__main__":
    sys.exit(main())
