"""`referrals`: who brought whom, what these came to, and whom to thank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from leadfunnel.domain.customer import Customer
from leadfunnel.domain.money import Money
from leadfunnel.domain.referral import Brought, Forest
from leadfunnel.services import as_known, who
from leadfunnel.services.as_known import PRESENT, Then, View
from leadfunnel.services.book import Book
from leadfunnel.services.results.buyers import Branch, ReferralReport, ReferralTree, Referrer
from leadfunnel.store import purchases
from leadfunnel.store.session import Row

SHOWN = 20
LATELY = 90
"""Somebody brought so many days ago or before is thanked for no more."""
DEEPEST = 8
"""So many levels of a tree are drawn; who stands deeper is counted."""


class Referrals:
    """`referrals`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def best(self, limit: int | None = SHOWN, then: Then = PRESENT) -> ReferralReport:
        """Return who brought customers, those whose customers spent most first."""
        with as_known.opened(self.book, then) as view:
            tree = _Tree(view)
            ranked = sorted(tree.forest.children, key=tree.rank)
            shown = ranked if limit is None else ranked[:limit]
            items = tuple(map(tree.referrer, view.page.customers(shown)))
            return ReferralReport(items, len(ranked) - len(shown), len(tree.rows), view.seen)

    def of(self, text: str, limit: int | None = SHOWN, then: Then = PRESENT) -> ReferralTree:
        """Return everybody below one customer, and who brought them."""
        with as_known.opened(self.book, then) as view:
            tree = _Tree(view)
            root = view.page.customer(who.one(view.page, text))
            above = view.page.customers([root.referrer_id]) if root.referrer_id else ()
            branches, more = tree.branches(tree.forest.walk(root.id), limit)
            referrer = above[0].label if above else None
            return ReferralTree(tree.referrer(root), referrer, branches, more, view.seen)

    def all(self, limit: int | None = SHOWN, then: Then = PRESENT) -> ReferralTree:
        """Return every tree, that whose customers spent most first."""
        with as_known.opened(self.book, then) as view:
            tree = _Tree(view)
            roots = sorted(tree.forest.roots(), key=tree.rank)
            walked = [step for root in roots for step in ((root, 0), *tree.forest.walk(root))]
            branches, more = tree.branches(walked, limit)
            return ReferralTree(None, None, branches, more, view.seen)


class _Tree:
    """All referrals of the store."""

    def __init__(self, view: View) -> None:
        self.page = view.page
        found = self.page.session.rows("buyers.referred", until=view.until)
        self.rows: dict[int, Row] = {row["id"]: row for row in found}
        self.spent = purchases.totals(self.page.session, list(self.rows))
        self.forest = Forest(
            (Brought(row["id"], row["referrer_id"]) for row in found),
            {
                number: {money.currency: money.minor for money in sums}
                for number, sums in self.spent.items()
            },
        )

    def revenue(self, number: int) -> tuple[Money, ...]:
        """Return what everybody below a customer came to."""
        sums = self.forest.below(number).sums
        return tuple(Money(sums[currency], currency) for currency in sorted(sums))

    def rank(self, number: int) -> tuple[int, int, int]:
        """Order by revenue in the store's currency, then by how many."""
        money = self.forest.below(number).sums.get(self.page.settings.currency, 0)
        return -money, -len(self.forest.children[number]), number

    def branches(
        self, walked: Sequence[tuple[int, int]], limit: int | None
    ) -> tuple[tuple[Branch, ...], int]:
        """Return the first of a walk, down to the deepest level drawn, and how many are left."""
        drawn = [(number, depth) for number, depth in walked if depth <= DEEPEST]
        shown = drawn if limit is None else drawn[:limit]
        people = self.page.customers([number for number, _ in shown])
        depths = dict(shown)
        found = tuple(self._branch(one, depths[one.id]) for one in people)
        return found, len(drawn) - len(shown)

    def _branch(self, customer: Customer, depth: int) -> Branch:
        return Branch(
            customer=customer,
            depth=depth,
            revenue=self.spent.get(customer.id, ()),
            brought=len(self.forest.children.get(customer.id, ())),
            below=self.revenue(customer.id),
            thank_since=self.thank_since(customer),
            hidden=self.forest.below(customer.id).count if depth == DEEPEST else 0,
        )

    def referrer(self, customer: Customer) -> Referrer:
        """Return what one customer brought."""
        direct = self.forest.children.get(customer.id, [])
        return Referrer(
            customer=customer,
            direct=len(direct),
            bought=sum(self.rows[child]["purchases"] > 0 for child in direct),
            below=self.forest.below(customer.id).count,
            revenue=self.revenue(customer.id),
            thank_since=self.thank_since(customer),
        )

    def thank_since(self, customer: Customer) -> date | None:
        """Return the day of the latest newcomer or purchase since the referrer was spoken with."""
        calendar = self.page.calendar
        latest = max(self._days(customer.id), default=None)
        if latest is None or latest < calendar.day(self.page.now) - timedelta(days=LATELY):
            return None
        last = customer.last_contact
        spoken = calendar.day(last) if last is not None else None
        return latest if spoken is None or spoken < latest else None

    def _days(self, number: int) -> Iterator[date]:
        for child in self.forest.children.get(number, ()):
            yield self.page.calendar.day(self.rows[child]["created_at"])
            if self.rows[child]["last_bought_on"]:
                yield date.fromisoformat(self.rows[child]["last_bought_on"])
