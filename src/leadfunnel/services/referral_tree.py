"""`referrals`: who brought whom, what these came to, and whom to thank."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from leadfunnel.domain.money import Money
from leadfunnel.domain.purchase import totals
from leadfunnel.services import who
from leadfunnel.services.book import Book, Page
from leadfunnel.services.results.buyers import Branch, ReferralReport, ReferralTree, Referrer
from leadfunnel.store import purchases
from leadfunnel.store.session import Row

SHOWN = 20
LATELY = 90
"""Somebody brought so many days ago or before is thanked for no more."""


class Referrals:
    """`referrals`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def best(self, limit: int | None = SHOWN) -> ReferralReport:
        """Return who brought customers, those whose customers spent most first."""
        with self.book.read() as page:
            tree = _Tree(page)
            ranked = sorted(tree.children, key=tree.rank)
            shown = ranked if limit is None else ranked[:limit]
            present = {one.id for one in page.customers(shown)}
            items = tuple(tree.referrer(number) for number in shown if number in present)
            return ReferralReport(items, len(ranked) - len(shown), len(tree.rows))

    def of(self, text: str, limit: int | None = SHOWN) -> ReferralTree:
        """Return everybody below one customer, and who brought them."""
        with self.book.read() as page:
            number = who.one(page, text)
            tree = _Tree(page)
            below = tree.below(number)
            shown = below if limit is None else below[:limit]
            people = {one.id: one for one in page.customers([key for key, _ in shown])}
            referrer = page.customer(number).referrer_id
            return ReferralTree(
                root=tree.referrer(number),
                referrer=page.customer(referrer).label if referrer else None,
                branches=tuple(Branch(people[key], depth, tree.spent(key)) for key, depth in shown),
                more=len(below) - len(shown),
            )


class _Tree:
    """All referrals of the store."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.rows: dict[int, Row] = {}
        self.children: dict[int, list[int]] = defaultdict(list)
        for row in page.session.rows("buyers.referred"):
            self.rows[row["id"]] = row
            self.children[row["referrer_id"]].append(row["id"])
        self.sums = purchases.totals(page.session, list(self.rows))

    def below(self, root: int) -> list[tuple[int, int]]:
        """Return everybody below a customer with their depth, each after who brought them."""
        found: list[tuple[int, int]] = []
        seen = {root}
        waiting = [(child, 1) for child in reversed(self.children.get(root, ()))]
        while waiting:
            number, depth = waiting.pop()
            if number in seen:
                continue
            seen.add(number)
            found.append((number, depth))
            waiting += [(child, depth + 1) for child in reversed(self.children.get(number, ()))]
        return found

    def spent(self, number: int) -> tuple[Money, ...]:
        return self.sums.get(number, ())

    def revenue(self, root: int) -> tuple[Money, ...]:
        return totals(money for number, _ in self.below(root) for money in self.spent(number))

    def rank(self, number: int) -> tuple[int, int, int]:
        """Order by revenue in the store's currency, then by how many."""
        own = self.page.settings.currency
        money = sum(one.minor for one in self.revenue(number) if one.currency == own)
        return -money, -len(self.children[number]), number

    def referrer(self, number: int) -> Referrer:
        customer = self.page.customer(number)
        direct = self.children.get(number, [])
        return Referrer(
            customer=customer,
            direct=len(direct),
            bought=sum(self.rows[child]["purchases"] > 0 for child in direct),
            below=len(self.below(number)),
            revenue=self.revenue(number),
            thank_since=self.thank_since(direct, customer.last_contact),
        )

    def thank_since(self, direct: Sequence[int], last_contact: int | None) -> date | None:
        """Return the day of the latest newcomer or purchase since the referrer was spoken with."""
        calendar = self.page.calendar
        today = calendar.day(self.page.now)
        days = [calendar.day(self.rows[child]["created_at"]) for child in direct]
        bought = (self.rows[child]["last_bought_on"] for child in direct)
        days += [date.fromisoformat(day) for day in bought if day]
        latest = max(days, default=None)
        if latest is None or latest < today - timedelta(days=LATELY):
            return None
        spoken = calendar.day(last_contact) if last_contact is not None else None
        return latest if spoken is None or spoken < latest else None
