"""The speed table: `python -m tests.benchmarks [--sizes 10000 100000] [--runs N] [--quick]`.

Cold commands as multiples of BASE, then commands in large stores against the smallest one and
against hand-written SQL in the sqlite3 shell. `--json FILE` and `--svg FILE` write the same as
data and as a plot. `--quick` is for CI: it fails only when a ratio is twice its goal, which no
noise explains, or when a cold `add` or `today` takes more instructions than recorded.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.benchmarks import cold, instructions

WIDTH, ROW = 900, 18


@dataclass(frozen=True)
class Row:
    """One line of the table: a median in ms, its spread, and a ratio with its goal."""

    part: str
    name: str
    ms: float
    least: float
    most: float
    ratio: float
    goal: float | None

    @property
    def missed(self) -> bool:
        """Whether the goal is missed."""
        return self.goal is not None and self.ratio > self.goal


def main() -> int:
    """Print the table; return 1 when what cannot be noise is over its bound."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        bench = cold.Bench(Path(folder), options.python)
        times = bench.measure(options.runs)
        base = statistics.median(times["BASE"])
        rows = [_row("cold, x BASE", "BASE", times["BASE"], base, None)]
        rows += [_row(rows[0].part, c.name, times[c.name], base, c.goal) for c in cold.CASES]
        counted = instructions.counted(bench, tuple(instructions.BOUNDS))
        if not options.quick:
            rows += _sized(bench, options)
    _print(rows, counted)
    if options.json:
        options.json.write_text(json.dumps(_document(rows, counted), indent=1, ensure_ascii=False))
    if options.svg:
        options.svg.write_text(_plot(rows))
    return int(options.quick and not _sound(rows, counted))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--stores", type=Path, default=Path("benchmark-stores"))
    parser.add_argument("--python", help="an interpreter that has leadfunnel installed")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--svg", type=Path, metavar="FILE")
    parser.add_argument("--quick", action="store_true", help="for CI: fail on what is no noise")
    return parser.parse_args()


def _row(part: str, name: str, times: Sequence[float], unit: float, goal: float | None) -> Row:
    ms = [1000 * seconds for seconds in times]
    middle = statistics.median(ms)
    return Row(part, name, middle, min(ms), max(ms), middle / unit / 1000, goal)


def _sized(bench: cold.Bench, options: argparse.Namespace) -> list[Row]:
    """Commands against the same in the smallest store, reports against the shell."""
    from tests.benchmarks import sized

    options.stores.mkdir(exist_ok=True)
    made = list(sized.stores(options.stores, sorted(options.sizes), options.seed))
    found = sized.measure(bench, made, options.runs, options.seed)
    small = {one.name: statistics.median(one.seconds) for one in found if one.size == made[0][0]}
    rows = []
    for one in found:
        if one.name in sized.FLAT:
            part, unit = f"x {made[0][0]:,} customers", small[one.name]
            goal = sized.GROWTH[one.name] if one.size != made[0][0] else None
        elif one.shell:
            part, unit = "x SQL in the shell", statistics.median(one.shell)
            goal = sized.SHELL_GOAL
        else:
            continue
        rows.append(_row(part, f"{one.name}, {one.size:,}", one.seconds, unit, goal))
    for size, per in sized.bytes_per_customer(made).items():
        sys.stdout.write(f"{size:,} customers: {per:,.0f} bytes each\n")
    return sorted(rows, key=lambda row: row.part)


def _machine() -> str:
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, load {load:.1f}, "
        f"Python {platform.python_version()}"
    )


def _print(rows: Sequence[Row], counted: dict[str, float] | None) -> None:
    lines = [_machine()]
    part = ""
    for row in rows:
        if row.part != part:
            part = row.part
            lines.append(f"\n{part}")
        goal = f"goal {row.goal}x{'  MISSED' if row.missed else ''}" if row.goal else ""
        spread = f"{row.least:.0f}-{row.most:.0f}"
        lines.append(f"{row.name:<28}{row.ms:>9.1f} ms{spread:>14}{row.ratio:>8.2f}x   {goal}")
    lines.append("\ninstructions, x BASE")
    if counted is None:
        lines.append("not counted: valgrind is not installed")
    for name, ratio in (counted or {}).items():
        lines.append(f"{name:<28}{ratio:>34.2f}x   at most {instructions.BOUNDS[name]}x")
    sys.stdout.write("\n".join(lines) + "\n")


def _document(rows: Sequence[Row], counted: dict[str, float] | None) -> dict[str, object]:
    listed = [{**asdict(row), "missed": row.missed} for row in rows]
    return {"machine": _machine(), "rows": listed, "instructions": counted}


def _plot(rows: Sequence[Row]) -> str:
    """Return a bar for each ratio, with a mark at its goal."""
    most = max(max(row.ratio, row.goal or 0) for row in rows)
    scale = (WIDTH - 330) / most
    parts = []
    for place, row in enumerate(rows):
        y, fill = place * ROW, "#c0392b" if row.missed else "#2d7d46"
        text = f"{row.name} ({row.part})".replace("&", "&amp;").replace("<", "&lt;")
        parts.append(f'<text x="4" y="{y + 13}">{text}</text>')
        bar = f'x="280" y="{y + 3}" width="{row.ratio * scale:.1f}" height="{ROW - 6}"'
        parts.append(f'<rect {bar} fill="{fill}"/>')
        parts.append(f'<text x="{284 + row.ratio * scale:.1f}" y="{y + 13}">{row.ratio:.2f}</text>')
        if row.goal:
            x = f"{280 + row.goal * scale:.1f}"
            parts.append(f'<path d="M{x} {y + 1}v{ROW - 2}" stroke="#333"/>')
    size = f'width="{WIDTH}" height="{len(rows) * ROW}"'
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="11">'
    )
    return "\n".join([head, *parts, "</svg>\n"])


def _sound(rows: Sequence[Row], counted: dict[str, float] | None) -> bool:
    """Whether no ratio is twice its goal and no count above its bound."""
    if counted is None and os.environ.get("LEADFUNNEL_REQUIRE_ALL"):
        sys.stdout.write("valgrind is not installed, and nothing may be skipped\n")
        return False
    slow = [row.name for row in rows if row.goal and row.ratio > 2 * row.goal]
    slow += [name for name, got in (counted or {}).items() if got > instructions.BOUNDS[name]]
    if slow:
        sys.stdout.write(f"too slow: {', '.join(slow)}\n")
    return not slow


if __name__ == "__main__":
    sys.exit(main())
