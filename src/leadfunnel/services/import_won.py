"""The purchases of deals that a file says were won: one each, on the day of closing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from leadfunnel.domain.money import Money
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.domain.purchase import Product, Purchase
from leadfunnel.domain.quantity import ONE
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_
from leadfunnel.services import import_bought, products, purchase_deals, purchases
from leadfunnel.services.book import Writing
from leadfunnel.services.import_kinds import Journey
from leadfunnel.services.purchases import Lines, Sale
from leadfunnel.store import purchases as stored

DAYS = 7
"""An order and a closing of one customer and amount within so many days are one sale."""


class Wins:
    """Records the purchases of won deals; `close` moves their customers on."""

    def __init__(self, page: Writing, pipeline: Pipeline) -> None:
        self.page = page
        self.pipeline = pipeline
        self.recorded = self.linked = self.undated = 0
        self._bought: set[int] = set()
        self._products: dict[str, Product] = {}

    def take(self, journey: Journey, stage: str, at: int, *, assumed: bool) -> None:
        """Record the purchase of a deal that stands at a stage since an instant, if it was won."""
        if journey.id is None or self.pipeline.stage(stage).kind != "won":
            return
        terms = purchase_deals.agreed(self.page, journey.id)
        linked = stored.of_deal(self.page.session, journey.id)
        if linked:
            self._amount(linked[0], terms.amount)
        elif assumed:
            self.undated += 1
        elif not self._link(journey, terms.amount, at):
            self._record(journey, terms, at)

    def close(self) -> list[Sentence]:
        """Move who bought to their stages, and return what there is to say."""
        import_bought.advance(self.page, self._bought)
        told = {
            N_("Purchases recorded of deals that were won: {count}."): self.recorded,
            N_("Won deals whose purchase was known already: {count}."): self.linked,
            N_(
                "Won deals without a day of closing, so no purchase is recorded: {count}. "
                "Record one with: leadfunnel buy WHO --deal dN --at WHEN"
            ): self.undated,
        }
        return [said(text, count=count) for text, count in told.items() if count]

    def _record(self, journey: Journey, terms: purchase_deals.Agreed, at: int) -> None:
        page, number = self.page, journey.customer_id
        lines: Lines = ()
        if terms.product:
            minor = terms.amount.minor if terms.amount else None
            lines = ((self._product(terms.product), ONE, minor),)
        customer = page.session.row("facts.get_customer", row_id=number)
        owner = terms.owner_id or (customer["owner_id"] if customer else None)
        purchases.write(
            page, number, Sale(lines, terms.amount, at, journey_id=journey.id, owner_id=owner)
        )
        self._bought.add(number)
        self.recorded += 1

    def _link(self, journey: Journey, amount: Money | None, at: int) -> bool:
        """Link the purchase that is known of the customer and can only be this one."""
        known = [
            one
            for one in stored.of_customer(self.page.session, journey.customer_id)
            if one.kept and one.journey_id is None
        ]
        same = nearest(known, amount, self.page.calendar.day(at))
        if same is None:
            return False
        self.page.ledger.update("purchase", same.id, same.customer_id, journey_id=journey.id)
        self.linked += 1
        return True

    def _amount(self, known: Purchase, amount: Money | None) -> None:
        """Put in what a purchase came to, where that is only known by now."""
        if amount is None or known.amount is not None or known.order:
            return
        number = known.customer_id
        columns = {"amount": amount.minor, "currency": amount.currency}
        self.page.ledger.update("purchase", known.id, number, **columns)

    def _product(self, name: str) -> Product:
        if name not in self._products:
            self._products[name], _ = products.ensure(self.page, name)
        return self._products[name]


def nearest(known: Iterable[Purchase], amount: Money | None, day: date) -> Purchase | None:
    """Return the purchase of this amount that is nearest to a day, within a week; else None."""
    if amount is None:
        return None
    near = [one for one in known if one.amount == amount and abs((one.day - day).days) <= DAYS]
    return min(near, key=lambda one: abs((one.day - day).days), default=None)
