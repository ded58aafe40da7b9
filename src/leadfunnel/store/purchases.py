"""Products, purchases and refunds, read into domain records."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from leadfunnel.domain.money import Money
from leadfunnel.domain.purchase import BoughtLine, Product, Purchase, RunOut
from leadfunnel.store.session import Row, Session

MANY = 1_000_000_000


def of_customer(session: Session, customer_id: int) -> list[Purchase]:
    """Return a customer's purchases and refunds, newest first."""
    return _purchases(session, session.rows("purchases.of_customer", customer_id=customer_id))


def purchase(session: Session, number: int) -> Purchase | None:
    """Return one purchase or refund by its number."""
    found = _purchases(session, session.rows("purchases.one", id=number))
    return found[0] if found else None


def among(session: Session, numbers: Sequence[int]) -> list[Purchase]:
    """Return the purchases and refunds of these numbers."""
    return _purchases(session, session.rows("purchases.among", ids=json.dumps(list(numbers))))


def refunds_of(session: Session, number: int) -> list[Purchase]:
    """Return what was taken back of a purchase."""
    return _purchases(session, session.rows("purchases.refunds_of", id=number))


def of_order(session: Session, number: str) -> list[Purchase]:
    """Return the purchases of an order number, of whatever system."""
    return _purchases(session, session.rows("purchases.by_order", number=number))


def of_deal(session: Session, journey_id: int) -> list[Purchase]:
    """Return the purchases linked with a deal."""
    return _purchases(session, session.rows("purchases.of_deal", journey_id=journey_id))


def products(session: Session) -> list[Product]:
    """Return every product by name, the retired ones last."""
    return list(map(product_of, session.rows("purchases.products")))


def product(session: Session, number: int) -> Product | None:
    """Return one product by its number."""
    row = session.row("purchases.product", id=number)
    return product_of(row) if row else None


def product_of(row: Row) -> Product:
    """Return the product of a row."""
    price = None if row["price"] is None else Money(row["price"], row["currency"])
    return Product(
        row["id"], row["name"], row["category"], price, row["lasts_days"], bool(row["retired"])
    )


def totals(session: Session, customer_ids: Sequence[int]) -> dict[int, tuple[Money, ...]]:
    """Return what customers spent less refunds, in each currency."""
    found: dict[int, tuple[Money, ...]] = {}
    for row in session.rows("purchases.totals", ids=json.dumps(list(customer_ids))):
        money = Money(row["amount"], row["currency"])
        found[row["customer_id"]] = (*found.get(row["customer_id"], ()), money)
    return found


def run_outs_of(session: Session, customer_id: int) -> list[RunOut]:
    """Return the products of a customer that run out, or did, the earliest first."""
    return list(map(_run_out, session.rows("purchases.running_out_of", customer_id=customer_id)))


def running_out(session: Session, first: date, last: date, limit: int = MANY) -> list[RunOut]:
    """Return who runs out of what from `first` to `last`, the earliest first."""
    rows = session.rows(
        "purchases.running_out", first=first.isoformat(), last=last.isoformat(), limit=limit
    )
    return list(map(_run_out, rows))


def _run_out(row: Row) -> RunOut:
    return RunOut(row["customer_id"], product_of(row), date.fromisoformat(row["runs_out_on"]))


def _purchases(session: Session, rows: Sequence[Row]) -> list[Purchase]:
    if not rows:
        return []
    lines: dict[int, list[BoughtLine]] = {}
    for row in session.rows("purchases.lines", ids=json.dumps([row["id"] for row in rows])):
        found = BoughtLine(row["product_id"], row["name"], row["quantity"], row["amount"])
        lines.setdefault(row["purchase_id"], []).append(found)
    return [_purchase(row, tuple(lines.get(row["id"], ()))) for row in rows]


def _purchase(row: Row, lines: tuple[BoughtLine, ...]) -> Purchase:
    return Purchase(
        id=row["id"],
        customer_id=row["customer_id"],
        refunds=row["refunds"],
        order=row["order_number"],
        amount=None if row["amount"] is None else Money(row["amount"], row["currency"]),
        at=row["at"],
        day=date.fromisoformat(row["on_day"]),
        outlet=row["outlet"],
        journey_id=row["journey_id"],
        note=row["note"],
        reason=row["reason"],
        user=row["user_name"],
        occasion=row["occasion"],
        kept=bool(row["kept"]),
        lines=lines,
    )
