"""What is read of customers about to be merged: of one pair when asked, of many pairs at once."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence

from leadfunnel.domain.customer import Customer
from leadfunnel.services import who
from leadfunnel.services.book import Page
from leadfunnel.services.merged_rows import TABLES, Passages, by_pipeline, held, is_passage
from leadfunnel.store import people
from leadfunnel.store.session import Row


class Records:
    """What lies with customers, read at once for all that are named; of others when asked for."""

    def __init__(self, page: Page, numbers: Sequence[int] = ()) -> None:
        self.page = page
        self._known = set(numbers)
        self._rows: dict[str, dict[int, list[Row]]] = {}
        self._customers: dict[int, Customer] = {}
        self._parents: set[int] = set()
        if numbers:
            self._read(numbers)

    def _read(self, numbers: Sequence[int]) -> None:
        ids, session = json.dumps(list(numbers)), self.page.session
        for table in TABLES:
            rows: defaultdict[int, list[Row]] = defaultdict(list)
            for row in session.rows(f"facts.held_{table}", ids=ids):
                rows[row["customer_id"]].append(row)
            self._rows[table] = rows
        self._customers = {
            customer.id: customer for customer in people.load(session, numbers, self.page.main)
        }
        self._parents = {row["merged_into"] for row in session.rows("merging.members", ids=ids)}

    def changed(self, *numbers: int) -> None:
        """Forget what was read of customers who have changed since."""
        self._known.difference_update(numbers)

    def held(self, table: str, number: int) -> Sequence[Row]:
        """Return the live rows that lie with a customer."""
        if number in self._known:
            return self._rows[table].get(number, ())
        return held(self.page, table, number)

    def customer(self, number: int) -> Customer:
        """Return one customer that is known to exist."""
        return self._customers[number] if number in self._known else self.page.customer(number)

    def with_merged(self, number: int) -> list[int]:
        """Return a customer with everyone merged into it, directly or through another."""
        if number in self._known and number not in self._parents:
            return [number]
        return who.with_merged(self.page, number)

    def passages(self, members: Iterable[int]) -> Passages:
        """Return the passages of some customers by pipeline and number."""
        rows = [
            row
            for member in members
            for row in self.held("journey", member)
            if is_passage("journey", row)
        ]
        return by_pipeline(sorted(rows, key=_number))


def _number(row: Row) -> int:
    return int(row["id"])
