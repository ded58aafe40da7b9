"""Writing the purchases of a file: the rows of one order are one, and none is recorded twice."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from leadfunnel.domain.amount import Amount
from leadfunnel.domain.fold import fold
from leadfunnel.domain.incoming import Problem
from leadfunnel.domain.money import Money
from leadfunnel.domain.purchase import Product, Purchase
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import Phrase, said
from leadfunnel.errors import N_
from leadfunnel.services import import_bought, products, purchase_deals, purchases
from leadfunnel.services.book import Writing
from leadfunnel.services.import_agreed import Agreed, Sold
from leadfunnel.services.import_kinds import Tally
from leadfunnel.services.import_newcomers import Newcomers
from leadfunnel.services.import_purchases import SoldRow
from leadfunnel.services.import_read import Read
from leadfunnel.services.import_whom import Finder, NoOne, Staff
from leadfunnel.services.purchases import Lines, Sale
from leadfunnel.services.refunds import left_of, write_refund
from leadfunnel.store import purchases as stored


@dataclass
class Order:
    """The rows that are one purchase."""

    key: str
    rows: list[SoldRow]

    @property
    def first(self) -> SoldRow:
        """The row that tells whose it is, and when."""
        return self.rows[0]

    @property
    def kept(self) -> list[SoldRow]:
        """The rows that were not cancelled."""
        return [row for row in self.rows if not row.cancelled]

    def total(self) -> Money | None:
        """Return what all of it came to; NoOne where the rows disagree."""
        told = {one.total for one in self.kept if one.total is not None}
        if len(told) > 1:
            raise NoOne(0, Phrase(N_("is one of several rows of an order with several totals")))
        amounts = [one.amount for one in self.kept if one.amount is not None]
        if len({one.currency for one in (*told, *amounts)}) > 1:
            raise NoOne(0, Phrase(N_("is one of several rows of an order in several currencies")))
        if told:
            return _money(told.pop())
        if len(amounts) < len(self.kept):
            return None
        return Money(sum(one.minor for one in amounts), amounts[0].currency)

    def refunded(self) -> int:
        """Return how much went back, in minor units."""
        return sum(one.refund.minor for one in self.kept if one.refund)


class PurchaseWriter:
    """Writes the purchases of one file into an operation."""

    def __init__(self, page: Writing, file: Read, rows: Sequence[SoldRow]) -> None:
        self.page = page
        self.file = file
        self.rows = rows
        self.tally = Tally()
        self.finder, self.staff = Finder(page.session), Staff(page.session)
        self.agreed = Agreed(page, [row.deal for row in rows])
        self.newcomers = Newcomers(page, self.finder, file.terms.source, nameless=True)
        self._products: dict[str, Product] = {}
        self._new_products = 0
        self._written: set[int] = set()

    def go(self, progress: Callable[[int], None]) -> Tally:
        """Write them all; `progress` hears how many rows are done."""
        self.finder.learn(row.whom for row in self.rows)
        orders = list(_orders(self.rows))
        known = self._known(orders)
        done = 0
        for order in sorted(orders, key=lambda one: (one.first.at, one.first.line)):
            try:
                self._take(order, known.get(order.key))
            except NoOne as none:
                self._refuse(order, none.reason)
            done += len(order.rows)
            progress(done)
        import_bought.advance(self.page, self._written)
        self._say()
        return self.tally

    def _say(self) -> None:
        cancelled = sum(one.cancelled for one in self.rows)
        told = {
            N_("Customers added who bought and were not known: {count}."): self.newcomers.count,
            N_("New products: {count}."): self._new_products,
            N_("Rows of orders that came to nothing, left out: {count}."): cancelled,
        }
        for text, count in told.items():
            if count:
                self.tally.said.append(said(text, count=count))

    def _known(self, orders: Sequence[Order]) -> dict[str, Purchase]:
        """Return the purchases in the store by the key of their order in the file."""
        session = self.page.session
        numbers = {one.first.order: one.key for one in orders if one.first.order}
        found: dict[str, Purchase] = {}
        ids = session.values("transfer.orders", values=json.dumps(list(numbers)))
        for purchase in stored.among(session, ids):
            found.setdefault(numbers[purchase.order or ""], purchase)
        keys = json.dumps([one.key for one in orders if one.first.hashed])
        rows = session.rows("transfer.sales", values=keys)
        keyed = {row["id"]: row["source_key"] for row in rows}
        for purchase in stored.among(session, list(keyed)):
            found[keyed[purchase.id]] = purchase
        return found

    def _refuse(self, order: Order, reason: Phrase) -> None:
        for row in order.rows:
            self.file.refuse(row.line, [Problem(row.line, "", row.order or "", reason)])
        self.file.rows -= len(order.rows)

    def _take(self, order: Order, known: Purchase | None) -> None:
        count = len(order.rows)
        if not order.kept:
            self.tally.unchanged += count
            return
        total = order.total()
        _check_refund(order, total)
        if known is None:
            again = self._add(order, total)
            self.tally.updated += count if again else 0
            self.tally.added += 0 if again else count
            return
        self._compare(order, total, known)
        changed = self._refund(order, known)
        self.tally.updated += count if changed else 0
        self.tally.unchanged += 0 if changed else count

    def _compare(self, order: Order, total: Money | None, known: Purchase) -> None:
        """Refuse an order that is known with another amount, or as somebody else's."""
        if total is not None and known.amount is not None and total != known.amount:
            text = N_("has the order {order} with {amount}; it is known as {ref} with {known}")
            reason = Phrase(
                text,
                order=order.first.order or order.first.product,
                amount=str(total),
                ref=known.ref,
                known=str(known.amount or "?"),
            )
            raise NoOne(0, reason)
        try:
            owner = self.finder.find(order.first.whom)
        except NoOne:  # merged, renamed, or one of several: the order tells whose it is
            return
        if owner != known.customer_id:
            text = N_("has the order {order} of #{id}; it is known as {ref} of #{known}")
            raise NoOne(
                0,
                Phrase(
                    text,
                    order=order.first.order or order.first.product,
                    id=owner,
                    ref=known.ref,
                    known=known.customer_id,
                ),
            )

    def _add(self, order: Order, total: Money | None) -> bool:
        """Record an order; tell whether it was the sale of a won deal that is known already."""
        first, page = order.first, self.page
        author = self.staff.id(first.author) if first.author else None
        number = self.newcomers.customer(first.whom, author or page.me, first.at)
        sold = Sold(first.deal, number, total, page.calendar.day(first.at))
        known = self.agreed.take(sold)
        if known is not None:
            self._compare(order, total, known)
            self._refund(order, self._adopt(order, total, known))
            return True
        owner = page.session.value("transfer.owner", id=number)
        sale = Sale(
            lines=self._lines(order, total),
            amount=total,
            at=first.at,
            outlet=first.outlet,
            order=first.order,
            order_system=self.file.terms.system or "",
            journey_id=self.agreed.deal(sold),
            note="\n".join(dict.fromkeys(row.note for row in order.kept if row.note)),
            owner_id=author or owner,
            source_key=order.key,
        )
        bought = purchases.write(page, number, sale)
        if bought.journey_id is not None:
            purchase_deals.win(page, bought)
        self._refund(order, bought)
        self._written.add(number)
        return False

    def _adopt(self, order: Order, total: Money | None, known: Purchase) -> Purchase:
        """Give the purchase that a deal recorded what its order tells beside."""
        page, number, told = self.page, known.customer_id, total or known.amount
        page.ledger.update(
            "purchase",
            known.id,
            number,
            order_number=order.first.order,
            order_system=self.file.terms.system or "",
            amount=told and told.minor,
            currency=told and told.currency,
            source_key=order.key,
        )
        if not known.lines:
            lines = [(item.id, *rest) for item, *rest in self._lines(order, total)]
            purchases.write_lines(page, number, known.id, lines)
        found = stored.purchase(page.session, known.id)
        assert found is not None  # noqa: S101 - just written
        return found

    def _lines(self, order: Order, total: Money | None) -> Lines:
        rows = [row for row in order.kept if row.product]
        alone = total.minor if total and len(rows) == 1 else None
        return tuple(
            (
                self._product(row),
                row.quantity,
                row.amount.minor if row.amount else alone,
            )
            for row in rows
        )

    def _product(self, row: SoldRow) -> Product:
        key = fold(row.product)
        found = self._products.get(key) or products.exact(self.page, row.product)
        if found is None:
            columns = {"category": row.category or None}
            number = products.create(self.page, row.product, columns)
            found = stored.product(self.page.session, number)
            assert found is not None  # noqa: S101 - just inserted
            self._new_products += 1
        self._products[key] = found
        return found

    def _refund(self, order: Order, bought: Purchase) -> bool:
        """Record what the file says went back and the store does not know of."""
        told, left = order.refunded(), left_of(self.page, bought)
        if not told or bought.amount is None or left.amount is None:
            return False
        more = told - (bought.amount.minor - left.amount)
        if more <= 0:
            return False
        at = next((row.refunded_at for row in order.rows if row.refunded_at), order.first.at)
        lines = left.lines if more == left.amount else ()
        write_refund(self.page, bought, at, more, lines)
        self._written.add(bought.customer_id)
        return True


def _orders(rows: Sequence[SoldRow]) -> Iterator[Order]:
    """Yield the rows of each order together; of equal rows without one each is its own."""
    found: dict[str, Order] = {}
    times: dict[str, int] = defaultdict(int)
    for row in rows:
        key = f"purchase:{row.key}"
        if row.hashed:
            times[key] += 1
            key += f"-{times[key]}" if times[key] > 1 else ""
        found.setdefault(key, Order(key, [])).rows.append(row)
    yield from found.values()


def _money(amount: Amount) -> Money:
    return Money(amount.minor, amount.currency)


def _check_refund(order: Order, total: Money | None) -> None:
    if order.refunded() > (total.minor if total else 0):
        raise NoOne(0, Phrase(N_("says that more went back than was paid")))
