"""A server some way off: `python -m tests.benchmarks.round_trips [--seconds 0.02] [--clients 16]`.

Every daily command is run over a wire that takes so long for a round trip, counted and timed; then
that many clients add customers at once, each in a thread of its own.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from tests import postgres
from tests.cli.conftest import Program
from tests.conftest import Clocked
from tests.wire import Wire, wire

COMMANDS = (
    *("add 王姐,13800138000", "add 李四,13800138001,想买面霜,明天回电", "log 王姐 聊了"),
    *("next 王姐 今天", "done 王姐", "promote 王姐", "find 王", "show 王姐", "today", "due"),
)
EACH = 5
"""So many customers each client adds."""


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=0.02, help="of one round trip")
    parser.add_argument("--clients", type=int, default=16)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, wire(postgres.fresh("far")) as line:
        folder = Path(name)
        _run(folder, line, COMMANDS[0])  # makes the store
        line.seconds = asked.seconds
        for command in COMMANDS[1:]:
            _say(f"{command:<40}{_run(folder, line, command)}")
        _crowd(folder, line.url, asked.clients)


def _run(folder: Path, line: Wire, command: str) -> str:
    line.clear()
    program = Program(folder, {"LEADFUNNEL_DB": line.url, "LEADFUNNEL_USER": None})
    began = time.perf_counter()
    ran = program(*command.split())
    assert ran.rc == 0, ran.err
    return f"{line.opening} + {line.trips} round trips{time.perf_counter() - began:>8.2f} s"


def _crowd(folder: Path, url: str, clients: int) -> None:
    """Let clients add customers at once, and print how many a second, and what one waits."""
    took: list[float] = []
    threads = [threading.Thread(target=_add, args=(folder, url, n, took)) for n in range(clients)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    passed = time.perf_counter() - began
    middle, worst = statistics.median(took), statistics.quantiles(took, n=100)[98]
    _say(
        f"{clients} clients: {len(took)} customers in {passed:.1f} s, {len(took) / passed:.1f} a "
        f"second; each took {middle:.2f} s (median), {worst:.2f} s (99 of 100)"
    )


def _add(folder: Path, url: str, number: int, took: list[float]) -> None:
    clocked = Clocked(folder / "none.db", url)
    for one in range(EACH):
        details = Details(name=f"客户{one}", phones=(f"139{number:04}{one:04}",))
        began = time.perf_counter()
        Capture(clocked.book()).add("", details, Entering())
        took.append(time.perf_counter() - began)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
