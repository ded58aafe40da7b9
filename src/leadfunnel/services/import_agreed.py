"""Orders of a file that are the sales of deals: of those won already, or of deals they win."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date

from leadfunnel.domain.money import Money
from leadfunnel.domain.purchase import Purchase
from leadfunnel.domain.record import dataclass
from leadfunnel.services.book import Writing
from leadfunnel.services.import_won import nearest
from leadfunnel.store import purchases as stored


@dataclass(frozen=True)
class Sold:
    """An order as told: its deal by key, "" for none, whose, and what it came to when."""

    deal: str
    customer_id: int
    amount: Money | None
    day: date


class Agreed:
    """The purchases that won deals recorded without an order number, each taken once."""

    def __init__(self, page: Writing, keys: Iterable[str]) -> None:
        ids = page.session.values("transfer.won_sales")
        self._open: dict[int, list[Purchase]] = {}
        for one in stored.among(page.session, ids):
            self._open.setdefault(one.customer_id, []).append(one)
        values = json.dumps(sorted(set(filter(None, keys))))
        rows = page.session.rows("transfer.deals", values=values)
        self._deals = {row["source_key"]: (int(row["id"]), int(row["customer_id"])) for row in rows}

    def deal(self, sold: Sold) -> int | None:
        """Return the deal that an order names and its customer has."""
        number, customer_id = self._deals.get(sold.deal, (None, None))
        return number if customer_id == sold.customer_id else None

    def take(self, sold: Sold) -> Purchase | None:
        """Return the purchase that the order tells again: of its deal, or near and as much."""
        known = self._open.get(sold.customer_id, [])
        named = self.deal(sold)
        if named is not None:
            found = next((one for one in known if one.journey_id == named), None)
        else:
            found = nearest(known, sold.amount, sold.day)
        if found is not None:
            known.remove(found)
        return found
