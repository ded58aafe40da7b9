"""The published figures of a public sales history come out by the commands of the example.

The data is not part of the project; without it these tests are skipped.
"""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from tests.conftest import Clocked

from leadfunnel.domain.money import decimal_string
from leadfunnel.domain.own_rates import OwnRates
from leadfunnel.domain.pipeline_schema import read_pipeline
from leadfunnel.services.cost_report import CostReports
from leadfunnel.services.forecasting import Forecasting, Sight
from leadfunnel.services.importing import Import, Importing
from leadfunnel.services.results.imported import Imported
from leadfunnel.store import definitions

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data" / "real-estate"
EXAMPLE = ROOT / "examples" / "real-estate"

pytestmark = pytest.mark.skipif(
    not (DATA / "Leads.csv").exists(), reason=f"the public sales history is not at {DATA}"
)


def _import(store: Clocked, file: str, mapping: str, kind: str | None = None) -> Imported:
    currency = "AED" if kind == "costs" else None
    asked = Import(str(DATA / file), (str(EXAMPLE / mapping),), kind=kind, currency=currency)
    return Importing(store.book()).run(asked, lambda: b"")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Clocked:
    clocked = Clocked(tmp_path_factory.mktemp("real") / "store.db")
    with clocked.book().record("pipeline load") as page:
        pipeline = read_pipeline((EXAMPLE / "pipeline.toml").read_bytes(), "pipeline.toml")
        definitions.put_pipeline(page.ledger, pipeline)
    _import(clocked, "Leads.csv", "leads.toml")
    _import(clocked, "Sales.csv", "sales.toml")
    return clocked


@pytest.fixture(scope="module")
def costs(store: Clocked) -> Imported:
    return _import(store, "Leads.csv", "costs.toml", "costs")


@pytest.fixture(scope="module")
def rates(store: Clocked) -> OwnRates:
    (found,) = Forecasting(store.book()).forecast(Sight(pipeline="real-estate")).rates
    return found


def test_the_published_win_rate_is_that_of_all_who_reached_negotiation(rates: OwnRates) -> None:
    stages = {stage.code: stage for stage in rates.stages}
    negotiation = stages["NEGOTIATION"]
    assert negotiation.of_all is not None
    assert negotiation.rate is not None
    assert round(100 * negotiation.of_all, 2) == 68.67
    assert negotiation.rate == negotiation.won / (negotiation.reached - negotiation.open)
    assert rates.whole.of_all is not None
    assert (rates.whole.reached, rates.whole.won) == (5000, 813)
    assert round(100 * rates.whole.of_all, 2) == 16.26


def test_the_published_sales_cycle(rates: OwnRates) -> None:
    assert (len(rates.cycles), rates.cycle_mean_days) == (813, "61.27")


def test_every_cost_is_imported_once(store: Clocked, costs: Imported) -> None:
    assert (costs.rows, costs.added, costs.refused) == (5000, 5000, 0)
    again = _import(store, "Leads.csv", "costs.toml", "costs")
    assert (again.operation, again.unchanged) == (None, 5000)


def test_the_published_costs_by_channel(store: Clocked, costs: Imported) -> None:
    assert costs.operation
    report = CostReports(store.book()).report("channel", None, None, "real-estate")
    found = {
        row.key: tuple(
            decimal_string(one, row.currency) for one in (row.per_lead or 0, row.per_won or 0)
        )
        for row in report.rows
    }
    assert found["Referral"] == ("25.28", "153.44")
    assert found["Website"] == ("50.84", "296.90")
    assert found["LinkedIn"][1] == "1818.64"
    assert found["Bayut"][1] == "1639.54"
    with (DATA / "Leads.csv").open(encoding="utf-8", newline="") as lines:
        spent = sum(Decimal(row["Marketing_Cost_AED"]) for row in csv.DictReader(lines))
    (total,) = report.totals
    assert decimal_string(total.amount, total.currency) == str(spent)
    assert sum(row.amount for row in report.rows) == total.amount
