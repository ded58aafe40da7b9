"""A table of customers is read without making customers, and holds what they would hold."""

from __future__ import annotations

import csv
import io
import tracemalloc
from pathlib import Path

import pytest
from tests.benchmarks import crowd
from tests.conftest import Clocked
from tests.stores import fill

from leadfunnel.domain.customer import Customer
from leadfunnel.domain.guard import guarded, joined
from leadfunnel.domain.hiding import hidden
from leadfunnel.domain.phone import mask
from leadfunnel.services.book import Page
from leadfunnel.services.exporting import Export, Exporting


def _told(page: Page, customer: Customer, keys: list[str], *, masked: bool) -> list[str]:
    """Return the cells of one customer, from what is known of them one by one."""

    def plain(text: str) -> str:
        return hidden(text, page.settings.region) if masked else text

    def phone(number: str, raw: str, *, valid: bool) -> str:
        return mask(number, page.settings.region) if masked else number if valid else raw

    def at(instant: int | None) -> str:
        return "" if instant is None else page.calendar.iso(instant)

    due, fields = customer.next_follow_up, {one.key: one.text for one in customer.fields}
    guessed = page.session.connection.execute(
        "SELECT 1 FROM journey j JOIN stage_change s ON s.journey_id = j.id WHERE j.pipeline = ?"
        " AND customer_id = ? AND s.void_op IS NULL AND s.assumed AND s.at = ? AND s.to_stage = ?",
        (page.main.name, customer.id, customer.stage_since, getattr(customer.stage, "code", "")),
    ).fetchone()
    cells = [
        str(customer.id),
        plain(customer.name),
        plain(customer.company or ""),
        joined(phone(one.number, one.raw, valid=one.valid) for one in customer.phones),
        joined(map(plain, customer.wechat)),
        joined(customer.emails),
        joined(map(plain, customer.external_ids)),
        customer.stage.code if customer.stage else "",
        at(customer.stage_since) if customer.stage and not guessed else "",
        customer.owner.name if customer.owner else "",
        customer.outlet or "",
        customer.source or "",
        joined(map(str, customer.tags)),
        customer.birthday or "",
        plain(customer.address or ""),
        "yes" if customer.do_not_contact else "",
        at(customer.created_at),
        "" if due is None else due.day.isoformat() if due.at is None else at(due.at),
        at(customer.last_contact),
        *(fields.get(key, "") for key in keys),
    ]
    return list(map(guarded, cells))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Clocked:
    found = Clocked(tmp_path_factory.mktemp("filled") / "store.db")
    fill(found, 3, 60)
    return found


@pytest.mark.parametrize("masked", [False, True])
def test_a_table_holds_what_customers_hold(filled: Clocked, *, masked: bool) -> None:
    text = "".join(Exporting(filled.book()).run(Export(masked=masked)).chunks)
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    with filled.book().read() as page:
        everybody = page.customers(page.session.values("transfer.present"))
        told = [_told(page, customer, header[19:], masked=masked) for customer in everybody]
    assert rows == told
    assert len(rows) > 10


@pytest.fixture(scope="module")
def crowds(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Clocked]:
    found = {}
    for size in (1000, 3000):
        path: Path = tmp_path_factory.mktemp("crowd") / f"{size}.db"
        crowd.make(path, size, 1)
        found[size] = Clocked(path)
        found[size].now = crowd.NOW
    return found


@pytest.mark.parametrize("ending", ["csv", "xlsx", "html", "jsonl"])
def test_memory_does_not_grow_with_the_customers(
    crowds: dict[int, Clocked], tmp_path: Path, ending: str
) -> None:
    most = {}
    for size, clocked in [(1000, crowds[1000]), *crowds.items()]:  # the first one imports
        asked = Export(output=str(tmp_path / f"out.{ending}"), force=True)
        tracemalloc.start()
        assert Exporting(clocked.book()).run(asked).rows == size
        most[size] = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()

    assert most[3000] < most[1000] + 150_000
