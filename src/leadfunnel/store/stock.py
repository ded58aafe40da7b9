"""The days on which products run out, from the rows of purchases and refunds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from leadfunnel.domain.stock import Supply, used_up
from leadfunnel.store.session import Row


def run_outs(rows: Sequence[Row]) -> Iterator[tuple[int, date]]:
    """Yield (line, day) with the last line of each customer's product that is not all gone back.

    `rows` are lines by customer and day; a refund takes off the purchase it names.
    """
    back: dict[tuple[int, int], int] = defaultdict(int)
    for row in rows:
        if row["quantity"] < 0:
            back[row["root"], row["product_id"]] += row["quantity"]
    supplies: dict[int, list[Supply]] = defaultdict(list)
    last: dict[tuple[int, int], int] = {}
    for row in rows:
        supply = _left(row, back) if row["kept"] and row["quantity"] > 0 else None
        if supply is not None:
            supplies[row["customer_id"]].append(supply)
            last[row["customer_id"], supply.product_id] = row["id"]
    for customer_id, lines in supplies.items():
        for product_id, day in used_up(lines).items():
            yield last[customer_id, product_id], day


def _left(row: Row, back: dict[tuple[int, int], int]) -> Supply | None:
    """Return what is left of a line once what went back is taken off, None for nothing."""
    key = (row["root"], row["product_id"])
    taken = min(row["quantity"], -back[key])
    back[key] += taken
    quantity = row["quantity"] - taken
    if not quantity:
        return None
    return Supply(row["product_id"], date.fromisoformat(row["on_day"]), quantity, row["lasts_days"])
