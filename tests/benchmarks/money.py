"""Reports on purchases against hand-written SQL: `python -m tests.benchmarks.money FILE`.

FILE is a store; a new one is made of 100,000 customers with 300,000 purchases, which takes some
minutes. Each report is asked for within this process, without the start of a program, and as a
command of its own; the SQL runs within this process and, where there is one, in the sqlite3 shell.
Every number is the best of some runs, in seconds: of the processor within this process, of the
clock for commands.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from leadfunnel.services.book import Acting, Book
from leadfunnel.services.buyers import Buyers
from leadfunnel.services.pareto import Makers
from leadfunnel.services.sales import Asked, Sales
from leadfunnel.services.weekly import When
from leadfunnel.store.compiled.catalogue import COLUMNS
from leadfunnel.store.sqlite import SqliteStore
from tests.benchmarks.crowd import DAY, NOW, make

PRICES = (9_900, 28_000, 56_000, 128_000, 350_000)
TIMES = 5
ALWAYS = When(first="2023-01-01", last_day="2026-12-31")

KEPT = """
select p.currency, p.customer_id, p.occasion, p.owner_id, sum(p.amount) as net
from purchase p join customer c on c.id = p.customer_id
where p.void_op is null and c.present = 1 and p.on_day between '{first}' and '{last}'
group by p.currency, p.customer_id, p.occasion
"""
FIGURES = """
with kept as ({kept}), ranked as (
  select *, row_number() over (partition by {by} order by net) as n,
    count(*) over (partition by {by}) as all_n from kept),
  often as (select {by}, net, count(*) as times,
    row_number() over (partition by {by} order by count(*) desc) as place
    from kept group by {by}, net)
select r.{by}, count(*), sum(r.net), avg(r.net), min(r.net), max(r.net),
  avg(case when n between all_n / 2 and all_n / 2 + 1 then r.net end),
  avg(1.0 * r.net * r.net) - avg(r.net) * avg(r.net), max(often.net)
from ranked r join often on often.{by} = r.{by} and often.place = 1
group by r.{by} order by 3 desc
"""
PARETO = """
with made as (
  select customer_id, sum(amount) as net from purchase p join customer c on c.id = p.customer_id
  where p.void_op is null and c.present = 1 group by customer_id having net > 0),
ranked as (select *, sum(net) over (order by net desc, customer_id) as until,
  sum(net) over () as whole from made)
select count(*), sum(net), sum(case when until - net < 0.8 * whole then 1 else 0 end) from ranked
"""
RFM = """
with buyer as (
  select c.id, julianday('{today}') - julianday(c.last_bought_on) as r, c.purchases as f,
    (select sum(amount) from purchase p where p.customer_id = c.id and p.void_op is null) as m
  from customer c where c.present = 1 and c.purchases > 0),
scored as (select *, 5 - cast(5 * percent_rank() over (order by r) as int) as rs,
  1 + cast(5 * percent_rank() over (order by f) as int) as fs,
  1 + cast(5 * percent_rank() over (order by m) as int) as ms from buyer)
select rs, fs, ms, count(*), sum(m) from scored group by rs, fs, ms
"""


def _bought(path: Path, purchases: int) -> None:
    """Write purchases of one line to random customers, as one import."""
    roll = random.Random(7)  # noqa: S311 - figures, not secrets
    book = Book(SqliteStore(path), Acting("lin", NOW))
    with book.record("import", "purchases") as page:
        session = page.session
        count = int(session.value("facts.next_customer")) - 1
        first = int(session.value("facts.next_purchase"))
        found = []
        for number in range(first, first + purchases):
            at = NOW - roll.randrange(3 * 365) * DAY - roll.randrange(DAY)
            who = 1 + int(count * roll.random() ** 1.5)
            found.append(
                {
                    **COLUMNS["purchase"],
                    "id": number,
                    "customer_id": who,
                    "amount": roll.choice(PRICES) + roll.randrange(5) * 1_000,
                    "currency": "CNY",
                    "at": at,
                    "on_day": datetime.fromtimestamp(at, UTC).date().isoformat(),
                    "user_id": page.me,
                    "owner_id": page.me,
                    "recorded_at": NOW,
                    "op_id": page.ledger.operation,
                }
            )
        session.many("facts.insert_purchase", found)
        page.ledger.note("purchase", first, first + purchases - 1)
        page.ledger.touched_ranges.append((1, count))
        page.settle()


def best(run: Callable[[], Any], clock: Callable[[], float] = time.process_time) -> float:
    """Return the fewest seconds that one of some runs took."""
    found = []
    for _ in range(TIMES):
        began = clock()
        run()
        found.append(clock() - began)
    return min(found)


def cases(path: Path) -> dict[str, tuple[Callable[[], Any], str, tuple[str, ...]]]:
    """Return for each report what asks for it, the SQL it is held against, and the command."""
    book = Book(SqliteStore(path), Acting("lin", NOW))
    month = {"first": "2026-11-01", "last": "2026-11-30"}
    ever = {"first": "1970-01-01", "last": "2099-12-31"}
    return {
        "sales of a month": (
            lambda: Sales(book).sales(When(first=month["first"], last_day=month["last"])),
            FIGURES.format(kept=KEPT.format(**month), by="currency"),
            ("sales", "--from", month["first"], "--to", month["last"]),
        ),
        "sales of all years": (
            lambda: Sales(book).sales(ALWAYS),
            FIGURES.format(kept=KEPT.format(**ever), by="currency"),
            ("sales", "--from", "2023-01-01", "--to", "2026-12-31"),
        ),
        "sales by owner": (
            lambda: Sales(book).sales(ALWAYS, Asked(by=("owner",))),
            FIGURES.format(kept=KEPT.format(**ever), by="owner_id"),
            ("sales", "--from", "2023-01-01", "--to", "2026-12-31", "--by", "owner"),
        ),
        "pareto": (lambda: Makers(book).pareto(When()), PARETO, ("pareto",)),
        "rfm": (lambda: Buyers(book).rfm(), RFM.format(today="2026-11-22"), ("rfm",)),
    }


def _command(path: Path, words: tuple[str, ...]) -> Callable[[], Any]:
    code = "from leadfunnel.cli.main import main; main()"
    now = datetime.fromtimestamp(NOW, UTC).isoformat()
    environ = {**os.environ, "LEADFUNNEL_DB": str(path), "LEADFUNNEL_NOW": now, "LC_ALL": "C.UTF-8"}
    line = [sys.executable, "-c", code, *words]
    return lambda: subprocess.run(line, env=environ, check=True, capture_output=True)


def _shell(shell: str, path: Path, sql: str) -> Callable[[], Any]:
    return lambda: subprocess.run([shell, str(path), sql], check=True, capture_output=True)


def main() -> None:
    """Make the store if there is none, and print a line for each report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--purchases", type=int, default=300_000)
    asked = parser.parse_args()
    if not asked.file.exists():
        make(asked.file, asked.customers)
        _bought(asked.file, asked.purchases)
    shell = shutil.which("sqlite3")
    sys.stdout.write(f"{'':20}{'report':>8}{'sql':>8}{'ratio':>7}{'command':>9}{'shell':>8}\n")
    for name, (ask, sql, words) in cases(asked.file).items():
        with sqlite3.connect(asked.file) as plain:
            by_hand = best(lambda sql=sql, plain=plain: plain.execute(sql).fetchall())
        inside, whole = best(ask), best(_command(asked.file, words), time.perf_counter)
        outer = best(_shell(shell, asked.file, sql), time.perf_counter) if shell else 0
        sys.stdout.write(
            f"{name:20}{inside:8.3f}{by_hand:8.3f}{inside / by_hand:7.2f}{whole:9.3f}{outer:8.3f}\n"
        )


if __name__ == "__main__":
    main()
