"""Cold commands against BASE: `python -m tests.benchmarks.cold [--runs N] [--json]`.

BASE is `python -c` that opens sqlite3, inserts a row and commits. All commands are run in turn,
again and again, so that noise falls on all alike; the table shows medians and their ratio to
BASE. The package is installed as a user has it (not editable) and its bytecode compiled.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import pty
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
BASE = (
    "import sqlite3;c=sqlite3.connect('base.db');c.execute('create table if not exists t(x)');"
    "c.execute('insert into t values(1)');c.commit()"
)


@dataclass(frozen=True)
class Case:
    """One command to time; `goal` is the most it may take as a multiple of BASE."""

    name: str
    words: tuple[str, ...]
    goal: float
    terminal: bool = False


CASES = (
    Case("add", ("add", "王姐 @抖音 #region:浦东 想换烟机"), 3),
    Case("log", ("log", "#1", "call", "wants a quote"), 3),
    Case("next", ("next", "#2", "2030-01-01", "quote"), 3),
    Case("done", ("done", "f1"), 3),
    Case("find", ("find", "zhang"), 3),
    Case("show", ("show", "#1"), 3),
    Case("promote", ("promote", "#3", "--to", "C"), 3),
    Case("today", ("today",), 3.5),
    Case("due", ("due",), 3.5),
    Case("funnel --week", ("funnel", "--week"), 3.5),
    Case("today, terminal", ("today",), 7, terminal=True),
    Case("find, terminal", ("find", "zhang"), 7, terminal=True),
    Case("funnel, terminal", ("funnel", "--week"), 7, terminal=True),
    Case("--version", ("--version",), 5),
    Case("completion", (), 5),
    Case("--help", ("--help",), 6),
    Case("add --help", ("add", "--help"), 6),
)


def main() -> int:
    """Print the table; return 1 when a goal is missed and `--check` was given."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), options.python)
        times = bench.measure(options.runs)
    base = statistics.median(times.pop("BASE"))
    rows = [
        {
            "command": case.name,
            "ms": round(statistics.median(times[case.name]) * 1000, 1),
            "ratio": round(statistics.median(times[case.name]) / base, 2),
            "goal": case.goal,
        }
        for case in CASES
    ]
    _print(rows, base, options)
    return int(options.check and any(row["ratio"] > row["goal"] for row in rows))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--check", action="store_true", help="fail when a goal is missed")
    parser.add_argument("--python", help="an interpreter that has leadfunnel installed")
    return parser.parse_args()


def _print(rows: list[dict[str, object]], base: float, options: argparse.Namespace) -> None:
    if options.json:
        print(json.dumps({"base_ms": round(base * 1000, 1), "rows": rows}))  # noqa: T201
        return
    print(f"BASE {base * 1000:.1f} ms, {options.runs} interleaved runs, medians")  # noqa: T201
    for row in rows:
        print(  # noqa: T201
            f"{row['command']:<18}{row['ms']:>8} ms {row['ratio']:>6}x   goal {row['goal']}x"
        )


class Bench:
    """An installed leadfunnel with a small store."""

    def __init__(self, folder: Path, python: str | None) -> None:
        self.folder = folder
        self.python = os.path.abspath(python) if python else self._installed()  # noqa: PTH100
        self.script = str(Path(self.python).with_name("leadfunnel"))
        kept = ("PATH", "HOME", "SYSTEMROOT")
        self.environ = {key: os.environ[key] for key in kept if key in os.environ} | {
            "LEADFUNNEL_DB": str(folder / "store.db"),
            "LEADFUNNEL_CONFIG": str(folder / "none.toml"),
            "LEADFUNNEL_TZ": "Asia/Shanghai",
            "LANG": "C.UTF-8",
        }

    def _installed(self) -> str:
        place = self.folder / "venv"
        venv.create(place, with_pip=True)
        python = str(place / ("Scripts" if os.name == "nt" else "bin") / "python")
        subprocess.run([python, "-m", "pip", "install", "-q", str(ROOT)], check=True)
        return python

    def compile(self) -> None:
        """Compile the bytecode of what is installed, as installers do."""
        library = subprocess.run(
            [self.python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
        compileall.compile_dir(library, quiet=2)

    def measure(self, runs: int) -> dict[str, list[float]]:
        """Return the seconds of every run of every case, and of BASE."""
        self.compile()
        self._fill()
        times: dict[str, list[float]] = {"BASE": [], **{case.name: [] for case in CASES}}
        for _ in range(runs):
            times["BASE"].append(self._time([self.python, "-c", BASE]))
            for case in CASES:
                self.reset()
                times[case.name].append(self._case(case))
        return times

    def _fill(self) -> None:
        for number in range(30):
            self._run("add", f"张{number} 1380013{8000 + number}")
        self._run("next", "#1", "today", "call back")
        self._keep = self.folder / "kept.db"
        shutil.copy(self.folder / "store.db", self._keep)

    def reset(self) -> None:
        """Put the small store back."""
        shutil.copy(self._keep, self.folder / "store.db")

    def _run(self, *words: str) -> None:
        subprocess.run(
            [self.script, *words], env=self.environ, check=True, stdout=subprocess.DEVNULL
        )

    def _case(self, case: Case) -> float:
        if case.name == "completion":
            words = {"COMP_WORDS": "leadfunnel pro", "COMP_CWORD": "1"}
            return self._time([self.script], _LEADFUNNEL_COMPLETE="complete_bash", **words)
        if case.terminal:
            return self._time_terminal([self.script, *case.words])
        return self._time([self.script, *case.words])

    def _time(self, command: list[str], **more: str) -> float:
        start = time.perf_counter()
        subprocess.run(
            command, env=self.environ | more, cwd=self.folder, check=True, stdout=subprocess.DEVNULL
        )
        return time.perf_counter() - start

    def _time_terminal(self, command: list[str]) -> float:
        leader, follower = pty.openpty()
        start = time.perf_counter()
        child = subprocess.Popen(
            command, env=self.environ | {"TERM": "xterm-256color"}, stdout=follower, stderr=follower
        )
        os.close(follower)
        try:
            while os.read(leader, 65536):
                pass
        except OSError:
            pass  # the far end of a pseudo-terminal closes with an error
        child.wait()
        os.close(leader)
        return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
