"""Other tools beside ours: `python -m tests.benchmarks.peers --dir FOLDER [--json FILE]`.

By hand, never in CI. Every tool is installed into a virtual environment of its own in the folder
and has its settings and data there; what cannot be installed is named with the reason. Commands
of all tools, ours with as many customers, and BASE are run in turn. Nothing may reach the network
while they are timed: run it again under `unshare -n` once all are installed.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
import venv
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks import cold, crowd, instructions, sized
from tests.benchmarks.peer_tools import PEERS, UNKNOWN, Ask, Peer

OWN, FEW = "leadfunnel", 100
OURS = {
    "add": ("add", "张{n} @抖音"),
    "log": ("log", "#1", "call", "wants a quote"),
    "today": ("today",),
    "find": ("find", "zhang"),
    "list": ("list", "--limit", "50"),
    "show": ("show", "#5"),
}
OFFLINE = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), "http://127.0.0.1:9")


@dataclass
class Running:
    """A command to time: whose, in a folder with so many records, asked what; what was found."""

    tool: str
    size: int
    ask: Ask
    script: Sequence[str]
    home: Path
    environ: dict[str, str]
    times: list[float] = field(default_factory=list)
    count: int | None = None

    def run(self, turn: int, *before: str) -> tuple[float, str]:
        """Run it once, with new words at every turn; a command that fails ends the campaign."""
        words = [*before, *self.script, *(w.replace("{n}", str(turn)) for w in self.ask.words)]
        given = self.ask.stdin.replace("{n}", str(turn)).encode()
        start = time.perf_counter()
        done = subprocess.run(
            words, input=given, env=self.environ, cwd=self.home, capture_output=True, check=False
        )
        took = time.perf_counter() - start
        if done.returncode:
            sys.exit(f"{words}: exit {done.returncode}\n{done.stderr.decode()}")
        return took, done.stderr.decode()


@dataclass(frozen=True)
class Figures:
    """Milliseconds of a command and its spread, and what it takes as multiples of BASE."""

    ms: float
    least: float
    most: float
    ratio: float
    counted: float | None

    @classmethod
    def of(cls, one: Running, base: Running) -> Figures:
        """Return the figures of what was run."""
        middle, unit = statistics.median(one.times), statistics.median(base.times)
        spread = 1000 * min(one.times), 1000 * max(one.times)
        counted = one.count / base.count if one.count and base.count else None
        return cls(1000 * middle, *spread, middle / unit, counted)

    def line(self) -> str:
        """Return them in columns: time, spread, x BASE, instructions x BASE."""
        spread = f"{self.least:.0f}-{self.most:.0f}"
        counted = f"{self.counted:.1f}x" if self.counted else ""
        return f"{self.ms:>6.0f} ms{spread:>10}{self.ratio:>6.1f}x{counted:>6}"


@dataclass(frozen=True)
class Row:
    """A command of another tool, and the nearest of ours with as many records."""

    tool: str
    size: int
    command: str
    nearest: str
    theirs: Figures
    ours: Figures

    @property
    def times(self) -> float:
        """How many times as long as ours it takes; below 1 it is faster."""
        return self.theirs.ms / self.ours.ms


def main() -> int:
    """Install, fill, time and print."""
    options = _options()
    bench = cold.Bench(options.dir, options.python)
    bench.compile()
    absent, theirs = dict(UNKNOWN), []
    for peer in PEERS:
        try:
            theirs += _filled(peer, _installed(peer, options.dir), options.dir)
        except OSError as error:
            absent[peer.name] = str(error)
    ours = _ours(bench, options.dir, sorted({one.size for one in theirs}))
    words = Ask("", ("-c", cold.BASE))
    base = Running("BASE", 0, words, [bench.python], bench.folder, bench.environ)
    _time([base, *ours, *theirs], options.runs)
    if shutil.which(instructions.TOOL[0]):
        _count([base, *ours, *theirs])
    _show(table(ours, theirs, base), base, absent, options.json)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.peers", description=__doc__)
    parser.add_argument("--dir", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--python", help="an interpreter that has leadfunnel installed")
    parser.add_argument("--json", type=Path, metavar="FILE")
    asked = parser.parse_args()
    asked.dir = asked.dir.absolute()
    asked.dir.mkdir(exist_ok=True)
    return asked


def _installed(peer: Peer, folder: Path) -> list[str]:
    """Return how a peer is started, installed where it is not; OSError with the reason."""
    if "==" not in peer.requirement:
        found = shutil.which(peer.script)
        if not found:
            raise OSError(f"no program {peer.script}: install {peer.name} of the system")
        return [found]
    place = folder / "tools" / peer.requirement
    python = str(place / "bin" / "python")
    if not (place / "bin" / peer.script).exists():
        venv.create(place, with_pip=True)
        words = [python, "-m", "pip", "install", "-q", peer.requirement]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        if done.returncode:
            raise OSError(done.stderr.strip().splitlines()[-1])
    compileall.compile_dir(place, quiet=2)
    return [python, str(place / "bin" / peer.script)]


def _filled(peer: Peer, script: list[str], folder: Path) -> list[Running]:
    """Return a peer's commands for every size, its data written anew."""
    found = []
    for size in peer.sizes:
        home = folder / "data" / peer.name / str(size)
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        environ = {"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", **OFFLINE}
        for words in peer.fill(home, size):
            Running(peer.name, size, Ask("", words), script, home, environ).run(0)
        found += [Running(peer.name, size, ask, script, home, environ) for ask in peer.asks]
    return found


def _ours(bench: cold.Bench, folder: Path, sizes: Sequence[int]) -> list[Running]:
    """Return our commands for every size, in stores of ten touches a customer."""
    stores = folder / "stores"
    stores.mkdir(exist_ok=True)
    now = datetime.fromtimestamp(crowd.NOW, UTC).isoformat()
    found = []
    for size, path in sized.stores(stores, sizes, 1):
        own = {"LEADFUNNEL_DB": str(path), "LEADFUNNEL_NOW": now, "LEADFUNNEL_USER": "lin"}
        for name, words in OURS.items():
            script, environ = [bench.python, bench.script], {**bench.environ, **own}
            found.append(Running(OWN, size, Ask(name, words), script, stores, environ))
    return found


def _time(running: Sequence[Running], runs: int) -> None:
    """Time all in turn, again and again, after one turn that does not count."""
    for turn in range(runs + 1):
        for one in running:
            took, _said = one.run(turn)
            one.times += [took] if turn else []


def _count(running: Sequence[Running]) -> None:
    """Count the instructions of each command where records are few."""
    for turn, one in enumerate(running, start=10_000):
        if one.size <= FEW:
            one.count = instructions.collected(one.run(turn, *instructions.TOOL)[1])


def table(ours: Sequence[Running], theirs: Sequence[Running], base: Running) -> list[Row]:
    """Return a row for each command of another tool."""
    own = {(one.ask.ours, one.size): one for one in ours}
    rows = []
    for one in theirs:
        mine = own[one.ask.ours, one.size]
        asked = one.tool, one.size, " ".join(one.ask.words), one.ask.ours
        rows.append(Row(*asked, *(Figures.of(each, base) for each in (one, mine))))
    return rows


def _show(rows: Sequence[Row], base: Running, absent: dict[str, str], file: Path | None) -> None:
    unit = Figures.of(base, base)
    lines = [f"BASE {unit.ms:.1f} ms ({unit.least:.0f}-{unit.most:.0f}), {len(base.times)} runs"]
    for row in rows:
        who = f"{OWN} {row.times:.1f}x" if row.times >= 1 else f"{row.tool} {1 / row.times:.1f}x"
        lines.append(
            f"{row.tool:<13}{row.size:>7} {row.command[:20]:<21}{row.theirs.line()}"
            f" | {row.nearest:<6}{row.ours.line()} | faster: {who}"
        )
    lines += [f"{peer.requirement}: {peer.differs}" for peer in PEERS]
    lines += [f"{name}: not installed: {why}" for name, why in absent.items()]
    print("\n".join(lines))  # noqa: T201
    if file:
        found = {"base": asdict(unit), "rows": [asdict(row) for row in rows]}
        text = json.dumps({**found, "not installed": absent}, indent=1, ensure_ascii=False)
        file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
