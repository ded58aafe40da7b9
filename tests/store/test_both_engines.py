"""The same history on SQLite and on PostgreSQL: the same rows, the same answers."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import postgres
from tests.cli.conftest import Program
from tests.conftest import Clocked
from tests.stores import fill

from leadfunnel.store.moving import batches

REPORTS = (
    *("funnel", "funnel --week", "funnel --pipeline telesales", "today", "due", "list", "history"),
    *(
        "show #1",
        "find 王",
        "find 138",
        "rfm",
        "pareto",
        "channels",
        "forecast",
        "tags list",
        "aarrr",
    ),
    *(
        "target list",
        "product list",
        "plan list",
        "referrals",
        "activity",
        "layers",
        "sales",
        "quota",
    ),
    *("list tag=VIP", "list stage=B --sort -created", "list note~要 --sort name", "source list"),
    *("list layer=potential", "list owner=mei or budget>5000", "duplicates", "dormant", "audit"),
    *("funnel --as-of 2026-11-01", "funnel --known-at 2026-11-01", "deal list", "leak", "why #1"),
    *("list --sort -budget", "list not company~acme --sort company", "cost list", "export"),
)


def rows(clocked: Clocked) -> list[tuple[object, ...]]:
    """Return every row of every table, the log and what is derived with them."""
    with clocked.store().read() as session:
        return [(table, *row) for table, _, found in batches(session) for row in found]


@pytest.mark.parametrize("seed", [1])
def test_a_history_is_the_same_on_both_engines(tmp_path: Path, seed: int) -> None:
    """The seed stands in the test's name; every row is the same, and every report."""
    file = Clocked(tmp_path / "store.db")
    server = Clocked(tmp_path / "none.db", postgres.fresh())
    for clocked in (file, server):
        fill(clocked, seed, 80)
    assert rows(file) == rows(server)
    user = server.store().login
    told = [_answers(tmp_path, place, user) for place in (str(file.path), str(server.address))]
    for report in REPORTS:
        assert told[0][report] == told[1][report], report
    assert sum(bool(out) for out, _ in told[0].values()) > len(REPORTS) / 2


def _answers(folder: Path, place: str, user: str) -> dict[str, tuple[str, str]]:
    program = Program(folder, {"LEADFUNNEL_DB": place, "LEADFUNNEL_USER": user})
    found = {}
    for report in REPORTS:
        ran = program(*report.split(), "--json")
        found[report] = (ran.out, ran.err)
    return found
