"""A public history, imported with the example's mapping, against figures computed from the file.

The data is not part of the project; without it these tests are skipped.
"""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from tests.conftest import Clocked

from leadfunnel.domain.figures import identities
from leadfunnel.domain.pipeline_schema import read_pipeline
from leadfunnel.services.importing import Import, Importing
from leadfunnel.services.results.imported import Imported
from leadfunnel.services.weekly import Asked, Weekly, When
from leadfunnel.store import definitions

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data" / "real-estate"
EXAMPLE = ROOT / "examples" / "real-estate"
STAGES = ("LEAD", "QUALIFIED", "VISIT", "NEGOTIATION", "BOOKING", "SOLD")
DATES = ("Lead_Date", "Qualification_Date", "Site_Visit_Date", "Negotiation_Date", "Booking_Date")

pytestmark = pytest.mark.skipif(
    not (DATA / "Leads.csv").exists(), reason=f"the public sales history is not at {DATA}"
)


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def leads() -> list[dict[str, str]]:
    return _rows("Leads.csv")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Clocked:
    clocked = Clocked(tmp_path_factory.mktemp("real") / "store.db")
    with clocked.book().record("pipeline load") as page:
        pipeline = read_pipeline((EXAMPLE / "pipeline.toml").read_bytes(), "pipeline.toml")
        definitions.put_pipeline(page.ledger, pipeline)
    return clocked


def _import(store: Clocked, file: str, mapping: str) -> Imported:
    asked = Import(str(DATA / file), (str(EXAMPLE / mapping),))
    return Importing(store.book()).run(asked, lambda: b"")


@pytest.fixture(scope="module")
def imported(store: Clocked) -> Imported:
    return _import(store, "Leads.csv", "leads.toml")


def _reach(row: dict[str, str]) -> int:
    """The highest stage a lead ever reached, from the file alone: its last date, or the sale."""
    if row["Lead_Status"] == "Sold":
        return 6
    return max(place for place, name in enumerate(DATES, start=1) if row[name])


def _cohort(leads: list[dict[str, str]], first: str, last: str) -> list[tuple[int, int, int]]:
    """Reached, still there and lost per stage, of the leads that came in within these days."""
    came = [row for row in leads if first <= row["Lead_Date"] <= last]
    figures = []
    for place in range(1, len(STAGES) + 1):
        here = [row for row in came if _reach(row) == place]
        lost = sum(row["Lead_Status"] == "Lost" for row in here)
        reached = sum(_reach(row) >= place for row in came)
        figures.append((reached, len(here) - lost, lost))
    return figures


def _shown(store: Clocked, first: str, last: str) -> list[tuple[int, int, int]]:
    when = When(first=first, last_day=last)
    cohort = Weekly(store.book()).funnel(when, Asked(pipeline="real-estate")).cohort
    assert cohort is not None
    assert [stage.code for stage in cohort.stages] == list(STAGES)
    return [(stage.reached, stage.active, stage.lost) for stage in cohort.stages]


def test_every_lead_is_imported(imported: Imported, store: Clocked) -> None:
    assert (imported.rows, imported.added, imported.refused) == (5000, 5000, 0)
    again = _import(store, "Leads.csv", "leads.toml")
    assert (again.operation, again.unchanged) == (None, 5000)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2024-01-01", "2026-11-22"),
        ("2024-01-01", "2024-12-31"),
        ("2025-01-01", "2025-12-31"),
        ("2025-03-01", "2025-03-31"),
        ("2026-02-23", "2026-03-01"),
        ("2023-01-01", "2023-12-31"),
    ],
)
def test_the_cohort_agrees_with_the_file(
    imported: Imported, store: Clocked, leads: list[dict[str, str]], first: str, last: str
) -> None:
    assert imported.operation
    assert _shown(store, first, last) == _cohort(leads, first, last)


def test_the_published_figures(imported: Imported, store: Clocked) -> None:
    assert imported.operation
    reached = [stage[0] for stage in _shown(store, "2024-01-01", "2026-11-22")]
    assert round(100 * reached[5] / reached[0], 2) == 16.26
    assert round(100 - 100 * reached[1] / reached[0], 2) == 54.44
    assert round(100 * reached[5] / reached[3], 2) == 68.67


def test_the_flow_counts_dated_moves_only_and_says_what_it_left_out(
    imported: Imported, store: Clocked, leads: list[dict[str, str]]
) -> None:
    assert imported.operation
    report = Weekly(store.book()).funnel(
        When(first="2025-01-01", last_day="2025-12-31"), Asked(pipeline="real-estate")
    )
    flow, cohort, snapshot = report.flow, report.cohort, report.snapshot
    assert flow is not None
    assert identities(cohort, flow) == []
    entered = {stage.code: stage.entered for stage in flow.stages}
    dated = [
        sum(row[name][:4] == "2025" for row in leads) for name in DATES
    ]  # every stage is entered once at most
    assert entered == dict(zip(STAGES, [*dated, 0], strict=True))
    ended = [row for row in leads if row["Lead_Status"] in ("Lost", "Sold")]
    last_dates = (max(row[name] for name in DATES) for row in ended)
    assert flow.left_out == sum(day[:4] == "2025" for day in last_dates)
    assert snapshot is not None
    counts = Counter(row["Lead_Status"] for row in leads)
    counts["Lead"] += counts.pop("Contacted")
    stood = {stage.code: stage.count for stage in snapshot.stages}
    assert (stood["SOLD"], stood["LOST"], stood["LEAD"]) == (813, 4098, counts["Lead"])


def test_the_present_statuses_alone_make_another_funnel(
    imported: Imported, store: Clocked, leads: list[dict[str, str]]
) -> None:
    """Counting who stands where today would say that more leads are sold than ever qualified."""
    assert imported.operation
    names = ("Lead", "Qualified", "Site Visit", "Negotiation", "Booking", "Sold")
    counts = Counter(row["Lead_Status"] for row in leads)
    naive = [counts[name] for name in names]
    assert naive[5] > naive[1]
    assert [stage[0] for stage in _shown(store, "2024-01-01", "2026-11-22")] != naive


def test_customers_without_a_name_show_their_external_id(
    imported: Imported, store: Clocked
) -> None:
    assert imported.operation
    with store.book().read() as page:
        shown = page.customers([1, 2])
    assert [one.label for one in shown] == ["crm:LEAD-003407", "crm:LEAD-000758"]
    assert shown[0].owner is not None
    assert shown[0].owner.name == "AGT-0010"
    assert shown[1].owner is None


def test_the_dates_of_the_sales_replace_the_assumed_ones(
    imported: Imported, store: Clocked
) -> None:
    assert imported.operation
    found = _import(store, "Sales.csv", "sales.toml")
    assert (found.updated, found.added, found.refused) == (813, 0, 0)
    sales = _rows("Sales.csv")
    for year in (2024, 2025, 2026):
        report = Weekly(store.book()).funnel(
            When(first=f"{year}-01-01", last_day=min(f"{year}-12-31", "2026-11-22")),
            Asked(pipeline="real-estate"),
        )
        assert report.flow is not None
        assert report.flow.stages[5].new + report.flow.stages[5].up == sum(
            date.fromisoformat(row["Sale_Date"]).year == year for row in sales
        )
    assert _import(store, "Sales.csv", "sales.toml").operation is None


def test_agents_leads_and_sales_come_in_together(tmp_path: Path) -> None:
    clocked = Clocked(tmp_path / "store.db")
    with clocked.book().record("pipeline load") as page:
        pipeline = read_pipeline((EXAMPLE / "pipeline.toml").read_bytes(), "pipeline.toml")
        definitions.put_pipeline(page.ledger, pipeline)
    mapping = (
        str(EXAMPLE / "leads.toml"),
        *("Sale_ID=deal_id", "Sale_Value_AED=amount", "Sale_Date=stage:WON"),
    )
    kinds = {"Leads.csv": "customers", "Sales.csv": "deals", "Agents.csv": "users"}

    def together() -> Imported:
        asked = [
            Import(str(DATA / name), mapping, kind=kind, currency="AED", related=True)
            for name, kind in kinds.items()
        ]
        return Importing(clocked.book()).together(asked, lambda: b"")

    found = together()
    agents, leads, sales = found.parts
    assert (leads.added, sales.added, found.refused) == (5000, 813, 0)
    assert agents.added == len(_rows("Agents.csv"))
    values = sum(round(float(row["Sale_Value_AED"]) * 100) for row in _rows("Sales.csv"))
    with clocked.book().read() as page:
        execute = page.session.connection.execute
        assert execute("SELECT sum(amount), currency FROM deal_terms").fetchall()[0][:] == (
            *(values, "AED"),
        )
        named = execute(
            "SELECT count(DISTINCT t.owner_id) FROM deal_terms t JOIN users u ON u.id = t.owner_id"
            " WHERE u.external_id IS NOT NULL"
        ).fetchone()[0]
    assert named == len({row["Agent_ID"] for row in _rows("Sales.csv") if row["Agent_ID"]})
    assert together().operation is None
