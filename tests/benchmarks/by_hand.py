"""Reports over all of history beside SQL written by hand: the same figures, and their times.

`python -m tests.benchmarks.by_hand STORE ... [--runs N]` runs every report and its SQL in turn, in
Python's sqlite3, compares the figures and prints the ratio of their times. The SQL does somewhat
less: no intervals, no 90th percentile, no refunds, nothing as of another day.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from leadfunnel.domain.flow import ARRIVALS, DEPARTURES
from tests.benchmarks import crowd

NOW = crowd.NOW
GOAL = 2.0
Rows = list[tuple[Any, ...]]

MOVES = """
WITH rung(code, rank) AS (VALUES ('B',1),('C',2),('D',3),('E',4),('F',5)),
told AS (
  SELECT s.journey_id j, s.id, s.at, s.to_stage stage, s.assumed,
    lag(s.to_stage) OVER (PARTITION BY s.journey_id ORDER BY s.at, s.id) before
  FROM stage_change s JOIN journey ON journey.id = s.journey_id AND journey.assumed IS NOT NULL
  WHERE s.pipeline = 'lifecycle' AND s.void_op IS NULL),
moved AS (
  SELECT told.*, now.rank rank, was.rank was,
    lag(at) OVER w since, lag(told.assumed) OVER w guessed,
    max(now.rank) OVER (PARTITION BY j ORDER BY at, id
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) climbed
  FROM told LEFT JOIN rung now ON now.code = stage LEFT JOIN rung was ON was.code = before
  WHERE before IS NOT stage WINDOW w AS (PARTITION BY j ORDER BY at, id))
"""
FUNNEL = (
    MOVES
    + """, far AS (
  SELECT max(moved.rank) reach, journey.stage FROM moved JOIN journey ON journey.id = j GROUP BY j)
SELECT 'cohort', coalesce(reach, 0), CASE stage WHEN 'L' THEN 'lost' WHEN 'X' THEN 'invalid'
  ELSE 'active' END fate, count(*) FROM far GROUP BY 2, 3
UNION ALL SELECT 'in', stage, CASE WHEN climbed IS NULL THEN 'new' WHEN was IS NULL THEN 'reopened'
  WHEN rank > was THEN 'up' ELSE 'down' END, count(*)
  FROM moved WHERE rank IS NOT NULL AND assumed = 0 GROUP BY 2, 3
UNION ALL SELECT 'out', before, CASE WHEN rank > was THEN 'advanced' WHEN rank < was THEN 'back'
  WHEN stage = 'L' THEN 'lost' ELSE 'invalid' END, count(*)
  FROM moved WHERE was IS NOT NULL AND assumed = 0 GROUP BY 2, 3
UNION ALL SELECT 'stands', stage, '', count(*) FROM journey
  WHERE pipeline = 'lifecycle' AND assumed IS NOT NULL GROUP BY 2
UNION ALL SELECT 'median', before, '', avg(took) FROM (
  SELECT before, at - since took, row_number() OVER (PARTITION BY before ORDER BY at - since) n,
    count(*) OVER (PARTITION BY before) many
  FROM moved WHERE was IS NOT NULL AND assumed = 0 AND guessed = 0)
  WHERE n IN ((many + 1) / 2, many / 2 + 1) GROUP BY before
"""
)
CHANNELS = """
SELECT coalesce(source, ''), count(*), sum(purchases > 0 OR id IN (
    SELECT j.customer_id FROM stage_change s JOIN journey j ON j.id = s.journey_id
    WHERE s.pipeline = 'lifecycle' AND s.to_stage IN ('E', 'F') AND s.void_op IS NULL
    AND j.void_op IS NULL)), (SELECT coalesce(sum(amount), 0) FROM purchase JOIN customer c
    ON c.id = customer_id WHERE c.source IS customer.source AND c.present = 1
    AND purchase.void_op IS NULL)
FROM customer WHERE present = 1 GROUP BY source
"""
LAYERS = """
WITH bought AS (
  SELECT customer_id, count(DISTINCT occasion) times, max(on_day) last FROM purchase
  WHERE void_op IS NULL AND on_day <= :day GROUP BY customer_id),
rung AS (
  SELECT j.customer_id, max(s.at) at, max(s.to_stage = 'F') again
  FROM stage_change s JOIN journey j ON j.id = s.journey_id
  WHERE s.pipeline = 'lifecycle' AND s.to_stage IN ('E', 'F') AND s.void_op IS NULL
  GROUP BY j.customer_id),
stood AS (
  SELECT coalesce(times, again + 1, 0) times,
    julianday(:day) - julianday(coalesce(last, date(at, 'unixepoch', '+8 hours'))) quiet
  FROM customer LEFT JOIN bought ON bought.customer_id = id LEFT JOIN rung ON rung.customer_id = id
  WHERE present = 1)
SELECT CASE WHEN times = 0 THEN 'potential' WHEN quiet >= 365 THEN 'dormant-permanent'
  WHEN quiet >= 90 THEN 'dormant-temporary' WHEN times >= 10 THEN 'mature'
  WHEN times > 1 THEN 'returning' ELSE 'new' END layer, count(*)
FROM stood GROUP BY 1
"""


@dataclass(frozen=True)
class Case:
    """A report, its SQL, and what the figures of the SQL are in the report's document."""

    name: str
    words: tuple[str, ...]
    sql: str
    ours: Callable[[dict[str, Any]], Rows]


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


CASES = (
    Case("funnel, all of history", ("funnel", "--from", "2020-01-01"), FUNNEL, _funnel),
    Case("channels", ("channels",), CHANNELS, _channels),
    Case("layers", ("layers", "--from", "2026-11-01"), LAYERS, _layers),
    Case(
        "layers --open",
        ("layers", "--open", "dormant-permanent", "--all"),
        LAYERS.replace("GROUP BY 1\n", "GROUP BY 1 HAVING layer = 'dormant-permanent'\n"),
        _listed,
    ),
)


def agreeing(case: Case, told: dict[str, Any], rows: Rows) -> list[str]:
    """Return what differs between a report and its SQL; figures of nothing are left out."""
    ours = {row for row in case.ours(told) if row[-1]}
    theirs = {_rounded(row) for row in rows if row[-1]}
    return [f"{case.name}: {row}" for row in sorted(ours ^ theirs, key=str)]


def _rounded(row: Sequence[Any]) -> tuple[Any, ...]:
    return (*row[:-1], round(row[-1] / 86_400, 3)) if row[0] == "median" else tuple(row)


def by_hand(store: Path, case: Case) -> tuple[Rows, float]:
    """Return what the SQL finds, and the seconds of processor it took."""
    started = time.process_time()
    connection = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
    day = datetime.fromtimestamp(NOW, UTC).date().isoformat()
    rows = connection.execute(case.sql, {"day": day}).fetchall()
    connection.close()
    return rows, time.process_time() - started


def reported(store: Path, case: Case) -> tuple[dict[str, Any], float]:
    """Return what the command tells, and the seconds of processor it took from its start."""
    own = {
        "LEADFUNNEL_DB": str(store),
        "LEADFUNNEL_NOW": datetime.fromtimestamp(NOW, UTC).isoformat(),
        "LEADFUNNEL_USER": "lin",
    }
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    found = subprocess.run(
        [sys.executable, "-m", "leadfunnel", *case.words, "--json"],
        env={**os.environ, **own},
        check=True,
        capture_output=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return json.loads(found.stdout), spent


def main() -> int:
    """Print the ratios; return 1 where a figure differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.by_hand", description=__doc__)
    parser.add_argument("stores", type=Path, nargs="+", metavar="STORE")
    parser.add_argument("--runs", type=int, default=3)
    asked, wrong = parser.parse_args(), []
    for store in asked.stores:
        for case in CASES:
            ours, theirs = [], []
            for _ in range(asked.runs):
                told, spent = reported(store, case)
                rows, alone = by_hand(store, case)
                ours.append(spent)
                theirs.append(alone)
            wrong += agreeing(case, told, rows)
            pair = statistics.median(ours), statistics.median(theirs)
            sys.stdout.write(
                f"{store.parent.name}/{store.name} {case.name:<24}{1000 * pair[0]:>9.0f} ms"
                f"{1000 * pair[1]:>9.0f} ms by hand{pair[0] / pair[1]:>7.2f}x   goal {GOAL}x\n"
            )
    sys.stdout.write("".join(f"differs: {line}\n" for line in wrong) or "all figures agree\n")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
