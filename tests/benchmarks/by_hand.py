"""Reports over all of history beside SQL written by hand: the same figures, and their times.

`python -m tests.benchmarks.by_hand STORE ... [--runs N]` runs every report and its SQL in the
sqlite3 shell in turn, compares the figures and prints the ratio of their times of processor. A
store of `history` has no deals, one of `dealt` nothing else: what finds nothing is left out.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from leadfunnel.domain.flow import ARRIVALS, DEPARTURES
from leadfunnel.domain.guard import unguarded
from tests.benchmarks import crowd, hand_sql

NOW = crowd.NOW
ZONE = "Asia/Shanghai"
GOAL = 2.0
Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Case:
    """A report, its SQL, and what the figures of the SQL are in the report's document."""

    name: str
    words: tuple[str, ...]
    sql: str
    ours: Callable[[Any], Rows]
    deals: bool = False
    document: tuple[str, ...] = ("--json",)


def _funnel(told: dict[str, Any]) -> Rows:
    views = told["views"]
    found: Rows = [
        ("cohort", place, fate, row[fate])
        for place, row in enumerate(views["cohort"]["stages"], start=1)
        for fate in ("active", "lost", "invalid")
    ]
    for row in views["flow"]["stages"]:
        found += [("in", row["code"], word, row[word]) for word in ARRIVALS]
        found += [("out", row["code"], word, row[word]) for word in DEPARTURES]
    found += [("stands", row["code"], "", row["count"]) for row in views["snapshot"]["stages"]]
    found += [
        ("median", row["code"], "", row["median_days"]) for row in told["times"] if row["ended"]
    ]
    return found


def _channels(told: dict[str, Any]) -> Rows:
    return [
        (
            row["source"] or "",
            row["leads"],
            row["won"],
            sum(round(100 * float(one["revenue"])) for one in row["money"]),
        )
        for row in told["items"]
    ]


def _layers(told: dict[str, Any]) -> Rows:
    return [(row["layer"], row["end"]) for row in told["months"][-1]["layers"]]


def _listed(told: dict[str, Any]) -> Rows:
    return [("dormant-permanent", len(told["items"]))]


def _minor(amount: str | None) -> int:
    return round(100 * float(amount or 0))


def _rfm(told: dict[str, Any]) -> Rows:
    found: Rows = [
        (one["segment"], _minor(one["spent"]), one["buyers"]) for one in told["segments"]
    ]
    found.append(("all", sum(row[1] for row in found), told["buyers"]))
    found.append(("again", told["mean_days_between"], told["repeat_buyers"]))
    return [*found, ("active", told["churned"], told["churn_of"])]


def _pareto(told: dict[str, Any]) -> Rows:
    found: Rows = []
    for one in told["currencies"]:
        all_told = _minor(one["revenue"])
        found.append((one["currency"], "makers", all_told, one["count"], one["makers"]))
        running = 0
        for row in one["items"]:
            running += _minor(row["revenue"])
            paid = _minor(row["revenue"])
            found.append((one["currency"], row["name"], row["id"], paid, running))
    return found


def _forecast(told: dict[str, Any]) -> Rows:
    groups = [(one["month"], one["totals"]) for one in told["months"]]
    groups += [(word, told[word]) for word in ("late", "undated", "asleep")]
    groups.append(("total", told["totals"]))
    found: Rows = [
        (word, one["currency"], *map(_minor, _worth(one)), one["deals"])
        for word, totals in groups
        for one in totals
    ]
    found.append(("not counted", "", 0, 0, 0, len(told["not_counted"])))
    for own in told["rates"]:
        found += [
            (one["code"], "", one["won"], one["lost"], one["invalid"], one["reached"])
            for one in own["stages"]
        ]
        found.append(("cycle", "", 0, 0, 0, float(own["cycle_mean_days"])))
    return found


def _worth(one: dict[str, Any]) -> tuple[str, str, str]:
    return one["amount"], one["weighted"], one["own_rate_weighted"]


def _export(told: list[list[str]]) -> Rows:
    return [tuple(map(unguarded, row)) for row in told[1:]]


FUNNEL = ("funnel", "--from", "2020-01-01")
LAYERS = ("layers", "--from", "2026-11-01")
OPEN = ("layers", "--open", "dormant-permanent", "--all")
CASES = (
    Case("funnel, all of history", FUNNEL, hand_sql.FUNNEL, _funnel),
    Case("channels", ("channels",), hand_sql.CHANNELS, _channels),
    Case("layers", LAYERS, hand_sql.LAYERS, _layers),
    Case("layers --open", OPEN, hand_sql.OPENED, _listed),
    Case("rfm", ("rfm",), hand_sql.RFM, _rfm),
    Case("pareto", ("pareto",), hand_sql.PARETO, _pareto),
    Case("forecast", ("forecast",), hand_sql.FORECAST, _forecast, deals=True),
    Case("export", ("export",), hand_sql.EXPORT, _export, document=()),
)


def agreeing(case: Case, told: Any, rows: Rows) -> list[str]:
    """Return what differs between a report and its SQL; figures of nothing are left out."""
    ours = {row for row in case.ours(told) if row[-1]}
    theirs = {_rounded(row) for row in rows if row[-1]}
    return [f"{case.name}: {row}" for row in sorted(ours ^ theirs, key=str)]


def _rounded(row: Sequence[Any]) -> tuple[Any, ...]:
    return (*row[:-1], round(row[-1] / 86_400, 3)) if row[0] == "median" else tuple(row)


def figures(store: Path, case: Case) -> Rows:
    """Return what the SQL finds; all of an export is text."""
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as connection:
        rows = connection.execute(case.sql, {"day": _day(), "now": NOW}).fetchall()
    if case.document:
        return rows
    return [tuple("" if cell is None else str(cell) for cell in row) for row in rows]


def _day() -> str:
    return datetime.fromtimestamp(NOW, UTC).date().isoformat()


def reported(store: Path, case: Case) -> Any:
    """Return what the command tells, as data."""
    found = subprocess.run(
        _command(case.words + case.document),
        env=_environ(store),
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return json.loads(found) if case.document else list(csv.reader(found.splitlines()))


def _command(words: Sequence[str]) -> list[str]:
    return [sys.executable, "-m", "leadfunnel", *words]


def _environ(store: Path) -> dict[str, str]:
    moment = datetime.fromtimestamp(NOW, UTC).isoformat()
    own = {"LEADFUNNEL_DB": str(store), "LEADFUNNEL_NOW": moment, "LEADFUNNEL_TZ": ZONE}
    return {**os.environ, **own, "LEADFUNNEL_USER": "lin"}


def in_shell(store: Path, sql: str) -> list[str]:
    """Return the words that run a statement in the sqlite3 shell."""
    shell = shutil.which("sqlite3") or "sqlite3"
    told = sql.replace(":day", f"'{_day()}'").replace(":now", str(NOW))
    return [shell, "-readonly", "-csv", str(store), told]


def spent(words: Sequence[str], environ: dict[str, str] | None = None) -> float:
    """Return the seconds of processor that a program took, from its start."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(words, env=environ, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    """Print the ratios; return 1 where a figure differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.by_hand", description=__doc__)
    parser.add_argument("stores", type=Path, nargs="+", metavar="STORE")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", nargs="+", metavar="REPORT")
    asked, wrong = parser.parse_args(), []
    for store in asked.stores:
        for case in CASES:
            if asked.only and case.name not in asked.only:
                continue
            rows = figures(store, case)
            if not any(row[-1] for row in rows):
                continue
            wrong += agreeing(case, reported(store, case), rows)
            _print(store, case, asked.runs)
    sys.stdout.write("".join(f"differs: {line}\n" for line in wrong) or "all figures agree\n")
    return int(bool(wrong))


def _print(store: Path, case: Case, runs: int) -> None:
    ours, theirs = [], []
    for _ in range(runs):
        ours.append(spent(_command(case.words), _environ(store)))
        theirs.append(spent(in_shell(store, case.sql)))
    pair = statistics.median(ours), statistics.median(theirs)
    sys.stdout.write(
        f"{store.name} {case.name:<24}{1000 * pair[0]:>9.0f} ms"
        f"{1000 * pair[1]:>9.0f} ms by hand{pair[0] / pair[1]:>7.2f}x   goal {GOAL}x\n"
    )
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
